"""What a running Rapport weighs, and how soon a newcomer sees its first page."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from rapport.cli.bench.registry import CannotMeasure, Measured, figure
from rapport.kit.processes import end_with_parent

_READY = "Rapport is ready: "
# After this long nothing that belongs to starting is still going on.
_SETTLE_SECONDS = 20
_CHECKOUT = Path(__file__).resolve().parents[3]


@figure(
    "idle_memory",
    unit="MB",
    anchor="the web server's process alone",
    needs_database=False,
)
def idle_memory() -> Measured:
    """Proportional set size of `rapport up` and everything it started, PostgreSQL included."""
    with (
        tempfile.TemporaryDirectory() as home,
        started([sys.executable, "-m", "rapport", "up"], home=home) as (process, _url),
    ):
        time.sleep(_SETTLE_SECONDS)
        sizes = {pid: proportional_size(pid) for pid in tree(process.pid)}
        if not any(sizes.values()):
            raise CannotMeasure("/proc/PID/smaps_rollup cannot be read here; it needs Linux")
        web = [size for pid, size in sizes.items() if "web" in words_of(pid)]
        return Measured(
            sum(sizes.values()),
            anchor_value=max(web, default=None),
            note=f"{len(sizes)} processes, {_SETTLE_SECONDS} s after it was ready",
        )


@figure(
    "first_page_from_a_clean_clone",
    unit="s",
    hold=("at most", 120),
    needs_database=False,
)
def first_page_from_a_clean_clone() -> Measured:
    """`git clone`, `make demo`, until its link gives a page. Packages come from wherever pip is told."""
    if not (_CHECKOUT / ".git").exists():
        raise CannotMeasure("this is no checkout; run it from a clone of the repository")
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "rapport"
        began = time.perf_counter()
        subprocess.run(["git", "clone", "-q", str(_CHECKOUT), str(clone)], check=True)
        with started(["make", "demo"], home=str(Path(folder) / "home"), cwd=clone) as (_p, url):
            _get(url)
            return Measured(time.perf_counter() - began, note="git clone, make demo, its link")


@contextlib.contextmanager
def started(
    command: Sequence[str],
    *,
    home: str,
    cwd: Path = _CHECKOUT,
    seconds: float = 600,
    environ: Mapping[str, str] | None = None,
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process and the address it announces, stopped with everything it started at the end.

    Also where we are killed before that end: the kernel tells it, and it stops what it started.
    """
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=environment_of(home) | dict(environ or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        preexec_fn=partial(end_with_parent, parent=os.getpid()),
    )
    try:
        yield process, _announced(process, seconds)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(15)
        if process.stdout is not None:
            process.stdout.close()


def environment_of(home: str) -> dict[str, str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = {key: value for key, value in os.environ.items() if not key.startswith("RAPPORT_")}
    ours.pop("DATABASE_URL", None)
    return ours | {"RAPPORT_HOME": home, "RAPPORT_PORT": str(port)}


def _announced(process: subprocess.Popen[str], seconds: float) -> str:
    assert process.stdout is not None
    until = time.monotonic() + seconds
    for line in process.stdout:
        if _READY in line:
            return line.partition(_READY)[2].strip()
        if time.monotonic() > until:
            break
    raise CannotMeasure("it did not start; try it by hand: rapport up")


def answers(url: str) -> bool:
    """Whether a page comes, and no error of ours."""
    with contextlib.suppress(CannotMeasure):
        return _status(url) < 400
    return False


def _get(url: str) -> None:
    status = _status(url)
    if status >= 400:
        raise CannotMeasure(f"{url} answers {status}")


def _status(url: str) -> int:
    parts = urllib.parse.urlsplit(url)
    connection = HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=30)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}" if parts.query else parts.path)
        return connection.getresponse().status
    except (OSError, HTTPException) as error:
        raise CannotMeasure(f"{url} does not answer: {error}") from error
    finally:
        connection.close()


def tree(root: int, *, deep: bool = True) -> list[int]:
    """A process and everything it started; without `deep`, itself and what it started itself."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            after_name = (folder / "stat").read_text().rpartition(")")[2]
            parents[int(folder.name)] = int(after_name.split()[1])
    found = [root]
    if not deep:
        return found + [child for child, parent in parents.items() if parent == root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def proportional_size(pid: int) -> float:
    """In MB; memory shared by several processes is split among them."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024 / 1e6
    return 0.0


def words_of(pid: int) -> list[str]:
    """The command line of a process; empty when it is gone."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return []
