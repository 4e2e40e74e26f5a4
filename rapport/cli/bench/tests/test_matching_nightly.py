"""The nightly comparison asks all three evaluators, and is called with numbers."""

from __future__ import annotations

import pytest

from rapport.cli.bench import matching_sql
from rapport.cli.bench.matching_nightly import EVALUATORS, run_of
from rapport.query.matching.nightly import Run, compare

pytestmark = pytest.mark.django_db


def test_matcher_and_sql_answer_as_the_reference_does(capsys):
    assert compare(Run(40, 60, seed=3), EVALUATORS) == 0
    said = capsys.readouterr().out
    assert "matcher, matcher that has learned, SQL with recheck: 0 differences" in said


def test_candidates_that_miss_a_match_are_a_difference(capsys, monkeypatch):
    right = matching_sql.found
    monkeypatch.setattr(matching_sql, "found", lambda tree, *, now: right(tree, now=now) - {7})
    assert compare(Run(40, 60, seed=3), EVALUATORS) > 0
    said = capsys.readouterr().err
    assert "evaluator='SQL with recheck'" in said
    assert "evaluator='matcher'" not in said
    assert "make nightly ARGS='40 60 3 " in said


def test_it_is_told_how_much_by_numbers_from_the_left():
    assert (run_of([]).queries, run_of([]).documents) == (10_000, 1_000)
    assert run_of(["5", "6", "7"]) == Run(5, 6, 7)
    assert run_of(["5", "6", "7", "1", "2"]) == Run(5, 6, 7, only=(1, 2))


@pytest.mark.parametrize("given", [["many"], ["1", "2", "3", "4"]])
def test_anything_else_is_answered_with_how_to_call_it(given):
    with pytest.raises(SystemExit, match="QUERIES DOCUMENTS SEED QUERY DOCUMENT"):
        run_of(given)
