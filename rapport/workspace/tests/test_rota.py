"""The rota against a reference that asks minute by minute, and what planning refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.kit.business_time import Hours, block, every_day, is_open, open_stretches
from rapport.workspace import actions, queries
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member, Organisation, Shift, ShiftPattern, Team
from rapport.workspace.rota import Frame, OnDuty, Rota, away_days, pattern_hours
from rapport.workspace.testing import make_member

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MINUTE = timedelta(minutes=1)
# The nights in which clocks change, an ordinary week, and Christmas.
STARTS = [
    datetime(2026, 3, 27, tzinfo=UTC),
    datetime(2026, 10, 23, tzinfo=UTC),
    datetime(2026, 5, 11, tzinfo=UTC),
]


def moment(text: str) -> datetime:
    """Of the wall clock in Stockholm."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@given(
    start=st.sampled_from(STARTS),
    weekday=st.integers(0, 6),
    starts=st.integers(0, 1439),
    length=st.integers(1, 1440),
    skipped=st.sets(st.integers(0, 6), max_size=3),
    at=st.integers(0, 7 * 1440),
)
def test_a_weekly_shift_runs_exactly_when_the_wall_clock_says_so(
    start, weekday, starts, length, skipped, at
):
    """Asked for any minute: on duty where the wall's date and minute lie in the block of a day that is not skipped."""
    closed = tuple(sorted((start + timedelta(days=n)).date() for n in skipped))
    hours = pattern_hours("Europe/Stockholm", weekday, starts, starts + length, Frame(), closed)
    moment_at = start + at * MINUTE
    wall = moment_at.astimezone(STOCKHOLM)
    minute = wall.hour * 60 + wall.minute
    today, yesterday = wall.date(), wall.date() - timedelta(days=1)
    runs = lambda day: day.weekday() == weekday and day not in closed  # noqa: E731
    expected = (runs(today) and starts <= minute < starts + length) or (
        runs(yesterday) and starts <= minute + 1440 < starts + length
    )
    found = open_stretches(hours, moment_at - timedelta(days=2), moment_at + timedelta(days=2))
    assert any(opens <= moment_at < closes for opens, closes in found) == expected


spans = st.tuples(st.integers(0, 2000), st.integers(1, 700))


@given(shifts=st.lists(spans, max_size=6), week=st.sampled_from(["8-17", "20-4", "0-24"]))
def test_gaps_are_the_open_minutes_in_which_nobody_is_on(shifts, week):
    begins = datetime(2026, 5, 11, tzinfo=UTC)
    hours = Hours("Europe/Stockholm", every_day(block(*week.split("-"))))
    planned = [
        OnDuty(Member(pk=n), begins + a * MINUTE, begins + (a + length) * MINUTE)
        for n, (a, length) in enumerate(shifts)
    ]
    rota = Rota(begins, begins + timedelta(days=2), planned, hours, is_kept=True)
    gaps = rota.gaps(begins, begins + timedelta(days=2))
    for minute in range(0, 2880, 7):
        at = begins + minute * MINUTE
        in_gap = any(gap.starts_at <= at < gap.ends_at for gap in gaps)
        assert in_gap == (is_open(hours, at) and not rota.on_duty(at))


@pytest.fixture
def team(organisation: Organisation, olivia: Member, lena: Member, alice: Member) -> Team:
    return actions.add_team(
        "Care", members=[alice], lead=lena, purpose="Trains that stand", by=olivia
    )


@pytest.fixture
def late(team: Team, alice: Member, lena: Member) -> Team:
    """Alice from 14 to 22 every day, Lena leads the night."""
    actions.add_weekly_shifts(alice, weekdays=range(7), starts="14", ends="22", team=team, by=lena)
    actions.add_weekly_shifts(
        lena, weekdays=range(7), starts="22:00", ends="6", team=team, leads=True, by=lena
    )
    return team


def test_who_leads_a_team_belongs_to_it(team, lena, alice):
    assert set(team.members.all()) == {alice, lena}


