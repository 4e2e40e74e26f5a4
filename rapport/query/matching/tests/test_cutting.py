"""Words read as numbers are the terms of `kit.text`, or the text is left to it."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from rapport.kit.text import MAX_TOKENS, terms
from rapport.query.document import Document
from rapport.query.matching.batch import Batch
from rapport.query.matching.cutting import cut, hash_of, plain_form
from rapport.query.matching.vocabulary import Vocabulary

PIECES = [*"abZ9#@$.-_ \n(", "é", "’", "東", "👍", "\u200b", "a.b", "@ann", "#1", "#1a", "$abcdefg"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join) | st.text(max_size=30)


def words_of(texts: list[str]) -> tuple[list[list[str]], list[int]]:
    found, odd = cut(texts)
    words: list[list[str]] = [[] for _ in texts]
    of_texts = found.texts_of(found.starts).tolist()
    for at, start, length in zip(
        of_texts, found.starts.tolist(), found.lengths.tolist(), strict=True
    ):
        if length:
            words[at].append(bytes(found.letters[start : start + length]).decode())
    return words, odd


# No deadline: how long one example takes says nothing on a machine that does other things.
@settings(deadline=None)
@given(st.lists(TEXTS, max_size=6))
@example(["@", "", "#a", "a@b.c @b.c", "$aapl$b #12 #1a x@y", "@a- @a. @a.b @a@b"])
def test_cut_words_are_the_terms_of_their_texts(texts):
    plain = [form for text in texts if (form := plain_form(text)) is not None]
    words, odd = words_of(plain)
    for number, text in enumerate(plain):
        assert words[number] == ([] if number in odd else terms(text))


def test_what_is_not_simple_is_left_to_the_one_tokeniser():
    assert [plain_form(text) for text in ("東京", "x" * (MAX_TOKENS + 1))] == [None] * 2
    assert words_of(["plain words", "@ann.b wrote", "x" * 129, "a_b"])[1] == [1, 2, 3]
    assert Batch([Document("@ann.b wrote"), Document("plain")]).odd == {0: {"@ann.b", "wrote"}}


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_a_vocabulary_meets_words_and_beginnings_in_the_texts_that_hold_them(texts):
    words = {"a", "ab", "#1a", "@ann", "b9", "abcdefghijklmnopq"}
    stems = {"a", "@an", "abcdefghijkl", "#1"}
    vocabulary = Vocabulary(words, stems)
    texts = [*texts, "abcdefghijklmnopq abcdefghijklmnopr abcdefghijklmn abcdefghijk"]
    plain = [form for text in texts if (form := plain_form(text)) is not None]
    found, odd = cut(plain)
    of_texts, ids = vocabulary.met(found)
    met = set(zip(of_texts.tolist(), ids.tolist(), strict=True))
    for number, text in enumerate(plain):
        held = set(terms(text))
        expected = {vocabulary.word(word) for word in words & held}
        expected |= {vocabulary.stem(s) for s in stems if any(t.startswith(s) for t in held)}
        assert set(vocabulary.met_by(held)) == expected
        if number not in odd:
            assert {id for at, id in met if at == number} == expected


def test_the_number_of_a_word_does_not_depend_on_its_place():
    found, _ = cut(["some refund", "a refund here"])
    hashes = found.hashes.tolist()
    assert hashes[1] == hashes[3] == hash_of("refund")
    assert len(set(hashes)) == 4
