"""Rounds lose nothing, come back when the server says, and a past is read whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rapport.channels.contract import InboundPost, Page
from rapport.channels.errors import Refused, RetryLater
from rapport.connectors.hashtags.connector import Hashtags
from rapport.connectors.hashtags.tests.far import FarHashtags
from rapport.connectors.hashtags.words import MOST_TAGS
from rapport.kit.fediverse.ids import id_at
from rapport.kit.fediverse.tests.instance import NOON
from rapport.kit.fediverse.tests.wire import Response


async def rounds(place: Hashtags, cursor: str) -> tuple[list[InboundPost], str]:
    posts: list[InboundPost] = []
    while True:
        page = await place.fetch(cursor)
        posts += page.posts
        cursor = page.cursor
        if not page.more:
            return posts, cursor


def keys(posts: list[InboundPost]) -> list[str]:
    return [post.key for post in posts]


async def test_a_busy_hashtag_is_read_whole_and_each_post_once(
    far: FarHashtags, place: Hashtags
) -> None:
    first = [far.says("bob", f"#tea {number}")["uri"] for number in range(130)]
    posts, cursor = await rounds(place, "")
    assert keys(posts) == first
    second = [far.says("bob", f"#tea more {number}")["uri"] for number in range(90)]
    posts, cursor = await rounds(place, cursor)
    assert keys(posts) == second
    assert (await rounds(place, cursor))[0] == []


async def test_a_post_that_came_late_is_not_missed(far: FarHashtags, place: Hashtags) -> None:
    """Its id is made of the time it was written, which is below what was read already."""
    far.now += timedelta(minutes=5)
    far.says("mara", "#tea now")
    _, cursor = await rounds(place, "")
    written = far.now - timedelta(minutes=4)
    late_id = str(int(id_at(written)) + 1)
    far.statuses[late_id] = far.says("bob", "#tea from afar") | {
        "id": late_id, "uri": "https://far.example/late", "created_at": written.isoformat(),
    }  # fmt: skip
    posts, _ = await rounds(place, cursor)
    assert "https://far.example/late" in keys(posts)


async def test_an_edit_shortly_after_is_told(far: FarHashtags, place: Hashtags) -> None:
    said = far.says("bob", "#tea is cold")
    _, cursor = await rounds(place, "")
    far.edits(said["id"], "#tea is hot")
    posts, _ = await rounds(place, cursor)
    assert [post.text for post in posts] == ["#tea is hot"]


async def test_several_hashtags_share_one_cursor_and_a_post_with_both_comes_once(
    far: FarHashtags,
) -> None:
    place = Hashtags(far.access(hashtags="", terms=("tea", "river cafe", "@brand")))
    said = [
        far.says("bob", text)["uri"]
        for text in ("#tea", "#tea at #RiverCafe", "#rivercafe", "#cake")
    ]
    posts, cursor = await rounds(place, "")
    assert sorted(keys(posts)) == sorted(said[:3])
    # New words: the old places stay, the new hashtag begins a day ago.
    other = Hashtags(far.access(hashtags="", terms=("tea", "cake")))
    posts, _ = await rounds(other, cursor)
    assert said[3] in keys(posts)


async def test_the_server_says_how_often_it_wants_to_be_asked(
    far: FarHashtags, place: Hashtags
) -> None:
    far.remaining = 101
    page = await place.fetch("")
    # 300 s until the limit resets, 100 requests left, two requests a round.
    assert page.ask_after == pytest.approx(6.0, abs=0.1)
    far.next_answers.append(Response(429, {"error": "Too many"}, {"X-RateLimit-Remaining": "0"}))
    with pytest.raises(RetryLater) as caught:
        await place.fetch(page.cursor)
    assert caught.value.after == pytest.approx(300, abs=1)


@pytest.mark.parametrize("response", [Response(502, b"bad"), Response(200, b"{"), Response(200, {}), Response(is_lost=True),
                                      Response(200, [], is_cut=True)])  # fmt: skip
async def test_a_passing_fault_is_tried_again(
    far: FarHashtags, place: Hashtags, response: Response
) -> None:
    far.next_answers.append(response)
    with pytest.raises(RetryLater):
        await place.fetch("")


async def test_a_server_that_is_closed_says_what_to_do(far: FarHashtags, place: Hashtags) -> None:
    info = await place.check()
    assert info.remote_id.startswith("hashtags:127.0.0.1")
    far.is_closed = True
    with pytest.raises(Refused, match="Choose another server"):
        await place.check()


@pytest.mark.parametrize(
    ("feeds", "is_closed"),
    [({"local": "public", "remote": "authenticated"}, False), ({"local": "disabled", "remote": "disabled"}, True),
     ({"local": "authenticated", "remote": "disabled"}, True), ("public", False)],
)  # fmt: skip
async def test_a_server_that_says_it_is_closed_is_believed(
    far: FarHashtags, place: Hashtags, feeds: object, is_closed: bool
) -> None:
    about = {"title": "Home", "configuration": {"timelines_access": {"hashtag_feeds": feeds}}}
    far.next_answers.append(Response(200, about))
    if is_closed:
        with pytest.raises(Refused):
            await place.check()
    else:
        assert (await place.check()).name == "Hashtags on Home"


async def test_a_private_host_is_refused(far: FarHashtags, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "")
    with pytest.raises(Refused, match="private network"):
        await Hashtags(far.access()).check()
    with pytest.raises(Refused):
        Hashtags(replace(far.access(), settings={"host": "http://plain.example"}))


async def test_too_many_and_no_hashtags_are_noted_once(far: FarHashtags) -> None:
    none = Hashtags(far.access(hashtags="", terms=("@brand",)))
    page = await none.fetch("")
    assert [note.what for note in page.noted] == [
        "There is no hashtag to ask for; name some, or ask for one in a query."
    ]
    many = Hashtags(far.access(hashtags=",".join(f"tag{n}" for n in range(MOST_TAGS + 1))))
    page = await many.fetch("")
    assert [f"#tag{MOST_TAGS}" in note.what for note in page.noted] == [True]
    assert (await many.fetch(page.cursor)).noted == ()


async def past(place: Hashtags, since: datetime, until: datetime) -> list[Page]:
    pages = [await place.past(since, until, "")]
    while pages[-1].more:
        assert len(pages) < 100
        pages.append(await place.past(since, until, pages[-1].cursor))
    return pages


@pytest.mark.parametrize("minutes", [(0, 300), (30, 60), (99, 101), (500, 600)])
async def test_a_past_holds_what_was_said_in_it_and_tells_how_far_it_is(
    far: FarHashtags, minutes: tuple[int, int]
) -> None:
    place = Hashtags(far.access(hashtags="tea, cake"))
    said: dict[str, datetime] = {}
    for number in range(200):
        far.now += timedelta(seconds=59)
        key = far.says("bob", "#cake" if number % 4 == 0 else "#tea")["uri"]
        said[key] = far.now
    since, until = (NOON + timedelta(minutes=m) for m in minutes)
    pages = await past(place, since, until)
    found = [post.key for page in pages for post in page.posts]
    assert sorted(found) == sorted(key for key, at in said.items() if since <= at < until)
    reached = [page.reached_at for page in pages if page.reached_at]
    assert reached == sorted(reached)
    assert reached[-1] == until
    again = await past(place, since, until)
    assert [post.key for page in again for post in page.posts] == found


async def test_a_server_that_has_nothing_left_is_not_asked_until_it_refuses(
    far: FarHashtags, place: Hashtags
) -> None:
    far.remaining = 1
    await place.fetch("")
    asked = len(far.requests)
    with pytest.raises(RetryLater) as caught:
        await place.fetch("")
    assert caught.value.after == pytest.approx(300, abs=2)
    assert len(far.requests) == asked
