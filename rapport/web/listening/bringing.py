"""What stands in the Inbox of what was heard, and the button that brings it there."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.converse.queries import InInbox
from rapport.listen.models import Message
from rapport.workspace.models import Member
from rapport.workspace.queries import can


@dataclass(frozen=True, slots=True)
class Bringing:
    """Either where it stands, or where to press to bring it in; neither where it is nothing to be answered."""

    message_id: int = 0
    inbox_url: str = ""
    inbox_words: str = ""
    bring_url: str = ""


def bringing(message: Message, stands: InInbox | None, *, member: Member) -> Bringing:
    """What a message shows, its author loaded. `stands`: where it is in the Inbox already."""
    if stands is not None:
        return in_inbox(message.pk, stands)
    if can(member, "answer") and _is_theirs(message):
        return Bringing(message.pk, bring_url=reverse("bring_in", args=[message.pk]))
    return Bringing()


def in_inbox(message_id: int, stands: InInbox) -> Bringing:
    words = {
        "waiting": _("In the Inbox, their turn"),
        "resolved": _("In the Inbox, resolved"),
        "past": _("From before Rapport"),
    }
    return Bringing(
        message_id,
        inbox_url=reverse("inbox_open", args=[stands.conversation_id]),
        inbox_words=words.get(stands.status, _("In the Inbox")),
    )


def _is_theirs(message: Message) -> bool:
    """Somebody else's words in public, that still stand."""
    author = message.author
    is_strange = author is not None and not author.is_ours and not message.is_own
    return is_strange and message.scope == "public" and message.deleted_at is None
