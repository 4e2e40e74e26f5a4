"""Clock policies: those that were set, in their order, and the defaults where none fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from rapport.converse.documents import which_hold
from rapport.converse.models import ClockPolicy, Conversation
from rapport.kit.business_time import DAY_AND_NIGHT, Hours
from rapport.query.errors import QueryError
from rapport.query.parsing import parse
from rapport.query.tree import Node
from rapport.workspace.queries import engine_named, working_hours

# What stands in where no policy fits. Praise wants a sign, not an answer.
USUAL = ClockPolicy(acknowledge_minutes=15, first_response_minutes=60, next_response_minutes=60)
PRAISE = ClockPolicy(
    acknowledge_minutes=60, first_response_minutes=None, next_response_minutes=None
)
# Somebody in danger is not left for longer than it takes to pick up a phone. No policy stands above this one.
DANGER = ClockPolicy(
    acknowledge_minutes=2,
    first_response_minutes=10,
    next_response_minutes=10,
    warn_minutes=1,
    day_and_night=True,
)


@dataclass(frozen=True)
class Policies:
    """The policies in their order, and the organisation's hours."""

    rows: Sequence[ClockPolicy] = ()
    hours: Hours = DAY_AND_NIGHT

    @property
    def ask_conditions(self) -> bool:
        """Whether anything but the order decides which one fits."""
        return bool(self.rows) and bool(self.rows[0].condition)

    def kept(self, conversation: Conversation) -> ClockPolicy:
        """The one it has, else the first without a condition: what counts until conditions are asked."""
        if conversation.danger:
            return DANGER
        by_id = {policy.pk: policy for policy in self.rows}
        if conversation.policy_id in by_id:
            return by_id[conversation.policy_id]
        return next((p for p in self.rows if not p.condition), default_of(conversation))

    def fitting(self, conversations: Sequence[Conversation], *, now: datetime) -> list[ClockPolicy]:
        """For each, the one that fits. Loaded as `documents.loaded` loads them; no statement.

        Thanks after a question do not change what the question is owed: while what waits is not what was said last, the
        policy stays.
        """
        held = which_hold(self.trees(), conversations, now=now)
        return [self._of(c, set(keys)) for c, keys in zip(conversations, held, strict=True)]

    def trees(self) -> dict[int, Node]:
        """Conditions that can be read, by policy. One that cannot fits nothing, and its page says why."""
        found = {p.pk: tree_of(p.condition) for p in self.rows if p.condition}
        return {pk: tree for pk, tree in found.items() if tree is not None}

    def _of(self, conversation: Conversation, held: set[int]) -> ClockPolicy:
        if conversation.danger or _waits_by_earlier_words(conversation):
            return self.kept(conversation)
        fits = (p for p in self.rows if not p.condition or p.pk in held)
        return next(fits, default_of(conversation))

    def hours_of(self, policy: ClockPolicy) -> Hours:
        return DAY_AND_NIGHT if policy.day_and_night else own_hours(policy, house=self.hours)


def default_of(conversation: Conversation) -> ClockPolicy:
    return PRAISE if conversation.intent == "praise" and not conversation.asks else USUAL


def own_hours(policy: ClockPolicy, *, house: Hours) -> Hours:
    """Those the policy names, or the organisation's. Loaded with its `hours`."""
    return engine_named(policy.hours, zone=str(house.tz)) if policy.hours else house


def hours_for(
    conversation: Conversation, house: Hours, *, own: Mapping[int, Hours] | None = None
) -> Hours:
    """Danger to life has its clock day and night, and so has what a policy says so of. `own`: hours that policies name."""
    if conversation.danger:
        return DAY_AND_NIGHT
    named = own.get(conversation.policy_id or 0) if own else None
    if named is not None:
        return named
    return DAY_AND_NIGHT if conversation.runs_always else house


def own_hours_of(rows: Iterable[ClockPolicy], *, house: Hours) -> dict[int, Hours]:
    """By policy, of those that name hours and do not run day and night."""
    named = (p for p in rows if p.hours is not None and not p.day_and_night)
    return {policy.pk: own_hours(policy, house=house) for policy in named}


def own_hours_now(*, house: Hours) -> dict[int, Hours]:
    """One statement."""
    rows = ClockPolicy.objects.filter(hours__isnull=False).select_related("hours")
    return own_hours_of(rows, house=house)


def policies_now() -> Policies:
    """Two statements."""
    rows = ClockPolicy.objects.select_related("hours").order_by("position", "pk")
    return Policies(list(rows), working_hours())


@lru_cache(maxsize=500)
def tree_of(condition: str) -> Node | None:
    try:
        return parse(condition).tree
    except QueryError:
        return None


def _waits_by_earlier_words(conversation: Conversation) -> bool:
    """Something waits for an answer, and what was said last asks for none."""
    if not conversation.asks or conversation.waiting_since is None:
        return False
    reading = getattr(conversation.last_customer_message, "reading", None)
    return reading is not None and not reading.needs_answer and conversation.policy_id is not None
