"""Captured answers of the square, translated."""

from __future__ import annotations

import json
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.channels.contract import OutboundPost, Page
from rapport.connectors.plaza import translate

PAYLOADS = Path(__file__).parent / "payloads"


def captured(name: str) -> Any:
    return json.loads((PAYLOADS / name).read_text())


@pytest.fixture
def page() -> Page:
    return translate.to_page(captured("posts.json"), remote_id="citizen-brand", handle="brand")


def test_a_customers_post_that_names_us_is_to_us(page: Page):
    question = page.posts[0]
    assert question.text.startswith("Stood in Lund")
    assert (question.kind, question.to_us, question.own) == ("post", True, False)
    assert question.author is not None
    assert (question.author.remote_id, question.author.handle) == ("citizen-mia", "mia")
    assert question.created_at is not None
    assert question.created_at.tzinfo is UTC
    assert question.counts == {"likes": 0, "replies": 1}


def test_our_own_answer_is_recognised_and_carries_our_key_back(page: Page):
    answer = page.posts[1]
    assert (answer.own, answer.to_us, answer.kind) == (True, False, "reply")
    assert answer.echo_of == "5a0e8c4e"
    assert answer.parent_key == answer.root_key == page.posts[0].key


def test_a_removed_post_is_told_as_deleted(page: Page):
    assert page.posts[2].deleted


def test_an_item_nobody_can_read_is_rejected_with_its_place(page: Page):
    (rejected,) = page.rejected
    assert rejected.reason == "The item has no key."
    assert rejected.where == "event 5"
    assert "the day after yesterday" in rejected.raw


def test_the_cursor_and_the_total_are_kept(page: Page):
    assert (page.cursor, page.more, page.total) == ("5", False, 5)


def test_every_data_line_of_a_captured_stream_is_a_page():
    lines = (PAYLOADS / "stream.txt").read_text().splitlines()
    bodies = [json.loads(line[6:]) for line in lines if line.startswith("data: ")]
    pages = [translate.to_page(one, remote_id="citizen-brand", handle="brand") for one in bodies]
    assert [len(page.posts) for page in pages] == [0, 4]


def test_a_reply_to_us_is_to_us_though_it_names_nobody():
    item = captured("posts.json")["posts"][0] | {"mentions": [], "parent_author": "Brand"}
    assert translate.to_post(item, remote_id="citizen-brand", handle="brand").to_us


def test_somebody_elses_idempotency_key_is_no_echo_of_ours():
    item = captured("posts.json")["posts"][0] | {"idempotency_key": "5a0e8c4e"}
    assert translate.to_post(item, remote_id="citizen-brand", handle="brand").echo_of == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"created_at": "2026-01-01T10:00:00"},
        {"created_at": "9999-12-31T23:59:59-12:00"},
        {"created_at": None},
        {"author": None},
        {"author": {"remote_id": "", "handle": "x"}},
        {"text": ["not", "text"]},
        {"key": ""},
    ],
)
def test_a_wrong_field_makes_the_item_unreadable(wrong: dict[str, Any]):
    item = captured("posts.json")["posts"][0] | wrong
    with pytest.raises(translate.Unreadable):
        translate.to_post(item, remote_id="citizen-brand", handle="brand")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(
    st.dictionaries(
        st.sampled_from(["key", "author", "text", "created_at", "mentions", "likes"]), json_values
    )
)
def test_any_item_at_all_is_read_or_rejected(item: dict[str, Any]):
    page = translate.to_page(
        {"posts": [item], "cursor": "1"}, remote_id="citizen-brand", handle="brand"
    )
    assert len(page.posts) + len(page.rejected) == 1


def test_what_is_sent_names_the_post_it_answers_and_our_key():
    sent = translate.from_post(OutboundPost("Soon.", reply_to_key="s1", root_key="s0"), "k1")
    assert sent == {"text": "Soon.", "reply_to": "s1", "idempotency_key": "k1"}
