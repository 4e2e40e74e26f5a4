"""What the fields of a file become."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.connectors.file.errors import UnreadableRecord
from rapport.connectors.file.tests.reading_kit import PAYLOADS, read
from rapport.connectors.file.times import read_time
from rapport.connectors.file.translate import Scope, translate

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SCOPE = Scope("halden-rail", NOW)


async def test_the_support_format_is_recognised_and_its_brand_is_us() -> None:
    outcome = await read(PAYLOADS / "threads.csv")
    by_key = {post.key.rpartition(":")[2]: post for post in outcome.posts}
    assert [by_key[key].own for key in "123"] == [False, True, False]
    assert by_key["2"].author is not None
    assert by_key["2"].author.handle == "HaldenRail"
    assert by_key["2"].parent_key == by_key["1"].key == "file:halden-rail:1"
    assert by_key["2"].text.endswith("the ramp & the lift.")
    assert by_key["1"].text.endswith("again.\nSecond time this week")
    assert by_key["1"].created_at == datetime(2026, 3, 2, 8, 15, tzinfo=UTC)
    assert by_key["1"].to_us
    assert not by_key["2"].to_us


async def test_our_own_format_keeps_networks_apart() -> None:
    outcome = await read(PAYLOADS / "messages.jsonl")
    assert [post.key for post in outcome.posts] == [
        "file:halden-rail:bluesky:17",
        "file:halden-rail:bluesky:18",
        "file:halden-rail:forum:18",
    ]
    question, answer, elsewhere = outcome.posts
    assert answer.parent_key == question.key
    assert answer.own
    assert answer.author is not None
    assert answer.author.name == "Halden Rail"
    assert question.url == "https://social.example/17"
    assert elsewhere.created_at == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


async def test_an_export_with_its_own_column_names_is_read() -> None:
    outcome = await read(PAYLOADS / "export.csv", timezone="Europe/Stockholm")
    question, answer = outcome.posts
    assert question.root_key == answer.root_key == "file:halden-rail:thread:c-1"
    assert answer.own, "the author with the account's name is us"
    assert question.created_at == datetime(2026, 3, 2, 7, 15, tzinfo=UTC)
    again = await read(PAYLOADS / "export.csv")
    assert question.key != again.posts[0].key, "another time is another message"
    assert len({post.key for post in outcome.posts}) == 2


@pytest.mark.parametrize(
    ("fields", "own"),
    [
        ({"own": True}, True),
        ({"own": ""}, False),
        ({"inbound": "False"}, True),
        ({"inbound": "1"}, False),
        ({"direction": "Outgoing"}, True),
        ({"direction": "in"}, False),
        ({}, False),
    ],
)
def test_every_way_to_say_who_wrote_it(fields: dict[str, object], own: bool) -> None:
    post = translate({**_least(), **fields}, SCOPE).post
    assert post.own is own
    assert post.to_us is not own


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"text": None}, "The field text is missing."),
        ({"text": "  "}, "The text is empty."),
        ({"text": 5}, "The field text is not a text."),
        ({"text": "x" * 100_001}, "100,001 characters"),
        ({"text": "a\0b"}, "NUL"),
        ({"text": "a\ud800"}, "half of a surrogate pair at character 2"),
        ({"author": ""}, "The author is empty."),
        ({"author": ["a"]}, "neither a text nor a number"),
        ({"inbound": "perhaps"}, "must be True or False"),
        ({"direction": "sideways"}, "neither in nor out"),
        ({"key": "k" * 301}, "301 characters"),
    ],
)
def test_what_cannot_be_read_says_why(fields: dict[str, object], reason: str) -> None:
    with pytest.raises(UnreadableRecord, match=reason):
        translate({**_least(), **fields}, SCOPE)


def test_a_reply_to_itself_becomes_a_post_of_its_own_and_is_noted() -> None:
    translated = translate({**_least(), "key": "7", "parent": "7"}, SCOPE)
    assert translated.post.parent_key == ""
    assert translated.post.kind == "post"
    assert translated.noted.startswith("It replies to itself")


def test_an_address_that_is_no_web_address_is_never_kept() -> None:
    for url in ("javascript:alert(1)", "file:///etc/passwd", "http://[", 5):
        assert translate({**_least(), "url": url}, SCOPE).post.url == ""


@pytest.mark.parametrize(
    "written",
    [
        "Tue Oct 31 22:10:47 +0000 2017",
        "2017-10-31T22:10:47Z",
        "2017-10-31 22:10:47 +0000",
        "2017-10-31 23:10:47 Europe/Berlin",
        "2017/10/31 10:10:47 PM",
        "31.10.2017 22:10:47",
        "Tue, 31 Oct 2017 22:10:47 GMT",
        1509487847,
        "1509487847000",
    ],
)
def test_the_same_moment_in_many_hands(written: object) -> None:
    moment = datetime(2017, 10, 31, 22, 10, 47, tzinfo=UTC)
    assert read_time(written, default_zone=UTC, now=NOW) == moment


def test_a_time_without_a_zone_is_in_the_files_zone() -> None:
    read_there = read_time("2017-10-31 22:10", default_zone=ZoneInfo("Asia/Tokyo"), now=NOW)
    assert read_there == datetime(2017, 10, 31, 13, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("9999-12-31T00:00:00Z", "lies in the future"),
        ("9999-12-31T23:59:59-10:00", "outside any calendar"),
        ("Fri Dec 31 23:59:59 +0000 9999", "lies in the future"),
        ("0001-01-01T00:00:00+14:00", "outside any calendar"),
        ("1812-06-24", "before 1970"),
        ("2017-10-31 22:10 Mars/Phobos", "time zone “Mars/Phobos” is not known"),
        ("Tue Oct 31 22:10:47 XYZ 2017", "time zone “XYZ” is not known"),
        ("Tue, 31 Oct 2017 22:10:47 XYZ", "time zone “XYZ” is not known"),
        ("2017-10-31 22:10 ../../etc/passwd", "cannot be read"),
        ("03/04/2017", "can be read as two days"),
        ("soon", "cannot be read"),
        ("2017-02-30", "cannot be read"),
        ("", "is empty"),
        (True, "neither a text nor a number"),
        (float("nan"), "cannot be read"),
        ("9" * 40, "outside any calendar"),
    ],
)
def test_a_time_that_cannot_be_read_says_why(written: object, reason: str) -> None:
    with pytest.raises(UnreadableRecord, match=reason):
        read_time(written, default_zone=UTC, now=NOW)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.binary(), st.none()))
def test_whatever_stands_for_a_time_gives_a_time_or_a_reason(written: object) -> None:
    with contextlib.suppress(UnreadableRecord):
        assert read_time(written, default_zone=UTC, now=NOW).tzinfo is UTC


def _least() -> dict[str, object]:
    return {"text": "Where is my parcel?", "author": "mara", "created_at": "2026-03-02T08:15:00Z"}
