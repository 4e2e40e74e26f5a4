"""What Bluesky sends, as captured, becomes what the contract promises; whatever else comes raises nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.channels.contract import Author, InboundPost, OutboundImage, OutboundPost, Rejected
from rapport.connectors.bluesky.keys import POST, RecordAddress, rkey_for
from rapport.connectors.bluesky.tests.captured import NOW, payload, post, read
from rapport.connectors.bluesky.tests.far import BRAND, MARA
from rapport.connectors.bluesky.translate import (
    LONGEST_TEXT,
    Ref,
    Seen,
    Us,
    addresses,
    author_from_records,
    inbound,
    outbound,
)

US = Us(did=BRAND, handle="brand.test", pictures="https://pictures.test/{did}/{cid}")
AUTHOR = Author(MARA, "mara.test")


def seen(value: Any, *, at: datetime = NOW) -> Seen:
    return Seen(f"at://{MARA}/{POST}/3abcdefghijkl", "bafy", value, at)


def made(**fields: Any) -> InboundPost:
    item = inbound(seen({"$type": POST, "text": "hello", **fields}), US, AUTHOR)
    assert isinstance(item, InboundPost), item
    return item


def test_a_mention_with_a_picture_arrives_whole() -> None:
    mention = post("mention_with_picture")
    assert mention.text == "@brand.test my kettle arrived broken 🫖"
    assert mention.to_us
    assert not mention.own
    assert mention.kind == "post"
    assert mention.language == "en"
    (picture,) = mention.media
    assert picture.alt == "A kettle without its lid"
    assert picture.mime == "image/png"
    assert picture.url.startswith("https://pictures.test/did:plc:")
    assert picture.url.rsplit("/", 1)[1].startswith("bafkrei")


def test_our_own_answer_is_recognised_wherever_it_was_written() -> None:
    answer = post("own_reply")
    assert answer.own
    assert not answer.to_us
    assert answer.parent_key == answer.root_key == post("mention_with_picture").key


def test_a_reply_to_our_answer_speaks_to_us_and_names_the_root_of_the_thread() -> None:
    thanks = post("reply_to_us")
    assert thanks.to_us
    assert thanks.kind == "reply"
    assert thanks.parent_key == post("own_reply").key
    assert thanks.root_key == post("mention_with_picture").key


def test_quoting_us_speaks_to_us() -> None:
    assert post("quote").to_us


def test_a_record_of_a_strange_type_is_kept_with_the_reason() -> None:
    rejected = read("strange_record")
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "its text is not text"
    assert '"text": 17' in rejected.raw


@pytest.mark.parametrize("record", payload("hostile_records"))
def test_every_hostile_record_is_read_or_kept_with_a_reason(record: dict[str, Any]) -> None:
    item = inbound(seen(record), US, AUTHOR)
    if isinstance(item, Rejected):
        assert item.reason
        assert item.where
    else:
        assert item.created_at is not None
        assert item.created_at <= NOW
        assert "\x00" not in item.text
        assert item.media == ()
        assert item.parent_key == ""


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.binary(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)
FIELDS = ["text", "createdAt", "langs", "facets", "embed", "reply", "$type", "record", "images"]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), ANY_JSON) | ANY_JSON)
def test_no_record_at_all_makes_reading_fail(value: Any) -> None:
    item = inbound(seen(value), US, AUTHOR)
    assert isinstance(item, InboundPost | Rejected)
    addresses(value, US)
    if isinstance(item, InboundPost):
        item.text.encode()
        assert item.created_at is not None


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(["$type", "images", "media", "record", "video"]), ANY_JSON))
def test_no_embed_at_all_makes_reading_fail(embed: Any) -> None:
    for kind in ("images", "video", "record", "recordWithMedia"):
        made(embed={**embed, "$type": f"app.bsky.embed.{kind}"})


def test_ten_thousand_combining_marks_are_one_odd_letter_and_no_crash() -> None:
    text = "e" + "\u0301" * 10_000
    assert made(text=text).text == text


def test_a_text_beyond_all_measure_is_kept_aside_and_cut() -> None:
    rejected = inbound(seen({"$type": POST, "text": "x" * (LONGEST_TEXT + 1)}), US, AUTHOR)
    assert isinstance(rejected, Rejected)
    assert len(rejected.raw) < LONGEST_TEXT


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-03-02T09:00:00Z", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("2026-03-02T09:00:00+02:00", datetime(2026, 3, 2, 7, tzinfo=UTC)),
        ("2026-03-02T09:00:00", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("9999-12-31T23:59:59Z", NOW),
        ("0001-01-01T00:00:00+14:00", NOW),
        ("soon", NOW),
        (None, NOW),
        (1, NOW),
    ],
)
def test_a_post_is_never_later_than_it_stood_on_the_network(said: Any, expected: datetime) -> None:
    assert made(createdAt=said).created_at == expected


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("@brand.test where is it?", True),
        ("hey (@BRAND.test)!", True),
        ("ask @brand.test.", True),
        ("@brand.tester is somebody else", False),
        ("@brand.test.example.com too", False),
        ("mail me@brand.test", False),
        ("brand.test without the sign", False),
    ],
)
def test_a_mention_typed_by_hand_is_meant_all_the_same(text: str, ours: bool) -> None:
    assert made(text=text).to_us is ours


def test_whoever_cannot_be_looked_up_keeps_the_did_for_a_handle() -> None:
    for handle in (None, "", "handle.invalid", 7):
        assert author_from_records(MARA, handle, "no profile", pictures="").handle == MARA


def test_a_reply_is_written_with_root_parent_pictures_and_their_sizes() -> None:
    image = OutboundImage(b"...", "image/png", "A kettle", 640, 480)
    record = outbound(
        OutboundPost("Here it is.", images=(image,), language="en"),
        now=datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC),
        reply=(Ref("at://parent", "bafyparent"), Ref("at://root", "bafyroot")),
        blobs=[{"$type": "blob"}],
    )
    assert record == {
        "$type": "app.bsky.feed.post",
        "text": "Here it is.",
        "createdAt": "2026-03-02T09:00:00.123Z",
        "langs": ["en"],
        "reply": {
            "root": {"uri": "at://root", "cid": "bafyroot"},
            "parent": {"uri": "at://parent", "cid": "bafyparent"},
        },
        "embed": {
            "$type": "app.bsky.embed.images",
            "images": [
                {
                    "alt": "A kettle",
                    "image": {"$type": "blob"},
                    "aspectRatio": {"width": 640, "height": 480},
                }
            ],
        },
    }
    json.dumps(record)


@given(st.text(max_size=60))
def test_a_record_key_follows_from_ours_and_is_a_valid_tid(key: str) -> None:
    rkey = rkey_for(key)
    assert rkey == rkey_for(key)
    assert RecordAddress.parse(f"at://{BRAND}/{POST}/{rkey}") == (BRAND, POST, rkey)
    assert len(rkey) == 13
    assert rkey[0] in "234567abcdefghij"  # atproto.com/specs/tid: the top bit is zero
    assert set(rkey) <= set("234567abcdefghijklmnopqrstuvwxyz")
    microseconds = (
        sum(
            "234567abcdefghijklmnopqrstuvwxyz".index(digit) << (5 * place)
            for place, digit in enumerate(reversed(rkey))
        )
        >> 10
    )
    written = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)
    assert 2017 <= written.year <= 2022


def test_thousands_of_keys_never_meet() -> None:
    assert len({rkey_for(f"delivery-{n}") for n in range(20_000)}) == 20_000


def test_a_post_read_from_a_repository_is_the_same_as_from_the_stream() -> None:
    record = payload("get_record")
    us = Us(payload("quote")["brand"], "brand.test", "https://pictures.test/{did}/{cid}")
    author = Author(record["uri"].split("/")[2], "mara.test")
    listed = inbound(Seen(record["uri"], record["cid"], record["value"], NOW), us, author)
    assert listed == post("mention_with_picture")
