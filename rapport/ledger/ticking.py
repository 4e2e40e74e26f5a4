"""The one-second ticker: duties that run every so often, in one worker however many there are.

Jobs scheduled for a moment fire seconds late (0.7 to 4.4 s were measured with Procrastinate), so what is
due at a moment is a row with an index, and a duty here looks for it.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import time
from datetime import datetime, timedelta

from asgiref.sync import sync_to_async
from django.db import connection
from django.utils import timezone

from rapport.ledger.connecting import free_connection
from rapport.ledger.registry import Duty, duties

logger = logging.getLogger(__name__)

TICK_SECONDS = 1.0
# Or a duty of one second would run only every second tick.
GRACE_SECONDS = 0.1
ASKED_AGAIN_SECONDS = 5.0
# This clock stands still while a laptop sleeps; what is due once a day must not wait for a day awake.
ASKED_AT_LEAST_EVERY_SECONDS = 60.0


def claim_tick(duty: Duty, *, now: datetime) -> bool:
    """True for exactly one caller in each interval of the duty."""
    before = now - timedelta(seconds=duty.seconds - GRACE_SECONDS)
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO ledger_tick (name, ran_at) VALUES (%s, %s)
               ON CONFLICT (name) DO UPDATE SET ran_at = excluded.ran_at WHERE ledger_tick.ran_at <= %s
               RETURNING name""",
            [duty.name, now, before],
        )
        return cursor.fetchone() is not None


async def tick_forever(queue: str) -> None:
    """Run the duties of a queue until cancelled. One that is still running is not started again.

    Whoever ran a duty knows when it is due again, and does not ask the database before.
    """
    running: dict[str, asyncio.Task[float]] = {}
    while True:
        for duty in duties(queue):
            task = running.get(duty.name)
            if task is None or (task.done() and time.monotonic() >= task.result()):
                running[duty.name] = asyncio.create_task(_run_if_due(duty))
        await asyncio.sleep(TICK_SECONDS)


async def _run_if_due(duty: Duty) -> float:
    """When to ask again whether it is due, on the clock that never goes back."""
    now, began = timezone.now(), time.monotonic()
    # Another worker has it and may be gone when it is due, or the database is away.
    again = began + min(duty.seconds, ASKED_AGAIN_SECONDS) - GRACE_SECONDS
    try:
        if not await sync_to_async(_claim, thread_sensitive=False)(duty, now):
            return again
        again = began + min(duty.seconds, ASKED_AT_LEAST_EVERY_SECONDS) - GRACE_SECONDS
        if inspect.iscoroutinefunction(duty.run):
            await duty.run(now)
        else:
            await sync_to_async(_run, thread_sensitive=False)(duty, now)
    except Exception:
        logger.exception("The duty %s failed; it runs again when it is due.", duty.name)
    return again


def _claim(duty: Duty, now: datetime) -> bool:
    try:
        return claim_tick(duty, now=now)
    finally:
        free_connection()


def _run(duty: Duty, now: datetime) -> None:
    try:
        duty.run(now)
    finally:
        free_connection()
