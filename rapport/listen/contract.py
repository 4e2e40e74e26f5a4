"""What `receive` answers."""

from __future__ import annotations

from dataclasses import dataclass


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
