"""The clocks of a conversation, as words need them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from rapport.converse.contract import ClockView
from rapport.converse.due_times import DUE_IN, FROM_IN, Clock, has_to
from rapport.converse.models import Conversation, Pause
from rapport.converse.policies import hours_for, own_hours_of
from rapport.kit.business_time import Hours, open_time
from rapport.kit.business_time import Pause as StandsStill

# A clock is "soon" when less than this share of it is left.
SOON_SHARE = 75
_DONE_IN = {
    "acknowledge": "acknowledged_at",
    "answer": "first_answered_at",
    "next": "answered_at",
}


def clocks(c: Conversation, *, now: datetime, hours: Hours) -> tuple[ClockView, ...]:
    """Those that run, were met or stopped, as words need them. `hours`: the organisation's. Loaded with `pause_rows`.

    Until somebody answers the first response is owed; from then on the next is, and the first is history.
    """
    own = own_hours_of([c.policy] if c.policy is not None else [], house=hours)
    hours = hours_for(c, hours, own=own)
    shown: tuple[Clock, Clock] = ("acknowledge", "answer" if c.next_due_at is None else "next")
    return (*_waits(c, shown, now=now, hours=hours), *_resolve(c, now=now, hours=hours))


def _waits(
    c: Conversation, names: tuple[Clock, ...], *, now: datetime, hours: Hours
) -> Iterator[ClockView]:
    for name in names:
        since, due = getattr(c, FROM_IN[name]), getattr(c, DUE_IN[name])
        # Of what was met before the moment was kept nobody can say how long it took.
        if since is not None and due is not None:
            done = getattr(c, _DONE_IN[name])
            yield _clock(c, name, since=since, due=due, done=done, now=now, hours=hours)


def _clock(
    c: Conversation,
    name: Clock,
    *,
    since: datetime,
    due: datetime,
    done: datetime | None,
    now: datetime,
    hours: Hours,
) -> ClockView:
    target = max(1, _minutes(hours, since, due))
    is_stopped = done is None and not has_to(c, name)
    end = done or (c.resolved_at if is_stopped else now)
    used = _minutes(hours, since, end) if end is not None else 0
    share = min(100, round(100 * used / target))
    state = "done" if done else "stopped" if is_stopped else _running(due, share, now)
    return ClockView(
        name=name,
        target_minutes=target,
        state=state,
        since=since,
        due_at=due,
        done_at=done,
        took_minutes=used if end is not None and state in ("done", "stopped") else None,
        share=share,
        hours=hours,
        waited_minutes=max(0, round((done - since).total_seconds() / 60)) if done else None,
    )


def _resolve(c: Conversation, *, now: datetime, hours: Hours) -> Iterator[ClockView]:
    """Until it is resolved, and then how long that took: pauses out."""
    since, done = c.resolve_from, c.resolved_at if c.status == c.Status.RESOLVED else None
    if since is None or not (done or has_to(c, "resolve")):
        return
    pauses = pauses_told(c)
    stood = [StandsStill(p.since, p.until or now) for p in pauses]
    paused = next((p.why for p in pauses if p.until is None), "") if done is None else ""
    due, target = c.resolve_due_at, c.policy.resolve_minutes if c.policy is not None else None
    if due is not None:
        target = max(1, _minutes(hours, since, due, stood))
    if not target or not (due or paused or done):
        return
    used = _minutes(hours, since, done or now, stood)
    share = min(100, round(100 * used / target))
    yield ClockView(
        name="resolve",
        target_minutes=target,
        state="done" if done else "paused" if paused else _running(due or now, share, now),
        since=since,
        due_at=due,
        done_at=done,
        took_minutes=used if done else None,
        share=share,
        hours=hours,
        paused=paused,
        left_minutes=max(0, target - used),
    )


def _running(due: datetime, share: int, now: datetime) -> Literal["breached", "soon", "running"]:
    return "breached" if now > due else "soon" if share >= SOON_SHARE else "running"


def _minutes(
    hours: Hours, since: datetime, until: datetime, pauses: list[StandsStill] | None = None
) -> int:
    if until <= since:
        return 0
    return round(open_time(hours, since, until, pauses=pauses or []).total_seconds() / 60)


def pauses_told(c: Conversation) -> list[Pause]:
    """Of `pause_rows`, unsaved."""
    rows: list[dict[str, Any]] = getattr(c, "pause_rows", None) or []
    return [
        Pause(
            why=row["why"],
            since=datetime.fromisoformat(row["since"]),
            until=datetime.fromisoformat(row["until"]) if row["until"] else None,
        )
        for row in rows
    ]
