"""What this room does every so often: draw out what older rules, or a time before the memory, left."""

from __future__ import annotations

from datetime import datetime

from rapport.ledger.registry import every
from rapport.voice.actions import draw_what_is_left


@every(seconds=60, queue="slow")
def draw_out_claims(now: datetime) -> None:
    draw_what_is_left()
