"""A status of a timeline becomes a post, and words become hashtags."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rapport.channels.contract import Rejected
from rapport.connectors.hashtags.translate import inbound, readable
from rapport.connectors.hashtags.words import hashtags
from rapport.kit.fediverse.statuses import Status

PAYLOADS = Path(__file__).parent / "payloads"


def payload(**fields: Any) -> Any:
    return json.loads((PAYLOADS / "status.json").read_text(encoding="utf-8")) | fields


def test_a_status_with_a_hashtag() -> None:
    status = readable(payload(), domain="home.example")
    assert isinstance(status, Status)
    post = inbound(status, hashtag="rivercafe", parent_uri="https://home.example/1")
    assert post.text == "The #RiverCafe is shut again, https://news.example/shut"
    assert (post.kind, post.parent_key, post.channel) == (
        "reply",
        "https://home.example/1",
        "#rivercafe",
    )
    assert (post.own, post.to_us, post.scope) == (False, False, "public")
    assert post.links == ("https://news.example/shut",)
    assert post.media[0].alt == "A closed door"
    assert post.counts == {"likes": 3, "replies": 1, "shares": 2}
    assert post.author is not None
    assert post.author.handle == "bo@far.example"


@pytest.mark.parametrize("fields", [{"content": None}, {"account": []}, {"visibility": "direct"}])
def test_what_does_not_belong_there_is_rejected(fields: dict[str, Any]) -> None:
    found = readable(payload(**fields), domain="home.example")
    assert isinstance(found, Rejected)
    assert found.reason


@pytest.mark.parametrize(
    ("typed", "terms", "tags"),
    [
        ("Tea, #RiverCafe", ("ignored",), ("tea", "rivercafe")),
        ("", ("river cafe", "tea", "tea"), ("rivercafe", "tea")),
        ("", ("River Café", "#Refund"), ("rivercafe", "refund")),
        ("", ("@brand", "$aapl", "2026", "c++", "a-b", "", "👍"), ()),
        ("", ("東京", "2026_plan"), ("東京", "2026_plan")),
        ("  ", (), ()),
    ],
)
def test_words_that_can_be_hashtags_are(
    typed: str, terms: tuple[str, ...], tags: tuple[str, ...]
) -> None:
    assert hashtags(typed, terms) == tags
