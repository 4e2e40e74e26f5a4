"""A past is told whole, in pages, and goes on from any of them."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from rapport.channels.contract import Page
from rapport.channels.errors import RetryLater
from rapport.connectors.jetstream import replay
from rapport.connectors.jetstream.connector import Jetstream
from rapport.connectors.jetstream.events import place_of, time_of
from rapport.connectors.jetstream.stream import now
from rapport.connectors.jetstream.tests.far import FakeJetstream, Told, post_record

HOUR = timedelta(hours=1)


@pytest.fixture
def past(far: FakeJetstream, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Twenty posts in the hour that began then, a minute and more apart, and one on each side."""
    monkeypatch.setattr(replay, "PAGE_EVENTS", 4)
    monkeypatch.setattr(replay, "QUIET_SECONDS", 0.5)
    began = now() - 3 * HOUR
    said = {-30: "too early", **{n: f"{n // 100}" for n in range(0, 2000, 100)}, 3700: "too late"}
    for seconds, text in said.items():
        far.says(post_record(text), at_us=place_of(began + timedelta(seconds=seconds)))
    far.says(post_record("much later"))
    return began


async def read(jetstream: Jetstream, since: datetime, until: datetime, cursor: str) -> list[Page]:
    pages = [await jetstream.past(since, until, cursor)]
    while pages[-1].more:
        assert len(pages) < 50
        pages.append(await jetstream.past(since, until, pages[-1].cursor))
    return pages


def texts(pages: list[Page]) -> list[str]:
    return [post.text for page in pages for post in page.posts]


ALL = [str(n) for n in range(20)]


async def test_everything_from_since_to_before_until_is_told_once_over_one_line(
    far: FakeJetstream, jetstream: Jetstream, past: datetime
) -> None:
    pages = await read(jetstream, past, past + HOUR, "")
    assert texts(pages) == ALL
    assert max(len(page.posts) for page in pages) <= 5
    assert len(far.asked) == 1
    reached = [page.reached_at for page in pages if page.reached_at]
    assert reached == sorted(reached)
    assert reached[-1] == past + HOUR


async def test_a_past_is_repeatable(
    far: FakeJetstream, jetstream: Jetstream, past: datetime
) -> None:
    for _ in range(2):
        assert texts(await read(jetstream, past, past + HOUR, "")) == ALL


async def test_an_abandoned_past_goes_on_from_its_cursor_in_another_process(
    far: FakeJetstream, jetstream: Jetstream, past: datetime
) -> None:
    first = await jetstream.past(past, past + HOUR, "")
    second = await jetstream.past(past, past + HOUR, first.cursor)
    await jetstream.aclose()
    other = Jetstream(far.access())
    rest = await read(other, past, past + HOUR, second.cursor)
    assert set(texts([first, second, *rest])) == set(ALL)
    assert len(texts(rest)) < len(ALL)


async def test_a_line_left_alone_is_closed_and_the_next_page_opens_another(
    far: FakeJetstream, jetstream: Jetstream, past: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "LEFT_ALONE_SECONDS", 0.01)
    first = await jetstream.past(past, past + HOUR, "")
    await asyncio.sleep(0.05)
    rest = await read(jetstream, past, past + HOUR, first.cursor)
    assert set(texts([first, *rest])) == set(ALL)
    assert len(far.asked) > 1


async def test_a_break_in_a_past_loses_nothing(
    far: FakeJetstream, jetstream: Jetstream, past: datetime
) -> None:
    first = await jetstream.past(past, past + HOUR, "")
    await far.drop_stream()
    pages = [first]
    while pages[-1].more:
        try:
            pages.append(await jetstream.past(past, past + HOUR, pages[-1].cursor))
        except RetryLater:
            continue
    assert set(texts(pages)) == set(ALL)


async def test_two_pasts_in_turn_do_not_mix(
    far: FakeJetstream, jetstream: Jetstream, past: datetime
) -> None:
    middle = past + timedelta(seconds=950)
    early = await jetstream.past(past, middle, "")
    late = await read(jetstream, middle, past + HOUR, "")
    rest = await read(jetstream, past, middle, early.cursor)
    assert texts(late) == ALL[10:]
    assert set(texts([early, *rest])) == set(ALL[:10])


async def test_a_past_that_reaches_into_the_future_ends_now(
    far: FakeJetstream, jetstream: Jetstream, past: datetime
) -> None:
    pages = await read(jetstream, past, now() + HOUR, "")
    assert texts(pages)[-2:] == ["too late", "much later"]


async def test_what_the_network_no_longer_holds_of_a_past_is_noted(
    far: FakeJetstream, jetstream: Jetstream, past: datetime
) -> None:
    pages = await read(jetstream, past - 48 * HOUR, past + HOUR, "")
    notes = [note for page in pages for note in page.noted]
    assert len(notes) == 1
    assert texts(pages) == ["too early", *ALL]


async def test_a_past_of_no_length_asks_nobody(far: FakeJetstream, jetstream: Jetstream) -> None:
    at = time_of(1795684000000000)
    assert await jetstream.past(at, at, "") == Page(reached_at=at)
    assert far.asked == []


async def test_a_server_that_dies_without_a_word_is_no_end_of_a_past(
    far: FakeJetstream, jetstream: Jetstream, past: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "QUIET_SECONDS", 0.1)
    far.is_mute = True
    # A frame that is announced and never comes: nothing after it, pongs included, can be read any more.
    far.told.insert(1, Told(far.told[1].at_us, wire=b"\x81\x7e\xff\xff{"))
    with pytest.raises(RetryLater, match="silent"):
        await read(jetstream, past, past + HOUR, "")
