"""The stream goes on from where it was, whatever breaks, and reads no faster than its reader."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from rapport.channels.contract import Page
from rapport.channels.errors import Refused, RetryLater
from rapport.connectors.jetstream.connector import Jetstream
from rapport.connectors.jetstream.events import place_of
from rapport.connectors.jetstream.hosts import hosts_in
from rapport.connectors.jetstream.stream import now
from rapport.connectors.jetstream.tests.far import (
    BRAM,
    MARA,
    FakeJetstream,
    answer,
    commit,
    now_us,
    post_record,
)
from rapport.connectors.jetstream.tests.reading import next_page, pages_until
from rapport.connectors.jetstream.tests.test_hearing import trained


async def broken(stream: AsyncIterator[Page]) -> list[Page]:
    """The pages until the stream breaks."""
    pages: list[Page] = []
    try:
        while True:
            pages.append(await next_page(stream))
    except RetryLater as error:
        assert 0 < error.after < 60  # noqa: PT017 - the pages before it matter as well
    return pages


def texts(pages: list[Page]) -> list[str]:
    return [post.text for page in pages for post in page.posts]


async def test_only_posts_are_asked_for(far: FakeJetstream, jetstream: Jetstream) -> None:
    far.tells(commit("3l", {"$type": "app.bsky.feed.like"}, collection="app.bsky.feed.like"))
    key = await far.public_says("the weather")
    pages = await pages_until(jetstream.stream(far.beginning), key)
    assert texts(pages) == ["the weather"]
    assert far.asked[-1]["wantedCollections"] == ["app.bsky.feed.post"]
    assert far.asked[-1]["maxMessageSizeBytes"] == ["1000000"]
    assert "compress" not in far.asked[-1]


async def test_from_now_on_leaves_out_what_was_before(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    await far.public_says("long ago")
    stream = jetstream.stream("")
    assert (await next_page(stream)).cursor
    key = await far.public_says("now")
    assert texts(await pages_until(stream, key)) == ["now"]
    assert "cursor" not in far.asked[-1]


async def test_every_page_moves_the_cursor_and_says_how_far_it_is(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    stream = jetstream.stream(far.beginning)
    places = []
    for n in range(3):
        key = await far.public_says(f"{n}")
        page = (await pages_until(stream, key))[-1]
        assert page.reached_at is not None
        assert place_of(page.reached_at) == int(page.cursor)
        places.append(int(page.cursor))
    assert places == sorted(places)
    assert places[-1] <= now_us()


async def test_nothing_is_lost_over_many_breaks(far: FakeJetstream, jetstream: Jetstream) -> None:
    heard: set[str] = set()
    cursor = far.beginning

    def kept(pages: list[Page]) -> str:
        heard.update(post.key for page in pages for post in page.posts)
        return pages[-1].cursor if pages else cursor

    said = {await far.public_says("first")}
    for n in range(4):
        stream = jetstream.stream(cursor)
        cursor = kept([await next_page(stream)])
        said.add(await far.public_says(f"as it breaks {n}"))
        await far.drop_stream()
        said.add(await far.public_says(f"while nobody listens {n}"))
        cursor = kept(await broken(stream))
    said.add(last := await far.public_says("last"))
    kept(await pages_until(jetstream.stream(cursor), last))
    assert said == heard


async def test_what_was_heard_before_a_break_is_handed_over_first(
    far: FakeJetstream, jetstream: Jetstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapport.connectors.jetstream.stream.LINGER_SECONDS", 60.0)
    # Half a frame after it: a text of 100 bytes is announced, and ten come before the line is cut.
    await far.public_says("just before the break")
    far.writes(b"\x81\x64" + b'{"did": "d')
    waiting = asyncio.create_task(next_page(jetstream.stream(far.beginning)))
    await far.has_sent(2)
    far.hangs_up()
    assert texts([await waiting]) == ["just before the break"]


async def test_a_silent_server_is_left(
    far: FakeJetstream, jetstream: Jetstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapport.connectors.jetstream.stream.SILENCE_SECONDS", 0.1)
    stream = jetstream.stream("")
    await next_page(stream)
    with pytest.raises(RetryLater, match="said nothing"):
        await next_page(stream)


async def test_an_unpacked_frame_beyond_measure_ends_in_quarantine_and_stands_in_the_way_once(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    await far.public_says("before")
    far.writes(b"\x81\x7f" + (100_000_000).to_bytes(8, "big") + b" " * 1000)
    pages = await broken(jetstream.stream(far.beginning))
    assert texts(pages) == ["before"]
    (passed,) = [item for page in pages for item in page.rejected]
    assert "too large" in passed.reason
    asked = int(pages[-1].cursor) - 5_000_000
    assert asked > far.told[-1].at_us, "it is not met again"


async def test_an_event_of_a_megabyte_is_not_even_sent(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    await far.public_says("x" * 2_000_000)
    key = await far.public_says("after")
    assert texts(await pages_until(jetstream.stream(far.beginning), key)) == ["after"]


async def test_nothing_is_read_while_nobody_takes_a_page(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    noise = random.randbytes(25_000).hex()
    for n in range(400):
        await far.public_says(f"{noise[n:]}{noise[:n]}"[:49_000])
    stream = jetstream.stream(far.beginning)
    page = await next_page(stream)
    stuck = -1
    while stuck != far.sent:
        stuck = far.sent
        await asyncio.sleep(0.2)
    assert far.sent < 390
    pages = [page, *await pages_until(stream, await far.public_says("last"))]
    assert len(texts(pages)) == 401


async def test_an_event_of_the_year_2090_does_not_carry_the_place_along(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    far.tells(commit("3x", post_record("from the future")), at_us=38 * 10**14)
    key = far.says(post_record("from today"), at_us=now_us())
    page = (await pages_until(jetstream.stream(far.beginning), key))[-1]
    assert int(page.cursor) <= now_us()
    assert all(post.created_at and post.created_at <= now() for post in page.posts)


async def test_a_cursor_older_than_the_network_remembers_says_what_is_missing(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    await far.public_says("one")
    key = await far.public_says("two")
    long_ago = place_of(now() - timedelta(days=3))
    pages = await pages_until(jetstream.stream(str(long_ago)), key)
    (note,) = [note for page in pages for note in page.noted]
    assert "no longer holds" in note.what


async def test_a_new_handle_is_the_authors_from_then_on(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    far.renames(MARA, "mara-k.test")
    key = await far.public_says("hello")
    page = (await pages_until(jetstream.stream(far.beginning), key))[-1]
    assert [post.author.handle for post in page.posts if post.author] == ["mara-k.test"]


async def test_another_server_is_asked_when_the_first_refuses(
    far: FakeJetstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(random, "sample", lambda hosts, n: list(hosts))
    async with FakeJetstream(refuses=503) as bootstrapping:
        hosts = f"ws://127.0.0.1:9, ws://127.0.0.1:{bootstrapping.port} ws://127.0.0.1:{far.port}"
        jetstream = Jetstream(far.access(hosts=hosts))
        info = await jetstream.check()
    assert info.remote_id == "jetstream"
    assert len(far.asked) == 1


async def test_when_no_server_answers_the_reasons_are_told(far: FakeJetstream) -> None:
    far.refuses = 503
    jetstream = Jetstream(far.access(hosts=f"ws://127.0.0.1:9 ws://127.0.0.1:{far.port}"))
    with pytest.raises(RetryLater, match="answers 503"):
        await jetstream.check()


# Packed frames.


async def test_with_the_operators_dictionary_packed_frames_are_asked_for(
    far: FakeJetstream,
    jetstream: Jetstream,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    far.dictionary = trained(1612007021)
    path = tmp_path / "zstd_dictionary"
    path.write_bytes(far.dictionary)
    monkeypatch.setenv("RAPPORT_JETSTREAM_DICTIONARY", str(path))
    key = await far.public_says("packed")
    assert texts(await pages_until(jetstream.stream(far.beginning), key)) == ["packed"]
    assert far.asked[-1]["compress"] == ["true"]


async def test_a_server_that_packs_otherwise_is_read_unpacked_and_the_operator_is_told(
    far: FakeJetstream,
    jetstream: Jetstream,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    far.dictionary = trained(7)
    path = tmp_path / "zstd_dictionary"
    path.write_bytes(trained(1612007021))
    monkeypatch.setenv("RAPPORT_JETSTREAM_DICTIONARY", str(path))
    key = await far.public_says("unpacked")
    pages = await pages_until(jetstream.stream(far.beginning), key)
    assert texts(pages) == ["unpacked"]
    assert any("RAPPORT_JETSTREAM_DICTIONARY" in n.what for page in pages for n in page.noted)


# Addresses.


@pytest.mark.parametrize(
    "typed",
    ["ftp://a.example", "https://a.example/subscribe", "a:b@c.example", "a.example:x", " ,"],
)
def test_what_is_no_server_is_refused_when_it_is_typed(typed: str) -> None:
    with pytest.raises(Refused):
        hosts_in(typed)


def test_servers_are_named_one_after_another() -> None:
    hosts = hosts_in("one.example, wss://two.example:8443\nws://three.example one.example")
    assert [host.socket_address for host in hosts] == [
        "wss://one.example",
        "wss://two.example:8443",
        "ws://three.example",
    ]


async def test_a_server_in_a_private_network_is_refused(
    far: FakeJetstream, jetstream: Jetstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RAPPORT_ALLOW_HOSTS")
    with pytest.raises(Refused, match=r"private network|port"):
        await jetstream.check()


async def test_a_public_server_is_not_spoken_to_in_the_clear(far: FakeJetstream) -> None:
    with pytest.raises(Refused, match="wss"):
        await Jetstream(far.access(hosts="ws://8.8.8.8")).check()


# Names, threads, counts.


async def test_names_asked_for_together_are_one_question(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    mara, bram, again = await asyncio.gather(
        jetstream.profile(MARA), jetstream.profile("@bram.test"), jetstream.profile(MARA)
    )
    assert (mara.handle, mara.name, mara.followers) == ("mara.test", "Mara", 120)
    assert bram.remote_id == BRAM
    assert again == mara
    assert far.questions == ["app.bsky.actor.getProfiles"]


async def test_a_name_that_was_asked_for_is_the_authors_from_then_on(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    await jetstream.profile(MARA)
    key = await far.public_says("hello")
    page = (await pages_until(jetstream.stream(far.beginning), key))[-1]
    assert [post.author.name for post in page.posts if post.author] == ["Mara"]


async def test_more_than_25_names_are_several_questions(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    far.handles |= {f"did:plc:{n}": f"p{n}.test" for n in range(40)}
    found = await asyncio.gather(*(jetstream.profile(did) for did in far.handles))
    assert {author.remote_id for author in found} == set(far.handles)
    assert len(far.questions) == 2


async def test_one_name_nobody_has_is_refused_and_the_others_are_told(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    mara, nobody, rubbish = await asyncio.gather(
        jetstream.profile(MARA),
        jetstream.profile("nobody.test"),
        jetstream.profile("no handle & more"),
        return_exceptions=True,
    )
    assert not isinstance(mara, BaseException)
    assert isinstance(nobody, Refused)
    assert isinstance(rubbish, Refused)


async def test_a_thread_is_told_oldest_first_with_names_and_counts(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    root = far.says(post_record("root") | {"createdAt": "2026-11-26T08:00:00Z"})
    reply = await far.public_says("mine too", reply_to=root)
    posts = await jetstream.thread(root)
    assert [post.key for post in posts] == [root, reply]
    assert posts[1].parent_key == root
    assert posts[1].author is not None
    assert posts[1].author.handle == "mara.test"
    assert posts[1].counts == {"likes": 12, "replies": 3, "shares": 5}


async def test_a_thread_that_is_gone_is_refused(far: FakeJetstream, jetstream: Jetstream) -> None:
    with pytest.raises(Refused, match="not found"):
        await jetstream.thread(f"at://{MARA}/app.bsky.feed.post/3gone")
    with pytest.raises(Refused, match="no address"):
        await jetstream.thread("https://example.com")


async def test_counts_come_25_at_a_time_without_what_is_gone(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    keys = [await far.public_says(f"{n}") for n in range(30)]
    gone = keys.pop()
    await far.public_deletes(gone)
    counts = await jetstream.counts([*keys, gone, "https://example.com", "at://nobody"])
    assert list(counts) == keys
    assert counts[keys[0]] == {"likes": 12, "replies": 3, "shares": 5}
    assert len(far.questions) == 2


@pytest.mark.parametrize(
    ("status", "body", "headers", "after"),
    [
        (429, {"error": "RateLimitExceeded"}, {"Retry-After": "90"}, 90),
        (429, {"error": "RateLimitExceeded"}, {"Retry-After": "soon"}, 5),
        (503, {"error": "NotAvailable"}, {}, 5),
        (502, b"<html>Bad Gateway</html>", {}, 5),
        (200, b"<html>Welcome to the hotel's network</html>", {}, 30),
        (200, b'{"posts": [', {}, 30),
        (200, json.dumps([1, 2]).encode(), {}, 30),
        (403, b"<html>Blocked</html>", {}, 5),
    ],
)
async def test_an_appview_that_does_not_answer_is_asked_again_later(
    far: FakeJetstream,
    jetstream: Jetstream,
    status: int,
    body: object,
    headers: dict[str, str],
    after: float,
) -> None:
    far.answers.append(answer(status, body, headers))
    with pytest.raises(RetryLater) as caught:
        await jetstream.counts([await far.public_says("x")])
    assert caught.value.after == after


async def test_an_answer_that_holds_nothing_of_what_was_asked_is_no_fault(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    key = await far.public_says("x")
    far.answers.append(answer(200, {"posts": [None, 17, {"uri": [1]}, {"likeCount": 3}]}))
    assert await jetstream.counts([key]) == {}


async def test_whoever_waits_for_a_name_is_let_go_when_the_connector_closes(
    far: FakeJetstream, jetstream: Jetstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapport.connectors.jetstream.profiles.TOGETHER_SECONDS", 60.0)
    waiting = asyncio.create_task(jetstream.profile(MARA))
    await asyncio.sleep(0)
    await jetstream.aclose()
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_an_appview_that_has_nothing_left_is_not_asked_until_it_refuses(
    far: FakeJetstream, jetstream: Jetstream
) -> None:
    key = await far.public_says("x")
    spent = {
        "RateLimit-Limit": "3000",
        "RateLimit-Remaining": "0",
        "RateLimit-Reset": str(int(time.time()) + 200),
    }
    far.answers.append(answer(200, {"posts": []}, spent))
    await jetstream.counts([key])
    asked = len(far.questions)
    with pytest.raises(RetryLater) as caught:
        await jetstream.counts([key])
    assert 190 < caught.value.after <= 200
    assert len(far.questions) == asked
