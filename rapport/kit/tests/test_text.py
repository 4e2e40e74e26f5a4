"""What counts as a word, and that no text, however hostile, costs more than its length."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rapport.kit.text import (
    MAX_TERM_LENGTH,
    MAX_TOKENS,
    Token,
    as_ascii,
    fold,
    grapheme_length,
    terms,
    tokens,
    without_zero_width,
)


def test_words_are_folded_and_know_where_they_stood():
    text = "Où est mon Remboursement?"
    assert tokens(text)[0] == Token("ou", 0, 2)
    last = tokens(text)[-1]
    assert (last.term, text[last.start : last.end]) == ("remboursement", "Remboursement")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("STRASSE straße", ["strasse", "strasse"]),
        ("Ångström ångström ångström", ["angstrom"] * 3),
        ("ﬁn ＡＢＣ Ⅷ", ["fin", "abc", "viii"]),
        ("İstanbul ISTANBUL", ["istanbul", "istanbul"]),
        ("Harbour's don’t l'avion", ["harbour", "s", "don", "t", "l", "avion"]),
        ("e-mail foo_bar 1,000.50", ["e", "mail", "foo", "bar", "1", "000", "50"]),
        ("", []),
        (" \n\t ... !?", []),
    ],
)
def test_case_accents_and_compatibility_forms_change_nothing(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#Refund, please", ["#refund", "please"]),
        ("#1 #1st #2024 order #12345", ["1", "#1st", "2024", "order", "12345"]),
        ("#Überbucht ＃東京タワー", ["#uberbucht", "#東京タワー"]),
        ("a#b C#", ["a", "b", "c"]),
    ],
)
def test_a_hashtag_is_one_term_and_a_number_is_not_a_hashtag(text, expected):
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thanks @Jane.", ["thanks", "@jane"]),
        ("@jane.bsky.social!", ["@jane.bsky.social"]),
        ("@ann@social.example.", ["@ann@social.example"]),
        (".@snake_case: hi", ["@snake_case", "hi"]),
        ("jane@mail.example", ["jane", "mail", "example"]),
        ("@Zoë @zoe", ["@zoe", "@zoe"]),
    ],
)
def test_a_handle_is_one_term_and_a_mail_address_is_not_a_handle(text, expected):
    assert terms(text) == expected


def test_a_ticker_is_a_term_and_an_amount_is_a_number():
    assert terms("$AAPL fell, $20 lost, US$ 5") == ["$aapl", "fell", "20", "lost", "us", "5"]


def test_an_emoji_is_a_term_whatever_its_skin_or_variation():
    assert terms("👍🏽👍 ❤️❤") == ["👍", "👍", "❤", "❤"]
    assert terms("🇩🇪🇫🇷 👩‍💻") == ["🇩🇪", "🇫🇷", "👩‍💻"]
    assert terms("cost©2024™") == ["cost", "2024"]


def test_scripts_without_spaces_give_one_token_per_grapheme():
    assert terms("返金はいつ iPhone手机") == ["返", "金", "は", "い", "つ", "iphone", "手", "机"]
    assert terms("ก็ กำ") == ["ก็", "กำ"]
    assert terms("환불 해주세요") == ["환불", "해주세요"]


def test_marks_that_make_another_letter_stay():
    assert terms("がか") == ["が", "か"]
    assert fold("ｶﾞ") == "ガ"
    assert fold("हिन्दी") == "हिन्दी"
    assert fold("مَرحبا") == "مرحبا"


def test_zero_width_characters_do_not_exist():
    assert terms("re\u200bfund re\u00adfund \u2066refund\u2069 ref\ufeffund") == ["refund"] * 4
    assert terms("\u200b\u200d\ufeff") == []
    assert terms("می\u200cخواهم") == terms("میخواهم")


def test_only_the_first_sixteen_thousand_tokens_count():
    assert len(tokens("a " * 20_000)) == MAX_TOKENS
    assert len(tokens("é " * 20_000)) == MAX_TOKENS


def test_a_very_long_word_is_cut_in_the_same_place_everywhere():
    assert terms("x" * 5_000) == ["x" * MAX_TERM_LENGTH]
    assert terms("é" * 5_000) == ["e" * MAX_TERM_LENGTH]
    assert fold("x" * 5_000) == "x" * MAX_TERM_LENGTH


# Each of these took seconds to minutes with a plain NFKD, a plain \X or a careless pattern.
HOSTILE = {
    "marks of alternating class": "a" + "\u0301\u0323" * 50_000,
    "marks without a letter": "\u0301" * 100_000,
    "vowel signs": "क" + "\u0941" * 100_000,
    "joiners": "a" + "\u200d" * 100_000 + "b",
    "joined pictures": "👩\u200d" * 50_000,
    "flags": "🇩🇪" * 50_000,
    "half flags": "🇩" * 99_999,
    "tags of hashes": "é" + "#" * 100_000,
    "digits after hashes": "é" + "#1" * 50_000,
    "handles": "é @a" + ".a" * 50_000,
    "handles of handles": "é " + "@a" * 50_000,
    "ascii handles": "@a" + "-a" * 50_000 + "@",
    "one word": "é" * 100_000,
    "thai": "ก" + "\u0e49" * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_text_of_a_hundred_thousand_characters_is_read_at_once(text):
    found = tokens(text)
    assert all(len(token.term) <= MAX_TERM_LENGTH for token in found)
    assert grapheme_length(text) <= len(text)
    assert len(fold(text)) <= MAX_TERM_LENGTH


@given(st.text(max_size=40))
@example("⒈ ໜ ½ 1️⃣ ㍿ ª")
def test_folding_twice_changes_nothing_and_a_term_read_again_is_itself(text):
    for term, start, end in tokens(text):
        assert fold(text[start:end]) == term
        assert fold(term) == term
        assert terms(term) == [term]


@given(st.text(max_size=60))
def test_tokens_stand_in_order_and_do_not_overlap(text):
    position = 0
    for token in tokens(text):
        assert position <= token.start < token.end <= len(text)
        position = token.end


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=60))
def test_plain_and_accented_texts_are_read_by_the_same_rules(text):
    assert terms(text + " é")[:-1] == terms(text)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("abc\r\n", 4),
        ("e\u0301", 1),
        ("👩‍💻👍🏽🇩🇪", 3),
        ("🇩🇪🇫", 2),
        ("🇩🇪\u0301x", 2),
        ("กำ한글", 3),
        ("a" + "\u0301" * 10_000, 1),
        ("", 0),
    ],
)
def test_length_is_what_a_reader_counts(text, length):
    assert grapheme_length(text) == length


LETTERS = "aZ9é_ßÅﬁªＡïø …—“’€£™²½\u00a0\u00ad\u200b\u0301#@$.-$a#1@b.c@d-e東👍🏽\ufe0f\u200d©İſK"


@settings(deadline=None)
@given(st.lists(st.sampled_from(LETTERS), max_size=30).map("".join) | st.text(max_size=40))
@example("$é $ab #é1 @é.ü-ö@É.Ü é@a #Ⅷ #½ ＃a ＠a")
@example("#" + "é" * 300 + " " + "x" * 300)
def test_the_fast_way_to_terms_gives_the_terms_of_the_tokens(text):
    expected = [token.term for token in tokens(text)]
    assert terms(text) == expected
    plain = as_ascii(text)
    assert plain is None or (plain.isascii() and terms(plain) == expected)


def test_every_letter_with_a_plain_form_has_the_terms_it_had():
    for char in map(chr, (*range(0x80, 0x250), *range(0x2000, 0x2070), *range(0xFF00, 0xFF60))):
        text = f"a{char}b {char} #{char}1 @{char}.{char} {char}#b"
        assert terms(text) == [token.term for token in tokens(text)]


def test_accents_and_curly_punctuation_have_a_plain_form_and_other_scripts_have_none():
    assert as_ascii("don’t pay “Café”…") == "don t pay  Cafe  "
    assert as_ascii("東京") is None
    assert as_ascii("re\u200bfund") is None


def test_what_is_compared_exactly_is_compared_without_what_nobody_sees():
    assert without_zero_width("Goo\u200bgle+ \ufeffé") == "Google+ é"
    assert without_zero_width("plain") == "plain"
