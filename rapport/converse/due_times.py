"""When a conversation's four clocks end. Works on objects in memory; no database here.

acknowledge   until the first sign they can see
answer        the first response of an opening
next          to the oldest unanswered message after our first answer; not while the turn is theirs
resolve       from the opening until it is resolved, pauses out
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from rapport.converse.models import ClockPolicy, Conversation, Pause
from rapport.converse.policies import Policies
from rapport.kit.business_time import DAY_AND_NIGHT, Hours, NeverOpens, due_at
from rapport.kit.business_time import Pause as StandsStill

Clock = Literal["acknowledge", "answer", "next", "resolve"]
CLOCKS: tuple[Clock, ...] = ("acknowledge", "answer", "next", "resolve")
DUE_IN = {
    "acknowledge": "acknowledge_due_at",
    "answer": "answer_due_at",
    "next": "next_due_at",
    "resolve": "resolve_due_at",
}
# The moment each is counted from, kept when it is met or stops, for `waiting_since` is gone by then. Resolving is
# counted from `resolve_from`, which is no result of counting.
FROM_IN = {
    "acknowledge": "acknowledge_from",
    "answer": "answer_from",
    "next": "next_from",
}
_TARGET_IN = {
    "acknowledge": "acknowledge_minutes",
    "answer": "first_response_minutes",
    "next": "next_response_minutes",
    "resolve": "resolve_minutes",
}
# What `count` writes, and a change of policy with it.
COUNTED = (
    *DUE_IN.values(),
    *FROM_IN.values(),
    "policy",
    "runs_always",
    "warn_minutes",
    "alarmed_to",
)
_RESOLVABLE = (Conversation.Status.OPEN, Conversation.Status.WAITING)


def has_to(conversation: Conversation, clock: Clock) -> bool:
    """Whether what the clock counts is still to be done. It runs where a policy gives it a target."""
    c = conversation
    if c.status == c.Status.PAST:
        return False
    if clock == "resolve":
        return c.resolve_from is not None and c.status in _RESOLVABLE
    if c.waiting_since is None:
        return False
    if clock == "acknowledge":
        return c.acknowledged_at is None
    if not c.asks or c.answered_at is not None:
        return False
    return (c.first_answered_at is None) == (clock == "answer")


def running(conversation: Conversation) -> dict[Clock, datetime]:
    """The clocks that run, and when they end."""
    ends = {clock: getattr(conversation, DUE_IN[clock]) for clock in CLOCKS}
    return {clock: end for clock, end in ends.items() if end and has_to(conversation, clock)}


def answer_due(conversation: Conversation) -> datetime | None:
    """When the answer that is waited for is due, the first or the next."""
    runs = running(conversation)
    return runs.get("answer") or runs.get("next")


def begin(conversation: Conversation, *, policies: Policies) -> None:
    """Clocks that are to run and do not yet begin. Those that run are left alone."""
    policy = policies.kept(conversation)
    _follow(conversation, policy)
    for clock in CLOCKS:
        if has_to(conversation, clock) and getattr(conversation, DUE_IN[clock]) is None:
            end = _end(conversation, clock, policy, policies)
            _ends(conversation, clock, end, since=_begins(conversation))


def count(
    conversation: Conversation,
    policy: ClockPolicy,
    *,
    policies: Policies,
    pauses: Sequence[Pause] = (),
) -> bool:
    """Clocks that run end by that policy and today's hours; whether anything changed. Those that were met stay.

    `pauses`: all of the conversation.
    """
    before = {name: getattr(conversation, name) for name in DUE_IN.values()}
    same = conversation.policy_id == policy.pk
    _follow(conversation, policy)
    for clock in CLOCKS:
        if has_to(conversation, clock):
            end = _end(conversation, clock, policy, policies, pauses=pauses)
            _ends(conversation, clock, end, since=_begins(conversation))
    return not same or any(getattr(conversation, name) != due for name, due in before.items())


def tighten(
    conversation: Conversation, policy: ClockPolicy, *, since: datetime, policies: Policies
) -> None:
    """Clocks that run end no later than those of that policy, begun at `since`, would."""
    _follow(conversation, policy)
    for clock in CLOCKS:
        minutes = getattr(policy, _TARGET_IN[clock])
        # Resolving is counted from the opening, whatever was said since.
        if minutes is None or clock == "resolve" or not has_to(conversation, clock):
            continue
        end = due(policies.hours_of(policy), since, minutes)
        ends = getattr(conversation, DUE_IN[clock])
        if ends is None or end < ends:
            _ends(conversation, clock, end, since=since)


def due(
    hours: Hours, since: datetime, minutes: int, *, pauses: Iterable[StandsStill] = ()
) -> datetime:
    try:
        return due_at(hours, since, minutes, pauses=list(pauses))
    except NeverOpens:
        # The last day that opens may pass by itself. A clock that never ends would hide who waits.
        return due_at(DAY_AND_NIGHT, since, minutes, pauses=list(pauses))


def _begins(c: Conversation) -> datetime | None:
    """What was brought in has waited for longer than it has been ours."""
    return max(c.waiting_since, c.opened_at) if c.waiting_since is not None else None


def _ends(
    conversation: Conversation, clock: Clock, end: datetime | None, *, since: datetime | None
) -> None:
    if clock in FROM_IN:
        setattr(conversation, FROM_IN[clock], since if end is not None else None)
    if getattr(conversation, DUE_IN[clock]) != end:
        setattr(conversation, DUE_IN[clock], end)
        # An end that moved is told of again, even where it moved into the past.
        conversation.alarmed_to = None


def _end(
    c: Conversation,
    clock: Clock,
    policy: ClockPolicy,
    policies: Policies,
    *,
    pauses: Sequence[Pause] = (),
) -> datetime | None:
    minutes: int | None = getattr(policy, _TARGET_IN[clock])
    if minutes is None:
        return None
    hours = policies.hours_of(policy)
    if clock == "resolve":
        assert c.resolve_from is not None
        if any(pause.until is None for pause in pauses):
            return None  # nobody can say yet
        over = [StandsStill(p.since, p.until) for p in pauses if p.until is not None]
        return due(hours, c.resolve_from, minutes, pauses=over)
    begins = _begins(c)
    assert begins is not None
    return due(hours, begins, minutes)


def _follow(conversation: Conversation, policy: ClockPolicy) -> None:
    conversation.policy_id = policy.pk
    conversation.runs_always = policy.day_and_night or policy.hours_id is not None
    conversation.warn_minutes = policy.warn_minutes
