"""Priority is a sum one can read, within the bounds the house has set itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rapport.converse.priority import Situation, part_name, parts, total

NOW = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)
followers = st.one_of(st.none(), st.integers(0, 400_000_000))
situations = st.builds(
    Situation,
    now=st.just(NOW),
    danger=st.booleans(),
    broken_promises=st.integers(0, 5),
    owed_promises=st.integers(0, 5),
    urgency=st.integers(0, 100),
    negative=st.booleans(),
    clock_from=st.one_of(st.none(), st.just(NOW - timedelta(minutes=30))),
    clock_due=st.one_of(
        st.none(), st.integers(-600, 600).map(lambda m: NOW + timedelta(minutes=m))
    ),
    times_asked=st.integers(1, 40),
    others=st.integers(0, 5000),
    followers=followers,
)


@given(situations)
def test_the_parts_add_up_to_the_whole_and_have_names(s: Situation) -> None:
    found = parts(s)
    assert total(found) == sum(p["points"] for p in found)
    assert all(part_name(p) and p["points"] > 0 for p in found)


@given(followers)
def test_exposure_is_at_most_fifteen_points(count: int | None) -> None:
    assert total(parts(Situation(now=NOW, followers=count))) <= 15


@given(situations, followers)
def test_followers_never_outweigh_danger_or_a_broken_promise(
    s: Situation, count: int | None
) -> None:
    plain = Situation(now=NOW, followers=count)
    for grave in (Situation(now=NOW, danger=True), Situation(now=NOW, broken_promises=1)):
        assert total(parts(grave)) > total(parts(plain))


@given(situations)
def test_reversing_who_is_followed_changes_at_most_fifteen_points(s: Situation) -> None:
    swapped = Situation(
        **{f: getattr(s, f) for f in s.__slots__ if f != "followers"}, followers=None
    )
    assert 0 <= total(parts(s)) - total(parts(swapped)) <= 15


@given(situations, st.integers(1, 500))
def test_time_going_by_never_lowers_a_priority(s: Situation, minutes: int) -> None:
    later = Situation(
        **{f: getattr(s, f) for f in s.__slots__ if f != "now"},
        now=s.now + timedelta(minutes=minutes),
    )
    assert total(parts(later)) >= total(parts(s))