def test_a_shift_is_over_the_moment_it_ends(late, alice, lena):
    assert [s.member for s in queries.on_duty(moment("2026-05-12T21:59:59"))] == [alice]
    assert [s.member for s in queries.on_duty(moment("2026-05-12T22:00"))] == [lena]
    assert queries.lead_on_duty(moment("2026-05-13T05:59")) == lena
    assert queries.on_duty(moment("2026-05-13T06:00")) == []


def test_the_next_shift_is_the_first_that_begins_later(late, alice):
    following = queries.next_shift_of(alice, moment("2026-05-12T15:00"))
    assert following is not None
    assert following.starts_at == moment("2026-05-13T14:00")


def test_the_night_when_clocks_go_back_is_an_hour_longer(late, lena):
    [shift] = queries.on_duty(moment("2026-10-24T23:00"))
    assert shift.ends_at - shift.starts_at == timedelta(hours=9)


def test_a_shift_skips_one_day_and_runs_on_it_again(late, alice, lena):
    pattern = ShiftPattern.objects.get(member=alice, weekday=1)
    actions.skip_weekly_shift(pattern.pk, date(2026, 5, 12), by=lena)
    assert queries.on_duty(moment("2026-05-12T15:00")) == []
    assert queries.on_duty(moment("2026-05-19T15:00"))
    actions.run_weekly_shift(pattern.pk, date(2026, 5, 12), by=lena)
    assert queries.on_duty(moment("2026-05-12T15:00"))


def test_whoever_is_away_has_no_shift_that_begins_then(late, alice, lena):
    actions.add_shift(
        alice, on=date(2026, 5, 12), starts="8", ends="12", by=lena, now=moment("2026-05-11T12:00")
    )
    actions.add_absence(lena, first_day=date(2026, 5, 12), last_day=date(2026, 5, 12), by=lena)
    assert queries.on_duty(moment("2026-05-12T05:00"))  # the night began the day before
    assert queries.on_duty(moment("2026-05-12T23:00")) == []
    actions.add_absence(alice, first_day=date(2026, 5, 12), last_day=date(2026, 5, 13), by=lena)
    assert queries.on_duty(moment("2026-05-12T09:00")) == []
    assert queries.on_duty(moment("2026-05-14T15:00"))


def test_a_holiday_has_no_weekly_shift_unless_somebody_has_to_be_there(late, olivia, alice, bob):
    actions.set_business_hours(
        day_and_night=False,
        week=["8-20"] * 7,
        country="SE",
        by=olivia,
        now=moment("2026-05-01T00:00"),
    )
    actions.add_weekly_shifts(bob, weekdays=[3], starts="8", ends="12", on_holidays=True, by=olivia)
    ascension = moment("2026-05-14T00:00")  # Kristi himmelsfärdsdag, a Thursday
    assert queries.on_duty(ascension.replace(hour=15)) == []
    assert [s.member for s in queries.on_duty(ascension.replace(hour=9))] == [bob]
    actions.set_own_day(
        ascension.date(), name="Open all the same", hours="8-20", by=olivia, now=ascension
    )
    assert [s.member for s in queries.on_duty(ascension.replace(hour=15))] == [alice]


def test_gaps_are_told_only_where_a_rota_is_kept(organisation, olivia, lena, alice):
    actions.set_business_hours(
        day_and_night=False, week=["8-20"] * 7, by=olivia, now=moment("2026-05-01T00:00")
    )
    day = moment("2026-05-12T00:00"), moment("2026-05-13T00:00")
    assert queries.gaps(*day) == []
    actions.add_weekly_shifts(alice, weekdays=[1], starts="10", ends="18", by=lena)
    told = [
        (g.starts_at.astimezone(STOCKHOLM).hour, g.ends_at.astimezone(STOCKHOLM).hour)
        for g in queries.gaps(*day)
    ]
    assert told == [(8, 10), (18, 20)]


def test_somebody_who_left_is_on_no_more(late, alice, olivia):
    actions.deactivate(alice, by=olivia)
    assert queries.on_duty(moment("2026-05-12T15:00")) == []


