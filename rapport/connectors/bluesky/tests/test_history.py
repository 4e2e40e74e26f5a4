"""Catching up: notifications and own posts, page by page, and only what is new the next time."""

from __future__ import annotations

import pytest

from rapport.channels.contract import OutboundPost, Page
from rapport.channels.errors import Refused, RetryLater
from rapport.connectors.bluesky.connector import Bluesky
from rapport.connectors.bluesky.keys import POST
from rapport.connectors.bluesky.tests.far import BRAND, MARA, FakePDS, post_record


async def all_pages(bluesky: Bluesky, cursor: str = "") -> list[Page]:
    pages = [await bluesky.fetch(cursor)]
    while pages[-1].more:
        pages.append(await bluesky.fetch(pages[-1].cursor))
    return pages


async def test_catching_up_brings_what_was_said_to_us_and_what_we_said(
    far: FakePDS, bluesky: Bluesky
) -> None:
    said = [await far.public_says(f"number {n}") for n in range(5)]
    sent = await bluesky.send(OutboundPost("answer", reply_to_key=said[0]), "k")
    posts = {post.key: post for page in await all_pages(bluesky) for post in page.posts}
    assert set(posts) == {*said, sent.key}
    assert posts[sent.key].own
    author = posts[said[0]].author
    assert author is not None
    assert author.followers == 120


async def test_catching_up_again_asks_for_no_more_than_it_must(
    far: FakePDS, bluesky: Bluesky
) -> None:
    for n in range(9):
        await far.public_says(f"number {n}")
    for old in far.notifications:
        old["indexedAt"] = "2026-03-02T09:00:00Z"
    far.notifications[0]["indexedAt"] = "2026-03-03T09:00:00Z"
    cursor = (await all_pages(bluesky))[-1].cursor
    far.requests.clear()
    new = await far.public_says("new")
    pages = await all_pages(bluesky, cursor)
    assert new in {post.key for page in pages for post in page.posts}
    assert far.requests.count("app.bsky.notification.listNotifications") == 1


async def test_likes_and_follows_are_no_messages(far: FakePDS, bluesky: Bluesky) -> None:
    await far.public_says("hello")
    far.notifications[0]["reason"] = "like"
    assert all(not page.posts for page in await all_pages(bluesky))


async def test_a_notification_without_an_author_is_kept_aside(
    far: FakePDS, bluesky: Bluesky
) -> None:
    await far.public_says("hello")
    far.notifications[0]["author"] = {"did": 7}
    rejected = [item for page in await all_pages(bluesky) for item in page.rejected]
    assert [item.reason for item in rejected] == ["it does not say who wrote it"]


async def test_without_an_appview_only_own_posts_are_to_be_had(far: FakePDS) -> None:
    far.appview = False
    bluesky = Bluesky(far.access())
    await far.public_says("hello")
    own = far.stands(BRAND, POST, post_record("ours"))
    keys = [post.key for page in await all_pages(bluesky) for post in page.posts]
    await bluesky.aclose()
    assert keys == [own]


async def test_the_thread_of_a_post_that_is_gone_says_so(far: FakePDS, bluesky: Bluesky) -> None:
    for key in (f"at://{MARA}/{POST}/3aaaaaaaaaaaa", "rubbish"):
        with pytest.raises(Refused):
            await bluesky.thread(key)


async def test_a_thread_is_followed_upwards_past_a_cycle(far: FakePDS, bluesky: Bluesky) -> None:
    first = await far.public_says("first")
    second = await far.public_says("second", reply_to=first)
    looped = far.records[first]["value"]
    looped["reply"] = {"root": far.ref(second), "parent": far.ref(second)}
    assert {post.key for post in await bluesky.thread(second)} == {first, second}


async def test_a_profile_is_found_by_handle_with_or_without_the_sign(
    far: FakePDS, bluesky: Bluesky
) -> None:
    for handle in ("mara.test", "@Mara.test", MARA):
        assert (await bluesky.profile(handle)).remote_id == MARA
    with pytest.raises(Refused, match=r"nobody\.test"):
        await bluesky.profile("nobody.test")


async def test_a_past_lists_one_span_of_time_and_leaves_out_the_rest(
    far: FakePDS, bluesky: Bluesky
) -> None:
    said = [await far.public_says(f"number {n}") for n in range(5)]
    posts = {post.key: post for page in await all_pages(bluesky) for post in page.posts}
    times = sorted(at for key in said if (at := posts[key].created_at))
    found, cursor, more = set(), "", True
    while more:
        page = await bluesky.past(times[1], times[4], cursor)
        found |= {post.key for post in page.posts}
        cursor, more = page.cursor, page.more
    within = {key for key in said if (at := posts[key].created_at) and times[1] <= at < times[4]}
    assert found == within
    assert 0 < len(within) < len(said)


async def test_an_appview_tells_how_posts_fare_and_leaves_out_what_is_gone(
    far: FakePDS, bluesky: Bluesky
) -> None:
    said = [await far.public_says(f"number {n}") for n in range(30)]
    gone = said[0][:-3] + "zzz"
    counts = await bluesky.counts([*said, gone, "no address"])
    assert set(counts) == set(said)
    assert counts[said[0]] == {"likes": 7, "replies": 2, "shares": 4}
    assert far.requests.count("app.bsky.feed.getPosts") == 2  # 25 at a time


async def test_where_nobody_counts_it_is_asked_again_later(far: FakePDS, bluesky: Bluesky) -> None:
    far.appview = False
    with pytest.raises(RetryLater):
        await bluesky.counts([await far.public_says("hello")])
