"""What changed between two texts: nothing is lost of either."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rapport.kit.differences import PIECES_AT_MOST, differences

WORDS = st.lists(st.sampled_from(["a", "the", "refund", "50", "EUR", ".", " ", "\n", "né", "😀"])).map("".join)  # fmt: skip


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_it(before: str, after: str) -> None:
    found = differences(before, after)
    assert "".join(one.text for one in found if one.kind != "new") == before
    assert "".join(one.text for one in found if one.kind != "gone") == after


@given(WORDS)
def test_the_same_text_has_no_difference(text: str) -> None:
    assert {one.kind for one in differences(text, text)} <= {"same"}


def test_a_changed_amount_is_one_word() -> None:
    found = differences("You get 50 EUR.", "You get 30 EUR.")
    assert [(one.kind, one.text) for one in found] == [
        ("same", "You get "),
        ("gone", "50"),
        ("new", "30"),
        ("same", " EUR."),
    ]


def test_very_long_texts_are_told_as_a_whole() -> None:
    long = "a b " * PIECES_AT_MOST
    assert [one.kind for one in differences(long, long + "c")] == ["gone", "new"]
    assert [one.kind for one in differences(long, long)] == ["same"]
