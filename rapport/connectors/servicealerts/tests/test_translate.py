"""Alerts as operators write them become facts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from google.protobuf.message import DecodeError
from google.transit import gtfs_realtime_pb2 as gtfs
from hypothesis import given
from hypothesis import strategies as st

from rapport.channels.contract import InboundFact
from rapport.connectors.servicealerts.tests.feeds import captured, feed_of
from rapport.connectors.servicealerts.translate import Alerts, NoFeed, alerts_of, key_of

URL = "https://rail.example/alerts.pb"


def read(*languages: str) -> dict[str, InboundFact]:
    alerts = alerts_of(captured("alerts"), url=URL, languages=languages)
    return {fact.key.rpartition("#")[2]: fact for fact in alerts.facts}


def only(feed: object) -> InboundFact:
    (fact,) = alerts_of(feed.SerializeToString(), url=URL).facts  # type: ignore[attr-defined]
    return fact


def test_an_alert_is_read_with_everything_it_says() -> None:
    fact = read("en")["d-17"]
    assert fact.key == f"{URL}#d-17"
    assert fact.what == "No trains between Halden and Moss\n\nBuses run every half hour."
    assert fact.where == "Routes R20, R21; stops Moss, Halden"
    assert fact.cause == "strike"
    assert fact.starts_at == datetime(2026, 3, 2, 5, 10, tzinfo=UTC)
    assert fact.ends_at == datetime(2026, 3, 3, 13, 0, tzinfo=UTC)
    assert fact.url == "https://rail.example/d/17"
    assert fact.sayable
    assert not fact.over


def test_the_language_one_likes_is_shown_and_the_others_are_kept() -> None:
    fact = read("fr", "nb")["d-17"]
    assert fact.language == "nb"
    assert fact.what.startswith("Ingen tog")
    assert fact.url == "https://rail.example/nb/d/17"
    assert list(fact.translations) == ["en"]


def test_without_a_language_one_likes_the_first_is_shown() -> None:
    assert read()["d-17"].language == "en"


def test_without_words_the_effect_is_what_happened() -> None:
    fact = read()["d-18"]
    assert (fact.what, fact.where, fact.cause) == ("Detour", "Agency HR", "")
    assert (fact.starts_at, fact.ends_at) == (None, None)


def test_a_header_repeated_in_the_description_is_said_once() -> None:
    fact = read()["d-19"]
    assert fact.what == "Lift out of order until further notice."
    assert fact.cause == "a broken lift"
    assert fact.starts_at is not None
    assert fact.ends_at is None


def test_a_deleted_alert_is_over() -> None:
    assert read()["d-16"].over


def test_what_says_nothing_is_rejected_and_what_is_no_alert_passed_over() -> None:
    alerts = alerts_of(captured("alerts"), url=URL)
    (rejected,) = alerts.rejected
    assert "neither what happened nor to what effect" in rejected.reason
    assert "d-20" in rejected.raw
    assert not any("v-1" in fact.key for fact in alerts.facts)


@pytest.mark.parametrize(
    ("start", "end"), [(0, 0), (1, 2**63), (1_772_428_200_000, 9_999_999_999_999), (2**64 - 1, 5)]
)
def test_times_that_cannot_be_are_none(start: int, end: int) -> None:
    feed = feed_of(("1", "x"))
    period = feed.entity[0].alert.active_period.add()
    period.start, period.end = start, end
    fact = only(feed)
    assert (fact.starts_at, fact.ends_at) == (None, None)


def test_hundreds_of_stops_are_counted() -> None:
    feed = feed_of(("1", "x"))
    for number in range(300):
        feed.entity[0].alert.informed_entity.add().stop_id = f"S{number}"
    assert only(feed).where.endswith("S11 and 288 more")


def test_words_that_are_no_utf_8_are_read_as_well_as_can_be() -> None:
    body = feed_of(("1", "wxyz")).SerializeToString().replace(b"wxyz", b"w\xff\x00z")
    (fact,) = alerts_of(body, url=URL).facts
    assert fact.what == "w�z"


def test_addresses_that_are_none_of_the_web_are_dropped() -> None:
    feed = feed_of(("1", "x"))
    feed.entity[0].alert.url.translation.add().text = "javascript:alert(1)"
    assert only(feed).url == ""


@pytest.mark.parametrize(
    "body",
    [b"", b"<html></html>", b'{"header": {}}', b"\xff" * 100, feed_of().SerializeToString()[:-3]],
)
def test_what_is_no_feed_is_told_so(body: bytes) -> None:
    with pytest.raises(NoFeed, match="no GTFS-realtime feed"):
        alerts_of(body, url=URL)


def test_keys_of_two_feeds_never_meet_and_fit() -> None:
    assert key_of(URL, "1") != key_of("https://bus.example/", "1")
    long = {key_of(URL, "x" * 600 + str(n)) for n in range(3)}
    assert len(long) == 3
    assert all(len(key) <= 500 for key in long)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reading(tail: bytes) -> None:
    body = feed_of(("1", "x")).SerializeToString() + tail
    try:
        assert isinstance(alerts_of(body, url=URL), Alerts)
    except NoFeed:
        with pytest.raises(DecodeError):
            gtfs.FeedMessage.FromString(body)
