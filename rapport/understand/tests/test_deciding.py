"""Which words decided: found by leaving them out, with few passes however long the text."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from rapport.understand.reading.deciding import PASSES, STEPS, deciding_words


def by(*bad: str):
    """Each of the words makes it likelier by a fifth."""
    asked: list[int] = []

    def how_likely(texts: Sequence[str]) -> list[float]:
        asked.append(len(texts))
        return [0.3 + 0.2 * sum(word in text for word in bad) for text in texts]

    return how_likely, asked


def test_the_fewest_words_that_are_enough_stand_in_their_order() -> None:
    how_likely, _ = by("rude", "late")
    text = "late again and so rude to us"
    assert [text[a:b] for a, b, _ in deciding_words(text, how_likely)] == ["late", "rude"]


def test_where_no_word_decided_none_is_told() -> None:
    how_likely, _ = by("nothing")
    assert deciding_words("all is well", how_likely) == []
    assert deciding_words("   ", how_likely) == []


def test_a_long_text_takes_no_more_passes() -> None:
    how_likely, asked = by("rude")
    text = "word " * 5_000 + "rude"
    (found,) = deciding_words(text, how_likely)
    assert "rude" in text[found.start : found.end]
    assert sum(asked) <= PASSES + 1 + len(STEPS)


@given(st.text(max_size=300), st.sampled_from(["a", "e", " ", "the"]))
def test_whatever_the_text_they_lie_in_it_in_order_and_apart(text: str, telling: str) -> None:
    how_likely, _ = by(telling)
    found = deciding_words(text, how_likely)
    places = [place for one in found for place in (one.start, one.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
