"""Planning who is on: weekly shifts, single ones, days away. Each says what takes it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction

from rapport.kit.business_time import WEEKDAYS, Block, Hours, HoursError, block
from rapport.ledger.actions import notify_browsers
from rapport.workspace.actions.entries import demand
from rapport.workspace.errors import InvalidEntry, NotThere
from rapport.workspace.models import Absence, Member, Organisation, Shift, ShiftPattern, Team
from rapport.workspace.rota import AWAY_AT_MOST

_AHEAD_AT_MOST = timedelta(days=1_100)


@transaction.atomic
def add_weekly_shifts(
    member: Member,
    *,
    weekdays: Iterable[int],
    starts: str,
    ends: str,
    by: Member,
    team: Team | None = None,
    leads: bool = False,
    on_holidays: bool = False,
    zone: str = "",
    skips: Sequence[str] = (),
) -> list[ShiftPattern]:
    """One shift on each of these days of the week, Monday 0; ending at or before its start it runs into the next day.

    Raises InvalidEntry: no day, no time of day, a zone that is none, or a shift of the member's at the same time.
    """
    demand(by, "keep_rota")
    days = sorted(set(weekdays))
    if not days:
        raise InvalidEntry({"weekdays": "Choose at least one day of the week."})
    if zone and zone not in available_timezones():
        raise InvalidEntry({"zone": f"“{zone}” is no time zone. Choose one such as Europe/Oslo."})
    told = _block(starts, ends)
    Member.objects.select_for_update().get(pk=member.pk)
    _refuse_overlap(member, zone, [(day, told) for day in days])
    rows = [
        ShiftPattern(
            member=member,
            team=team,
            weekday=day,
            starts=told.opens,
            ends=told.closes,
            zone=zone,
            leads=leads,
            on_holidays=on_holidays,
            skips=list(skips),
        )
        for day in days
    ]
    _changed()
    return ShiftPattern.objects.bulk_create(rows)


@transaction.atomic
def change_weekly_shift(
    pattern_id: int,
    *,
    starts: str,
    ends: str,
    by: Member,
    team: Team | None = None,
    leads: bool = False,
    on_holidays: bool = False,
) -> ShiftPattern:
    """The same member and day at other times. Raises NotThere, and InvalidEntry as adding one does."""
    demand(by, "keep_rota")
    row = _pattern(pattern_id)
    told = _block(starts, ends)
    _refuse_overlap(row.member, row.zone, [(row.weekday, told)], but=row.pk)
    row.starts, row.ends, row.team = told.opens, told.closes, team
    row.leads, row.on_holidays = leads, on_holidays
    row.save(update_fields=["starts", "ends", "team", "leads", "on_holidays"])
    _changed()
    return row


@transaction.atomic
def remove_weekly_shift(pattern_id: int, *, by: Member) -> ShiftPattern:
    """It comes back no more. Returns what it was, for whoever takes that back. Raises NotThere."""
    demand(by, "keep_rota")
    row = _pattern(pattern_id)
    ShiftPattern.objects.filter(pk=row.pk).delete()
    _changed()
    return row


@transaction.atomic
def skip_weekly_shift(pattern_id: int, on: date, *, by: Member) -> ShiftPattern:
    """It does not run on that date. Safe to repeat. Raises NotThere."""
    demand(by, "keep_rota")
    row = _pattern(pattern_id)
    # Dates that are long over are dropped: nobody asks for them any more.
    oldest = (on - timedelta(days=AWAY_AT_MOST)).isoformat()
    row.skips = sorted({*(day for day in row.skips if day >= oldest), on.isoformat()})
    row.save(update_fields=["skips"])
    _changed()
    return row


@transaction.atomic
def run_weekly_shift(pattern_id: int, on: date, *, by: Member) -> ShiftPattern:
    """It runs on that date after all. Safe to repeat. Raises NotThere."""
    demand(by, "keep_rota")
    row = _pattern(pattern_id)
    row.skips = [day for day in row.skips if day != on.isoformat()]
    row.save(update_fields=["skips"])
    _changed()
    return row


@transaction.atomic
def add_shift(
    member: Member,
    *,
    on: date,
    starts: str,
    ends: str,
    by: Member,
    now: datetime,
    team: Team | None = None,
    leads: bool = False,
) -> Shift:
    """One shift on one date, by the clock of the organisation. Raises InvalidEntry."""
    demand(by, "keep_rota")
    told = _block(starts, ends)
    if not now - timedelta(days=31) <= _at(on, 0) <= now + _AHEAD_AT_MOST:
        raise InvalidEntry({"on": "Choose a day from last month to three years ahead."})
    starts_at, ends_at = _at(on, told.opens), _at(on, told.closes)
    if ends_at <= starts_at:
        raise InvalidEntry({"ends": "On that night the clock skips this hour. Let it end later."})
    Member.objects.select_for_update().get(pk=member.pk)
    if Shift.objects.filter(member=member, starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        raise InvalidEntry(
            {"starts": f"{member.name} has a shift of that day at this time already."}
        )
    row = Shift.objects.create(
        member=member, team=team, starts_at=starts_at, ends_at=ends_at, leads=leads
    )
    _changed()
    return row


@transaction.atomic
def remove_shift(shift_id: int, *, by: Member) -> Shift:
    """Returns what it was. Raises NotThere."""
    demand(by, "keep_rota")
    row = Shift.objects.select_related("member", "team").filter(pk=shift_id).first()
    if row is None:
        raise NotThere("There is no such shift. Somebody may have taken it away.")
    Shift.objects.filter(pk=row.pk).delete()
    _changed()
    return row


@transaction.atomic
def restore_shift(
    member: Member,
    *,
    starts_at: datetime,
    ends_at: datetime,
    by: Member,
    team: Team | None = None,
    leads: bool = False,
) -> Shift:
    """Take the removing of a shift back. Safe to repeat."""
    demand(by, "keep_rota")
    row, _made = Shift.objects.get_or_create(
        member=member, team=team, starts_at=starts_at, ends_at=ends_at, leads=leads
    )
    _changed()
    return row


@transaction.atomic
def add_absence(member: Member, *, first_day: date, last_day: date, by: Member) -> Absence:
    """No shift of the member begins on these days, both counted. Raises InvalidEntry."""
    demand(by, "keep_rota")
    if last_day < first_day:
        raise InvalidEntry({"last_day": "The last day lies before the first."})
    if (last_day - first_day).days > AWAY_AT_MOST:
        raise InvalidEntry({"last_day": f"{AWAY_AT_MOST} days are kept at most. Choose fewer."})
    row = Absence.objects.create(member=member, first_day=first_day, last_day=last_day)
    _changed()
    return row


@transaction.atomic
def remove_absence(absence_id: int, *, by: Member) -> None:
    """Their shifts run again. Safe to repeat."""
    demand(by, "keep_rota")
    Absence.objects.filter(pk=absence_id).delete()
    _changed()


def forget_shifts(before: datetime, limit: int) -> int:
    """Delete single shifts and absences that were over by then, at most `limit`; returns how many."""
    old = list(Shift.objects.filter(ends_at__lt=before).values_list("pk", flat=True)[:limit])
    gone, _ = Shift.objects.filter(pk__in=old).delete()
    away = Absence.objects.filter(last_day__lt=before.date()).values_list("pk", flat=True)
    left, _ = Absence.objects.filter(pk__in=list(away[: limit - gone])).delete()
    return gone + left


def _changed() -> None:
    notify_browsers("rota")


def _pattern(pattern_id: int) -> ShiftPattern:
    found = ShiftPattern.objects.select_for_update(of=("self",)).select_related("member", "team")
    row = found.filter(pk=pattern_id).first()
    if row is None:
        raise NotThere("There is no such shift. Somebody may have taken it away.")
    return row


def _block(starts: str, ends: str) -> Block:
    told = {}
    for name, value in (("starts", starts), ("ends", ends)):
        try:
            block(value, "24") if name == "starts" else block("0", value)
        except HoursError as error:
            told[name] = str(error)
    if told:
        raise InvalidEntry(told)
    return block(starts, ends)


def _refuse_overlap(
    member: Member, zone: str, wanted: Iterable[tuple[int, Block]], *, but: int | None = None
) -> None:
    by_day: dict[int, list[Block]] = defaultdict(list)
    for row in ShiftPattern.objects.filter(member=member, zone=zone):
        if row.pk != but:
            by_day[row.weekday].append(Block(row.starts, row.ends))
    for day, told in wanted:
        by_day[day].append(told)
    try:
        Hours("UTC", [tuple(sorted(by_day[day])) for day in range(len(WEEKDAYS))])
    except HoursError as error:
        raise InvalidEntry({"starts": f"{member.name} is on already. {error}"}) from error


def _at(on: date, minute: int) -> datetime:
    """A minute of a date's wall clock in the organisation's zone."""
    house = Organisation.objects.get()
    day = on + timedelta(days=minute // 1440)
    clock = datetime.min.time().replace(hour=minute % 1440 // 60, minute=minute % 60)
    return datetime.combine(day, clock, ZoneInfo(house.timezone))
