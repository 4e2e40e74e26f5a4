"""A query that takes too much of the time is named, a short burst is not, and the others go on."""

from __future__ import annotations

import time

import pytest

from rapport.query.document import Document
from rapport.query.matching import Matcher
from rapport.query.matching.overruns import Watch
from rapport.query.testing import NOW
from rapport.query.tree import Near, Node, Or, Pattern, Term

MICROSECOND = 1_000


def window(watch: Watch, *, taken: int, of_all: int) -> None:
    """A thousand documents in which query 1 took so many microseconds a document, of so many in all."""
    watch.note(1, taken * 1_000 * MICROSECOND)
    watch.note(2, 2 * 1_000 * MICROSECOND)
    watch.note_batch(1_000, of_all * 1_000 * MICROSECOND)


def test_a_query_is_named_when_it_takes_too_much_in_two_windows_in_a_row():
    watch = Watch()
    window(watch, taken=60, of_all=100)
    assert watch.found() == {}
    window(watch, taken=80, of_all=100)
    assert watch.found().keys() == {1}
    assert (watch.found()[1].share, watch.found()[1].microseconds) == (0.8, 80)
    watch.forget(1)
    assert watch.found() == {}


def test_a_burst_of_texts_made_against_a_query_does_not_name_it():
    watch = Watch()
    for taken in (90, 2, 90, 2):
        window(watch, taken=taken, of_all=100)
        assert watch.found() == {}


def test_a_large_share_of_little_time_and_a_small_share_of_much_are_nobodys_harm():
    watch = Watch()
    for taken, of_all in ((40, 45), (40, 45), (60, 400), (60, 400)):
        window(watch, taken=taken, of_all=of_all)
        assert watch.found() == {}


def test_few_documents_are_enough_when_they_took_long():
    watch = Watch()
    for _ in range(2):
        watch.note(1, 600_000_000)
        watch.note_batch(10, 600_000_000)
    assert watch.found().keys() == {1}


def nested(depth: int) -> Node:
    return Term("a") if depth == 0 else Near(nested(depth - 1), Or((Term("a"), Term("b"))), 50)


# It never holds, and must list spans to know that.
SPANS_WITHOUT_END = Near(nested(2), Near(nested(1), Term("z"), 0), 0)
# Alternatives over every word of a text, on both sides, that never stand together.
EVERY_WORD = Or(tuple(Pattern(f"{letter}?*") for letter in "abcdefghijklmnopqrstuvwxyz"))
WILDCARDS = Near(Near(EVERY_WORD, EVERY_WORD, 50), Near(Term("x"), Term("a"), 0, ordered=True), 0)


@pytest.mark.parametrize("costly", [SPANS_WITHOUT_END, WILDCARDS])
def test_beside_a_hundred_plain_queries_only_the_costly_one_is_named_and_they_go_on_without_it(
    costly: Node,
):
    plain = {number: Or((Term(f"w{number}"), Term("lost"))) for number in range(100)}
    matcher = Matcher({**plain, 100: costly})
    texts = [Document("a b " * 12 + f"ab cd ef w{number} x y z") for number in range(500)]
    # One batch in sixteen is measured.
    for number in range(17):
        assert matcher.overruns() == {}
        matcher.match_batch(texts if number % 16 == 0 else texts[:1], now=NOW)
    assert matcher.overruns().keys() == {100}
    before = least_time(matcher, texts)
    matcher.drop(100)
    assert matcher.overruns() == {}
    assert matcher.matches(texts[7], now=NOW) == [7]
    assert least_time(matcher, texts) < before / 3


def least_time(matcher: Matcher, texts: list[Document]) -> int:
    """Processor time, the lesser of two: what neighbours take is not ours."""
    taken = []
    for _ in range(2):
        began = time.thread_time_ns()
        matcher.match_batch(texts, now=NOW)
        taken.append(time.thread_time_ns() - began)
    return min(taken)
