"""The pure parts of the mirror: laws that hold for any past."""

from __future__ import annotations

from datetime import UTC, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.measure.alike import Asked, candidates, question_terms, signs
from rapport.measure.exchanges import Row, between_customers, follow
from rapport.measure.hours import heat
from rapport.measure.tests.past import MONDAY

TARGET = timedelta(hours=1)


@st.composite
def pasts(draw: st.DrawFn) -> list[Row]:
    """Any messages of two threads, replying to anything, forwards, backwards and in circles."""
    rows = []
    for pk in range(1, draw(st.integers(0, 14)) + 1):
        own = draw(st.booleans())
        person = 0 if own else draw(st.integers(1, 3))
        thread = draw(st.integers(1, 2))
        parent = draw(st.none() | st.integers(1, 16))
        at = draw(st.integers(0, 600)) * 60.0
        rows.append(Row(pk, thread, parent, person, person, own, at, None, None))
    return sorted(rows, key=lambda row: (row.thread_id, row.at, row.id))


@given(pasts())
def test_every_customer_message_is_answered_or_not_and_never_both(rows: list[Row]) -> None:
    found = follow(rows, left_out=set())
    left = {row.id for row in found.unanswered}
    assert left | set(found.waited) == {row.id for row in rows if not row.is_own}
    assert not left & set(found.waited)
    assert all(wait.seconds >= 0 for wait in found.turns)
    assert len(found.firsts) <= len(found.turns) == len(found.asked)
    people = {(row.thread_id, row.person_id) for row in rows if not row.is_own}
    assert len(found.firsts) + found.never_heard == len(people)


@given(pasts())
def test_the_week_holds_every_customer_message_once(rows: list[Row]) -> None:
    found = follow(rows, left_out=between_customers(rows))
    week = heat(
        found.customer.values(), waited=found.waited, target=TARGET, zone=UTC, zone_name="UTC"
    )
    assert sum(hour.messages for row in week.rows for hour in row) == len(found.customer)
    assert sorted(pk for ids in week.ids.values() for pk in ids) == sorted(found.customer)
    assert all(hour.level in range(6) for row in week.rows for hour in row)


def test_a_stretch_goes_over_midnight_and_over_the_end_of_the_week() -> None:
    sunday_night = [MONDAY.timestamp() + 6 * 86_400 + hour * 3_600 for hour in (12, 13, 15, 16)]
    rows = [Row(n, n, None, n, n, False, at, None, None) for n, at in enumerate(sunday_night)]
    week = heat(rows, waited={}, target=TARGET, zone=ZoneInfo("Europe/Stockholm"), zone_name="x")
    assert week.longest is not None
    assert (week.longest.start, week.longest.end) == (6 * 24 + 22, 7 * 24 + 3)
    assert week.longest.messages == 4


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("You have 14 days.", {"14"}),
        ("It costs £4.99, not $5", {"4.99", "5", "not"}),
        ("@mara Yes, you can.", {"yes"}),
        ("Unfortunately we don’t.", {"unfortunately", "don't"}),
        ("@mara123 Thank you, we are on it https://x.example/12", set()),
    ],
)
def test_what_two_answers_could_disagree_in(answer: str, expected: set[str]) -> None:
    assert signs(answer) == expected


@given(st.text(max_size=300))
def test_no_text_is_too_strange_to_be_looked_at(text: str) -> None:
    signs(text)
    assert len(question_terms(text)) <= 24


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 2), st.sampled_from(["14", "30"]))))
def test_only_one_account_telling_two_people_different_things_is_a_candidate(
    given_exchanges: list[tuple[int, int, str]],
) -> None:
    asked = [
        Asked(number, 1_000 + number, person, account)
        for number, (person, account, _days) in enumerate(given_exchanges)
    ]
    days = {1_000 + n: frozenset([one[2]]) for n, one in enumerate(given_exchanges)}
    same = {n: frozenset(["return", "season", "ticket"]) for n in range(len(asked))}
    found = candidates(asked, terms_of=same, signs_of=days, limit=500)
    expected = {
        (a.question_id, b.question_id)
        for a, b in combinations(asked, 2)
        if a.person != b.person
        and a.account == b.account
        and days[a.answer_id] != days[b.answer_id]
    }
    assert {(c.one.question_id, c.other.question_id) for c in found} == expected
    assert all(0.99 < c.likeness <= 1 for c in found)
