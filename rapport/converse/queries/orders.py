"""The tabs of the list: which conversations each holds, how they sort, and where a page goes on."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.expressions import OrderBy

from rapport.converse.contract import Tab
from rapport.converse.models import Conversation

Status = Conversation.Status
LIVE = [Status.OPEN, Status.WAITING, Status.QUIET]
NOTHING = Q(pk__in=[])


# The first response, or to what they wrote after it.
ANSWER_DUE = Case(When(first_answered_at=None, then=F("answer_due_at")), default=F("next_due_at"))


def answer_due(conversation: Conversation) -> datetime | None:
    is_first = conversation.first_answered_at is None
    return conversation.answer_due_at if is_first else conversation.next_due_at


@dataclass(frozen=True, slots=True)
class Key:
    """A column that rows sort by. `may_miss`: it is empty for some, and they stand last."""

    name: str
    is_descending: bool = False
    is_time: bool = False
    may_miss: bool = False

    @property
    def sql(self) -> OrderBy:
        column = ANSWER_DUE if self.name == "answer_due" else F(self.name)
        nulls_last = True if self.may_miss else None
        if self.is_descending:
            return column.desc(nulls_last=nulls_last)
        return column.asc(nulls_last=nulls_last)

    def number(self, conversation: Conversation) -> float:
        value: Any = getattr(conversation, self.name, None)
        if self.name == "answer_due":
            value = answer_due(conversation)
        if value is None:
            return math.inf
        plain = value.timestamp() if isinstance(value, datetime) else float(value)
        return -plain if self.is_descending else plain

    def value(self, number: float) -> Any:
        """What stands in the column of a row with that number."""
        if number == math.inf:
            return None
        plain = -number if self.is_descending else number
        if self.is_time:
            return datetime.fromtimestamp(plain, UTC)
        return bool(plain) if self.name == "danger" else int(plain)

    def same(self, number: float) -> Q:
        value = self.value(number)
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})

    def beyond(self, number: float) -> Q:
        value = self.value(number)
        if value is None:
            return NOTHING  # stands after what is missing
        later = Q(**{f"{self.name}__{'lt' if self.is_descending else 'gt'}": value})
        return later | Q(**{f"{self.name}__isnull": True}) if self.may_miss else later


@dataclass(frozen=True, slots=True)
class Order:
    """Which conversations a tab holds and how they sort: in SQL, and as numbers for a page that sorts by itself."""

    where: Q
    keys: tuple[Key, ...]

    @property
    def sql(self) -> tuple[OrderBy, ...]:
        return tuple(key.sql for key in self.keys)

    @property
    def numbers(self) -> Callable[[Conversation], tuple[float, ...]]:
        return lambda conversation: tuple(key.number(conversation) for key in self.keys)

    def cursor(self, numbers: Sequence[float]) -> str:
        told = [None if number == math.inf else number for number in numbers]
        return base64.urlsafe_b64encode(json.dumps(told).encode()).decode()

    def after(self, cursor: str) -> Q:
        """What comes after that place; everything where it cannot be read."""
        numbers = self._read(cursor)
        if numbers is None:
            return Q()
        found, same = NOTHING, Q()
        for key, number in zip(self.keys, numbers, strict=True):
            found |= same & key.beyond(number)
            same &= key.same(number)
        # Said once more of the first key alone, so that an index begins there.
        return (self.keys[0].beyond(numbers[0]) | self.keys[0].same(numbers[0])) & found

    def _read(self, cursor: str) -> list[float] | None:
        try:
            told = json.loads(base64.urlsafe_b64decode(cursor.encode()))
            numbers = [math.inf if one is None else float(one) for one in told]
            for key, number in zip(self.keys, numbers, strict=True):
                key.value(number)
        except (ValueError, TypeError, OverflowError, OSError):
            return None
        return numbers if numbers and abs(numbers[-1]) < 2**63 else None


_DANGER = Key("danger", is_descending=True)
_PRIORITY = Key("priority", is_descending=True)
_WAITING = Key("waiting_since", is_time=True, may_miss=True)
_CHANGED = Key("changed_at", is_descending=True, is_time=True)
_OLDEST, _LATEST = Key("pk"), Key("pk", is_descending=True)
_AWAKE = Q(snoozed_until=None)
# Who needs an answer now: what the list holds, the badge and Pulse count, and nothing else does.
NEEDS_ANSWER = Q(status=Status.OPEN) & _AWAKE

TABS: dict[Tab, Order] = {
    Tab.PRIORITY: Order(NEEDS_ANSWER, (_DANGER, _PRIORITY, _WAITING, _OLDEST)),
    Tab.CLOCK: Order(
        NEEDS_ANSWER, (_DANGER, Key("answer_due", is_time=True, may_miss=True), _WAITING, _OLDEST)
    ),
    Tab.NEWEST: Order(
        NEEDS_ANSWER,
        (Key("waiting_since", is_descending=True, is_time=True, may_miss=True), _LATEST),
    ),
    Tab.MINE: Order(Q(status__in=LIVE) & _AWAKE, (_DANGER, _WAITING, _PRIORITY, _CHANGED, _OLDEST)),
    Tab.WAITING: Order(Q(status=Status.WAITING) & _AWAKE, (_CHANGED, _LATEST)),
    Tab.RESOLVED: Order(
        Q(status=Status.RESOLVED),
        (Key("resolved_at", is_descending=True, is_time=True, may_miss=True), _LATEST),
    ),
    Tab.SNOOZED: Order(
        Q(status__in=LIVE, snoozed_until__isnull=False),
        (Key("snoozed_until", is_time=True, may_miss=True), _OLDEST),
    ),
    Tab.PAST: Order(
        Q(status=Status.PAST), (Key("opened_at", is_descending=True, is_time=True), _LATEST)
    ),
}


def in_tab(member_id: int, tab: Tab) -> QuerySet[Conversation]:
    found = conversations().filter(TABS[tab].where)
    return found.filter(assignee_id=member_id) if tab == Tab.MINE else found


def conversations() -> QuerySet[Conversation]:
    """All there are, with what orders go by besides columns."""
    return Conversation.objects.alias(answer_due=ANSWER_DUE)
