"""The organisation's hours as the calendar engine takes them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from rapport.kit.business_time import Hours, blocks_told
from rapport.workspace.models import BusinessHours

# What the page offers to somebody who has set nothing.
USUAL_WEEK = (*(("09:00-17:00",) * 5), "", "")


def engine_hours(row: BusinessHours, *, zone: str) -> Hours:
    """`zone`: the organisation's, for a row that has none of its own."""
    if row.day_and_night:
        return _always(row.zone or zone)
    return compiled(row.zone or zone, row.week, row.days, row.country, row.subdivision)


def compiled(
    zone: str,
    week: Sequence[str],
    days: Mapping[str, Mapping[str, str]],
    country: str,
    subdivision: str,
) -> Hours:
    """Raises HoursError, UnknownCountry."""
    return _compiled(zone, tuple(week), json.dumps(days, sort_keys=True), country, subdivision)


# The engine remembers the days it has worked out; rebuilt for each batch it would work them out anew.
@lru_cache(maxsize=32)
def _compiled(zone: str, week: tuple[str, ...], days: str, country: str, subdivision: str) -> Hours:
    own = {
        date.fromisoformat(on): blocks_told(day["hours"]) for on, day in json.loads(days).items()
    }
    return Hours(zone, [blocks_told(day) for day in week], own, country, subdivision)


@lru_cache(maxsize=8)
def _always(zone: str) -> Hours:
    return Hours(zone)
