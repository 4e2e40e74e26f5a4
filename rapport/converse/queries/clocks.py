"""The clocks of a conversation, as words need them."""

from __future__ import annotations

from datetime import datetime

from rapport.converse.contract import ClockView
from rapport.converse.models import Conversation
from rapport.converse.policies import hours_for
from rapport.kit.business_time import Hours, open_time

# A clock is "soon" when less than this share of it is left.
SOON_SHARE = 75


def clocks(c: Conversation, *, now: datetime, hours: Hours) -> tuple[ClockView, ...]:
    """Acknowledge and answer, as words need them. `hours`: the organisation's."""
    # What was brought in waits for longer than it has been ours: its clock began when it became ours.
    since = max(c.waiting_since or c.opened_at, c.opened_at)
    hours = hours_for(c, hours)
    running = (
        ("acknowledge", c.acknowledge_due_at, c.acknowledged_at),
        ("answer", c.answer_due_at, c.answered_at),
    )
    return tuple(
        _clock(name, since, due, done, now, hours, day_and_night=c.danger)
        for name, due, done in running
        if due is not None
    )


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
