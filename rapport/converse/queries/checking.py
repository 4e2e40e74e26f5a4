"""The check of a reply, with what voice cannot know: which message it answers, whom it would reach, and who reads along."""

from __future__ import annotations

from datetime import datetime

from rapport.channels.models import Account
from rapport.converse.by_form import is_answered_in_public
from rapport.converse.keys import keys_of
from rapport.converse.models import Conversation
from rapport.voice.contract import Draft, DraftContext, Finding
from rapport.voice.queries import check
from rapport.workspace.models import Member


def check_reply(
    conversation: Conversation,
    text: str,
    *,
    by: Member | None,
    now: datetime,
    zone: str,
    privately: bool = False,
    in_thread: bool = False,
    saved: str = "",
    quick: bool = False,
) -> list[Finding]:
    """What the check finds in a reply, in the order of the text. `zone`: the organisation's. One statement where `conversation_for` gave the conversation, else two.

    `in_thread`: it is for everybody, whatever they wrote last. `saved`: the saved reply it began with, filled in.
    `quick`: without what is only noted and takes long.
    """
    if not text.strip():
        return []
    message = conversation.last_customer_message
    draft = Draft(
        text=text,
        message=message.text if message else "",
        saved=saved,
        public=in_thread or (not privately and is_answered_in_public(message)),
        quick=quick,
    )
    account = conversation.account
    context = DraftContext(
        brand_id=conversation.brand_id,
        now=now,
        zone=zone,
        person_id=conversation.person_id,
        thread_id=message.thread_id if message else None,
        member_id=by.pk if by else None,
        account_id=account.pk,
        wrote_at=message.created_at if message else None,
        wants_silence_since=conversation.person.wants_silence_since,
        listens_only=account.rule == Account.Rule.LISTEN,
        keys=(f"account:{account.pk}", f"brand:{account.brand_id}", *keys_of(conversation)),
        standing=getattr(conversation, "standing_holds", None),
    )
    return check(draft, context)
