"""A real square, served over HTTP by a thread of the test, and the kit's far end on top of it."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn
from django.core.management import call_command
from django.db import connection

from rapport.channels.contract import AccountAccess
from rapport.channels.testing import Fault

_FAULTS = {
    Fault.BUSY: {"fail_next": 1, "fail_status": 429},
    Fault.DOWN: {"fail_next": 1, "fail_status": 503},
    Fault.REFUSED: {"fail_next": 1, "fail_status": 422},
    Fault.SIGNED_OUT: {"fail_next": 1, "fail_status": 401},
    Fault.LOST_RECEIPT: {"lose_next": 1},
}


@contextmanager
def served() -> Iterator[str]:
    """The whole of Rapport under uvicorn on a free port of loopback; yields its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        "rapport.config.asgi:application",
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(5)
        listener.close()


def seeded(folder: Path) -> dict[str, str]:
    """A bare square: a brand and one person, and both their keys."""
    brief = folder / "brief.json"
    _committed(bare=True, brief=brief)
    keys: dict[str, str] = json.loads(brief.read_text())
    return keys


def cleared() -> None:
    """Nothing stands on the square any more."""
    _committed(clear=True)


def _committed(**options: object) -> None:
    """Run `plaza_seed` beside the test's own transaction, so that the server's threads see what it did.

    Cheaper by half a second a test than emptying every table of the house afterwards.
    """

    def run() -> None:
        try:
            call_command("plaza_seed", **options)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as beside:
        beside.submit(run).result()


class Square:
    beginning = "0"

    def __init__(self, url: str, *, access_key: str, public_key: str) -> None:
        self._url = url
        self._access_key = access_key
        self._brand = _caller(url, access_key)
        self._public = _caller(url, public_key)

    def close(self) -> None:
        self._brand.close()
        self._public.close()

    def access(self) -> AccountAccess:
        return AccountAccess(
            id=1,
            network="plaza",
            handle="brand",
            remote_id="citizen-brand",
            settings={"url": self._url},
            secrets={"access_key": self._access_key},
        )

    async def public_says(self, text: str, *, reply_to: str = "") -> str:
        # The kit compares texts, so the brand is made party to the thread by an earlier word.
        if not reply_to:
            reply_to = self._addressed()
        answer = self._public.post("posts", json={"text": text, "reply_to": reply_to})
        assert answer.status_code == 201, answer.text
        key: str = answer.json()["key"]
        return key

    async def public_deletes(self, key: str) -> None:
        assert self._public.delete(f"posts/{key}").status_code == 204

    async def hostile_items(self) -> int:
        self._addressed()
        self._order({"garble": 2})
        return 2

    async def standing(self) -> Sequence[str]:
        posts = self._brand.get("posts").json()["posts"]
        ours = (post for post in posts if not post.get("removed"))
        return [post["key"] for post in ours if post["author"]["handle"] == "brand"]

    def fail_next(self, fault: Fault) -> None:
        self._order(_FAULTS[fault])

    async def drop_stream(self) -> None:
        self._order({"cut_streams": True})

    def _order(self, order: dict[str, object]) -> None:
        assert self._brand.post("trouble", json=order).status_code == 204

    def _addressed(self) -> str:
        answer = self._public.post("posts", json={"text": "Hello @brand"})
        key: str = answer.json()["key"]
        return key


def _caller(url: str, key: str) -> httpx.Client:
    return httpx.Client(
        base_url=f"{url}/plaza/api/", headers={"Authorization": f"Bearer {key}"}, trust_env=False
    )
