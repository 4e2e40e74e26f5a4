"""What a server sends becomes what the contract promises, and what we send what the server wants."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rapport.channels.contract import InboundPost, OutboundPost, Rejected
from rapport.connectors.mastodon.home import rules_of
from rapport.connectors.mastodon.translate import (
    Us,
    addressed,
    inbound,
    length_of,
    names_somebody,
    outbound,
    readable,
    visibility_for,
)
from rapport.kit.fediverse.statuses import Status

PAYLOADS = Path(__file__).parent / "payloads"
US = Us("1", "https://home.example/users/brand", "brand@home.example", "home.example")


def payload(name: str) -> Any:
    return json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))


def status(name: str) -> Status:
    item = payload(name)
    found = readable(item.get("status", item), US)
    assert isinstance(found, Status)
    return found


def post(name: str, *, parent_uri: str = "") -> InboundPost:
    return inbound(status(name), US, parent_uri=parent_uri)


def test_a_mention_with_pictures_a_link_and_an_emoji() -> None:
    found = post("mention")
    assert found.key == "https://far.example/users/bo/statuses/115000000000000001"
    assert found.text == (
        "@brand@home.example @ann@home.example my parcel is late :blobsad:\n\n"
        "See https://www.parcels.example/track/2026/11/000123456789\n"
        "Please help & hurry! #Parcel"
    )
    assert found.links == ("https://www.parcels.example/track/2026/11/000123456789",)
    assert found.author is not None
    assert (found.author.handle, found.author.name) == ("bo@far.example", "Bo ☕")
    assert found.author.remote_id == "https://far.example/users/bo"
    assert found.counts == {"likes": 5, "replies": 2, "shares": 3}
    assert [(one.kind, one.alt) for one in found.media] == [
        ("image", "A torn parcel on a doorstep"),
        ("video", ""),
        ("audio", "The doorbell"),
    ]
    assert found.media[0].width == 640
    assert (found.to_us, found.own, found.scope, found.kind) == (True, False, "public", "post")


def test_a_reply_to_us() -> None:
    found = post(
        "reply_to_us", parent_uri="https://home.example/users/brand/statuses/115000000000000000"
    )
    assert (found.kind, found.to_us) == ("reply", True)
    assert found.parent_key.endswith("/115000000000000000")
    assert found.author is not None
    assert found.author.handle == "ann@home.example"


def test_a_word_for_us_alone_is_private() -> None:
    found = post("direct")
    assert (found.kind, found.scope, found.to_us) == ("dm", "private", True)


def test_a_content_warning_is_the_title() -> None:
    found = post("content_warning")
    assert (found.title, found.text) == ("food, mould", "@brand@home.example it was mouldy")
    assert (found.scope, found.language) == ("public", "de")


def test_a_polls_options_are_part_of_the_text() -> None:
    assert post("poll").text.endswith("\n\n○ Harbour\n○ Others")


def test_a_quote_of_ours_speaks_to_us() -> None:
    found = post("quote")
    assert found.to_us
    assert found.text == "RE: https://home.example/@brand/115000000000000000\n\nAt last!"


def test_our_own_words_are_own_and_not_to_us() -> None:
    found = post("own_status")
    assert (found.own, found.to_us, found.counts["likes"]) == (True, False, 4)


def test_a_boost_is_a_share_of_what_it_passes_on() -> None:
    found = post("own_boost")
    assert (found.kind, found.own, found.text) == ("share", True, "The best tea in town")
    assert found.parent_key == "https://far.example/users/bo/statuses/115000000000000001"
    assert [one.alt for one in found.media] == ["A cup"]


def test_an_edit_has_the_key_of_what_it_changes() -> None:
    assert post("edited").key == post("mention").key
    assert post("edited").text.endswith("my parcel came, sorry!")


def test_an_item_that_cannot_be_read_says_why_and_keeps_what_came() -> None:
    item = payload("mention")["status"] | {"content": None}
    rejected = readable(item, US)
    assert isinstance(rejected, Rejected)
    assert "text" in rejected.reason
    assert "Tea person" in rejected.raw
    assert rejected.where == item["uri"]


# Sending.


def test_an_answer_names_whom_it_answers_first_and_then_the_others() -> None:
    assert addressed("Sorry!", status("mention"), US, longest=500) == (
        "@bo@far.example @ann@home.example Sorry!"
    )


def test_who_is_named_already_is_not_named_again() -> None:
    text = addressed("@ann and @bo@far.example: sorry!", status("mention"), US, longest=500)
    assert text == "@ann and @bo@far.example: sorry!"


def test_only_the_author_is_named_where_there_is_no_room_for_more() -> None:
    assert (
        addressed("x" * 490, status("mention"), US, longest=495) == "@bo@far.example " + "x" * 490
    )


def test_a_new_post_names_nobody() -> None:
    assert addressed("Hello", None, US, longest=500) == "Hello"
    assert not names_somebody("mail us at help@home.example")


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("tea", 3),
        ("@bo@far.example hi", 6),
        ("see https://www.example.org/" + "x" * 300, 27),
        ("👩‍👩‍👧‍👦 é", 3),
    ],
)
def test_a_text_is_as_long_as_the_server_counts(text: str, length: int) -> None:
    assert length_of(text) == length


@pytest.mark.parametrize(
    ("scope", "answered", "visibility"),
    [
        ("public", "", "public"),
        ("public", "mention", "public"),
        ("public", "content_warning", "unlisted"),
        ("private", "direct", "direct"),
        ("private", "mention", "direct"),
        ("private", "", "direct"),
    ],
)
def test_an_answer_is_no_louder_than_what_it_answers(
    scope: Any, answered: str, visibility: str
) -> None:
    to = status(answered) if answered else None
    assert visibility_for(OutboundPost("x", scope=scope), to) == visibility


def test_a_private_word_is_never_answered_in_public() -> None:
    with pytest.raises(ValueError, match="private"):
        visibility_for(OutboundPost("x", scope="public"), status("direct"))


def test_what_is_not_asked_for_is_not_sent() -> None:
    body = outbound("x", visibility="public", language="de-AT", reply_to_id="", media_ids=[])
    assert body == {"status": "x", "visibility": "public", "language": "de"}


# The server's own rules.


def test_a_servers_limits_are_its_own() -> None:
    rules = rules_of(payload("instance"), "https://api.home.example")
    assert (rules.domain, rules.longest_text, rules.most_images) == ("home.example", 1000, 8)
    assert rules.streaming == "https://streaming.home.example"


@pytest.mark.parametrize("said", [None, [], {"configuration": 7}, {"domain": "", "urls": {"streaming_api": 3}},
                                  {"configuration": {"urls": {"streaming": "ws://elsewhere.example"}}}])  # fmt: skip
def test_a_server_that_says_nothing_sensible_has_the_usual_limits(said: Any) -> None:
    rules = rules_of(said, "https://home.example")
    assert (rules.domain, rules.longest_text, rules.streaming) == (
        "home.example",
        500,
        "https://home.example",
    )
