"""The hours of a week, and what closes or changes single days."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rapport.kit.business_time.errors import HoursError
from rapport.kit.business_time.holidays import check_country

DAY_MINUTES = 24 * 60
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CLOCK = re.compile(r"([01]?\d|2[0-4])(?:[:.]([0-5]\d))?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """From one minute of the day to another, counted from its midnight. Past 1440 it runs into the next day.

    A block belongs to the day on which it begins: where that day is closed it does not run, and where only the next
    one is closed it runs to its end.
    """

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < DAY_MINUTES or not 0 < self.closes - self.opens <= DAY_MINUTES:
            raise HoursError(
                f"A block from minute {self.opens} to {self.closes} of the day cannot be. It begins within the day "
                "and lasts at most 24 hours."
            )

    def __str__(self) -> str:
        return f"{clock_time(self.opens)}-{clock_time(self.closes)}"


ALL_DAY = Block(0, DAY_MINUTES)
Day = tuple[Block, ...]


def block(opens: str, closes: str) -> Block:
    """A block by the clock: "9:00", "17:30". Closing at or before its opening it runs into the next day."""
    begin, end = _minute(opens), _minute(closes)
    if begin == DAY_MINUTES:
        raise HoursError("A block cannot open at 24:00. Write 0:00 on the next day.")
    return Block(begin, end if end > begin else end + DAY_MINUTES)


def blocks_told(told: str) -> Day:
    """Blocks as people write them: "9-12, 13:00-17:30", "20-4" over midnight, "0-24"; nothing is closed."""
    blocks = []
    for part in filter(None, (part.strip() for part in re.split("[,;]", told))):
        opens, dash, closes = part.replace("–", "-").replace("—", "-").partition("-")
        if not dash:
            raise HoursError(f"“{part[:20]}” has no end. Write it as 9:00-17:00.")
        blocks.append(block(opens, closes))
    return tuple(sorted(blocks))


def day_in_words(day: Day) -> str:
    """ "09:00-12:00, 13:00-17:00": what `blocks_told` reads."""
    return ", ".join(str(one) for one in day)


def clock_time(minute: int) -> str:
    """09:00; 24:00 is the end of the day, and what lies past it is the next day's time."""
    if minute != DAY_MINUTES:
        minute %= DAY_MINUTES
    return f"{minute // 60:02d}:{minute % 60:02d}"


def every_day(*blocks: Block) -> tuple[Day, ...]:
    return (tuple(blocks),) * 7


@dataclass(frozen=True, eq=True)
class Hours:
    """`week`: seven days from Monday, each its blocks in order. `zone`: a name such as "Europe/Oslo".

    `days`: single dates with blocks of their own; none closes the date. They outweigh the public holidays of `country`
    (ISO 3166, "NO") and `subdivision`, which close as well. Raises HoursError, UnknownCountry.
    """

    zone: str = "UTC"
    week: Sequence[Day] = field(default_factory=lambda: every_day(ALL_DAY))
    days: Mapping[date, Day] = field(default_factory=dict)
    country: str = ""
    subdivision: str = ""
    # What `openings` worked out, by day: a memo that changes no answer.
    memo: dict[int, tuple[tuple[datetime, datetime], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "week", tuple(tuple(day) for day in self.week))
        days = {at: tuple(day) for at, day in self.days.items()}
        object.__setattr__(self, "days", MappingProxyType(days))
        if len(self.week) != 7:
            raise HoursError(f"A week has seven days from Monday; {len(self.week)} were given.")
        for name, day, following in zip(
            WEEKDAYS, self.week, (*self.week[1:], self.week[0]), strict=True
        ):
            _in_order(name, day, following)
        for at, day in self.days.items():
            _in_order(at.isoformat(), day, ())
        self.tz  # noqa: B018 - a zone that is none is told now, not by the first question
        if self.country or self.subdivision:
            check_country(self.country, self.subdivision)

    @cached_property
    def tz(self) -> ZoneInfo:
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise HoursError(
                f"“{self.zone}” is no time zone. Choose one such as Europe/Stockholm."
            ) from error

    @cached_property
    def is_always(self) -> bool:
        """Open day and night, with no day that closes."""
        return not self.days and not self.country and all(day == (ALL_DAY,) for day in self.week)


def _minute(told: str) -> int:
    match = _CLOCK.fullmatch(told.strip())
    minute = int(match[1]) * 60 + int(match[2] or 0) if match else DAY_MINUTES + 1
    if minute > DAY_MINUTES:
        raise HoursError(f"“{told.strip()[:20]}” is no time of day. Write it as 9:00 or 17:30.")
    return minute


def _in_order(name: str, day: Day, following: Day) -> None:
    for earlier, later in pairwise(day):
        if later.opens < earlier.closes:
            raise HoursError(
                f"{name}: {later} begins before {earlier} ends. Make them one, or move one of them."
            )
    if day and following and day[-1].closes - DAY_MINUTES > following[0].opens:
        raise HoursError(
            f"{name}: {day[-1]} runs into {following[0]} of the next day. Let it end earlier."
        )


DAY_AND_NIGHT = Hours()
