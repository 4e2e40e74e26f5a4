"""Keeps a set of child processes, and the database under them, alive until told to stop.

Lean on purpose: no Django here. Children are started from the main thread, for the kernel ties their
life to the thread that started them.
"""

from __future__ import annotations

import contextlib
import logging
import os
import select
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

from rapport.cli.children import Child
from rapport.kit.postgres import EmbeddedPostgres, PostgresError

logger = logging.getLogger("rapport.supervisor")

_FIRST_PAUSE_SECONDS = 0.2
# A dead child has to be back within 10 s, its own start of 1 to 3 s included.
_LONGEST_PAUSE_SECONDS = 5.0
_STEADY_AFTER_SECONDS = 20.0
_HEAD_START_SECONDS = 1.5
# The whole stop has to take less than 5 s; web needs 1 s to cut open event streams.
_CHILDREN_STOP_SECONDS = 2.5
_DATABASE_STOP_SECONDS = 1.5
_GRACE_WITHOUT_DATABASE_SECONDS = 0.5


@dataclass
class _Kept:
    """One child as it stands: its process, and how patient we are with it."""

    child: Child
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    pause_seconds: float = _FIRST_PAUSE_SECONDS


class Supervisor:
    """Runs `children` on top of `database` (None: an external one, which is not ours to run)."""

    def __init__(
        self,
        children: Sequence[Child],
        *,
        database: EmbeddedPostgres | None = None,
        listener: socket.socket | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        self._kept = [_Kept(child) for child in children]
        self._give_head_start()
        self._database = database
        self._listener = listener
        self._environ = dict(os.environ if environ is None else environ)
        # A child that ends must be back within seconds; compiling what it imports takes longer than all the rest.
        self._environ.pop("PYTHONDONTWRITEBYTECODE", None)
        self._stop_asked = False
        self._database_start_at = 0.0

    def run(self) -> None:
        """Return once SIGINT, SIGTERM or SIGHUP came and everything has ended (in less than 5 s)."""
        with self._signals() as wakeup:
            try:
                while not self._stop_asked:
                    self._tend(time.monotonic())
                    self._rest(wakeup)
            finally:
                self.stop()

    def stop(self) -> None:
        """End the children, then the database. Safe to repeat."""
        self._end(self._kept, grace_seconds=_CHILDREN_STOP_SECONDS)
        if self._database:
            self._database.stop(timeout_seconds=_DATABASE_STOP_SECONDS)

    def _tend(self, now: float) -> None:
        if (
            self._database
            and not self._database.is_alive()
            and not self._restart_database(self._database, now)
        ):
            return
        for kept in self._kept:
            if kept.process is None:
                if now >= kept.start_at:
                    self._start(kept, now)
            elif kept.process.poll() is not None:
                self._note_end(kept, kept.process.returncode, now)

    def _give_head_start(self) -> None:
        """Let the web server load alone: somebody waits for the first page, on few processors."""
        waits = any(kept.child.listens for kept in self._kept)
        for kept in self._kept:
            alone = waits and not kept.child.listens
            kept.start_at = time.monotonic() + (_HEAD_START_SECONDS if alone else 0.0)

    def _start(self, kept: _Kept, now: float) -> None:
        environ = (
            self._environ | dict(kept.child.environ) | {"RAPPORT_SUPERVISOR": str(os.getpid())}
        )
        handed_on: tuple[int, ...] = ()
        if kept.child.listens and self._listener:
            handed_on = (self._listener.fileno(),)
            environ["RAPPORT_LISTEN_FD"] = str(self._listener.fileno())
        kept.started_at = now
        kept.process = subprocess.Popen(
            kept.child.command(),
            env=environ,
            stdin=subprocess.DEVNULL,
            # Standard output is for the one line that says we are ready.
            stdout=2,
            pass_fds=handed_on,
            # Ctrl-C in a terminal reaches us alone; we stop the children in order.
            start_new_session=True,
        )

    def _note_end(self, kept: _Kept, status: int, now: float) -> None:
        if now - kept.started_at > _STEADY_AFTER_SECONDS:
            kept.pause_seconds = _FIRST_PAUSE_SECONDS
        kept.process = None
        kept.start_at = now + kept.pause_seconds
        logger.warning(
            "%s ended with status %s; it starts again in %.1f s.",
            kept.child.name,
            status,
            kept.pause_seconds,
        )
        kept.pause_seconds = min(kept.pause_seconds * 2, _LONGEST_PAUSE_SECONDS)

    def _restart_database(self, database: EmbeddedPostgres, now: float) -> bool:
        """Start the database again, and all children that do not find their way back to it."""
        if now < self._database_start_at:
            return False
        logger.warning("The database ended; it and what works on it start again.")
        lost = [kept for kept in self._kept if not kept.child.outlives_database]
        # Without a database there is nothing they could finish.
        self._end(lost, grace_seconds=_GRACE_WITHOUT_DATABASE_SECONDS)
        try:
            database.start()
        except PostgresError as error:
            logger.error("%s Trying again in %.0f s.", error, _LONGEST_PAUSE_SECONDS)
            self._database_start_at = time.monotonic() + _LONGEST_PAUSE_SECONDS
            return False
        for kept in lost:
            kept.start_at = 0.0
        return True

    def _end(self, kept_ones: Sequence[_Kept], *, grace_seconds: float) -> None:
        running = [kept.process for kept in kept_ones if kept.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + grace_seconds
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        for kept in kept_ones:
            kept.process = None

    def _rest(self, wakeup: int) -> None:
        """Sleep until a signal comes (a child's end is one) or a child is due to start again."""
        now = time.monotonic()
        due = [kept.start_at - now for kept in self._kept if kept.process is None]
        timeout = max(0.0, min([*due, 1.0]))
        if select.select([wakeup], [], [], timeout)[0]:
            with contextlib.suppress(BlockingIOError):
                os.read(wakeup, 4096)

    @contextlib.contextmanager
    def _signals(self) -> Iterator[int]:
        def stop(number: int, frame: FrameType | None) -> None:
            self._stop_asked = True

        def woken(number: int, frame: FrameType | None) -> None:
            """Nothing: the byte in the pipe is what wakes us."""

        reading, writing = os.pipe()
        os.set_blocking(reading, False)
        os.set_blocking(writing, False)
        handlers = {
            signal.SIGINT: stop,
            signal.SIGTERM: stop,
            signal.SIGHUP: stop,
            signal.SIGCHLD: woken,
        }
        # Under nohup the end of the terminal is ignored, and stays so.
        if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
            del handlers[signal.SIGHUP]
        before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        old_wakeup = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        try:
            yield reading
        finally:
            # A second Ctrl-C while stopping must not interrupt the stop; what comes after us may handle it.
            signal.set_wakeup_fd(old_wakeup)
            for number, handler in before.items():
                signal.signal(number, handler)
            os.close(reading)
            os.close(writing)
