"""What a page is told of a delivery's conversation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeliveredTo:
    """The conversation and the name of its person; `answered_since`: another reply has left after this one was written."""

    conversation_id: int
    person: str
    answered_since: bool
