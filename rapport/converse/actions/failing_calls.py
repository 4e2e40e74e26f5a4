"""A department's program is told of its failings: written down with the act, called by a worker, at least once each."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from rapport.converse.models import Failing, FailingCall
from rapport.kit.hooks import NotTaken, call, new_key
from rapport.kit.secrets import SecretsError
from rapport.ledger.actions import notify_browsers
from rapport.workspace.models import TeamHook
from rapport.workspace.queries import hook_secret, hooks_of_teams

State = FailingCall.State
RAISED, FIXED = "failing.raised", "failing.fixed"
# 30 s, 1 min, 2 min ... eight and a half hours in all: a program that is mended overnight is told in the morning.
ATTEMPTS = 11
FIRST_WAIT = timedelta(seconds=30)
LOST_AFTER = timedelta(minutes=2)
BATCH = 20
CALLERS = 4
# Where the faces show a failing (web.failings holds a test of it).
FAILING_PATH = "/failings/{id}/"


def note_call(failing: Failing, what: str, *, now: datetime) -> None:
    """Its department is to be told. Nothing where it has none, or none with an address. In the act's transaction."""
    if failing.team_id is not None and hooks_of_teams([failing.team_id]):
        FailingCall.objects.create(
            failing=failing, what=what, key=new_key(), made_at=now, due_at=now
        )


def make_calls(now: datetime) -> int:
    """What is due; returns how many were taken. Talks to networks: outside of transactions.

    A worker that died while calling may have been heard: it is called again, under the same key.
    """
    claimed = _claimed(now)
    hooks = hooks_of_teams({one.failing.team_id for one in claimed if one.failing.team_id})
    # The department changed, or wants to be told no more.
    spared = [one.pk for one in claimed if one.failing.team_id not in hooks]
    FailingCall.objects.filter(pk__in=spared).update(state=State.SPARED, done_at=now)
    claimed = [one for one in claimed if one.failing.team_id in hooks]
    if not claimed:
        return 0
    with ThreadPoolExecutor(min(CALLERS, len(claimed))) as callers:
        troubles = list(
            callers.map(lambda one: _call(one, hooks[one.failing.team_id or 0], now), claimed)
        )
    return sum(
        _note_outcome(one, trouble, now=now) for one, trouble in zip(claimed, troubles, strict=True)
    )


@transaction.atomic
def _claimed(now: datetime) -> Sequence[FailingCall]:
    FailingCall.objects.filter(state=State.CALLING, claimed_at__lt=now - LOST_AFTER).update(
        state=State.WAITING
    )
    due = FailingCall.objects.filter(state=State.WAITING, due_at__lte=now)
    claimed = list(
        due.select_for_update(of=("self",), skip_locked=True)
        .select_related("failing__team", "failing__brand")
        .order_by("due_at", "pk")[:BATCH]
    )
    for one in claimed:
        one.state, one.claimed_at, one.attempts = State.CALLING, now, one.attempts + 1
    FailingCall.objects.bulk_update(claimed, ["state", "claimed_at", "attempts"])
    return claimed


def _call(one: FailingCall, hook: TeamHook, now: datetime) -> NotTaken | None:
    """None when it was taken. No database here: it runs in a thread."""
    try:
        call(hook.url, told(one), secret=hook_secret(hook), key=one.key, at=now)
    except NotTaken as trouble:
        return trouble
    except SecretsError as error:
        return NotTaken(str(error), for_good=True)
    return None


def told(one: FailingCall) -> dict[str, Any]:
    """What the department's program is told. Of people only how many: it is asked for behind the link."""
    failing = one.failing
    return {
        "type": one.what,
        "timestamp": one.made_at.isoformat(),
        "data": {
            "id": failing.pk,
            "title": failing.title,
            "brand": failing.brand.name,
            "department": failing.team.name if failing.team else "",
            "due_on": failing.due_on.isoformat() if failing.due_on else None,
            "fixed_at": failing.fixed_at.isoformat() if failing.fixed_at else None,
            "url": f"{settings.RAPPORT_URL}{FAILING_PATH.format(id=failing.pk)}",
        },
    }


@transaction.atomic
def _note_outcome(one: FailingCall, trouble: NotTaken | None, *, now: datetime) -> bool:
    mine = FailingCall.objects.filter(pk=one.pk)
    if trouble is None:
        mine.update(state=State.TAKEN, done_at=now, reason="")
    elif trouble.for_good or one.attempts >= ATTEMPTS:
        mine.update(state=State.GIVEN_UP, done_at=now, reason=str(trouble)[:200])
    else:
        again = now + FIRST_WAIT * 2 ** (one.attempts - 1)
        mine.update(state=State.WAITING, due_at=again, reason=str(trouble)[:200])
    notify_browsers("failing", [one.failing_id])
    return trouble is None
