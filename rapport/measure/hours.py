"""The week as a table: when people wrote, and whether somebody was there. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo

from rapport.measure.contract import Heat, Hour, Stretch
from rapport.measure.definitions import HOURS, LEAST_MESSAGES_AN_HOUR
from rapport.measure.exchanges import Row

_WEEK = 7 * 24
_EMPTY_HOURS_WITHIN = 2


def heat(
    messages: Iterable[Row],
    *,
    waited: Mapping[int, float],
    target: timedelta,
    zone: tzinfo,
    zone_name: str,
) -> Heat:
    """Count every customer message in its hour of the week, local time."""
    ids: dict[int, list[int]] = {}
    in_target = [0] * _WEEK
    limit = target.total_seconds()
    for row in messages:
        local = datetime.fromtimestamp(row.at, UTC).astimezone(zone)
        place = local.weekday() * 24 + local.hour
        ids.setdefault(place, []).append(row.id)
        in_target[place] += waited.get(row.id, limit + 1) <= limit
    hours = [_hour(place, len(ids.get(place, ())), in_target[place]) for place in range(_WEEK)]
    return Heat(
        definition=HOURS,
        zone=zone_name,
        target=target,
        rows=[hours[day * 24 : day * 24 + 24] for day in range(7)],
        ids={hours[place].slug: found for place, found in ids.items()},
        longest=_longest(hours),
    )


def _hour(place: int, messages: int, in_target: int) -> Hour:
    return Hour(
        weekday=place // 24,
        hour=place % 24,
        messages=messages,
        in_target=in_target,
        is_uncovered=messages >= LEAST_MESSAGES_AN_HOUR and not in_target,
    )


def _longest(hours: list[Hour]) -> Stretch | None:
    """The longest run in which nobody was answered in time; it may cross from Sunday to Monday.

    Up to two hours in which nothing came in do not break a run, and never begin or end one.
    """
    best: Stretch | None = None
    start = end = messages = 0
    for place in range(2 * _WEEK):
        hour = hours[place % _WEEK]
        if hour.in_target or place - start >= _WEEK or place - end > _EMPTY_HOURS_WITHIN:
            messages = 0
        if hour.messages and not hour.in_target:
            start = start if messages else place
            messages, end = messages + hour.messages, place + 1
            longer = best is None or end - start > best.length
            if messages >= LEAST_MESSAGES_AN_HOUR and longer:
                best = Stretch(start % _WEEK, start % _WEEK + end - start, messages)
    return best
