"""What `receive` answers, and what stands on the facts board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rapport.workspace.models import Member


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a page: ids of messages, and how many were known already, not kept, or unreadable.

    `passed_by` counts posts that neither addressed us nor stood in a thread of ours: they are not stored.
    """

    new_ids: tuple[int, ...] = ()
    edited_ids: tuple[int, ...] = ()
    deleted_ids: tuple[int, ...] = ()
    doubled: int = 0
    passed_by: int = 0
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of items read again: how many could be read now, and how many still cannot."""

    read: int
    refused: int


@dataclass(frozen=True, slots=True)
class WrittenFact:
    """What a member writes on the facts board. `ends_at` is when it is expected to end.

    `say` is the sentence to say in public, with "{end}" where the expected end stands; "" makes one of what and where.
    """

    what: str
    where: str = ""
    cause: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    sayable: bool = False
    say: str = ""
    owner: Member | None = None


@dataclass(frozen=True, slots=True)
class OfferedFact:
    """Something that is going on and that a message speaks of.

    `line` is what may be said in public, in the language of the message where the source has it; "" where it may not be
    said, or its expected end has passed and nobody said what is next.
    """

    id: int
    headline: str
    where: str
    starts_at: datetime | None
    ends_at: datetime | None
    sayable: bool
    line: str
    # The shared words by how rarely they are heard; the higher, the surer.
    score: float
