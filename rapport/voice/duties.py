"""What this room does every so often: take up what was said outside of our door, and draw out what older rules left."""

from __future__ import annotations

from datetime import datetime

from rapport.ledger.registry import every
from rapport.voice.actions import draw_what_is_left, remember_outside


@every(seconds=60, queue="slow")
def draw_out_claims(now: datetime) -> None:
    remember_outside(now=now)
    draw_what_is_left()
