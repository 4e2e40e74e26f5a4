"""`rapport prepare-demo`: what `rapport demo` runs once before its children start.

Every step asks first whether it is done, so a start that was interrupted goes on where it stopped.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import uvicorn
from asgiref.sync import async_to_sync, sync_to_async
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.jobs import DeleteJobCondition

from rapport.channels.actions import keep_account, mark_backfilled
from rapport.channels.connections import access_to
from rapport.channels.contract import AccountAccess, Connector
from rapport.channels.models import Account
from rapport.channels.registry import connector_for
from rapport.cli.database import migrate, now
from rapport.cli.demo_brief import found_organisation, record_promises, resolve_the_past
from rapport.cli.demo_listening import (
    DAYS,
    checked,
    connect_place,
    hear_last_days,
    keep_queries,
)
from rapport.cli.demo_work import found_work
from rapport.cli.errors import CannotDo
from rapport.listen.actions import receive
from rapport.workspace import queries as workspace
from rapport.workspace.actions import sign_in_link
from rapport.workspace.models import Brand, Member

NETWORK = "plaza"
BRIEF = "plaza.json"
# A demo is shown to somebody who fetches a coffee first.
_LINK_MINUTES = 12 * 60
# Somebody who sees nothing for longer wonders whether it still runs.
_SECONDS_BETWEEN_WORDS = 3.0


def prepare_demo(seed: int = 7, pace: str = "normal") -> None:
    """Fill the database on the first start, and print where to begin, as `{"path": "/in/..."}`."""
    logging.getLogger("rapport.channels").setLevel(logging.WARNING)
    _say("Preparing the database")
    migrate(progress=_say_tables)
    _demand_demo()
    brief_file = settings.RAPPORT_HOME / BRIEF
    brief = _seeded(brief_file, seed=seed, pace=pace)
    if not workspace.is_set_up():
        _say(f"Founding {brief['organisation']}")
        found_organisation(brief, now=now())
    with _served() as address:
        account = _connected(brief, address=address)
        place = connect_place(brief, address=address, by=_owner(), now=now())
        is_new, listens = account.backfilled_at is None, place.backfilled_at is not None
        if not listens:
            # Before the history, which is then heard with them.
            keep_queries(brief, by=_owner(), now=now())
        if is_new:
            _hear_history(account, address=address)
            record_promises(brief, network=NETWORK, now=now())
        if not listens:
            _say(f"Listening to the whole square, {DAYS} days back")
            hear_last_days(place, address=address, by=_owner(), now=now())
    _read_everything()
    if is_new:
        resolve_the_past(brief, by=_owner(), now=now())
        found_work(brief, by=_owner(), now=now())
        mark_backfilled(account.pk, now=now())
    if not listens:
        mark_backfilled(place.pk, now=now())
    print(json.dumps({"path": f"/in/{sign_in_link(_owner(), now=now(), minutes=_LINK_MINUTES)}"}))


def _demand_demo() -> None:
    organisation = workspace.organisation()
    if organisation is not None and not organisation.is_demo:
        raise CannotDo(
            f"This database belongs to {organisation.name}; the demo needs one of its own. "
            "Unset DATABASE_URL, or choose another folder with --home."
        )


def _seeded(file: Path, *, seed: int, pace: str) -> dict[str, Any]:
    """The brief of the world that stands on the square; puts one there first if none does."""
    if not (file.is_file() and _square_stands()):
        _say("Filling the square with people and 120 days of what they said")
        call_command("plaza_seed", seed=seed, pace=pace, brief=file)
    brief: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return brief


def _square_stands() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM plaza_squaresetting)")
        return bool(cursor.fetchone()[0])


def _connected(brief: dict[str, Any], *, address: str) -> Account:
    """The brand's account on the square. Its address is left out: that of this installation, on any port."""
    kept = Account.objects.filter(network=NETWORK).first()
    if kept is not None:
        return kept
    _say("Connecting the square")
    secrets = {"access_key": brief["access_key"]}
    access = AccountAccess(
        id=0, network=NETWORK, handle="", remote_id="", settings={"url": address}, secrets=secrets
    )
    info = async_to_sync(checked)(access)
    return keep_account(
        _own_brand(),
        network=NETWORK,
        info=info,
        settings={},
        secrets=secrets,
        by=_owner(),
        now=now(),
    )


def _hear_history(account: Account, *, address: str) -> None:
    """Everything said so far that concerns the brand, as a network would give it: pages of 500."""
    access = replace(access_to(account), settings={"url": address})
    async_to_sync(_backfill)(account, connector_for(access))


async def _backfill(account: Account, connector: Connector) -> None:
    cursor, more, heard = account.cursor, True, 0
    try:
        while more:
            page = await connector.fetch(cursor)
            heard += len(page.posts)
            _say(f"Hearing what was said: {heard} of {page.total or heard} posts")
            await sync_to_async(receive)(account, page, now=now())
            cursor, more = page.cursor, page.more
    finally:
        await connector.aclose()


def _read_everything() -> None:
    """Run the jobs that hearing left behind, so that the first page finds everything read and threaded."""
    waiting = _jobs_waiting()
    if waiting:
        _say("Reading and threading it")
        asyncio.run(_work_off())


async def _work_off() -> None:
    telling = asyncio.create_task(_tell_what_is_left())
    try:
        await _run_jobs()
    finally:
        telling.cancel()


async def _tell_what_is_left() -> None:
    while True:
        await asyncio.sleep(_SECONDS_BETWEEN_WORDS)
        if left := await sync_to_async(_jobs_waiting)():
            _say(f"Reading and threading it: {left} steps left")


async def _run_jobs() -> None:
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker_app.open_async():
        await worker_app.run_worker_async(
            queues=["in"],
            wait=False,
            concurrency=1,
            install_signal_handlers=False,
            listen_notify=False,
            delete_jobs=DeleteJobCondition.SUCCESSFUL,
        )


def _jobs_waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND queue_name = 'in'"
        )
        return int(cursor.fetchone()[0])


@contextmanager
def _served() -> Iterator[str]:
    """The square's interface over HTTP on a port of its own, until the real web server starts."""
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
    host = f"127.0.0.1:{listener.getsockname()[1]}"
    allowed = os.environ["RAPPORT_ALLOW_HOSTS"]
    os.environ["RAPPORT_ALLOW_HOSTS"] = f"{allowed},{host}"
    try:
        yield f"http://{host}"
    finally:
        os.environ["RAPPORT_ALLOW_HOSTS"] = allowed
        server.should_exit = True
        thread.join(3)
        listener.close()


def _own_brand() -> Brand:
    return workspace.own_brands()[0]


def _owner() -> Member:
    return workspace.members().filter(role=Member.Role.OWNER)[0]


def _say_tables(made: int, of: int) -> None:
    """Every so often: there are more than a hundred."""
    if _quiet_for() >= _SECONDS_BETWEEN_WORDS or made == of:
        _say(f"Preparing the database: {made} of {of} steps")


def _quiet_for() -> float:
    return time.monotonic() - _said_at


_started = _said_at = time.monotonic()


def _say(words: str) -> None:
    """Progress, for whoever watches the terminal; standard output is for the answer alone."""
    global _said_at
    _said_at = time.monotonic()
    print(f"{time.monotonic() - _started:5.1f} s  {words} ...", file=sys.stderr, flush=True)
