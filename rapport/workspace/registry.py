"""Kinds of records and how long they are kept: each room names its own when it is ready.

register_retention("drafts", label="Unsent drafts", default_days=30, sweep=forget_drafts)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class RetainedKind:
    """`sweep(before, limit)` deletes at most `limit` records older than `before`, and says how many; 0 ends the day's sweep."""

    kind: str
    label: str
    default_days: int
    sweep: Callable[[datetime, int], int]


_kinds: dict[str, RetainedKind] = {}


def register_retention(
    kind: str, *, label: str, default_days: int, sweep: Callable[[datetime, int], int]
) -> None:
    _kinds[kind] = RetainedKind(kind=kind, label=label, default_days=default_days, sweep=sweep)


def retained_kinds() -> list[RetainedKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.label)
