"""Telling staff of clocks: before they end, when they ended, and up the steps while nobody does what they count.

Whatever is repeated tells nobody twice: a warning has the end in its key, and a clock that ran out has one escalation
for as long as it is late.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from django.db import transaction
from django.db.models import Q

from rapport.channels.models import Account
from rapport.converse.actions.keeping import tell
from rapport.converse.actions.triaging import apply_rules
from rapport.converse.due_times import Clock, running
from rapport.converse.events import ClockBreached
from rapport.converse.models import Conversation, Escalation
from rapport.converse.models.alarms import RUNS
from rapport.converse.notices import CLOCK_BREACHED, CLOCK_ESCALATED, CLOCK_WARNING
from rapport.converse.triage import Happening, When
from rapport.ledger.actions import publish_all
from rapport.ledger.rows import update_rows
from rapport.workspace.actions import Telling, notify_each
from rapport.workspace.models import Member, Notice
from rapport.workspace.queries import Rung, members_of_teams, rungs_now, told_by

ALARMS_AT_ONCE = 200
ENDED_AT_ONCE = 1_000
# A notice may be a few seconds late, the next call takes what is left.
BATCHES_AT_MOST = 20

# What was put off is silent until it comes back; what was put off too long is told of then. Danger never is.
_HEARD = Q(snoozed_until=None) | Q(danger=True)

_Late = tuple[Conversation, Clock, datetime]


def sound_alarms(*, now: datetime) -> int:
    """Everything that is to be told by now; returns how many clocks ran out. In transactions of 200 conversations."""
    end_escalations(now=now)
    breached = 0
    for _ in range(BATCHES_AT_MOST):
        looked_at, late = raise_alarms(now=now)
        breached += late
        if looked_at < ALARMS_AT_ONCE:
            break
    for _ in range(BATCHES_AT_MOST):
        if climb(now=now) < ALARMS_AT_ONCE:
            break
    return breached


@transaction.atomic
def end_escalations(*, now: datetime) -> int:
    """Those whose clock is late no more: it was answered, acknowledged or resolved, or its end moved away."""
    late = Q()
    for clock, (due, runs) in RUNS.items():
        late |= Q(clock=clock) & _of_conversation(runs) & Q((f"conversation__{due}__lte", now))
    over = Escalation.objects.filter(ended_at=None).exclude(late).select_related("conversation")
    both = over.select_for_update(of=("self", "conversation"), skip_locked=True)
    found = list(both.order_by("pk")[:ENDED_AT_ONCE])
    conversations = {one.conversation_id: one.conversation for one in found}
    for escalation in found:
        escalation.ended_at, escalation.next_at = now, None
    for conversation in conversations.values():
        # An answer that comes back, or a resolve that is undone, leaves the old end: then it is late anew.
        conversation.alarmed_to = None
    update_rows(found, ["ended_at", "next_at"])
    update_rows(list(conversations.values()), ["alarmed_to"])
    return len(found)


@transaction.atomic
def raise_alarms(*, now: datetime) -> tuple[int, int]:
    """The next 200 conversations with a clock that warns or ended: how many, and how many clocks ran out."""
    due = Conversation.objects.filter(_HEARD, alarm_at__lte=now).order_by("alarm_at")
    found = list(due.select_for_update(skip_locked=True)[:ALARMS_AT_ONCE])
    if not found:
        return 0, 0
    whose = _whose(found)
    late, tellings = [], []
    happened = {c.pk: Happening(c, {}) for c in found}
    for conversation in found:
        warn = timedelta(minutes=conversation.warn_minutes)
        for clock, end in running(conversation).items():
            if end <= now:
                late.append((conversation, clock, end))
            elif end - warn <= now:
                warning = _warning(conversation, clock, end, to=whose[conversation.pk])
                tellings.append(warning)
                happened[conversation.pk].causes[When.WARNING] = warning.key
        conversation.alarmed_to = now
    begun = _begin(late, now=now)
    by_id = {c.pk: c for c in found}
    for escalation in begun:
        c = by_id[escalation.conversation_id]
        breach = _telling(CLOCK_BREACHED, c, _key("breach", escalation), to=whose[c.pk])
        tellings.append(breach)
        happened[c.pk].causes[When.BREACH] = breach.key
    notify_each(tellings, now=now)
    _show(begun, by_id, now=now)
    update_rows(found, ["alarmed_to", "version", "changed_at"])
    tell(apply_rules(list(happened.values()), now=now))
    return len(found), len(begun)


@transaction.atomic
def climb(*, now: datetime) -> int:
    """Tell the steps whose time has come, of the next 200 escalations; returns how many those are."""
    due = Escalation.objects.filter(_of_conversation(_HEARD), next_at__lte=now)
    # Of those due at the same moment the one that began first is told first.
    due = due.order_by("next_at", "pk")
    due = due.select_for_update(of=("self",), skip_locked=True).select_related("conversation")
    found = list(due[:ALARMS_AT_ONCE])
    steps = [(one, number, whom) for one in found for number, whom in _due_steps(one, now=now)]
    people = told_by(whom for _, _, whom in steps) if steps else {}
    whose = _whose([one.conversation for one in found])
    tellings = []
    for escalation, number, whom in steps:
        c = escalation.conversation
        # Who has it was told that it is late.
        to = tuple(pk for pk in people[whom] if pk not in whose[c.pk])
        key = _key("escalation", escalation, number)
        tellings.append(_telling(CLOCK_ESCALATED, c, key, to=to))
    notify_each(tellings, now=now)
    update_rows(found, ["told", "next_at"])
    return len(found)


def _begin(late: Sequence[_Late], *, now: datetime) -> list[Escalation]:
    """An escalation for each that has none yet, with the steps as they are today."""
    ids = {c.pk for c, _, _ in late}
    if not ids:
        return []
    going = Escalation.objects.filter(conversation__in=ids, ended_at=None)
    known = set(going.values_list("conversation_id", "clock"))
    steps = rungs_now()
    return Escalation.objects.bulk_create(
        Escalation(
            conversation=c,
            clock=clock,
            due_at=end,
            started_at=now,
            steps=[list(rung) for rung in steps],
            next_at=now + timedelta(minutes=steps[0].minutes),
        )
        for c, clock, end in late
        if (c.pk, clock) not in known
    )


def _due_steps(escalation: Escalation, *, now: datetime) -> list[tuple[int, str]]:
    """The steps to tell now, by number; notes in the escalation how far it has come."""
    found = []
    rungs = [Rung(*rung) for rung in escalation.steps]
    while escalation.next_at is not None and escalation.next_at <= now:
        found.append((escalation.told, rungs[escalation.told].whom))
        escalation.told += 1
        rest = rungs[escalation.told :]
        escalation.next_at = (
            escalation.next_at + timedelta(minutes=rest[0].minutes) if rest else None
        )
    return found


def _show(begun: Sequence[Escalation], by_id: Mapping[int, Conversation], *, now: datetime) -> None:
    """On the timeline, and on every page that is open."""
    breached = [ClockBreached(one.conversation_id, one.clock, one.due_at) for one in begun]
    publish_all(breached, now=now)
    shown = {one.conversation_id: by_id[one.conversation_id] for one in begun}
    for conversation in shown.values():
        conversation.version += 1
        conversation.changed_at = now
    if shown:
        tell(shown.values())


def _whose(conversations: Sequence[Conversation]) -> dict[int, tuple[int, ...]]:
    """Who is told of each: whoever has it, else its team, else the owner of the account. At most three statements."""
    accounts = {c.account_id for c in conversations}
    owners = dict(Account.objects.filter(pk__in=accounts).values_list("pk", "owner_id"))
    here = _here([*owners.values(), *(c.assignee_id for c in conversations)])
    teams: dict[int | None, tuple[int, ...]] = {}
    for team_id, member_id in members_of_teams(c.team_id for c in conversations if c.team_id):
        teams[team_id] = (*teams.get(team_id, ()), member_id)
    found: dict[int, tuple[int, ...]] = {}
    for c in conversations:
        has, owner = (here.get(pk, ()) for pk in (c.assignee_id, owners.get(c.account_id)))
        found[c.pk] = has or teams.get(c.team_id) or owner
    return found


def _here(member_ids: Iterable[int | None]) -> dict[int | None, tuple[int, ...]]:
    """Of those who still work here, the one id each as whom to tell."""
    asked = {pk for pk in member_ids if pk is not None}
    rows = Member.objects.filter(pk__in=asked, is_active=True).values_list("pk", flat=True)
    return {pk: (pk,) for pk in rows}


def _warning(c: Conversation, clock: Clock, end: datetime, *, to: tuple[int, ...]) -> Telling:
    return _telling(CLOCK_WARNING, c, f"warning:{clock}:{c.pk}:{int(end.timestamp())}", to=to)


def _telling(kind: str, c: Conversation, key: str, *, to: tuple[int, ...]) -> Telling:
    # Clocks that run day and night reach people day and night.
    by_night = c.danger or c.runs_always
    weight = Notice.Weight.NOW if by_night else Notice.Weight.SOON
    return Telling(kind, to, ("conversation", c.pk), key, weight=weight)


def _key(what: str, escalation: Escalation, *more: int) -> str:
    parts = (what, escalation.clock, escalation.conversation_id, escalation.pk, *more)
    return ":".join(map(str, parts))


def _of_conversation(runs: Q) -> Q:
    """The same question, asked from an escalation."""
    found = Q(_connector=runs.connector, _negated=runs.negated)
    for child in runs.children:
        if isinstance(child, Q):
            found.children.append(_of_conversation(child))
        else:
            column, value = cast("tuple[str, Any]", child)
            found.children.append((f"conversation__{column}", value))
    return found
