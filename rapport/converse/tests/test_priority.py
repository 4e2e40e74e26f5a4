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


def _ends_in(minutes: int, *, of: int = 60) -> dict[str, datetime]:
    due = NOW + timedelta(minutes=minutes)
    return {"clock_from": due - timedelta(minutes=of), "clock_due": due}


# Eight that a team would put in this order, with what each is known by.
EIGHT = {
    "danger": {"danger": True, "urgency": 60, **_ends_in(1, of=2)},
    "a broken promise to a wheelchair user, in a private mail": {
        "broken_promises": 1, "vulnerable": True, "urgency": 35, "urgency_name": "medical",
        "negative": True, **_ends_in(50),
    },
    "a stranded child": {
        "vulnerable": True, "urgency": 60, "urgency_name": "stranded", "negative": True,
        "followers": 40, **_ends_in(40),
    },
    "a breach in six minutes with onlookers": {
        "others": 9, "negative": True, "followers": 900, **_ends_in(6),
    },
    "a refund asked for the third time": {
        "times_asked": 3, "urgency": 15, "urgency_name": "repeated", "followers": 200, **_ends_in(45),
    },
    "a question from an account with 48,000 followers": {"followers": 48_000, **_ends_in(50)},
    "a question about bicycles": {"followers": 300, **_ends_in(50)},
    "praise": {"followers": 20, **_ends_in(58)},
}  # fmt: skip


def _order(eight: dict[str, Situation]) -> list[str]:
    """As the list sorts: danger first, then by the sum."""
    return sorted(eight, key=lambda name: (not eight[name].danger, -total(parts(eight[name]))))


def test_eight_conversations_stand_in_the_order_a_team_would_take_them() -> None:
    assert _order({name: Situation(now=NOW, **known) for name, known in EIGHT.items()}) == [*EIGHT]


def test_reversing_who_has_how_many_followers_moves_none_of_the_first_three() -> None:
    counts = [known.get("followers") for known in EIGHT.values()]
    reversed_counts = zip(EIGHT.items(), reversed(counts), strict=True)
    eight = {
        name: Situation(now=NOW, **known | {"followers": count})
        for (name, known), count in reversed_counts
    }
    assert _order(eight)[:3] == [*EIGHT][:3]
