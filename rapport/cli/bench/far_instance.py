"""A Mastodon to measure with, in a process of its own: it takes what it is sent, and has every post of `inbox_home`."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection

from rapport.kit.fediverse.tests.instance import Instance
from rapport.kit.fediverse.tests.wire import Request, Response
from rapport.kit.processes import end_with_parent, step_back

FAR = "https://far.example/s/"
ALLOWED = 1_000_000


class _FarInstance(Instance):
    """Fetches a post it does not have yet from where it was written, as Mastodon does when asked to resolve its address."""

    def _searched(self, request: Request) -> Response:
        wanted = request.first("q")
        if wanted.startswith(FAR) and wanted not in {one["uri"] for one in self.statuses.values()}:
            self.says("bob", "Where is my refund?").update(uri=wanted, url=wanted)
        return super()._searched(request)


@dataclass(frozen=True)
class Far:
    """`url` is its address on loopback, which a Rapport that speaks with it is started with `environ`."""

    url: str
    _asking: Connection

    @property
    def environ(self) -> dict[str, str]:
        return {"RAPPORT_ALLOW_HOSTS": "127.0.0.1"}

    def taken(self) -> int:
        """How many posts of the brand stand here."""
        self._asking.send(None)
        return int(self._asking.recv())


@contextmanager
def far_instance() -> Iterator[Far]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield Far(ours.recv(), ours)
    finally:
        process.terminate()
        process.join()


def _serve(asked: Connection) -> None:
    end_with_parent()
    # A network is on other machines: it takes nothing from this one that a page wants.
    os.setsid()
    step_back(os.getpid())
    asyncio.run(_served(asked))


async def _served(asked: Connection) -> None:
    # Fifty agents on one account would be held up by what a server of today allows one: that is not what is measured.
    async with _FarInstance(now=datetime.now(UTC), limit=ALLOWED, remaining=ALLOWED) as instance:

        def tell() -> None:
            asked.recv()
            asked.send(len(instance.of("brand")))

        asyncio.get_running_loop().add_reader(asked.fileno(), tell)
        asked.send(instance.url)
        await asyncio.Event().wait()
