"""What the rooms above tell this one when they are ready.

Kinds of records and how long they are kept:

    register_retention("drafts", label="Unsent drafts", default_days=30, sweep=forget_drafts)

Kinds of notices and the words for them:

    register_notice("converse.mentioned", say=mentioned_words)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapport.workspace.models import Notice


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


# Given the notices of a kind, their words by notice id: one sentence each, in the language of whoever reads. A notice
# that is not in the answer is not shown: what it was about is gone.
NoticeWords = Callable[[Sequence["Notice"]], Mapping[int, str]]

_notices: dict[str, NoticeWords] = {}


def register_notice(kind: str, *, say: NoticeWords) -> None:
    _notices[kind] = say


def notice_words(kind: str) -> NoticeWords | None:
    """None for a kind whose room is gone."""
    return _notices.get(kind)


def notice_kinds() -> frozenset[str]:
    return frozenset(_notices)
