"""The week as the page shows it: a column a day, shifts and gaps in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rapport.kit.business_time import Hours, blocks_on, day_in_words, holidays_of
from rapport.workspace.models import Member
from rapport.workspace.queries import Gap, OnDuty, Rota

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ShiftShown:
    member: Member
    times: str
    team: str
    leads: bool
    is_now: bool
    is_mine: bool
    change_url: str = ""
    skip_url: str = ""
    remove_url: str = ""


@dataclass(frozen=True, slots=True)
class DayShown:
    on: date
    name: str
    holiday: str
    # "closed", "08:00-20:00"; "" where the house works day and night.
    hours: str
    is_today: bool
    shifts: Sequence[ShiftShown]
    gaps: Sequence[str]
    # Parts of the bar as (begin, length) in minutes of the day.
    covered: Sequence[tuple[int, int]]
    uncovered: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class WeekShown:
    days: Sequence[DayShown]
    title: str
    before_url: str
    after_url: str
    is_this: bool
    is_kept: bool
    gap_words: str


def monday_of(on: date) -> date:
    return on - timedelta(days=on.weekday())


def asked_week(told: str, *, today: date) -> date:
    """The Monday of the date in the address; of today where that is none that can be shown."""
    try:
        asked = date.fromisoformat(told)
    except ValueError:
        return monday_of(today)
    return monday_of(asked) if 2000 <= asked.year <= 2100 else monday_of(today)


def midnight(on: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, time(), zone)


def week_shown(
    planned: Rota,
    *,
    monday: date,
    member: Member,
    may_keep: bool,
    teams: Mapping[int, str],
    zone: ZoneInfo,
    now: datetime,
) -> WeekShown:
    """`planned`: the rota of that week, in the organisation's zone."""
    today = now.astimezone(zone).date()
    gaps = planned.gaps(max(planned.start, now), planned.end) if now < planned.end else []
    days = [
        _day(
            planned,
            gaps,
            on=monday + n * _DAY,
            today=today,
            member=member,
            may_keep=may_keep,
            teams=teams,
            zone=zone,
            now=now,
        )
        for n in range(7)
    ]
    here = reverse("rota")
    return WeekShown(
        days=days,
        title=_("%(first)s to %(last)s")
        % {"first": date_format(monday, "j M"), "last": date_format(monday + 6 * _DAY, "j M Y")},
        before_url=f"{here}?week={monday - 7 * _DAY}",
        after_url=f"{here}?week={monday + 7 * _DAY}",
        is_this=monday == monday_of(today),
        is_kept=planned.is_kept,
        gap_words=_gap_words(gaps),
    )


def _day(
    planned: Rota,
    gaps: Sequence[Gap],
    *,
    on: date,
    today: date,
    member: Member,
    may_keep: bool,
    teams: Mapping[int, str],
    zone: ZoneInfo,
    now: datetime,
) -> DayShown:
    begins, ends = midnight(on, zone), midnight(on + _DAY, zone)
    here = [s for s in planned.shifts if begins <= s.starts_at < ends]
    missing = [g for g in gaps if g.ends_at > begins and g.starts_at < ends]
    return DayShown(
        on=on,
        name=date_format(on, "D j M"),
        holiday=_holiday(planned.hours, on),
        hours=_hours(planned.hours, on),
        is_today=on == today,
        shifts=[
            _shift(s, on=on, me=member, may_keep=may_keep, teams=teams, zone=zone, now=now)
            for s in here
        ],
        gaps=[span(max(g.starts_at, begins), min(g.ends_at, ends), zone=zone) for g in missing],
        covered=_parts([(s.starts_at, s.ends_at) for s in planned.shifts], begins, ends),
        uncovered=_parts([(g.starts_at, g.ends_at) for g in missing], begins, ends),
    )


def _shift(
    s: OnDuty,
    *,
    on: date,
    me: Member,
    may_keep: bool,
    teams: Mapping[int, str],
    zone: ZoneInfo,
    now: datetime,
) -> ShiftShown:
    weekly = may_keep and s.pattern_id is not None
    remove = ""
    if may_keep:
        name = "rota_remove_weekly" if s.pattern_id is not None else "rota_remove"
        remove = reverse(name, args=[s.pattern_id or s.shift_id])
    return ShiftShown(
        member=s.member,
        times=span(s.starts_at, s.ends_at, zone=zone),
        team=teams.get(s.team_id or 0, ""),
        leads=s.leads,
        is_now=s.covers(now),
        is_mine=s.member.pk == me.pk,
        change_url=reverse("rota_change", args=[s.pattern_id]) if weekly else "",
        skip_url=reverse("rota_skip", args=[s.pattern_id, on.isoformat()]) if weekly else "",
        remove_url=remove,
    )


def span(starts_at: datetime, ends_at: datetime, *, zone: ZoneInfo) -> str:
    """ "14:00–22:00" by the wall; midnight at the end is 24:00."""
    ends = f"{ends_at.astimezone(zone):%H:%M}"
    return f"{starts_at.astimezone(zone):%H:%M}–{'24:00' if ends == '00:00' else ends}"


def _hours(hours: Hours, on: date) -> str:
    if hours.is_always:
        return ""
    return day_in_words(blocks_on(hours, on)) or _("closed")


def _holiday(hours: Hours, on: date) -> str:
    return (
        holidays_of(hours.country, hours.subdivision, on.year).get(on, "") if hours.country else ""
    )


def _parts(
    spans: Sequence[tuple[datetime, datetime]], begins: datetime, ends: datetime
) -> list[tuple[int, int]]:
    """Cut to a day and stretched to 1440 parts: a day of 23 hours fills its bar as well."""
    length = (ends - begins) / 1440
    return [
        (
            round((max(a, begins) - begins) / length),
            max(1, round((min(b, ends) - max(a, begins)) / length)),
        )
        for a, b in spans
        if b > begins and a < ends
    ]


def _gap_words(gaps: Sequence[Gap]) -> str:
    minutes = sum(((g.ends_at - g.starts_at) // _MINUTE for g in gaps), 0)
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    told = _("%(h)d h %(m)d min") % {"h": hours, "m": rest} if rest else _("%(h)d h") % {"h": hours}
    return _("Nobody is on for %(time)s of this week’s business hours.") % {"time": told}
