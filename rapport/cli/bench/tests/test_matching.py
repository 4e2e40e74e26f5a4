"""The figures of the matcher: its queries are real, its peer answers, and a wrong answer is not measured."""

from __future__ import annotations

from random import Random

import pytest

from rapport.cli.bench import matching
from rapport.cli.bench.matching_queries import Draw
from rapport.cli.bench.registry import FIGURES, CannotMeasure
from rapport.query.matching import Matcher
from rapport.query.tree import Node, Term


@pytest.fixture
def texts() -> list[str]:
    random = Random(5)
    common = [f"common{number}" for number in range(120)]
    names = [f"name{number}" for number in range(20)]
    return [" ".join((*random.sample(common, 60), *random.sample(names, 2))) for _ in range(500)]


@pytest.fixture
def queries(texts: list[str]) -> dict[int, Node]:
    return Draw(texts, seed=1).queries(40)


def test_the_same_seed_draws_the_same_queries_and_they_match(texts, queries):
    assert Draw(texts, seed=1).queries(40) == queries
    assert Draw(texts, seed=2).queries(40) != queries
    matcher = Matcher(queries)
    assert not matcher.refused
    speed = matching.speed_of(queries, texts * 50)
    assert speed.matched > 0.1
    assert speed.steady > 0
    assert speed.asked >= speed.matched


def test_postgresql_is_asked_the_same_queries(db, texts, queries):
    assert matching._speed_of_postgresql(queries, texts[:20]) > 0


def test_a_matcher_that_answers_otherwise_than_the_reference_is_not_measured(
    texts, queries, monkeypatch
):
    matching.verify(queries, texts)
    monkeypatch.setattr(matching, "Matcher", lambda given: Matcher(dict.fromkeys(given, Term("x"))))
    with pytest.raises(AssertionError, match="differ"):
        matching.verify(queries, texts)


def test_without_the_texts_the_figures_say_what_is_missing(tmp_path, monkeypatch):
    monkeypatch.setenv("RAPPORT_DATA", str(tmp_path))
    matching.posts.cache_clear()
    with pytest.raises(CannotMeasure, match="RAPPORT_DATA"):
        FIGURES["matching_1000_queries"].measure()
