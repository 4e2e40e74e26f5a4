"""The same questions answered minute by minute, as naively as can be: what the engine is held against."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from rapport.kit.business_time import Block, Hours, Pause, holidays_of

MINUTE = timedelta(minutes=1)
ZONES = ["Europe/Oslo", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kathmandu"]
# Hours around these change clocks in one of the zones; others lie anywhere.
CHANGES = [
    datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC),  # Oslo
    datetime(2026, 3, 8, 7, tzinfo=UTC), datetime(2026, 11, 1, 6, tzinfo=UTC),  # New York
    datetime(2026, 4, 4, 15, tzinfo=UTC), datetime(2026, 10, 3, 15, 30, tzinfo=UTC),  # Lord Howe, by half an hour
]  # fmt: skip


def is_open(hours: Hours, moment: datetime) -> bool:
    wall = moment.astimezone(ZoneInfo(hours.zone))
    minute = wall.hour * 60 + wall.minute
    today, yesterday = wall.date(), wall.date() - timedelta(days=1)
    return any(one.opens <= minute < one.closes for one in _blocks(hours, today)) or any(
        minute < one.closes - 1440 for one in _blocks(hours, yesterday)
    )


def _blocks(hours: Hours, at: date) -> tuple[Block, ...]:
    if at in hours.days:
        return hours.days[at]
    if hours.country and at in holidays_of(hours.country, hours.subdivision, at.year):
        return ()
    return tuple(hours.week[at.weekday()])


def counts(hours: Hours, moment: datetime, pauses: list[Pause]) -> bool:
    return is_open(hours, moment) and not any(p.start <= moment < p.end for p in pauses)


def due_at(hours: Hours, start: datetime, minutes: int, pauses: list[Pause]) -> datetime:
    moment = start
    while minutes > 0:
        minutes -= counts(hours, moment, pauses)
        moment += MINUTE
    return moment


def minutes_between(hours: Hours, start: datetime, end: datetime, pauses: list[Pause]) -> int:
    found, moment = 0, start
    while moment < end:
        found += counts(hours, moment, pauses)
        moment += MINUTE
    return found


@st.composite
def days(draw: st.DrawFn) -> tuple[Block, ...]:
    """One to three blocks by the quarter of an hour, between 3:00 and 24:00; the last may run on to 3:00 at most."""
    count = draw(st.integers(1, 3))
    cuts = sorted(
        draw(st.lists(st.integers(12, 96), min_size=2 * count, max_size=2 * count, unique=True))
    )
    blocks = [Block(15 * a, 15 * b) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    night = draw(st.sampled_from([0, 0, 15, 90, 150, 180]))
    if night:
        blocks[-1] = Block(blocks[-1].opens, 1440 + night)
    return tuple(blocks)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[tuple[Block, ...], ...]:
    closed = draw(st.sets(st.integers(0, 6), max_size=3))
    return tuple(() if day in closed else draw(days()) for day in range(7))


@st.composite
def all_hours(draw: st.DrawFn) -> Hours:
    around = draw(st.sampled_from(CHANGES)).date()
    special = draw(
        st.dictionaries(
            st.integers(-2, 3).map(lambda n: around + timedelta(days=n)),
            st.one_of(st.just(()), days()),
            max_size=2,
        )
    )
    return Hours(draw(st.sampled_from(ZONES)), draw(weeks()), days=special)


moments = st.one_of(
    st.builds(
        lambda change, minutes: change + minutes * MINUTE,
        st.sampled_from(CHANGES),
        st.integers(-2 * 1440, 1440),
    ),
    st.datetimes(datetime(2026, 9, 1), datetime(2026, 12, 1)).map(  # noqa: DTZ001 - given its zone at once
        lambda at: at.replace(second=0, microsecond=0, tzinfo=UTC)
    ),
)
targets = st.integers(0, 900)
