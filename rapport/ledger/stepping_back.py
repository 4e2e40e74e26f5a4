"""Who waits before a screen goes first: a job has a second, a page a tenth of one.

A worker's process asks for the processor through two doors, its own and that of its connections' processes in PostgreSQL; while
only the first stepped back, a job's statements pushed pages aside.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import DatabaseError, connection

from rapport.kit.processes import step_back
from rapport.ledger.connecting import connection_params, free_connection

LOOK_SECONDS = 5.0
# The kernel lets a group be weighed anew ten times a second, by all of the machine together.
PACE_SECONDS = 0.12


async def stay_behind() -> None:
    """Step back now, and have each connection that this process opens step back where PostgreSQL runs on this machine."""
    done: set[int] = set()
    waiting = {os.getpid()}
    while True:
        for pid in sorted(waiting - done):
            if step_back(pid, niceness=settings.JOBS_BEHIND):
                done.add(pid)
            await asyncio.sleep(PACE_SECONDS)
        if not await sync_to_async(_is_on_this_machine)():
            return
        await asyncio.sleep(LOOK_SECONDS)
        waiting |= await sync_to_async(_backends)()


def _is_on_this_machine() -> bool:
    return str(connection_params().get("host", "")).startswith("/")


def _backends() -> set[int]:
    """The processes in PostgreSQL of whoever has our name; none where it cannot be asked now."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE application_name = current_setting('application_name')"
            )
            return {pid for (pid,) in cursor.fetchall() if _is_postgresql(pid)}
    except DatabaseError:
        return set()
    finally:
        free_connection()


def _is_postgresql(pid: int) -> bool:
    """False too where its socket leads into another container, whose numbers are not ours."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"postgres:")
    except OSError:
        return False
