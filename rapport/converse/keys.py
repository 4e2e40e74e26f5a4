"""By which keys an answer is held: a hold on any of them stops it at the door (channels.Hold)."""

from __future__ import annotations

from rapport.converse.models import Conversation
from rapport.listen.models import Message


def keys_of(conversation: Conversation, under: Message | None = None) -> tuple[str, ...]:
    """Those of an answer under that message of theirs, or under their last."""
    message = under or conversation.last_customer_message
    return (
        f"conversation:{conversation.pk}",
        f"thread:{message.thread_id if message else None}",
        f"person:{conversation.person_id}",
    )
