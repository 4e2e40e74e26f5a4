"""What it costs to hear a whole network: 1,000 posts a second, of which 50 say the word we listen for."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing.connection import Connection
from typing import Any
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from rapport.channels.contract import AccountAccess
from rapport.cli.bench.far_jetstream import COMMON_WORDS
from rapport.cli.bench.registry import Measured, figure
from rapport.connectors.jetstream.connector import Jetstream

EVENTS_A_SECOND = 1_000
SECONDS = 10
AT_FULL_SPEED = 60_000
WORD = "harbour"
_EVERY = 20  # one post in twenty says the word
_TICK_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class Heard:
    """`seconds` is processor time of the reading process; `matched` counts posts with the word."""

    events: int
    matched: int
    seconds: float
    wall: float


@figure(
    "jetstream_reading_share",
    unit="% of a core",
    anchor="the same frames taken off the same socket and thrown away",
    hold=("at most", 25),
    needs_database=False,
)
def jetstream_reading_share() -> Measured:
    count = EVENTS_A_SECOND * SECONDS
    heard = _read(count, a_second=EVENTS_A_SECOND)
    alone = _take(count, a_second=EVENTS_A_SECOND)
    return Measured(
        100 * heard.seconds / heard.wall,
        anchor_value=100 * alone.seconds / alone.wall,
        note=f"{heard.events / heard.wall:,.0f} posts/s for {heard.wall:.0f} s, read and translated; "
        f"{heard.matched / heard.wall:.0f}/s say the word",
    )


@figure(
    "jetstream_events_per_second",
    unit="events/s",
    anchor="json.loads of the same frames, from memory",
    hold=("at least", 4_000),
    needs_database=False,
)
def jetstream_events_per_second() -> Measured:
    """Events a second of processor time of one core; the server does not wait."""
    heard = _read(AT_FULL_SPEED, a_second=0)
    return Measured(
        heard.events / heard.seconds,
        anchor_value=_parsed_a_second(),
        note=f"{heard.events:,} posts of {len(_sample()[0][1]) + 40:,} bytes and the like",
    )


def _read(count: int, *, a_second: int) -> Heard:
    with _served(count, a_second=a_second) as port:
        return asyncio.run(_hear(port, count))


def _take(count: int, *, a_second: int) -> Heard:
    with _served(count, a_second=a_second) as port:
        return asyncio.run(_throw_away(port, count))


async def _hear(port: int, count: int) -> Heard:
    access = AccountAccess(
        id=1,
        network="jetstream",
        handle="bluesky",
        remote_id="jetstream",
        settings={"hosts": f"ws://127.0.0.1:{port}"},
        secrets={},
    )
    connector = Jetstream(access)
    events = matched = 0
    began, worked = time.perf_counter(), time.process_time()
    stream: Any = connector.stream(str(time.time_ns() // 1000))
    async with aclosing(stream) as pages:
        async for page in pages:
            events += len(page.posts)
            matched += sum(WORD in post.text for post in page.posts)
            if events >= count:
                break
    seconds, wall = time.process_time() - worked, time.perf_counter() - began
    await connector.aclose()
    return Heard(events, matched, seconds, wall)


async def _throw_away(port: int, count: int) -> Heard:
    async with connect(f"ws://127.0.0.1:{port}/subscribe?cursor=0", ping_interval=None) as line:
        began, worked = time.perf_counter(), time.process_time()
        for _ in range(count):
            await line.recv(decode=False)
        seconds, wall = time.process_time() - worked, time.perf_counter() - began
    return Heard(count, 0, seconds, wall)


def _parsed_a_second() -> float:
    frames = [f"{head}{n}{tail}".encode() for n, (head, tail) in enumerate(_sample())]
    worked = time.process_time()
    for frame in frames:
        json.loads(frame)
    return len(frames) / (time.process_time() - worked)


# The far end, in a process of its own, so that its work is not counted.


@contextmanager
def _served(count: int, *, a_second: int) -> Iterator[int]:
    """The port of a Jetstream on loopback that tells so many posts to whoever subscribes; 0 a second is no pause."""
    before = os.environ.get("RAPPORT_ALLOW_HOSTS")
    os.environ["RAPPORT_ALLOW_HOSTS"] = "127.0.0.1"
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, count, a_second), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()
        if before is None:
            del os.environ["RAPPORT_ALLOW_HOSTS"]
        else:
            os.environ["RAPPORT_ALLOW_HOSTS"] = before


def _serve(told: Connection, count: int, a_second: int) -> None:
    asyncio.run(_serve_until_stopped(told, count, a_second))


async def _serve_until_stopped(told: Connection, count: int, a_second: int) -> None:
    sample = _sample()

    async def tell(connection: ServerConnection) -> None:
        assert connection.request is not None
        if "cursor" in parse_qs(urlsplit(connection.request.path).query):
            await _tell(connection, sample, count, a_second)

    async with serve(tell, "127.0.0.1", 0, compression=None, ping_interval=None) as server:
        told.send(server.sockets[0].getsockname()[1])
        await asyncio.Event().wait()


async def _tell(
    connection: ServerConnection, sample: list[tuple[str, str]], count: int, a_second: int
) -> None:
    clock: Callable[[], float] = asyncio.get_running_loop().time
    began, sent = clock(), 0
    try:
        # A few more than are waited for: the last page is as full as the others.
        while sent < count + 100:
            due = int((clock() - began) * a_second) if a_second else sent + 100
            for _ in range(due - sent):
                head, tail = sample[sent % len(sample)]
                await connection.send(f"{head}{time.time_ns() // 1000}{tail}")
                sent += 1
            if a_second:
                await asyncio.sleep(_TICK_SECONDS)
        await connection.wait_closed()
    except ConnectionClosed:
        return


@lru_cache(maxsize=1)
def _sample() -> list[tuple[str, str]]:
    """Posts as Jetstream tells them, without their time: what stands before it and after it."""
    dice = random.Random(7)
    return [_post(dice, n) for n in range(2_000)]


def _post(dice: random.Random, number: int) -> tuple[str, str]:
    words = dice.choices(COMMON_WORDS, k=dice.randint(4, 45))
    if number % _EVERY == 0:
        words.insert(dice.randrange(len(words)), WORD)
    did = "did:plc:" + "".join(dice.choices("abcdefghijklmnopqrstuvwxyz234567", k=24))
    uri = f"at://{did}/app.bsky.feed.post/3lgqrjxvdr22a"
    strong = {"cid": "bafyreidc6sydkkbchcyg62v77wbhzvb2mvytlmsychqgwf2xojjtirmzj4", "uri": uri}
    record: dict[str, Any] = {
        "$type": "app.bsky.feed.post",
        "createdAt": "2026-11-26T09:00:00.102Z",
        "langs": ["en"],
    }
    if number % 2:
        record["reply"] = {"parent": strong, "root": strong}
    if number % 5 == 1:
        feature = {"$type": "app.bsky.richtext.facet#link", "uri": "https://news.example/story"}
        record["facets"] = [{"features": [feature], "index": {"byteStart": 0, "byteEnd": 9}}]
    if number % 5 == 2:
        blob = {
            "$type": "blob",
            "mimeType": "image/jpeg",
            "ref": {"$link": strong["cid"]},
            "size": 9,
        }
        image = {"alt": "A gull", "aspectRatio": {"height": 900, "width": 1600}, "image": blob}
        record["embed"] = {"$type": "app.bsky.embed.images", "images": [image]}
    record["text"] = " ".join(words)
    commit = {
        "rev": "3l3qo2vutsw2b",
        "operation": "create",
        "collection": "app.bsky.feed.post",
        "rkey": f"3l{number:011d}",
        "record": record,
        "cid": strong["cid"],
    }
    commit_text = json.dumps(commit, separators=(",", ":"))
    return f'{{"did":"{did}","time_us":', f',"kind":"commit","commit":{commit_text}}}'
