"""Listening: with IDLE and without, after breaks, and over what was filed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from rapport.channels.contract import Page
from rapport.channels.errors import RetryLater
from rapport.connectors.mail import stream as streaming
from rapport.connectors.mail.connector import Mail
from rapport.connectors.mail.reading import Place, Places
from rapport.connectors.mail.tests.far import BRAND, FakeMailServer

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def until(it_is_so: Callable[[], bool]) -> None:
    """For what the server in memory does in threads of its own."""
    async with asyncio.timeout(10):
        while not it_is_so():  # noqa: ASYNC110  nothing tells of it
            await asyncio.sleep(0.01)


async def test_a_server_without_idle_is_asked_every_so_often(
    far: FakeMailServer, mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    far.has_idle = False
    monkeypatch.setattr(streaming, "POLL_SECONDS", 0.01)
    stream = mail.stream("")
    await anext(stream)
    key = far.says("hello")
    page = await asyncio.wait_for(anext(stream), 10)
    assert [post.key for post in page.posts] == [key]
    assert "IDLE" not in far.commands
    await stream.aclose()


async def test_idle_is_renewed_before_the_server_forgets_us(
    far: FakeMailServer, mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "SENT_SECONDS", 0.01)
    stream = mail.stream("")
    await anext(stream)
    waiting = asyncio.ensure_future(anext(stream))
    await until(lambda: far.commands.count("IDLE") >= 3)
    far.arrives(f"From: {BRAND}\r\nMessage-ID: <s@x>\r\n\r\nfrom my desk".encode(), "Sent")
    (post,) = (await asyncio.wait_for(waiting, 10)).posts
    assert post.own
    await stream.aclose()


async def test_a_line_that_dies_while_idle_is_noticed(far: FakeMailServer, mail: Mail) -> None:
    stream = mail.stream("")
    await anext(stream)
    waiting = asyncio.ensure_future(anext(stream))
    await until(lambda: bool(far.idling))
    far.cut()
    with pytest.raises(RetryLater):
        await asyncio.wait_for(waiting, 10)


async def test_a_stream_that_is_left_ends_its_line(far: FakeMailServer, mail: Mail) -> None:
    stream = mail.stream("")
    await anext(stream)
    assert len(far.lines) == 1
    await stream.aclose()
    await until(lambda: not far.lines)


async def test_a_question_asked_on_a_line_that_died_is_asked_again(
    far: FakeMailServer, mail: Mail
) -> None:
    await mail.check()
    far.cut()
    assert (await mail.check()).handle == BRAND


async def test_a_new_count_of_the_folder_reads_it_again(far: FakeMailServer, mail: Mail) -> None:
    keys = [far.says(f"{n}") for n in range(3)]
    assert [post.key for post in (await mail.fetch("9:900 9:900")).posts] == keys
    assert (await mail.fetch("1:3 1:0")).posts == ()


async def test_pages_are_bounded_and_go_on(
    far: FakeMailServer, mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapport.connectors.mail.reading.PAGE_MAILS", 2)
    keys = [far.says(f"{n}") for n in range(5)]
    pages: list[Page] = [await mail.fetch("")]
    while pages[-1].more:
        pages.append(await mail.fetch(pages[-1].cursor))
    assert [len(page.posts) for page in pages] == [2, 2, 1]
    assert [post.key for page in pages for post in page.posts] == keys


async def test_a_past_counts_what_the_server_got_in_that_time(
    far: FakeMailServer, mail: Mail
) -> None:
    for hours in range(-30, 30, 6):
        raw = f"From: m@x.example\r\nMessage-ID: <p{hours}@x>\r\n\r\n{hours}".encode()
        far.arrives(raw, at=NOON + timedelta(hours=hours))
    page = await mail.past(NOON - timedelta(hours=12), NOON + timedelta(hours=12), "")
    assert [post.text for post in page.posts] == ["-12", "-6", "0", "6"]
    assert (page.done, page.total, page.more) == (4, 4, False)
    assert page.reached_at == NOON + timedelta(hours=6)
    again = await mail.past(NOON - timedelta(hours=12), NOON + timedelta(hours=12), "")
    assert again == page


async def test_a_mail_larger_than_we_read_comes_as_its_beginning(
    far: FakeMailServer, mail: Mail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapport.connectors.mail.folders.LARGEST_MAIL", 1000)
    monkeypatch.setattr("rapport.connectors.mail.reading.LARGEST_MAIL", 1000)
    far.arrives(b"From: m@x.example\r\nMessage-ID: <big@x>\r\n\r\n" + b"word " * 400)
    page = await mail.fetch("")
    assert page.posts[0].text.startswith("word word")
    assert "only its beginning was read" in page.noted[0].what


@pytest.mark.parametrize(
    "cursor", ["", "-", "x y z", "1:2", "1:2 -", "99999999999:1 1:1", "1:2 3:4 5:6"]
)
def test_any_cursor_is_read_as_far_as_it_makes_sense(cursor: str) -> None:
    places = Places.parse(cursor)
    assert Places.parse(str(places)) == places
    assert isinstance(places.inbox, Place)
