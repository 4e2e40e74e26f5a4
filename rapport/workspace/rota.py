"""The rota worked out: who is on at a moment, who leads, what comes next, and which open hours nobody covers.

Built on the calendar engine: a weekly shift is a week with one block, so daylight saving, nights and holidays are
counted as everywhere else. Pure once loaded: `queries.rota` reads it in one statement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from rapport.kit.business_time import (
    DAY_AND_NIGHT,
    Block,
    Hours,
    HoursError,
    Pause,
    open_stretches,
)
from rapport.workspace.models import (
    Absence,
    BusinessHours,
    Member,
    Organisation,
    Shift,
    ShiftPattern,
)

_DAY = timedelta(days=1)
# No shift lasts longer, even over a night in which clocks go back: one that touches a moment began
# at most so long before.
LONGEST = timedelta(hours=26)
# How far ahead somebody's next shift is looked for: a rota that comes back every week has one by then.
LOOK_AHEAD = timedelta(days=28)
AWAY_AT_MOST = 400


@dataclass(frozen=True, slots=True)
class OnDuty:
    """One shift of one member, as moments. Which row it comes from is told by `pattern_id` or `shift_id`."""

    member: Member
    starts_at: datetime
    ends_at: datetime
    team_id: int | None = None
    leads: bool = False
    pattern_id: int | None = None
    shift_id: int | None = None

    def covers(self, at: datetime) -> bool:
        """The moment it ends, it is over."""
        return self.starts_at <= at < self.ends_at


@dataclass(frozen=True, slots=True)
class Frame:
    """What the house says about days: its zone, whose holidays close, and days of its own."""

    zone: str = "UTC"
    country: str = ""
    subdivision: str = ""
    closed: tuple[date, ...] = ()
    opened: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Business hours in which nobody is on."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Rota:
    """All shifts that touch the time from `start` to `end`, in order of their beginning."""

    start: datetime
    end: datetime
    shifts: Sequence[OnDuty]
    hours: Hours = DAY_AND_NIGHT
    # Whether anybody has any shift at all: an empty rota plans nothing, and has no gaps.
    is_kept: bool = field(default=False)
    # Days on which members are away, and the zone that says when those days are.
    away: Mapping[int, frozenset[date]] = field(default_factory=dict)
    zone: str = "UTC"

    def on_duty(self, at: datetime, *, team_id: int | None = None) -> list[OnDuty]:
        """Who is on, those who lead first. `team_id`: only shifts of that team."""
        here = [s for s in self.shifts if s.covers(at) and team_id in (None, s.team_id)]
        return sorted(here, key=lambda s: (not s.leads, s.starts_at, s.member.pk))

    def on_duty_ids(self, at: datetime) -> frozenset[int]:
        return frozenset(s.member.pk for s in self.shifts if s.covers(at))

    def lead_on_duty(self, at: datetime, *, team_id: int | None = None) -> Member | None:
        """Who leads: by the rota, else a lead or owner who is on; of that team where it has one."""
        for scope in (team_id, None) if team_id is not None else (None,):
            here = self.on_duty(at, team_id=scope)
            by_rota = next((s.member for s in here if s.leads), None)
            by_role = next((s.member for s in here if s.member.role in _LEADING), None)
            if by_rota or by_role:
                return by_rota or by_role
        return None

    def shift_of(self, member_id: int, at: datetime) -> OnDuty | None:
        """The shift a member is on; the one that ends last where two overlap."""
        here = [s for s in self.shifts if s.member.pk == member_id and s.covers(at)]
        return max(here, key=lambda s: s.ends_at, default=None)

    def next_shift_of(self, member_id: int, at: datetime) -> OnDuty | None:
        """The first that begins after a moment."""
        return next((s for s in self.shifts if s.member.pk == member_id and s.starts_at > at), None)

    def ended_between(self, after: datetime, until: datetime) -> list[OnDuty]:
        """Shifts that ended after a moment and not later than another, of members who are not on any more."""
        on = self.on_duty_ids(until)
        return [s for s in self.shifts if after < s.ends_at <= until and s.member.pk not in on]

    def follows(self, at: datetime, *, among: Collection[int]) -> list[OnDuty]:
        """Who of these members is on at that moment, else whoever of them begins next; leads first."""
        begins = sorted({s.starts_at for s in self.shifts if s.starts_at > at})
        for moment in (at, *begins):
            if here := [s for s in self.on_duty(moment) if s.member.pk in among]:
                return here
        return []

    def away_until(self, member_id: int, at: datetime) -> date | None:
        """The last of the days on which a member is away; None where they are not, at that moment."""
        days = self.away.get(member_id, frozenset())
        last = at.astimezone(ZoneInfo(self.zone)).date()
        if last not in days:
            return None
        while last + _DAY in days:
            last += _DAY
        return last

    def gaps(self, start: datetime, end: datetime) -> list[Gap]:
        """Business hours between two moments in which nobody is on; none where no rota is kept."""
        if not self.is_kept:
            return []
        covered = [Pause(s.starts_at, s.ends_at) for s in self.shifts]
        return [Gap(*one) for one in open_stretches(self.hours, start, end, pauses=covered)]


_LEADING = (Member.Role.LEAD, Member.Role.OWNER)


def frame_of(house: Organisation | None, hours: BusinessHours) -> Frame:
    """`hours`: as `queries.business_hours` reads them."""
    own = {date.fromisoformat(on): day["hours"] for on, day in hours.days.items()}
    return Frame(
        zone=hours.zone or (house.timezone if house else "UTC"),
        country="" if hours.day_and_night else hours.country,
        subdivision="" if hours.day_and_night else hours.subdivision,
        closed=()
        if hours.day_and_night
        else tuple(sorted(d for d, told in own.items() if not told)),
        opened=tuple(sorted(d for d, told in own.items() if told)),
    )


def load(start: datetime, end: datetime, *, frame: Frame, hours: Hours) -> Rota:
    """The rota of that time. One statement; members who do not work here any more have no shifts."""
    planned = list(_planned(start, end))
    shifts = [
        one
        for member in planned
        for one in (*_weekly(member, start, end, frame), *_single(member, start, frame))
    ]
    return Rota(
        start,
        end,
        sorted(shifts, key=lambda s: (s.starts_at, s.ends_at, s.member.pk)),
        hours,
        is_kept=any(member.weekly or member.single for member in planned),
        away={m.pk: frozenset(away_days(m.away)) for m in planned if m.away},
        zone=frame.zone,
    )


def _planned(start: datetime, end: datetime) -> QuerySet[Any]:
    """Whoever has a shift or is away, with the rows of it."""
    theirs = {"member": OuterRef("pk")}
    weekly = ShiftPattern.objects.filter(**theirs)
    single = Shift.objects.filter(**theirs, starts_at__lt=end, ends_at__gt=start - LONGEST)
    away = Absence.objects.filter(**theirs)
    return Member.objects.filter(
        Exists(weekly) | Exists(single) | Exists(away), is_active=True
    ).annotate(
        weekly=_rows(
            weekly, "id", "team_id", "weekday", "starts", "ends", "zone", "leads", "on_holidays", "skips"
        ),
        single=_rows(single, "id", "team_id", "starts_at", "ends_at", "leads"),
        away=_rows(away, first="first_day", last="last_day"),
    )  # fmt: skip


def _rows(found: QuerySet[Any], *columns: str, **named: str) -> ArraySubquery:
    return ArraySubquery(found.values(json=JSONObject(**{one: one for one in columns}, **named)))


def _weekly(member: Any, start: datetime, end: datetime, frame: Frame) -> Iterator[OnDuty]:
    away = away_days(member.away)
    for row in member.weekly:
        hours = pattern_hours(
            row["zone"] or frame.zone,
            row["weekday"],
            row["starts"],
            row["ends"],
            Frame() if row["on_holidays"] else frame,
            tuple(sorted({date.fromisoformat(on) for on in row["skips"]} | away)),
        )
        for starts_at, ends_at in open_stretches(hours, start - LONGEST, end + LONGEST):
            if ends_at > start and starts_at < end:
                yield OnDuty(
                    member, starts_at, ends_at, row["team_id"], row["leads"], pattern_id=row["id"]
                )


def _single(member: Any, start: datetime, frame: Frame) -> Iterator[OnDuty]:
    away = away_days(member.away)
    for row in member.single:
        starts_at, ends_at = (
            datetime.fromisoformat(row[moment]).astimezone(UTC)
            for moment in ("starts_at", "ends_at")
        )
        begins = starts_at.astimezone(ZoneInfo(frame.zone)).date()
        if ends_at > start and begins not in away:
            yield OnDuty(
                member, starts_at, ends_at, row["team_id"], row["leads"], shift_id=row["id"]
            )


def away_days(rows: Iterable[dict[str, str]]) -> set[date]:
    days: set[date] = set()
    for row in rows:
        first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
        length = min((last - first).days, AWAY_AT_MOST)
        days |= {first + timedelta(days=n) for n in range(length + 1)}
    return days


# A pattern's days are worked out once, however often the rota is read.
@lru_cache(maxsize=2000)
def pattern_hours(
    zone: str, weekday: int, starts: int, ends: int, frame: Frame, closed: Collection[date]
) -> Hours:
    """The hours of a week with that one block. Raises HoursError."""
    block = (Block(starts, ends),)
    week = [block if day == weekday else () for day in range(7)]
    # A holiday on which the house opens all the same is a day like any other of its weekday.
    days = {on: week[on.weekday()] for on in frame.opened}
    days |= dict.fromkeys((*frame.closed, *closed), ())
    try:
        return Hours(zone, week, days, frame.country, frame.subdivision)
    except HoursError:
        # A zone or a country that is known no more: the shift is still somebody's.
        return Hours("UTC", week, days)
