"""Nothing is lost between a break and the next stream, with or without one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from rapport.channels.contract import InboundPost, Page
from rapport.channels.errors import RetryLater, SignInAgain
from rapport.connectors.mastodon.connector import Mastodon
from rapport.connectors.mastodon.events import LARGEST_EVENT_BYTES, Event, TooLarge, events_in
from rapport.connectors.mastodon.history import History, Place
from rapport.connectors.mastodon.stream import Stream
from rapport.connectors.mastodon.tests.far import FarMastodon
from rapport.kit.fediverse.tests.wire import Response


async def found(pages: AsyncIterator[Page], key: str) -> tuple[InboundPost, Page]:
    async with asyncio.timeout(10):
        async for page in pages:
            for post in page.posts:
                if post.key == key:
                    return post, page
    raise AssertionError("the stream ended")


async def test_own_words_edits_and_replies_pass_and_strangers_words_do_not(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    async with aclosing(mastodon.stream("")) as pages:  # type: ignore[type-var]
        await anext(pages)
        followed = far.says("mara", "Lunch!")
        far.tell("update", json.dumps(followed))
        own = far.says("brand", "We open at nine.")
        post, page = await found(pages, own["uri"])
        assert post.own
        assert followed["uri"] not in {one.key for one in page.posts}
        reply = far.says("mara", "At last!", reply_to=own["id"])
        far.tell("update", json.dumps(reply))
        post, _ = await found(pages, reply["uri"])
        assert (post.kind, post.parent_key, post.to_us) == ("reply", own["uri"], True)
        far.edits(reply["id"], "Finally!")
        post, _ = await found(pages, reply["uri"])
        assert post.text == "Finally!"


async def test_what_happened_during_a_break_arrives_and_so_do_edits(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    async with aclosing(mastodon.stream("")) as pages:  # type: ignore[type-var]
        await anext(pages)
        early = far.says("bob", "@brand early")
        _, page = await found(pages, early["uri"])
        far.drop_streams()
        with pytest.raises(RetryLater):
            await found(pages, "nothing")
    far.edits(early["id"], "@brand early, and edited", is_told=False)
    late = [far.says("bob", f"@brand late {number}") for number in range(50)]
    own = far.says("brand", "Written elsewhere meanwhile")
    seen: dict[str, InboundPost] = {}
    async with aclosing(mastodon.stream(page.cursor)) as pages, asyncio.timeout(10):  # type: ignore[type-var]
        async for page in pages:
            seen |= {post.key: post for post in page.posts}
            if early["uri"] in seen and Place.parse(page.cursor).status == own["id"]:
                break
    assert {one["uri"] for one in late} <= seen.keys()
    assert seen[early["uri"]].text == "@brand@home.example early, and edited"


async def test_a_deletion_right_after_a_restart_is_understood(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    before = far.says("bob", "@brand before the start")
    async with aclosing(mastodon.stream("")) as pages:  # type: ignore[type-var]
        await anext(pages)
        far.deletes(before["id"])
        post, _ = await found(pages, before["uri"])
        assert post.deleted


async def test_where_there_is_no_stream_the_lists_are_read(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    far.has_streaming = False
    home = mastodon._home
    async with aclosing(Stream(home, History(home), poll_seconds=0.01).pages("")) as pages:
        await anext(pages)
        for number in range(2):
            said = far.says("bob", f"@brand word {number}")
            await found(pages, said["uri"])


async def test_while_the_stream_is_down_the_lists_are_read_at_each_try(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    await mastodon.check()
    said = far.says("bob", "@brand is anybody there?")
    far.next_answers.append(Response(502, b"bad gateway"))
    stream = mastodon.stream(far.beginning)
    await found(stream, said["uri"])
    with pytest.raises(RetryLater):
        await found(stream, "nothing")


async def test_a_dead_token_ends_the_stream_with_its_name(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    await mastodon.check()
    far.next_answers.append(Response(401, {"error": "The access token was revoked"}))
    with pytest.raises(SignInAgain):
        await anext(mastodon.stream(far.beginning))


async def test_parents_are_asked_for_together_or_one_by_one(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    elsewhere = [far.says("mara", f"Something {number}") for number in range(3)]
    asked = [far.says("bob", "@brand look", reply_to=one["id"]) for one in elsewhere]
    page = await mastodon.fetch("")
    assert [post.parent_key for post in page.posts] == [one["uri"] for one in elsewhere]
    assert len([one for one in far.requests if one.path == "/api/v1/statuses"]) == 1
    far.has_status_lists = False
    older = Mastodon(far.access())
    page = await older.fetch("")
    await older.aclose()
    assert {post.parent_key for post in page.posts} == {one["uri"] for one in elsewhere}
    assert len(asked) == 3


# The bytes of the stream.


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def test_events_are_whole_whatever_pieces_they_come_in() -> None:
    text = ':thump\n\nevent: update\ndata: {"a": "\u2028é"}\n\nevent: delete\r\ndata: 7\r\n\r\nevent: x\n\n'
    whole = text.encode()
    events = [
        event async for event in events_in(pieces(*[whole[i : i + 1] for i in range(len(whole))]))
    ]
    assert events == [Event(""), Event("update", '{"a": "\u2028é"}'), Event("delete", "7")]
    assert [event async for event in events_in(pieces(whole))] == events


async def test_an_event_without_an_end_is_given_up() -> None:
    endless = [b"event: update\ndata: "] + [b"x" * 100_000] * (LARGEST_EVENT_BYTES // 100_000 + 1)
    with pytest.raises(TooLarge):
        [event async for event in events_in(pieces(*endless))]
