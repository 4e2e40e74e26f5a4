"""HTML of strangers, made safe and read as text."""

from __future__ import annotations

import time

import pytest

from rapport.connectors.mail.html import LONGEST, alternative_texts, as_text, cleaned, links


def test_nothing_runs_and_nothing_is_fetched() -> None:
    clean = cleaned(
        '<p onclick="x()" style="background:url(https://t.example/a)">Hi<script>alert(1)</script>'
        '<img src="https://t.example/pixel.gif"><iframe src="https://t.example"></iframe>'
        '<a href="javascript:x()">a</a><form action="https://t.example"><input name=x></form>'
        '<link rel=stylesheet href="https://t.example/x.css"><svg><image href="https://t.example"/></svg></p>'
    )
    assert "t.example" not in clean
    for forbidden in ("script", "onclick", "style", "javascript", "iframe", "form", "svg"):
        assert forbidden not in clean


def test_pictures_of_the_mail_itself_stay_with_their_words() -> None:
    clean = cleaned('<img src="cid:a@b" alt="A kettle &amp; its lid">')
    assert 'src="cid:a@b"' in clean
    assert alternative_texts(clean) == {"a@b": "A kettle & its lid"}


def test_only_pictures_may_be_written_out() -> None:
    png = "data:image/png;base64,iVBORw0KGgo="
    assert f'src="{png}"' in cleaned(f'<img src="{png}" alt="A dot">')
    for hostile in (
        "data:image/svg+xml;base64,PHN2Zz4=",
        "data:text/html,x",
        "javascript:x()",
    ):
        assert "src" not in cleaned(f"<img src='{hostile}'>")
        assert "href" not in cleaned(f"<a href='{hostile}'>x</a>")
    assert "href" not in cleaned(f"<a href='{png}'>x</a>")


def test_text_keeps_paragraphs_lists_and_quotes() -> None:
    clean = cleaned(
        "<p>One<br>two</p><ul><li>a</li><li>b</li></ul><blockquote>said<blockquote>before</blockquote></blockquote>"
        "<div>1 &lt; 2 &amp; 3 > 2</div>"
    )
    assert as_text(clean) == "One\ntwo\n\n- a\n- b\n\n> said\n>> before\n1 < 2 & 3 > 2"


def test_links_are_found_as_they_lead() -> None:
    assert links(cleaned('<a href="https://x.example/?a=1&amp;b=2">x</a>')) == (
        "https://x.example/?a=1&b=2",
    )


@pytest.mark.parametrize(
    "piece",
    [
        "<div>",
        "<table><tr><td>",
        "<",
        "<!--",
        '<a "',
        "<style>",
        "<blockquote>",
        "<b a={n}><p>",
        "</p>",
        "&amp;",
    ],
)
def test_hostile_html_takes_time_in_proportion(piece: str) -> None:
    source = "".join(piece.replace("{n}", str(n)) for n in range(LONGEST // 4 // len(piece)))
    began = time.process_time()
    as_text(cleaned(source))
    # nh3 alone takes minutes for some of these at full length.
    assert time.process_time() - began < 10
