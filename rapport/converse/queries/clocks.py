"""The clocks of a conversation, as words need them."""

from __future__ import annotations

from datetime import datetime

from rapport.converse.contract import ClockView
from rapport.converse.models import Conversation

# A clock is "soon" when less than this share of it is left.
SOON_SHARE = 75


def clocks(c: Conversation, *, now: datetime) -> tuple[ClockView, ...]:
    """Acknowledge and answer, as words need them."""
    # What was brought in waits for longer than it has been ours: its clock began when it became ours.
    since = max(c.waiting_since or c.opened_at, c.opened_at)
    found = []
    if c.acknowledge_due_at is not None:
        found.append(
            _clock("acknowledge", c.opened_at, c.acknowledge_due_at, c.acknowledged_at, now)
        )
    if c.answer_due_at is not None:
        found.append(
            _clock(
                "answer",
                since,
                c.answer_due_at,
                c.answered_at,
                now,
            )
        )
    return tuple(found)


def _clock(
    name: str, since: datetime, due: datetime, done: datetime | None, now: datetime
) -> ClockView:
    target = max(1, round((due - since).total_seconds() / 60))
    until = done or now
    share = min(100, max(0, round(100 * (until - since).total_seconds() / 60 / target)))
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
        took_minutes=max(0, round((done - since).total_seconds() / 60)) if done else None,
        share=share,
    )
