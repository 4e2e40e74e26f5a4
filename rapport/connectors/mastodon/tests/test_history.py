"""A past is read whole, within its bounds, and tells how far it is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from rapport.channels.contract import Page
from rapport.connectors.mastodon.connector import Mastodon
from rapport.connectors.mastodon.history import BEGINNING, Place
from rapport.connectors.mastodon.tests.far import FarMastodon
from rapport.kit.fediverse.tests.instance import NOON


async def past(mastodon: Mastodon, since: datetime, until: datetime) -> list[Page]:
    pages = [await mastodon.past(since, until, "")]
    while pages[-1].more:
        assert len(pages) < 100
        pages.append(await mastodon.past(since, until, pages[-1].cursor))
    return pages


@pytest.mark.parametrize("minutes", [(0, 200), (30, 60), (100, 130), (190, 400), (500, 600)])
async def test_a_past_holds_what_was_said_in_it_and_nothing_else(
    far: FarMastodon, mastodon: Mastodon, minutes: tuple[int, int]
) -> None:
    said: dict[str, datetime] = {}
    for number in range(100):
        far.now += timedelta(seconds=59)
        who, text = ("brand", f"word {number}") if number % 4 == 0 else ("bob", f"@brand {number}")
        key = far.says(who, text)["uri"]
        said[key] = far.now
    far.notify("follow", None)
    since, until = (NOON + timedelta(minutes=m) for m in minutes)
    pages = await past(mastodon, since, until)
    keys = [post.key for page in pages for post in page.posts]
    assert sorted(keys) == sorted(key for key, at in said.items() if since <= at < until)
    reached = [page.reached_at for page in pages if page.reached_at]
    assert reached == sorted(reached)
    assert reached[-1] == until


async def test_a_past_can_be_read_again(far: FarMastodon, mastodon: Mastodon) -> None:
    for number in range(3):
        far.says("bob", f"@brand {number}")
    first, again = [await past(mastodon, NOON, NOON + timedelta(hours=1)) for _ in range(2)]
    assert first == again


async def test_an_empty_past_is_over_at_once(far: FarMastodon, mastodon: Mastodon) -> None:
    pages = await past(mastodon, NOON, NOON + timedelta(hours=1))
    assert [page.posts for page in pages] == [(), ()]


async def test_the_beginning_is_read_page_by_page(far: FarMastodon, mastodon: Mastodon) -> None:
    keys = {far.says("bob", f"@brand {number}")["uri"] for number in range(90)}
    cursor, found, pages = "", set(), 0
    while True:
        page = await mastodon.fetch(cursor)
        cursor, pages = page.cursor, pages + 1
        found |= {post.key for post in page.posts}
        if not page.more:
            break
    assert found == keys
    assert pages == 3
    assert page.reached_at is not None


async def test_likes_bring_our_own_post_with_its_counts(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    own = far.says("brand", "We open at nine.")
    place = (await mastodon.fetch("")).cursor
    far.notify("favourite", own | {"favourites_count": 9})
    far.notify("follow", None)
    page = await mastodon.fetch(place)
    assert [(post.key, post.counts["likes"]) for post in page.posts] == [(own["uri"], 9)]


async def test_statuses_set_aside_by_the_server_are_asked_for_too(
    far: FarMastodon, mastodon: Mastodon
) -> None:
    await mastodon.fetch("")
    [asked] = [one for one in far.requests if one.path == "/api/v1/notifications"]
    assert asked.first("include_filtered") == "true"


@pytest.mark.parametrize(
    "cursor", ["", "nonsense", "[]", '{"notification": "../1", "status": null}']
)
def test_a_cursor_nobody_can_read_is_the_beginning(cursor: str) -> None:
    assert Place.parse(cursor) == Place(BEGINNING, BEGINNING)
