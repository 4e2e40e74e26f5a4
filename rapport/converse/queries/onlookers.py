"""The audience of a conversation, from the messages its page has read already: no statement of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from rapport.converse.audience import Audience, Sentiment, Voice, audience_of
from rapport.converse.models import Conversation
from rapport.converse.queries.names import name_of
from rapport.converse.queries.shielding import COVERED, is_shielded
from rapport.converse.taking_in import is_machines
from rapport.listen.models import Message
from rapport.understand.models import Reading


def audience_view(
    c: Conversation, messages: Sequence[Message], *, is_whole: bool
) -> Audience | None:
    """None for what only the two of us can see. `is_whole`: the messages are all there are, not a window."""
    public = [m for m in messages if m.scope == "public" and m.deleted_at is None]
    if not public:
        return None
    ours = [m.author.followers for m in public if m.is_own and m.author is not None]
    followers = next((n for n in reversed(ours) if n is not None), None)
    return audience_of(
        list(_voices(public)),
        customer_id=c.person_id,
        our_followers=followers,
        is_whole=is_whole,
    )


def _voices(messages: Iterable[Message]) -> Iterable[Voice]:
    for m in messages:
        if m.author is None or is_machines(m):
            continue
        yield Voice(
            message_id=m.pk,
            parent_id=m.parent_id,
            person_id=m.author.person_id,
            name=name_of(m.author),
            at=m.created_at,
            is_own=m.is_own,
            sentiment=_sentiment(getattr(m, "reading", None)),
            text=COVERED if is_shielded(getattr(m, "reading", None)) else m.text,
            followers=m.author.followers,
        )


def _sentiment(reading: Reading | None) -> Sentiment | Literal[""]:
    return reading.sentiment if reading is not None and reading.covered else ""  # type: ignore[return-value]