def test_somebody_keeps_what_nobody_has_even_where_the_rota_has_a_gap(late, olivia, lena, alice):
    night, noon = moment("2026-05-12T23:00"), moment("2026-05-12T12:00")
    kept = lambda at: queries.keeper(queries.rota(at, at + MINUTE), at, team_id=late.pk)  # noqa: E731
    assert kept(night) == lena
    assert kept(noon) == lena  # nobody is on: the team's own lead
    actions.deactivate(lena, by=olivia)
    assert kept(noon) == olivia


def test_a_rota_is_read_in_two_statements_however_many_shifts_it_has(
    late, django_assert_num_queries, lena
):
    for name in ("Ada", "Ben", "Cleo"):
        actions.add_weekly_shifts(
            make_member(name), weekdays=range(5), starts="8", ends="16", by=lena
        )
    at = moment("2026-05-11T00:00")
    with django_assert_num_queries(2):
        planned = queries.rota(at, at + timedelta(days=7))
    assert len(planned.shifts) == 7 + 8 + 15


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"starts": "15"}, "starts"),
        ({"starts": "morning"}, "starts"),
        ({"ends": "25:00"}, "ends"),
        ({"weekdays": []}, "weekdays"),
        ({"zone": "Europe/Atlantis"}, "zone"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(late, alice, lena, told, field):
    usual = {"weekdays": [0], "starts": "6", "ends": "10"}
    with pytest.raises(InvalidEntry) as refused:
        actions.add_weekly_shifts(alice, **(usual | told), by=lena)
    assert list(refused.value.fields) == [field]
    assert ShiftPattern.objects.filter(member=alice).count() == 7


def test_a_night_that_runs_into_the_next_morning_is_refused(late, lena):
    with pytest.raises(InvalidEntry, match="on already"):
        actions.add_weekly_shifts(lena, weekdays=[2], starts="5", ends="9", by=lena)


def test_what_was_taken_away_can_be_put_back(late, alice, lena):
    shift = actions.add_shift(
        alice, on=date(2026, 5, 16), starts="8", ends="12", by=lena, now=moment("2026-05-11T12:00")
    )
    gone = actions.remove_shift(shift.pk, by=lena)
    assert not Shift.objects.exists()
    actions.restore_shift(alice, starts_at=gone.starts_at, ends_at=gone.ends_at, by=lena)
    actions.restore_shift(alice, starts_at=gone.starts_at, ends_at=gone.ends_at, by=lena)
    assert Shift.objects.get().starts_at == gone.starts_at


@pytest.mark.parametrize("who", ["alice", "gus", "charlie"])
def test_only_leads_and_owners_keep_the_rota(request, late, alice, who):
    with pytest.raises(NotAllowed):
        actions.add_weekly_shifts(
            alice, weekdays=[0], starts="6", ends="10", by=request.getfixturevalue(who)
        )


def test_skills_are_ones_own_to_say_or_an_owners(alice, bob, olivia):
    actions.change_skills(
        alice, languages=["SV", "en", "sv"], skills=[" Lost  property", ""], capacity=8, by=alice
    )
    alice.refresh_from_db()
    assert (alice.languages, alice.skills, alice.capacity) == (["sv", "en"], ["lost property"], 8)
    actions.change_skills(alice, languages=["de"], skills=[], capacity=8, by=olivia)
    with pytest.raises(NotAllowed):
        actions.change_skills(alice, languages=[], skills=[], capacity=8, by=bob)
    with pytest.raises(InvalidEntry) as refused:
        actions.change_skills(
            alice, languages=["Swedish!"], skills=["x" * 41], capacity=0, by=alice
        )
    assert set(refused.value.fields) == {"languages", "skills", "capacity"}


def test_long_absences_are_counted_by_days():
    assert away_days([{"first": "2026-05-30", "last": "2026-06-01"}]) == {
        date(2026, 5, 30), date(2026, 5, 31), date(2026, 6, 1)
    }  # fmt: skip
