"""A Jetstream to measure with, in a process of its own: so many posts a second by the clock, and all the past it is asked for.

It honours `cursor`, as its README says (github.com/bluesky-social/jetstream, read 2026-11-26): what happened after that
moment is told at once, then what happens. Each post says when it was written, and has a number, so that none can be missed.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

_TICK_SECONDS = 0.01
_AUTHORS = 5_000
COMMON_WORDS = (  # noqa: SIM905 - words read better as lines
    "the a of and to in is was for on with that this it my your not but they from what who never always "
    "train parcel gull weather morning coffee music game photo friend today again nobody really because"
).split()


@dataclass(frozen=True, slots=True)
class Plan:
    """`a_second` posts from `behind_seconds` ago for `seconds`; one in `every` says one of the words listened for."""

    words: tuple[str, ...]
    a_second: int
    seconds: float
    every: int
    behind_seconds: float = 0.0

    @property
    def posts(self) -> int:
        return int(self.a_second * self.seconds)

    @property
    def matching(self) -> int:
        return -(-self.posts // self.every)


@contextmanager
def far_jetstream(plan: Plan) -> Iterator[int]:
    """Its port on loopback. It begins when somebody subscribes."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, plan), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


def _serve(told: Connection, plan: Plan) -> None:
    asyncio.run(_serve_until_stopped(told, plan))


async def _serve_until_stopped(told: Connection, plan: Plan) -> None:
    far = _Far(plan)
    async with serve(
        far.tell, "127.0.0.1", 0, compression=None, ping_interval=None, max_queue=None
    ) as server:
        told.send(server.sockets[0].getsockname()[1])
        await asyncio.Event().wait()


class _Far:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._texts = _texts(plan)
        self._began = 0.0

    async def tell(self, connection: ServerConnection) -> None:
        assert connection.request is not None
        asked = parse_qs(urlsplit(connection.request.path).query)
        self._began = self._began or time.time() - self._plan.behind_seconds
        cursor = asked.get("cursor", [str(time.time_ns() // 1000)])[0]
        after = int(cursor) / 1e6 - self._began
        number = max(0, int(after * self._plan.a_second) + 1) if after > 0.001 else 0
        try:
            await self._tell_from(connection, number)
        except ConnectionClosed:
            return

    async def _tell_from(self, connection: ServerConnection, number: int) -> None:
        while number < self._plan.posts:
            happened = int((time.time() - self._began) * self._plan.a_second)
            until = min(self._plan.posts, happened, number + 200)
            for each in range(number, until):
                await connection.send(self._event(each))
            number = max(number, until)
            await asyncio.sleep(_TICK_SECONDS if number >= happened else 0)
        await connection.wait_closed()

    def _event(self, number: int) -> str:
        at = self._began + number / self._plan.a_second
        written = datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds")
        text = self._texts[number % len(self._texts)]
        did = f"did:plc:{number % _AUTHORS:024d}"
        return (
            f'{{"did":"{did}","time_us":{int(at * 1e6)},"kind":"commit","commit":{{"rev":"3l3qo2vutsw2b",'
            f'"operation":"create","collection":"app.bsky.feed.post","rkey":"3l{number:011d}","record":{{'
            f'"$type":"app.bsky.feed.post","createdAt":"{written.replace("+00:00", "Z")}","langs":["en"],"text":"{text}"}},'
            '"cid":"bafyreidc6sydkkbchcyg62v77wbhzvb2mvytlmsychqgwf2xojjtirmzj4"}}'
        )


def _texts(plan: Plan) -> list[str]:
    dice = random.Random(7)
    found = []
    for number in range(1_000 * plan.every):
        words = dice.choices(COMMON_WORDS, k=dice.randint(4, 45))
        if number % plan.every == 0:
            words.insert(dice.randrange(len(words)), dice.choice(plan.words))
        found.append(" ".join(words))
    return found
