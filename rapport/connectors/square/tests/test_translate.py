"""Captured answers of the square, translated as nobody's account sees them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rapport.channels.contract import Page
from rapport.connectors.square import translate

PAYLOADS = Path(__file__).parent / "payloads"


def captured(name: str) -> Any:
    return json.loads((PAYLOADS / name).read_text())


@pytest.fixture
def page() -> Page:
    return translate.to_page(captured("posts.json"))


def test_whoever_is_addressed_it_is_not_us(page: Page) -> None:
    question, answer = page.posts[0], page.posts[1]
    assert question.author is not None
    assert question.author.handle == "mia"
    assert not any((question.to_us, question.own, answer.to_us, answer.own))
    assert answer.parent_key == answer.root_key == question.key


def test_the_key_of_the_account_that_reads_is_no_echo(page: Page) -> None:
    """The square tells it to its author alone, whose key may read the place too."""
    assert captured("posts.json")["posts"][1]["idempotency_key"]
    assert page.posts[1].echo_of == ""


def test_a_removed_post_is_told_as_deleted(page: Page) -> None:
    assert page.posts[2].deleted


def test_an_item_nobody_can_read_is_rejected_with_its_place(page: Page) -> None:
    (rejected,) = page.rejected
    assert (rejected.reason, rejected.where) == ("The item has no key.", "event 5")


def test_every_data_line_of_a_captured_stream_is_a_page() -> None:
    lines = (PAYLOADS / "stream.txt").read_text().splitlines()
    bodies = [json.loads(line[6:]) for line in lines if line.startswith("data: ")]
    assert [len(translate.to_page(body).posts) for body in bodies] == [0, 4]


@pytest.mark.parametrize("wrong", [None, [], {}, {"posts": []}, {"posts": 7, "cursor": "1"}])
def test_what_is_no_page_is_refused(wrong: object) -> None:
    with pytest.raises(translate.Unreadable):
        translate.to_page(wrong)
