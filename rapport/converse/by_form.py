"""What came by our own form: private words of a person, beside a thread that stays where it is."""

from __future__ import annotations

from rapport.converse.models import Conversation, Turn
from rapport.listen.models import Message

# Keys of messages that no network knows: nothing there can be answered under them.
FORM_KEY = "rapport-form:"


def came_by_form(message: Message | None) -> bool:
    return message is not None and message.remote_key.startswith(FORM_KEY)


def answered_on_network(conversation: Conversation) -> Message | None:
    """The message an answer hangs under: their last one that stands on the network. A statement only after a form."""
    last = conversation.last_customer_message
    if not came_by_form(last):
        return last
    turns = Turn.objects.filter(conversation=conversation, message__is_own=False)
    turns = turns.exclude(message__remote_key__startswith=FORM_KEY).order_by("-at")
    found = turns.select_related("message").first()
    return found.message if found else None


def is_answered_in_public(message: Message | None) -> bool:
    """Whether an answer after this message is for everybody's eyes: what came by the form is answered in the thread."""
    return message is None or message.scope == "public" or came_by_form(message)
