"""One Rapport at a time in one data folder."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator

from rapport.cli.errors import CannotDo
from rapport.kit.environment import Environment


@contextlib.contextmanager
def only_one(environment: Environment) -> Iterator[bool]:
    """Hold the home's lock. Yields whether the last one to hold it ended without letting go."""
    path = environment.home / "rapport.lock"
    with open(path, "a+", opener=_private) as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise CannotDo(
                f"Rapport already runs with the data in {environment.home} ({lock.read().strip() or 'just started'}). "
                "Stop that one first, or give this one a folder of its own with RAPPORT_HOME."
            ) from error
        lock.seek(0)
        ended_badly = bool(lock.read())
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, port {environment.port}")
        lock.flush()
        try:
            yield ended_badly
        finally:
            lock.truncate(0)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
