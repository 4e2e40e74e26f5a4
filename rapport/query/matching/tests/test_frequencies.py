"""How common words are is learned from the stream, and survives a start in a bounded form."""

from __future__ import annotations

import json

import pytest

from rapport.query.document import Document
from rapport.query.matching import Matcher
from rapport.query.testing import NOW
from rapport.query.tree import And, Term

QUERY = And((Term("everybody"), Term("sun")))


def taught() -> Matcher:
    matcher = Matcher({})
    for round in range(30):
        texts = [f"everybody says w{round}x{n} @ann" for n in range(20)]
        matcher.match_batch([Document(text) for text in texts], now=NOW)
    return matcher


def test_the_next_matcher_finds_queries_by_rare_words_from_its_first_text_on():
    assert Matcher({}).outlook(QUERY).found_by == ("everybody",)
    kept = json.loads(json.dumps(taught().learned()))
    following = Matcher({1: QUERY}, learned=kept)
    assert following.outlook(QUERY).found_by == ("sun",)
    assert following.texts_learned == kept["texts"] > 500
    following.match_batch([Document("everybody waits"), Document("sun for everybody")], now=NOW)
    assert following.costs()[1].asked == 1


def test_only_common_words_are_kept_and_no_handles():
    assert taught().learned()["words"].keys() == {"everybody", "says"}


def test_at_most_five_thousand_words_are_kept_the_commonest():
    matcher = Matcher({})
    rare = " ".join(f"rare{n}" for n in range(3_000))
    common = " ".join(f"common{n}" for n in range(4_000))
    texts = [f"{common} {rare}"] * 3 + [common] * 2
    matcher.match_batch([Document(text) for text in texts], now=NOW)
    kept = matcher.learned()["words"]
    assert len(kept) == 5_000
    assert {f"common{n}" for n in range(4_000)} <= kept.keys()


def test_much_that_was_learned_before_weighs_no_more_than_two_thousand_texts():
    following = Matcher({}, learned={"texts": 1_000_000, "words": {"everybody": 500_000}})
    assert following.texts_learned == 2_000
    assert following.outlook(Term("everybody")).share == pytest.approx(0.476, abs=0.01)


@pytest.mark.parametrize(
    "learned",
    [
        None,
        [],
        "everybody",
        {"texts": 5},
        {"texts": "5", "words": {}},
        {"texts": 5, "words": {"everybody": 6}},
        {"texts": 5, "words": {"everybody": -1}},
        {"texts": 5, "words": {"everybody": "4"}},
        {"texts": 5, "words": {3: 4}},
        {"texts": -5, "words": {}},
        {"texts": 9, "words": {f"w{n}": 1 for n in range(5_001)}},
    ],
)
def test_what_cannot_have_been_learned_is_as_good_as_nothing(learned):
    matcher = Matcher({}, learned=learned)
    assert matcher.texts_learned == 0
    assert matcher.outlook(QUERY).found_by == ("everybody",)
