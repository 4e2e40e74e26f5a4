"""A real square, served over HTTP by a thread of the test, and the keys of a brand and one person on it."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import uvicorn
from django.core.management import call_command
from django.db import connection


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


def caller(url: str, key: str) -> httpx.Client:
    return httpx.Client(
        base_url=f"{url}/plaza/api/", headers={"Authorization": f"Bearer {key}"}, trust_env=False
    )
