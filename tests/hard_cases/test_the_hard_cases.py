"""The hard cases are sound: whoever measures with them need not look at single lines first.

Failures name ids only, so that a run shows nobody the half that is held for measuring.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

HERE = Path(__file__).parent
FIELDS = [
    "id",
    "kind",
    "statement",
    "since",
    "until",
    "today",
    "draft",
    "message",
    "contradicts",
    "why",
]
# How many of each kind contradict and do not, as the table in the README says.
SHARES = {
    "units": (14, 14),
    "working-days": (13, 13),
    "numbers": (14, 14),
    "polarity": (14, 14),
    "times": (13, 13),
    "dates": (13, 13),
    "validity": (14, 14),
    "amounts-and-shares": (14, 14),
    "hedges-and-quotes": (14, 14),
    "conditions": (13, 14),
    "ranges": (14, 13),
}
FILES = ["contradictions-dev.jsonl", "contradictions-test.jsonl"]


def cases(name: str) -> list[dict]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", FILES)
def test_each_case_has_its_own_id_and_the_fields_the_readme_names(name: str) -> None:
    found = cases(name)
    assert sorted(Counter(case["id"] for case in found).values()) == [1] * 300
    assert [case["id"] for case in found if sorted(case) != sorted(FIELDS)] == []
    assert [case["id"] for case in found if not isinstance(case["contradicts"], bool)] == []


@pytest.mark.parametrize("name", FILES)
def test_half_of_the_cases_contradict_in_the_shares_of_the_readme(name: str) -> None:
    counted = Counter((case["kind"], case["contradicts"]) for case in cases(name))
    assert {kind: (counted[kind, True], counted[kind, False]) for kind, _ in counted} == SHARES
    assert sum(yes for yes, _ in SHARES.values()) == sum(no for _, no in SHARES.values()) == 150


@pytest.mark.parametrize("name", FILES)
def test_the_dates_are_dates_and_no_statement_ends_before_it_begins(name: str) -> None:
    for case in cases(name):
        date.fromisoformat(case["today"])
        since, until = (
            date.fromisoformat(case[key]) if case[key] else None for key in ("since", "until")
        )
        assert since is None or until is None or since <= until, case["id"]


@pytest.mark.parametrize("name", FILES)
def test_only_a_statement_valid_today_is_contradicted(name: str) -> None:
    for case in cases(name):
        valid = (case["since"] or "") <= case["today"] <= (case["until"] or "9999")
        assert valid or not case["contradicts"], case["id"]


def test_the_two_halves_share_no_draft() -> None:
    one, other = ({case["draft"] for case in cases(name)} for name in FILES)
    shared = len(one & other)
    assert shared == 0
