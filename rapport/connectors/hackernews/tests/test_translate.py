"""What the search tells becomes what the contract promises; whatever else comes raises nothing."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.channels.contract import InboundPost, Rejected
from rapport.connectors.hackernews.plain import plain
from rapport.connectors.hackernews.translate import hit, key_of, number_in, thread

PAYLOADS = Path(__file__).parent / "payloads"
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def payload(name: str) -> Any:
    return json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))


def post(name: str) -> InboundPost:
    found = hit(payload(name), now=NOW)
    assert isinstance(found, InboundPost), found
    return found


def test_a_story_has_its_title_its_link_and_its_counts() -> None:
    story = post("story")
    assert story.key == story.url == "https://news.ycombinator.com/item?id=46050001"
    assert story.title == "Harbour & Sons loses 40,000 parcels"
    assert story.text == ""
    assert story.links == ("https://news.example/parcels",)
    assert story.counts == {"likes": 57, "replies": 12}
    assert story.created_at == datetime(2026, 11, 26, 8, 15, 30, tzinfo=UTC)
    assert (story.kind, story.parent_key, story.root_key) == ("post", "", "")
    assert story.channel == "hn"
    assert story.author is not None
    assert story.author.url == "https://news.ycombinator.com/user?id=mara_k"


def test_a_question_keeps_its_paragraphs_its_links_in_full_and_its_code() -> None:
    link = "https://harbour.example/track/12345?lang=en&full=1"
    assert post("ask").text == (
        "Harbour has it since Monday.\n\n"
        f'Their page says "soon": {link}\n\n'
        "  GET /track\n  404\n\n"
        "Anybody else?"
    )
    assert post("ask").links == (link,)


def test_a_comment_names_what_it_answers_and_its_story() -> None:
    comment = post("comment")
    assert comment.kind == "reply"
    assert comment.parent_key == comment.root_key == post("ask").key
    assert comment.text == "Mine too. It's a shame > 3 days"
    assert comment.title == ""
    assert comment.counts == {}


def test_a_poll_is_a_story() -> None:
    assert post("poll").title == "Poll: how long have you waited?"
    assert post("poll").kind == "post"


def test_everything_that_cannot_be_a_post_says_why() -> None:
    for item in payload("hostile"):
        found = hit(item, now=NOW)
        assert isinstance(found, Rejected), item
        assert found.reason
        assert len(found.raw) < 25_000


def test_a_post_is_never_of_tomorrow() -> None:
    found = hit(payload("story") | {"created_at_i": 4_000_000_000}, now=NOW)
    assert isinstance(found, InboundPost)
    assert found.created_at == NOW


def test_without_a_number_of_seconds_the_written_time_counts() -> None:
    item = payload("story")
    del item["created_at_i"]
    found = hit(item, now=NOW)
    assert isinstance(found, InboundPost)
    assert found.created_at == datetime(2026, 11, 26, 8, 15, 30, tzinfo=UTC)


def test_a_thread_is_told_oldest_first_without_what_was_deleted() -> None:
    posts = thread(payload("item"), now=NOW)
    assert [number_in(post.key) for post in posts] == ["46050002", "46050003", "46050005"]
    assert posts[2].parent_key == posts[1].key
    assert posts[2].root_key == posts[0].key
    assert posts[0].title == "Ask HN: Where is my parcel?"


def test_a_thread_without_end_ends() -> None:
    item: dict[str, Any] = payload("item")
    deepest = item
    for n in range(10_000):
        child = payload("item")["children"][0] | {"id": n + 1, "children": []}
        deepest["children"] = [child, None, 17]
        deepest = child
        if n > 50:
            break
    assert len(thread(item, now=NOW)) == 53


@pytest.mark.parametrize("number", [0, -1, "", "12a", None, True, 1.5, "9" * 13, "１２"])
def test_what_is_no_number_has_no_key(number: object) -> None:
    assert key_of(number) == ""


@pytest.mark.parametrize(
    ("html", "text", "links"),
    [
        ("a<p>b<p>c", "a\n\nb\n\nc", ()),
        (
            "1 &lt; 2 &amp;&amp; <b>3</b> <script>x</script>",
            "1 < 2 && <b>3</b> <script>x</script>",
            (),
        ),
        ('<a href="javascript:alert(1)">click</a>', "click", ()),
        (
            '<a href="https://a.example/&quot;">x</a>',
            'https://a.example/"',
            ('https://a.example/"',),
        ),
        (
            'see <a href="https://a.example">never closed',
            "see https://a.example",
            ("https://a.example",),
        ),
        ("<pre><code>if a:\n\n\n\n    b\n</code></pre>", "if a:\n\n    b", ()),
        ("", "", ()),
    ],
)
def test_text_becomes_plain(html: str, text: str, links: tuple[str, ...]) -> None:
    assert plain(html) == (text, links)


@pytest.mark.parametrize(
    "piece", ["<a href=", "<p", "<", "<!--", "&#", "<a href='", "<pre>", "&amp"]
)
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    began = time.process_time()
    plain(piece * (200_000 // len(piece)))
    assert time.process_time() - began < 2


@settings(max_examples=100, deadline=None)
@given(field=st.sampled_from(sorted(payload("comment"))), data=st.data())
def test_a_real_hit_with_anything_in_it_never_makes_reading_fail(
    field: str, data: st.DataObject
) -> None:
    anything = st.none() | st.integers() | st.floats() | st.text() | st.lists(st.text(max_size=3))
    item = payload("comment") | {field: data.draw(anything)}
    assert isinstance(hit(item, now=NOW), InboundPost | Rejected)
    assert isinstance(thread(item, now=NOW), list)
