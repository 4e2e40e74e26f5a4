"""A status' HTML becomes the text its writer meant."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.kit.fediverse.words import LONGEST_HTML, web_address, words_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One<br />Two<br>Three</p>", "One\nTwo\nThree"),
        ("<p>Tea &amp; cake &lt;3</p>", "Tea & cake <3"),
        ("just text", "just text"),
        ("<p>Cold :blobcat: again</p>", "Cold :blobcat: again"),
        ('<p>Cold <img class="emoji" alt=":blobcat:" src="x"> again</p>', "Cold :blobcat: again"),
        ("<ul><li>milk</li><li>bread</li></ul>", "- milk\n- bread"),
        ("<p>a   lot\n of\t space</p>", "a lot of space"),
        ("<p>hello<script>alert('x')</script></p>", "hello"),
        ("<p>never closed <b>bold", "never closed bold"),
        ("", ""),
    ],
)
def test_paragraphs_breaks_and_emoji_become_plain_text(html: str, text: str) -> None:
    assert words_of(html, mentions={}).text == text


def test_a_link_cut_by_invisible_spans_is_whole_again() -> None:
    html = (
        '<p>See <a href="https://www.example.org/2019/a-long-way?x=1" rel="nofollow">'
        '<span class="invisible">https://www.</span><span class="ellipsis">example.org/2019</span>'
        '<span class="invisible">/a-long-way?x=1</span></a></p>'
    )
    words = words_of(html, mentions={})
    assert words.text == "See https://www.example.org/2019/a-long-way?x=1"
    assert words.links == ("https://www.example.org/2019/a-long-way?x=1",)


def test_a_link_cut_by_dots_is_whole_again_and_one_with_words_keeps_them() -> None:
    html = (
        '<a href="https://example.org/a/long/way">example.org/a/lo…</a> and '
        '<a href="https://other.example/">our page</a>'
    )
    words = words_of(html, mentions={})
    assert words.text == "https://example.org/a/long/way and our page"
    assert words.links == ("https://example.org/a/long/way", "https://other.example/")


def test_a_mention_names_the_server_too() -> None:
    known = '<a href="https://a.example/@ann" class="u-url mention">@<span>ann</span></a>'
    unknown = '<a href="https://b.example/users/bo" class="u-url mention">@<span>bo</span></a>'
    words = words_of(
        f"<p>{known} {unknown}</p>", mentions={"https://a.example/@ann": "ann@home.example"}
    )
    assert words.text == "@ann@home.example @bo@b.example"
    assert words.links == ()


def test_a_hashtag_is_no_link() -> None:
    html = '<a href="https://a.example/tags/tea" class="mention hashtag">#<span>tea</span></a>'
    words = words_of(html, mentions={})
    assert (words.text, words.links) == ("#tea", ())


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//a.example", "https://a b", 7, None]
)
def test_an_address_of_another_kind_is_none(address: object) -> None:
    assert web_address(address) == ""
    assert words_of(f'<a href="{address}">x</a>', mentions={}).links == ()


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than"):
        words_of("x" * (LONGEST_HTML + 1), mentions={})


@pytest.mark.parametrize("piece", ["<p>", "<a href=x>", "</a>", "&", "<a class=mention>@", " \n"])
def test_the_worst_a_stranger_can_write_is_read_in_no_time(piece: str) -> None:
    html = (piece * LONGEST_HTML)[:LONGEST_HTML]
    begun = time.process_time()
    words_of(html, mentions={})
    assert time.process_time() - begun < 5


@given(st.lists(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1), max_size=5))
def test_no_word_of_a_paragraph_is_lost(words: list[str]) -> None:
    html = "".join(f"<p>{word}</p>" for word in words)
    assert words_of(html, mentions={}).text.split() == words
