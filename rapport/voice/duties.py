"""What this room does every so often: take up what was said outside of our door, draw out what older rules left, and ask the
next where nobody approved."""

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.ledger.registry import every
from rapport.voice.actions import draw_what_is_left, pass_on_approvals, remember_outside
from rapport.voice.notices import register_words

# What was written in the last hour is taken up each minute; what came late (a line that was down, an account's past) by the
# hour, for that looks through the replies of two months.
LATELY = timedelta(hours=1)


@every(seconds=60, queue="slow")
def draw_out_claims(now: datetime) -> None:
    remember_outside(now=now, back=LATELY)
    draw_what_is_left()


@every(seconds=3600, queue="slow")
def take_up_what_came_late(now: datetime) -> None:
    remember_outside(now=now)


register_words()


@every(seconds=20, queue="in")
def pass_on_what_nobody_decided(now: datetime) -> None:
    pass_on_approvals(now=now)
