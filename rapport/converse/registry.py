"""What is owed in a conversation, told by whoever keeps it.

    register_debt("promised", find=promises_owed)

`find(conversations, now)` returns debts by conversation id; it is asked once for many conversations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapport.converse.models import Conversation


@dataclass(frozen=True, slots=True)
class Debt:
    """Something that falls due. `kind` is "answer", "asked" or "promised"; `who` owes it, "" for us."""

    kind: str
    due_at: datetime
    who: str = ""
    text: str = ""


FindDebts = Callable[[Sequence["Conversation"], datetime], Mapping[int, Debt]]

_debts: dict[str, FindDebts] = {}


def register_debt(kind: str, *, find: FindDebts) -> None:
    _debts[kind] = find


def forget_debt(kind: str) -> None:
    """For tests."""
    _debts.pop(kind, None)


def debt_finders() -> Mapping[str, FindDebts]:
    return dict(_debts)
