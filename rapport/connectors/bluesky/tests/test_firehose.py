"""Frames of the firehose become what happened, the stream resumes where it was, and rubbish stops nothing."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.channels.contract import InboundPost, Page
from rapport.channels.errors import Refused, RetryLater, SignInAgain
from rapport.connectors.bluesky.connector import Bluesky
from rapport.connectors.bluesky.firehose import CursorAhead, Happened, listening, read_frame
from rapport.connectors.bluesky.hearing import REWIND_EVENTS, Place, Threads
from rapport.connectors.bluesky.keys import POST
from rapport.connectors.bluesky.tests.captured import NOW, event, frame_bytes, payload
from rapport.connectors.bluesky.tests.far import (
    BRAND,
    MARA,
    FakePDS,
    frame,
    mention_of,
    post_record,
)

HOST = "https://pds.test"


async def next_page(stream: AsyncIterator[Page]) -> Page:
    return await asyncio.wait_for(anext(stream), 10)


async def posts_until(stream: AsyncIterator[Page], key: str) -> list[InboundPost]:
    posts: list[InboundPost] = []
    while key not in {post.key for post in posts}:
        posts += (await next_page(stream)).posts
    return posts


# Frames.


def test_a_captured_post_tells_its_place_its_record_and_its_content_id() -> None:
    happened = event("mention_with_picture")
    (change,) = happened.changes
    assert happened.seq is not None
    assert change.action == "create"
    assert change.cid.startswith("bafyrei")
    assert change.value["text"].startswith("@brand.test")


def test_a_captured_deletion_tells_which_post_is_gone() -> None:
    (change,) = event("deletion").changes
    (written,) = event("reply_to_us").changes
    assert (change.action, change.uri, change.value) == ("delete", written.uri, None)


def test_a_like_is_no_post_and_moves_the_place_along() -> None:
    happened = event("like")
    assert happened.seq is not None
    assert happened.changes == happened.unreadable == ()


def test_a_new_handle_is_told() -> None:
    assert event("renamed").renamed == (payload("renamed")["mara"], "mara-k.test")


def test_a_server_that_does_not_know_our_place_says_so() -> None:
    with pytest.raises(CursorAhead):
        read_frame(frame_bytes("future_cursor"), now=NOW)


def test_a_server_that_finds_us_too_slow_is_asked_again_later() -> None:
    with pytest.raises(RetryLater, match="faster"):
        read_frame(frame("", {"error": "ConsumerTooSlow"}, op=-1), now=NOW)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_at_all_make_reading_fail(data: bytes) -> None:
    assert isinstance(read_frame(data, now=NOW), Happened)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_captured_frame_with_bytes_changed_never_makes_reading_fail(data: st.DataObject) -> None:
    frame = bytearray(frame_bytes("mention_with_picture"))
    for _ in range(data.draw(st.integers(1, 5))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(frame)))
    with contextlib.suppress(RetryLater):  # a changed byte can make it an error frame
        assert isinstance(read_frame(bytes(frame[: cut or None]), now=NOW), Happened)


def test_a_record_that_is_missing_from_its_commit_is_kept_aside() -> None:
    body = {
        "seq": 7,
        "repo": MARA,
        "ops": [{"action": "create", "path": f"{POST}/3a", "cid": b"x"}],
    }
    (unreadable,) = read_frame(frame("#commit", body), now=NOW).unreadable
    assert unreadable.reason


# Places.


NOON = "2026-03-02T12:00:00+00:00"


@pytest.mark.parametrize(
    ("cursor", "asked"),
    [
        ("", None),
        (f"100 {NOON} {HOST}", 100 - REWIND_EVENTS),
        (f"3 {NOON} {HOST}", 0),
        (f"3 - {HOST}", 0),
        (f"- {NOON} {HOST}", 0),
        (f"- - {HOST}", None),
        (f"100 {NOON} https://other.test", 0),
        (f"-5 - {HOST}", None),
        ("rubbish", None),
        ("{}", None),
    ],
)
def test_a_number_means_something_only_on_its_own_host(cursor: str, asked: int | None) -> None:
    assert Place.parse(cursor, HOST).ask_after(replays=True) == asked


def test_a_relay_is_never_read_from_its_beginning_for_a_time_alone() -> None:
    assert Place.parse(f"- {NOON} {HOST}", HOST).ask_after(replays=False) is None


def test_a_place_is_read_back_as_it_was_written() -> None:
    time = datetime(2026, 3, 2, tzinfo=UTC)
    for place in (Place(HOST, seq=5), Place(HOST, at=time), Place(HOST, seq=5, at=time)):
        assert Place.parse(str(place), HOST) == place


def test_only_so_many_threads_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.connectors.bluesky.hearing.THREADS_REMEMBERED", 2)
    threads = Threads()
    for root in ("a", "b", "a", "c"):
        threads.add(root)
    assert [root in threads for root in ("a", "b", "c")] == [True, False, True]


# The stream.


async def test_what_does_not_concern_us_is_not_told(far: FakePDS, bluesky: Bluesky) -> None:
    far.stands(MARA, POST, post_record("about the weather"))
    key = await far.public_says("about you")
    posts = await posts_until(bluesky.stream(far.beginning), key)
    assert [post.text for post in posts] == ["about you"]


async def test_bystanders_in_a_thread_we_answered_in_are_heard(
    far: FakePDS, bluesky: Bluesky
) -> None:
    root = far.stands(MARA, POST, post_record("Their kettles are no good."))
    ours = {
        **post_record("Sorry to hear."),
        "reply": {"root": far.ref(root), "parent": far.ref(root)},
    }
    far.stands(BRAND, POST, ours)
    stream = bluesky.stream("")
    await next_page(stream)
    other = {**post_record("Mine too."), "reply": {"root": far.ref(root), "parent": far.ref(root)}}
    heard = far.stands(MARA, POST, other)
    (post,) = await posts_until(stream, heard)
    assert not post.to_us
    assert post.root_key == root
    await stream.aclose()


async def test_an_edited_record_is_told_under_the_same_key(far: FakePDS, bluesky: Bluesky) -> None:
    key = await far.public_says("first")
    far.changes(key, {**post_record("second"), "facets": [mention_of(BRAND)]})
    stream = bluesky.stream(far.beginning)
    texts: list[str] = []
    while "second" not in texts:
        texts += [post.text for post in (await next_page(stream)).posts if post.key == key]
    await stream.aclose()
    assert texts[-1] == "second"


async def test_a_break_before_the_first_event_loses_nothing(far: FakePDS) -> None:
    far.stream_is_own = True
    bluesky = Bluesky(far.access())
    stream = bluesky.stream("")
    cursor = (await next_page(stream)).cursor
    await far.drop_stream()
    with pytest.raises(RetryLater):
        await next_page(stream)
    key = await far.public_says("while nobody listened")
    assert cursor.startswith("- ")
    assert await posts_until(bluesky.stream(cursor), key)


async def test_what_a_relay_cannot_tell_again_comes_from_the_notifications(
    far: FakePDS, bluesky: Bluesky
) -> None:
    stream = bluesky.stream("")
    cursor = (await next_page(stream)).cursor
    await stream.aclose()
    key = await far.public_says("while nobody listened")
    stream = bluesky.stream(cursor)
    page = await next_page(stream)
    assert [post.key for post in page.posts] == [key]
    assert page.cursor == cursor, "until all of it is told"
    await stream.aclose()


async def test_what_came_between_catching_up_and_listening_is_heard(
    far: FakePDS, bluesky: Bluesky
) -> None:
    page = await bluesky.fetch("")
    while page.more:
        page = await bluesky.fetch(page.cursor)
    key = await far.public_says("in between")
    stream = bluesky.stream(page.cursor)
    assert await posts_until(stream, key)
    await stream.aclose()


async def test_what_the_host_has_thrown_away_comes_from_the_notifications(
    far: FakePDS, bluesky: Bluesky
) -> None:
    key = await far.public_says("long ago")
    far.frames = [frame("#info", {"name": "OutdatedCursor"}) for _ in far.frames]
    hour_ago = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    stream = bluesky.stream(f"1 {hour_ago} {far.stream_host}")
    assert await posts_until(stream, key)
    await stream.aclose()


async def test_from_now_on_leaves_out_what_was_before(far: FakePDS, bluesky: Bluesky) -> None:
    await far.public_says("long ago")
    stream = bluesky.stream("")
    await next_page(stream)
    key = await far.public_says("now")
    assert [post.text for post in await posts_until(stream, key)] == ["now"]
    await stream.aclose()


async def test_a_server_that_was_set_up_anew_is_read_from_its_start(
    far: FakePDS, bluesky: Bluesky
) -> None:
    key = await far.public_says("on the new server")
    stream = bluesky.stream(f"4000 - {far.stream_host}")
    assert await posts_until(stream, key)
    await stream.aclose()


async def test_what_was_heard_before_a_break_is_handed_over_first(
    far: FakePDS, bluesky: Bluesky, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapport.connectors.bluesky.stream.LINGER_SECONDS", 60.0)
    monkeypatch.setattr("rapport.connectors.bluesky.stream.IDLE_SECONDS", 60.0)
    stream = bluesky.stream("")
    await next_page(stream)
    waiting = asyncio.create_task(anext(stream))
    key = await far.public_says("just before the break")
    await asyncio.sleep(0.1)
    await far.drop_stream()
    assert [post.key for post in (await asyncio.wait_for(waiting, 10)).posts] == [key]
    with pytest.raises(RetryLater):
        await next_page(stream)


async def test_a_stream_that_cannot_be_reached_is_tried_again_later(far: FakePDS) -> None:
    closed = Bluesky(far.access(stream_host="http://127.0.0.1:9"))
    with pytest.raises(RetryLater):
        await next_page(closed.stream(""))
    await closed.aclose()


async def test_a_stream_in_a_private_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RAPPORT_ALLOW_HOSTS", raising=False)
    with pytest.raises(Refused, match="private network"):
        async with listening("http://127.0.0.1:2583", after=None):
            pass


async def test_listening_with_a_dead_sign_in_asks_a_person(far: FakePDS, bluesky: Bluesky) -> None:
    await bluesky.check()
    far.sign_out(password_too=True)
    with pytest.raises(SignInAgain):
        await next_page(bluesky.stream(""))


async def test_authors_are_looked_up_once_and_follow_a_new_handle(
    far: FakePDS, bluesky: Bluesky
) -> None:
    first = await far.public_says("one")
    await far.public_says("two")
    far.frames.append(
        frame("#identity", {"seq": len(far.frames) + 1, "did": MARA, "handle": "mara-k.test"})
    )
    last = await far.public_says("three")
    stream = bluesky.stream(far.beginning)
    posts = await posts_until(stream, last)
    await stream.aclose()
    assert far.requests.count("app.bsky.actor.getProfiles") == 1
    assert {post.author.name for post in posts if post.author} == {"Mara"}
    assert first in {post.key for post in posts}
    later = await far.public_says("four")
    stream = bluesky.stream(far.beginning)
    by_key = {post.key: post for post in await posts_until(stream, later)}
    await stream.aclose()
    author = by_key[later].author
    assert author is not None
    assert author.handle == "mara-k.test"


async def test_without_an_appview_names_come_from_each_repository(far: FakePDS) -> None:
    far.appview = False
    bluesky = Bluesky(far.access())
    key = await far.public_says("hello")
    stream = bluesky.stream(far.beginning)
    (post,) = [post for post in await posts_until(stream, key) if post.key == key]
    await stream.aclose()
    await bluesky.aclose()
    assert post.author is not None
    assert (post.author.handle, post.author.name) == ("mara.test", "Mara")
