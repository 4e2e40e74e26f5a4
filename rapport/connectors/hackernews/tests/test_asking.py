"""Every word is asked for what is new, spans with too many hits in halves, and never more than is allowed."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.channels.contract import Page
from rapport.channels.errors import Refused, RetryLater
from rapport.connectors.hackernews.client import HOUR_SECONDS, Budget, Client
from rapport.connectors.hackernews.connector import HackerNews
from rapport.connectors.hackernews.rounds import OVERLAP_SECONDS, Round
from rapport.connectors.hackernews.terms import asked, words
from rapport.connectors.hackernews.tests.far import Answer, FakeSearch
from rapport.connectors.hackernews.walk import HITS, MOST_HITS, Walk

NOW = datetime.now(UTC)


async def fetched(connector: HackerNews, cursor: str = "") -> list[Page]:
    pages = [await connector.fetch(cursor)]
    while pages[-1].more:
        assert len(pages) < 100
        pages.append(await connector.fetch(pages[-1].cursor))
    return pages


async def past(connector: HackerNews, since: datetime, until: datetime) -> list[Page]:
    pages = [await connector.past(since, until, "")]
    while pages[-1].more:
        assert len(pages) < 500
        pages.append(await connector.past(since, until, pages[-1].cursor))
    return pages


def keys(pages: list[Page]) -> list[str]:
    return [post.key for page in pages for post in page.posts]


def queries(far: FakeSearch) -> list[str]:
    return [params["query"] for params in far.asked]


# Words.


def test_words_come_from_queries_and_from_the_form() -> None:
    typed = 'White Label, #refund\n  harbour  \n\n@mara,"", --'
    assert words(("Harbour", "café"), typed=typed) == (
        "café",
        "harbour",
        "mara",
        "refund",
        "white label",
    )


def test_a_word_is_meant_literally_and_a_star_as_a_beginning() -> None:
    assert asked("white label") == '"white label"'
    assert asked('a"b') == '"a b"'
    assert asked("refund*") == "refund"


async def test_without_words_nobody_is_asked(far: FakeSearch) -> None:
    far.terms = ()
    page = await HackerNews(far.access()).fetch("")
    assert page.posts == ()
    assert not page.more
    assert far.asked == []


# Polling.


async def test_every_word_is_asked_once_a_round_and_a_post_is_told_once_a_page(
    far: FakeSearch,
) -> None:
    far.terms = ("harbour", "parcel", "harbo*")
    key = far.asks("my parcel")
    far.asks("the weather", title="Ask HN: coats")
    pages = await fetched(HackerNews(far.access()))
    assert keys(pages) == [key]
    assert queries(far) == ["harbo", '"harbour"', '"parcel"']
    assert far.asked[0]["tags"] == "(story,comment,poll)"


async def test_many_words_are_several_pages_of_one_round(far: FakeSearch) -> None:
    far.terms = tuple(f"word{n:02d}" for n in range(12))
    said = [far.asks(f"about word{n:02d}") for n in range(12)]
    pages = await fetched(HackerNews(far.access()))
    assert keys(pages) == said
    assert [page.more for page in pages] == [True, True, False]
    assert len(far.asked) == 12


async def test_the_next_round_asks_from_half_an_hour_before_the_last(far: FakeSearch) -> None:
    old = far.asks("long ago", at=int(time.time()) - OVERLAP_SECONDS - 600)
    connector = HackerNews(far.access())
    first = await fetched(connector)
    late = far.asks("known late", at=int(time.time()) - 900)
    second = await fetched(connector, first[-1].cursor)
    assert keys(first) == [old]
    assert keys(second) == [late]


async def test_a_new_word_is_looked_for_a_day_back_and_the_others_are_not(far: FakeSearch) -> None:
    cursor = (await fetched(HackerNews(far.access())))[-1].cursor
    hours_ago = int(time.time()) - 5 * 3600
    far.asks("harbour again", at=hours_ago)
    found = far.asks("parcel", title="Ask HN: parcel", at=hours_ago)
    far.terms = ("harbour", "parcel")
    pages = await fetched(HackerNews(far.access()), cursor)
    assert keys(pages) == [found]


async def test_words_that_change_in_the_middle_of_a_round_lose_nothing(far: FakeSearch) -> None:
    far.terms = tuple(f"word{n:02d}" for n in range(8))
    said = [far.asks(f"about word{n:02d}") for n in range(8)]
    first = await HackerNews(far.access()).fetch("")
    far.terms = ("another", *far.terms[3:])
    rest = await fetched(HackerNews(far.access()), first.cursor)
    again = await fetched(HackerNews(far.access()), rest[-1].cursor)
    assert set(keys([first, *rest])) == set(said)
    assert '"another"' in queries(far)
    assert set(keys(again)) == set(said[3:])


async def test_a_cursor_that_is_none_of_ours_begins_anew(far: FakeSearch) -> None:
    key = far.asks("hello")
    strange = {"read": {"harbour": "x"}, "end": -1, "done": "zzz", "walk": {"windows": [[5, 1]]}}
    for cursor in ("rubbish", "[]", "17", json.dumps(strange), '{"read": [1], "walk": 3}'):
        assert keys(await fetched(HackerNews(far.access()), cursor)) == [key]


async def test_the_more_words_the_less_often(far: FakeSearch) -> None:
    few = await HackerNews(far.access()).fetch("")
    far.terms = tuple(f"word{n:03d}" for n in range(200))
    many = await HackerNews(far.access()).fetch("")
    assert few.ask_after == 60
    assert many.ask_after is not None
    assert 200 * 3600 / many.ask_after <= 5_000


# Too many hits.


async def test_more_than_the_search_gives_is_asked_for_in_halves(far: FakeSearch) -> None:
    began = NOW - timedelta(hours=20)
    said = {far.asks(f"{n}", at=int(began.timestamp()) + n * 50) for n in range(MOST_HITS + 300)}
    assert set(keys(await fetched(HackerNews(far.access())))) == said


async def test_more_in_one_second_than_the_search_gives_is_said(far: FakeSearch) -> None:
    second = int(time.time()) - 60
    for n in range(MOST_HITS + 100):
        far.asks(f"{n}", at=second)
    pages = await fetched(HackerNews(far.access()))
    assert len(set(keys(pages))) == MOST_HITS
    (note,) = [note for page in pages for note in page.noted]
    assert "1,100" in note.what


@settings(max_examples=60, deadline=None)
@given(
    times=st.lists(st.integers(0, 5_000_000), max_size=60),
    span=st.tuples(st.integers(0, 5_000_000), st.integers(1, 5_000_000)),
    interrupted=st.booleans(),
)
def test_a_walk_meets_every_post_of_its_span(
    times: list[int], span: tuple[int, int], interrupted: bool
) -> None:
    since, until = span[0], span[0] + span[1]
    walk, met = Walk(since, until), []
    for _ in range(10_000):
        walk.begin(("a", "b"))
        if walk.is_done:
            break
        if interrupted:
            walk = Walk.parse(json.loads(json.dumps(walk.kept())), since=since, until=until)
        start, end = walk.windows[-1]
        # Each stands for 100 posts in that second, so that some windows hold more than is given.
        inside = sorted((t for t in times if start <= t < end), reverse=True)
        page = walk.page
        if walk.go_on(hits=100 * len(inside)):
            met += inside[page * (HITS // 100) : (page + 1) * (HITS // 100)]
    assert walk.is_done
    crowded = any(times.count(t) > MOST_HITS // 100 for t in times)
    assert crowded or sorted(met) == sorted(2 * [t for t in times if since <= t < until])


# A past.


async def test_a_past_is_told_from_since_to_before_until(far: FakeSearch) -> None:
    far.terms = ("harbour", "parcel")
    since, until = NOW - timedelta(days=100), NOW - timedelta(days=20)
    at = [int((NOW - timedelta(days=days)).timestamp()) for days in (101, 99, 60, 21, 19)]
    said = [far.asks("my parcel", at=time) for time in at]
    pages = await past(HackerNews(far.access()), since, until)
    assert set(keys(pages)) == set(said[1:4])
    reached = [page.reached_at for page in pages if page.reached_at]
    assert reached == sorted(reached)
    assert reached[-1] == until
    assert keys(await past(HackerNews(far.access()), since, until)) == keys(pages)


async def test_a_past_that_reaches_into_the_present_ends_where_it_stood_when_it_began(
    far: FakeSearch,
) -> None:
    connector = HackerNews(far.access())
    since, until = NOW - timedelta(days=40), NOW + timedelta(days=1)
    first = await connector.past(since, until, "")
    end = json.loads(first.cursor)["until"]
    second = await connector.past(since, until + timedelta(days=1), first.cursor)
    assert json.loads(second.cursor)["until"] == end
    assert not second.more


async def test_a_past_without_end_or_words_is_soon_over(far: FakeSearch) -> None:
    connector = HackerNews(far.access())
    assert not (await connector.past(NOW, NOW - timedelta(days=1), "")).more
    far.terms = ()
    page = await HackerNews(far.access()).past(NOW - timedelta(days=4000), NOW, "")
    assert (page.more, page.reached_at) == (False, NOW)
    assert far.asked == []


# Threads.


async def test_the_thread_around_a_comment_is_that_of_its_whole_story(far: FakeSearch) -> None:
    story = far.asks("root")
    comment = far.comments("mine too", story)
    answer = far.comments("since when?", comment)
    posts = await HackerNews(far.access()).thread(answer)
    assert {post.key for post in posts} == {story, comment, answer}
    assert {post.root_key for post in posts} == {"", story}


async def test_a_thread_that_is_gone_is_refused(far: FakeSearch) -> None:
    connector = HackerNews(far.access())
    with pytest.raises(Refused, match="gone"):
        await connector.thread("https://news.ycombinator.com/item?id=7")
    with pytest.raises(Refused, match="no post"):
        await connector.thread("https://news.ycombinator.com/item?id=../x")


# What can go wrong.


@pytest.mark.parametrize(
    ("answer", "after"),
    [
        (Answer(429, b"{}", {"Retry-After": "90"}), 90),
        (Answer(429, b"<html>slow down</html>"), 60),
        (Answer(429, b"", {"Retry-After": "999999"}), 3600),
        (Answer(503, b"<html>down</html>"), 10),
        (Answer(200, b"<html>Welcome to the hotel</html>"), 60),
        (Answer(200, b'{"hits": [{"objectID": "1"'), 60),
        (Answer(200, b'{"hits": []', cut=500), 10),
        (Answer(200, b'{"hits": {}, "nbHits": 3}'), 60),
        (Answer(200, b'{"hits": []}'), 60),
        (Answer(200, b"[" * 100_000), 60),
    ],
)
async def test_a_passing_fault_is_tried_again_later(
    far: FakeSearch, answer: Answer, after: float
) -> None:
    connector = HackerNews(far.access())
    key = far.asks("hello")
    far.answers.append(answer)
    with pytest.raises(RetryLater) as caught:
        await connector.fetch("")
    assert caught.value.after == after
    assert keys(await fetched(connector)) == [key]


@pytest.mark.parametrize("status", [400, 403])
async def test_a_refusal_is_told_in_its_words(far: FakeSearch, status: int) -> None:
    far.answers.append(Answer(status, b'{"message": "your address is blocked"}'))
    with pytest.raises(Refused, match="your address is blocked"):
        await HackerNews(far.access()).check()


async def test_a_search_in_a_private_network_is_refused(
    far: FakeSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RAPPORT_ALLOW_HOSTS")
    with pytest.raises(Refused, match="private network"):
        await HackerNews(far.access()).check()


async def test_more_than_an_hour_allows_is_not_asked(far: FakeSearch) -> None:
    hour = [0.0]
    client = Client(f"http://127.0.0.1:{far.port}", budget=Budget(3, clock=lambda: hour[0]))
    for _ in range(3):
        await client.latest()
    hour[0] = 600
    with pytest.raises(RetryLater) as caught:
        await client.latest()
    assert caught.value.after == HOUR_SECONDS - 600
    assert len(far.asked) == 3
    hour[0] = HOUR_SECONDS
    await client.latest()


def test_a_round_is_read_back_as_it_was_written() -> None:
    this = Round.parse("", words=("a", "b"), now=NOW)
    this.went(this.next_walk())
    assert Round.parse(this.cursor(), words=("a", "b"), now=NOW + timedelta(hours=1)) == this
