"""The check of a reply, with what voice cannot know: which message it answers, and who reads along."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from rapport.converse.by_form import is_answered_in_public
from rapport.converse.queries.page import conversation_for
from rapport.voice.contract import Draft, Finding
from rapport.voice.queries import check
from rapport.workspace.models import Member
from rapport.workspace.queries import organisation


def check_reply(member: Member, conversation_id: int, text: str, *, now: datetime) -> list[Finding]:
    """What the check finds in a reply, in the order of the text. Raises NoSuchConversation."""
    conversation = conversation_for(member, conversation_id)
    message = conversation.last_customer_message
    house = organisation()
    today = now.astimezone(ZoneInfo(house.timezone if house else "UTC")).date()
    draft = Draft(
        text=text,
        message=message.text if message else "",
        public=is_answered_in_public(message),
    )
    found = check(draft, brand_id=conversation.account.brand_id, today=today)
    return sorted(found, key=lambda f: (f.start, f.end))
