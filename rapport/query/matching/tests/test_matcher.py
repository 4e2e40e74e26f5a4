"""Many queries against a stream: the same answers as the reference, edits at once, and no query slows the rest."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from rapport.query.document import Document
from rapport.query.matching import Matcher, TooBroad
from rapport.query.matching.nightly import Run, by_matcher, compare, differences
from rapport.query.testing import NOW, registered
from rapport.query.tree import (
    And,
    Field,
    Named,
    Near,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Raw,
    Term,
    Within,
)

A, B, C = Term("a"), Term("b"), Term("c")


@pytest.fixture(autouse=True)
def _fields() -> Iterator[None]:
    with registered():
        yield


def holds(tree: Node, text: str, **given: object) -> bool:
    document = Document(text=text, **given)  # type: ignore[arg-type]
    return Matcher({1: tree}).matches(document, now=NOW) == [1]


def test_two_hundred_queries_on_five_hundred_documents_answer_as_the_reference_does():
    queries, documents = Run(200, 500, seed=20260101).made()
    given = by_matcher(queries, list(documents.values()), now=NOW, done=lambda _: None)
    assert list(differences(queries, documents, given, now=NOW)) == []


def test_a_difference_is_found_and_said_with_how_to_see_it_again(capsys):
    run = Run(5, 3, seed=1)

    def wrong(queries, documents, *, now, done):
        answers = by_matcher(queries, documents, now=now, done=done)["matcher"]
        return {"wrong": [set(found) ^ {2} for found in answers]}

    assert compare(run, [by_matcher, wrong]) == 3
    said = capsys.readouterr()
    assert said.out == (
        "5 queries, 3 documents, seed 1, matcher, matcher that has learned, wrong: 3 differences\n"
    )
    assert "Again: make nightly ARGS='5 3 1 2 0'" in said.err
    assert compare(replace(run, only=(2, 0)), [by_matcher]) == 0
    assert capsys.readouterr().out.startswith("1 queries, 1 documents, seed 1")


def test_one_pair_of_a_seed_can_be_made_again():
    queries, documents = Run(5, 3, seed=1).made()
    assert Run(5, 3, seed=1, only=(4, 2)).made() == ({4: queries[4]}, {2: documents[2]})


def test_the_nightly_run_says_how_far_it_has_come(capsys):
    assert compare(Run(1, 100, seed=7), [by_matcher]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == "100 of 100 documents compared, 0 min left"


@pytest.mark.parametrize(
    ("tree", "text", "expected"),
    [
        (Near(Near(A, B, 1), C, 0), "a x b c", True),
        (Near(Near(A, B, 1), C, 0), "a x x b c", False),
        (Near(Near(Near(A, B, 0), C, 0), Term("d"), 0), "d c b a", True),
        (Near(Near(Near(A, B, 0), C, 0), Term("d"), 0), "d x c b a", False),
        (Near(A, A, 3), "a x y", False),
        (Near(A, B, 10**9), "b " + "x " * 500 + "a", True),
        (Near(A, B, 0, ordered=True), "b a", False),
        (Phrase((A, B, C), slop=1), "c x b a", True),
        (Phrase((A, B, C), slop=1), "c x b x a", False),
        (Phrase((Prefix("ref"), Term("refund")), slop=0), "refund", False),
        (Phrase((Prefix("ref"), Term("refund")), slop=1), "refund refill", True),
        (Phrase((A, A), slop=2), "a x a", True),
        (Phrase((Pattern("organi?e"), Prefix("wor"))), "they organise worlds", True),
        (Raw("Google+"), "my Goo\u200bgle+ page", True),
        (Raw("Google+"), "my google+ page", False),
        (Within("title", A), "a", False),
        (Within("bio", Within("text", A)), "x", False),
        (And(()), "anything", True),
        (Or(()), "anything", False),
        (Not(Or((A, B))), "c", True),
    ],
)
def test_words_stand_where_they_are_asked_to(tree, text, expected):
    assert holds(tree, text) is expected


def test_a_word_past_what_title_and_text_show_together_is_still_within_the_text():
    text = "x " * 15_999 + "refund"
    assert holds(Within("text", Term("refund")), text, title="a title of words")
    assert not holds(Term("refund"), text, title="a title of words")


def test_queries_are_found_by_author_site_and_list_without_a_word():
    matcher = Matcher(
        {
            1: Field("author", "is", ("@Ann",)),
            2: Field("site", "is", ("example.org",)),
            3: Field("list", "is", ("Press",)),
            4: Within("bio", Prefix("journal")),
        }
    )
    values = {
        "author": "ann",
        "links": ("https://news.example.org/a",),
        "lists": ("press", "local"),
        "bio": "A journalist",
    }
    assert matcher.matches(Document("hello", values=values), now=NOW) == [1, 2, 3, 4]
    assert matcher.matches(Document("ann example.org press journalist"), now=NOW) == []


def test_long_and_many_documents_are_answered_in_the_order_they_were_given():
    matcher = Matcher({1: Term("first"), 2: Term("last")})
    long = Document("first " + "x " * 150_000)
    short = [Document("last"), Document("neither")] * 600
    found = matcher.match_batch([long, *short, long, long], now=NOW)
    assert found == [[1], *([[2], []] * 600), [1], [1]]
    assert matcher.match_batch([], now=NOW) == []


def test_an_edit_counts_for_the_next_document():
    matcher = Matcher({1: A, 2: Prefix("ref")})
    assert matcher.matches(Document("a refund"), now=NOW) == [1, 2]
    matcher.put(1, B)
    matcher.drop(2)
    matcher.put(3, Prefix("refu"))
    matcher.drop(99)
    assert matcher.match_batch([Document("a refund"), Document("b")], now=NOW) == [[3], [1]]
    matcher.put(4, Raw("$5"))
    assert matcher.matches(Document("pay $5"), now=NOW) == [4]
    matcher.drop(4)
    assert matcher.matches(Document("pay $5"), now=NOW) == []
    assert len(matcher) == 2


def test_editing_among_ten_thousand_queries_takes_no_time():
    random = Random(3)
    words = [f"word{number}" for number in range(5_000)]
    a_query = lambda: And((Or(tuple(map(Term, random.choices(words, k=3)))), Prefix("wor")))  # noqa: E731
    matcher = Matcher({number: a_query() for number in range(10_000)})
    matcher.matches(Document("word1"), now=NOW)
    began = time.process_time()
    for number in range(20):
        matcher.put(number, Phrase((Prefix("newly"), Term("put"))))
        matcher.drop(number + 5_000)
        assert number in matcher.matches(Document("newly put"), now=NOW)
    assert (time.process_time() - began) / 20 < 0.05


def test_what_cannot_be_asked_is_refused_and_nothing_else_changes():
    matcher = Matcher({1: A, 2: Named("brand"), 3: Field("nosuch", "is", ("x",))})
    assert matcher.refused.keys() == {2, 3}
    assert "nosuch" in matcher.refused[3]
    with pytest.raises(ValueError, match="@brand"):
        matcher.put(1, Named("brand"))
    assert matcher.matches(Document("a"), now=NOW) == [1]


def test_only_so_many_queries_may_be_asked_of_every_document():
    matcher = Matcher({1: Not(A), 2: Field("likes", ">", ("3",))}, always_at_most=2)
    with pytest.raises(TooBroad, match="word that must be in the text"):
        matcher.put(3, Not(B))
    matcher.put(2, Not(B))
    matcher.put(3, A)
    assert matcher.matches(Document("c"), now=NOW) == [1, 2]


def test_a_query_is_found_by_the_rarest_word_that_the_stream_has_shown():
    matcher = Matcher({1: And((Term("everybody"), Term("sun")))})
    assert matcher.outlook(And((Term("everybody"), Term("sun")))).found_by == ("everybody",)
    for _ in range(30):
        matcher.match_batch([Document(f"everybody says {n}") for n in range(20)], now=NOW)
    outlook = matcher.outlook(And((Term("everybody"), Term("sun"))))
    assert outlook.found_by == ("sun",)
    assert not outlook.is_costly
    assert matcher.matches(Document("sun for everybody"), now=NOW) == [1]
    # Since it was planned anew, only texts with "sun" ask it.
    before = matcher.costs()[1].asked
    matcher.matches(Document("everybody waits"), now=NOW)
    assert matcher.costs()[1].asked == before


def test_a_query_of_words_that_everybody_uses_is_reported_as_costly():
    common, rare = Near(Term("the"), Term("of"), 0), Term("zeppelin")
    matcher = Matcher({1: common, 2: rare})
    texts = ["the best of all", "of zeppelin the rest", "the end of it"] * 500
    matcher.match_batch([Document(text) for text in texts], now=NOW)
    costs = matcher.costs()
    assert (costs[1].documents, costs[1].asked, costs[1].matched) == (1_500, 1_500, 0)
    # Two texts of three hold both of its words; where they stand has to be looked at.
    assert costs[1].evaluated == 1_500
    assert costs[1].is_costly
    assert not costs[2].is_costly
    assert costs[2].matched == 500
    assert sum(cost.share_of_time for cost in costs.values()) == pytest.approx(1)
    assert matcher.outlook(common).is_costly
    assert matcher.outlook(Not(rare)).found_by == ()


def _nested(depth: int, distance: int) -> Node:
    return A if depth == 0 else Near(_nested(depth - 1, distance), Or((A, B)), distance)


@pytest.mark.parametrize(
    "tree",
    [
        Near(A, B, 16_000),
        _nested(8, 1_000),
        Near(_nested(5, 50), _nested(5, 50), 50),
        Phrase((A, B, A, B, A, B, A, B, Term("zz"), Term("z")), slop=200),
        Phrase((A, A, A, A, B, B, B, B), slop=100),
        Phrase((Prefix("aaa"),) * 40),
    ],
)
@pytest.mark.parametrize(
    "text", ["a b " * 8_000, "a " * 16_000, "a b zz z " * 4_000, "aaa " * 16_000]
)
def test_no_query_takes_long_on_a_text_made_against_it(tree, text):
    matcher = Matcher({1: And((tree, Not(Term("q")))), 2: A})
    document = Document(text)
    began = time.process_time()
    matcher.matches(document, now=NOW)
    assert time.process_time() - began < 1
