"""The crier: whoever listens hears everything once, in order, and soon."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import connection

from rapport.plaza import actions
from rapport.plaza.api.trouble import order_trouble
from rapport.plaza.models import Citizen, SquarePost
from rapport.plaza.seeding import seed_bare
from rapport.plaza.streaming import Batch, CutOff, crier
from rapport.plaza.tests.conftest import NOON

pytestmark = pytest.mark.django_db(transaction=True)


def write(text: str) -> SquarePost:
    mia = Citizen.objects.get(handle="mia")
    origin = SquarePost.Origin.LIVE
    return actions.write_post(mia, text, now=NOON + timedelta(seconds=1), origin=origin).post


def beside(function: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    """The function in a thread of its own, on a connection that is closed when it is done."""

    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        finally:
            connection.close()

    return sync_to_async(run, thread_sensitive=False)


@pytest.fixture
async def square() -> None:
    await beside(seed_bare)(now=NOON)


@asynccontextmanager
async def listening(after: int | None = None) -> AsyncIterator[AsyncIterator[Batch]]:
    async with crier().listen(after=after) as batches:
        first = await anext(batches)
        assert first.told == []
        yield batches


async def texts(batches: AsyncIterator[Batch], count: int) -> list[str]:
    heard: list[str] = []
    async with asyncio.timeout(5):
        while len(heard) < count:
            heard += [one.post.text for one in (await anext(batches)).told]
    return heard


async def test_a_new_post_reaches_every_listener(square: None):
    async with listening() as one, listening() as two:
        await beside(write)("Hello square")
        assert await texts(one, 1) == ["Hello square"]
        assert await texts(two, 1) == ["Hello square"]


async def test_a_listener_with_a_cursor_hears_the_past_first_and_nothing_twice(square: None):
    for n in range(3):
        await beside(write)(f"past {n}")
    async with listening(after=0) as batches:
        await beside(write)("now")
        assert await texts(batches, 4) == ["past 0", "past 1", "past 2", "now"]
        await beside(write)("later")
        assert await texts(batches, 1) == ["later"]


async def test_from_now_on_means_nothing_of_the_past(square: None):
    await beside(write)("past")
    async with listening() as batches:
        await beside(write)("now")
        assert await texts(batches, 1) == ["now"]


async def test_posts_written_at_the_same_moment_are_all_heard(square: None):
    async with listening() as batches:
        await asyncio.gather(*(beside(write)(f"word {n}") for n in range(12)))
        assert sorted(await texts(batches, 12)) == sorted(f"word {n}" for n in range(12))


async def test_streams_that_are_cut_end(square: None):
    async with listening() as batches:
        post = await beside(write)("before the cut")
        await texts(batches, 1)
        await beside(order_cut)(post)
        with pytest.raises(CutOff):
            await asyncio.wait_for(anext(batches), 5)


async def test_the_crier_rests_when_nobody_listens_and_wakes_again(square: None):
    async with listening():
        pass
    await beside(write)("while nobody listened")
    async with listening(after=0) as batches:
        assert await texts(batches, 1) == ["while nobody listened"]


def order_cut(post: SquarePost) -> None:
    order_trouble({"cut_streams": True}, now=post.at)
