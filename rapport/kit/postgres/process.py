"""PostgreSQL's processes: starting one, and what `postmaster.pid` says checked against those there really are."""

from __future__ import annotations

import contextlib
import functools
import os
import pwd
import signal
import subprocess
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from rapport.kit.processes import end_with_parent


@dataclass(frozen=True)
class PidFile:
    """The lines of `postmaster.pid` we need (PostgreSQL, src/include/utils/pidfile.h)."""

    pid: int
    is_ready: bool

    @classmethod
    def read(cls, folder: Path) -> PidFile | None:
        try:
            lines = (folder / "postmaster.pid").read_text().splitlines()
            # PostgreSQL writes a negative number for a single-user server.
            return cls(
                pid=abs(int(lines[0])), is_ready=len(lines) > 7 and lines[7].strip() == "ready"
            )
        except (FileNotFoundError, NotADirectoryError, IndexError, ValueError):
            return None


def is_server_of(folder: Path, pid: int) -> bool:
    """Whether the process is a living PostgreSQL of this data folder (its working directory is the folder)."""
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE or not _is_postgres(process):
            return False
        return bool(os.path.realpath(process.cwd()) == os.path.realpath(folder))
    return False


def servers_of(folder: Path) -> Iterator[int]:
    """Every PostgreSQL process of this data folder, backends that outlived their postmaster included."""
    for process in psutil.process_iter(["pid", "name"]):
        if (process.info["name"] or "").startswith("postgres") and is_server_of(
            folder, process.pid
        ):
            yield process.pid


def clear_leftovers(folder: Path, *, timeout_seconds: float = 30) -> None:
    """End a server that lost its launcher, and remove a `postmaster.pid` that names another process.

    Call it only while holding the folder's lock: then no living launcher stands behind the server found.
    A file that names a dead process is left to PostgreSQL, which also checks the shared memory it names.
    Raises TimeoutError when the old server does not end.
    """
    found = PidFile.read(folder)
    if found is None:
        return
    if is_server_of(folder, found.pid):
        _end(folder, found.pid, timeout_seconds=timeout_seconds)
    elif psutil.pid_exists(found.pid):
        # The number was given to another process, or its zombie was never collected: PostgreSQL would
        # refuse to start. The file may go only when no backend of the old server is left.
        for pid in servers_of(folder):
            _end(folder, pid, timeout_seconds=timeout_seconds)
        (folder / "postmaster.pid").unlink(missing_ok=True)


def start_as(
    account: pwd.struct_passwd | None, command: list[str | Path], *, output: int
) -> subprocess.Popen[bytes]:
    """Start one of PostgreSQL's programs as an account (None: as we are). It ends when we do."""
    identity: dict[str, object] = {}
    if account:
        identity = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    ends_with_us = functools.partial(end_with_parent, send=signal.SIGINT, parent=os.getpid())
    with warnings.catch_warnings():
        # Python 3.12 warns of forking beside threads; what runs in the child is one system call.
        warnings.simplefilter("ignore", DeprecationWarning)
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # Our own working directory may be closed to the account.
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            # Ctrl-C in a terminal is for the supervisor, which stops the database last.
            start_new_session=True,
            umask=0o077,
            preexec_fn=ends_with_us,
            **identity,
        )


def last_words(output: bytes | None) -> str:
    lines = [
        line.strip()
        for line in (output or b"").decode(errors="replace").splitlines()
        if line.strip()
    ]
    return " ".join(lines[-3:]) or "it said nothing."


def _is_postgres(process: psutil.Process) -> bool:
    return str(process.name()).startswith("postgres")


def _end(folder: Path, pid: int, *, timeout_seconds: float) -> None:
    deadline = time.monotonic() + timeout_seconds
    _signal(pid, signal.SIGINT)
    hardened = False
    while is_server_of(folder, pid):
        left = deadline - time.monotonic()
        if left < 0:
            raise TimeoutError(
                f"An older PostgreSQL (process {pid}) still uses {folder} and does not end. Stop it first."
            )
        if not hardened and left < timeout_seconds / 2:
            _signal(pid, signal.SIGQUIT)
            hardened = True
        time.sleep(0.02)


def _signal(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
