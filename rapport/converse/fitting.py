"""Asking which policy fits, and counting clocks by it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from rapport.converse.documents import loaded
from rapport.converse.due_times import count, tighten
from rapport.converse.models import ClockPolicy, Conversation
from rapport.converse.policies import Policies
from rapport.converse.settling import SETTLED, pauses_of
from rapport.ledger.rows import update_rows


def fit(
    conversations: Sequence[Conversation],
    *,
    began: Collection[int],
    policies: Policies,
    now: datetime,
) -> None:
    """Messages arrived: what waits is counted by the policy that fits it now. Saved conversations; writes them.

    `began`: ids of those whose clocks began just now. Of the others clocks move nearer only: one more message buys us
    no time.
    """
    waiting = [c for c in conversations if c.status == c.Status.OPEN and not c.danger]
    if not waiting or not policies.ask_conditions:
        return
    fitting = fitting_of(waiting, policies=policies, now=now)
    moved = []
    for conversation in waiting:
        policy = fitting.get(conversation.pk)
        if policy is None or policy.pk == conversation.policy_id:
            continue
        if conversation.pk in began:
            count(conversation, policy, policies=policies)
        else:
            since = max(
                conversation.waiting_since or conversation.opened_at, conversation.opened_at
            )
            tighten(conversation, policy, since=since, policies=policies)
        moved.append(conversation)
    update_rows(moved, SETTLED)


def recounted(
    conversations: Sequence[Conversation], *, policies: Policies, now: datetime
) -> list[Conversation]:
    """Clocks that run end by the policy that fits today, and by its hours; returns those that moved, unsaved.

    Danger is left alone: it has its clock day and night, whatever policies say.
    """
    running = [c for c in conversations if not c.danger]
    fitting = fitting_of(running, policies=policies, now=now)
    pauses = pauses_of([c.pk for c in running if c.resolve_from is not None])
    return [
        c
        for c in running
        if c.pk in fitting
        and count(c, fitting[c.pk], policies=policies, pauses=pauses.get(c.pk, []))
    ]


def fitting_of(
    conversations: Sequence[Conversation], *, policies: Policies, now: datetime
) -> dict[int, ClockPolicy]:
    """The policy of each, by id. One statement."""
    fresh = loaded([c.pk for c in conversations])
    found = policies.fitting(fresh, now=now)
    return {c.pk: policy for c, policy in zip(fresh, found, strict=True)}
