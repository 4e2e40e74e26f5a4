"""Quiet hours: what is not for at once waits until they are over."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def leaves_at(at: datetime, *, quiet: tuple[time | None, time | None], zone: str) -> datetime:
    """`at`, or the end of the quiet hours it falls into. `quiet`: (from, until) by the wall, over midnight too."""
    begins, ends = quiet
    if begins is None or ends is None or begins == ends:
        return at
    local = at.astimezone(ZoneInfo(zone))
    wall = local.time().replace(tzinfo=None)
    is_quiet = begins <= wall < ends if begins < ends else wall >= begins or wall < ends
    if not is_quiet:
        return at
    day = local.date() + timedelta(days=1 if wall >= ends else 0)
    return max(at, datetime.combine(day, ends, tzinfo=ZoneInfo(zone)).astimezone(at.tzinfo))
