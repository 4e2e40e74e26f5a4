"""The clocks of a conversation, as words need them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rapport.converse.contract import ClockView
from rapport.converse.due_times import has_to
from rapport.converse.models import Conversation, Pause
from rapport.converse.policies import hours_for, own_hours_of
from rapport.kit.business_time import Hours, open_time
from rapport.kit.business_time import Pause as StandsStill

# A clock is "soon" when less than this share of it is left.
SOON_SHARE = 75


def clocks(c: Conversation, *, now: datetime, hours: Hours) -> tuple[ClockView, ...]:
    """Those that run or were met, as words need them. `hours`: the organisation's. Loaded with `pause_rows`."""
    # What was brought in waits for longer than it has been ours: its clock began when it became ours.
    since = max(c.waiting_since or c.opened_at, c.opened_at)
    own = own_hours_of([c.policy] if c.policy is not None else [], house=hours)
    hours = hours_for(c, hours, own=own)
    always = c.danger or c.runs_always
    # Until somebody answers the first clock runs; from then on the next is what is owed, and the first is history.
    answer = ("answer", c.answer_due_at, c.first_answered_at)
    later = ("next", c.next_due_at, c.answered_at)
    found = [
        _clock(name, since, due, done, now, hours, day_and_night=always)
        for name, due, done in (
            ("acknowledge", c.acknowledge_due_at, c.acknowledged_at),
            later if c.next_due_at is not None else answer,
        )
        if due is not None
    ]
    return (*found, *_resolve(c, now=now, hours=hours, day_and_night=always))


def _resolve(
    c: Conversation, *, now: datetime, hours: Hours, day_and_night: bool
) -> list[ClockView]:
    if c.resolve_from is None or not has_to(c, "resolve"):
        return []
    pauses = pauses_told(c)
    paused = next((p.why for p in pauses if p.until is None), "")
    stood = [StandsStill(p.since, p.until or now) for p in pauses]
    used = open_time(hours, c.resolve_from, now, pauses=stood).total_seconds() / 60
    due = c.resolve_due_at
    if due is None:
        target = c.policy.resolve_minutes if c.policy is not None else None
        if not paused or not target:
            return []
    else:
        whole = open_time(hours, c.resolve_from, due, pauses=stood)
        target = max(1, round(whole.total_seconds() / 60))
    share = min(100, round(100 * used / target))
    late = due is not None and now > due
    return [
        ClockView(
            name="resolve",
            target_minutes=target,
            state="paused"
            if paused
            else "breached"
            if late
            else "soon"
            if share >= SOON_SHARE
            else "running",
            due_at=due,
            done_at=None,
            took_minutes=None,
            share=share,
            day_and_night=day_and_night,
            paused=paused,
            left_minutes=max(0, round(target - used)),
        )
    ]


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


def _clock(
    name: str,
    since: datetime,
    due: datetime,
    done: datetime | None,
    now: datetime,
    hours: Hours,
    *,
    day_and_night: bool,
) -> ClockView:
    target = max(1, round(open_time(hours, since, due).total_seconds() / 60))
    used = open_time(hours, since, done or now).total_seconds() / 60
    share = min(100, round(100 * used / target))
    state = (
        "done"
        if done
        else "breached"
        if now > due
        else "soon"
        if share >= SOON_SHARE
        else "running"
    )
    return ClockView(
        name=name,  # type: ignore[arg-type]
        target_minutes=target,
        state=state,  # type: ignore[arg-type]
        due_at=due,
        done_at=done,
        took_minutes=round(used) if done else None,
        share=share,
        waited_minutes=max(0, round((done - since).total_seconds() / 60)) if done else None,
        day_and_night=day_and_night,
    )
