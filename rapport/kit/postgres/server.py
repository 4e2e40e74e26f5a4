"""The server of one data folder, and its life from start to stop."""

from __future__ import annotations

import contextlib
import fcntl
import functools
import hashlib
import os
import pwd
import shutil
import signal
import stat
import subprocess
import time
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

import psycopg
from psycopg import sql

from rapport.kit.postgres import binaries
from rapport.kit.postgres.errors import AlreadyRunning, CannotStart
from rapport.kit.postgres.folder import DataFolder
from rapport.kit.postgres.process import (
    PidFile,
    clear_leftovers,
    is_server_of,
    last_words,
    start_as,
)

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Compiling queries costs more than it gives at this size.
    "jit": "off",
    # A random page costs little more than the next one on anything but a spinning disk.
    "random_page_cost": "1.1",
    "log_checkpoints": "off",
    # Statements and row values hold what people wrote; the log must not.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
}
# For data that is thrown away: a power cut may lose it.
_SETTINGS_WITHOUT_FSYNC = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
# Parallel queries share memory through /dev/shm. A container has 64 MB there, and a query that finds no
# room fails, so there they run one after the other.
_SETTINGS_WITHOUT_PARALLEL = {
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
}
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - only its size is asked
_SHARED_MEMORY_WANTED_BYTES = 256_000_000
# Recovery after a power cut reads the log since the last checkpoint: minutes at most.
_START_TIMEOUT_SECONDS = 300.0
_LOG_LIMIT_BYTES = 5_000_000


class EmbeddedPostgres:
    """The server of one data folder. Construct it anywhere to learn its address; start it in one place.

    `service_user` names the account to run under when we are root (default: `rapport` or `nobody`).
    `start()` belongs in a thread that lives as long as the server should (see `end_with_parent`).
    """

    user = "rapport"

    def __init__(
        self, data_folder: Path, *, service_user: str | None = None, fsync: bool = True
    ) -> None:
        # One spelling of the path, so that every process computes the same socket folder.
        self._named = data_folder.parent.resolve() / data_folder.name
        self._folder = DataFolder(self._named, service_user=service_user)
        self._fsync = fsync
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: int | None = None

    @property
    def data_folder(self) -> Path:
        """Where the files really are (see `DataFolder.place`)."""
        return self._folder.real

    @property
    def log_file(self) -> Path:
        return self._named.with_name(f"{self._named.name}.log")

    @functools.cached_property
    def socket_folder(self) -> Path:
        """The folder of the unix socket: the same for every process, another for every data folder.

        A socket's path holds 107 bytes at most, hence /tmp. XDG_RUNTIME_DIR and TMPDIR differ between a
        shell, cron and sudo, which must all find it.
        """
        digest = hashlib.sha256(os.fsencode(self._named)).hexdigest()[:16]
        return Path("/tmp") / f"rapport-{digest}"  # noqa: S108 - owner and mode are checked before use

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def url(self, database: str) -> str:
        return f"postgresql://{self.user}@/{quote(database)}?host={quote(str(self.socket_folder), safe='')}"

    def is_ready(self) -> bool:
        """Whether the server takes connections now, whoever started it."""
        found = PidFile.read(self.data_folder)
        return found is not None and found.is_ready and is_server_of(self.data_folder, found.pid)

    def is_alive(self) -> bool:
        """Whether the server started here still runs. Collects it when it has ended."""
        return self._process is not None and self._process.poll() is None

    def __enter__(self) -> EmbeddedPostgres:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Make the data folder if need be, start the server, return when it takes connections.

        Safe after any kind of crash, and again after `stop()`. Raises PostgresError with a sentence.
        """
        if self.is_alive():
            return
        self._take_lock()
        try:
            account = self._folder.account()
            self._folder.place(account, shelf_name=self.socket_folder.name)
            self._folder.check_version()
            clear_leftovers(self.data_folder)
            server = binaries.reachable_installation(account)
            if not (self.data_folder / "PG_VERSION").exists():
                self._folder.initialise(server, account, user=self.user, fsync=self._fsync)
            self._folder.write_access_rules(account, user=self.user)
            self._make_socket_folder(account)
            self._launch(server, account)
        except (OSError, LookupError, TimeoutError, subprocess.SubprocessError) as error:
            self._release_lock()
            raise CannotStart(
                f"The embedded PostgreSQL in {self._named} did not start. {error}"
            ) from error
        except BaseException:
            self._release_lock()
            raise

    def stop(self, *, timeout_seconds: float = 20) -> None:
        """End the server: connections are cut, what was committed is on disk. Safe to repeat."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(signal.SIGINT)  # "fast" shutdown
            try:
                process.wait(timeout_seconds)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGQUIT)  # "immediate": recovers at the next start
                process.wait()
            with contextlib.suppress(OSError):
                self.socket_folder.rmdir()
        self._release_lock()

    def ensure_database(self, name: str) -> None:
        """Create the database unless it exists."""
        with psycopg.connect(
            self.url("postgres"), autocommit=True, connect_timeout=10
        ) as connection:
            if (
                connection.execute(
                    "SELECT 1 FROM pg_database WHERE datname = %s", [name]
                ).fetchone()
                is None
            ):
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    # How it is done

    def _take_lock(self) -> None:
        if self._lock is not None:
            return
        self._named.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(
                self._named.with_name(f"{self._named.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600
            )
        except PermissionError as error:
            raise CannotStart(
                f"{self._named.parent} belongs to another account. Start Rapport as its owner, or set RAPPORT_HOME."
            ) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(handle)
            raise AlreadyRunning(
                f"Another process already runs the database in {self._named}. "
                "Stop it first, or give this one a folder of its own with RAPPORT_HOME."
            ) from error
        self._lock = handle

    def _release_lock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _make_socket_folder(self, account: pwd.struct_passwd | None) -> None:
        folder = self.socket_folder
        owner = account.pw_uid if account else os.geteuid()
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            if account:
                os.chown(folder, account.pw_uid, account.pw_gid)
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid not in (owner, os.geteuid()):
            raise CannotStart(f"{folder} is in the way and is not ours. Remove it and start again.")
        os.chown(folder, owner, -1, follow_symlinks=False)
        folder.chmod(0o700)

    def _launch(self, server: Path, account: pwd.struct_passwd | None) -> None:
        settings = _SETTINGS | {"unix_socket_directories": f'"{self.socket_folder}"'}
        if not self._fsync:
            settings |= _SETTINGS_WITHOUT_FSYNC
        if (
            _SHARED_MEMORY.exists()
            and shutil.disk_usage(_SHARED_MEMORY).total < _SHARED_MEMORY_WANTED_BYTES
        ):
            settings |= _SETTINGS_WITHOUT_PARALLEL
        command: list[str | Path] = [server / "bin" / "postgres", "-D", self.data_folder]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        if self.log_file.exists() and self.log_file.stat().st_size > _LOG_LIMIT_BYTES:
            self.log_file.unlink()
        deadline = time.monotonic() + _START_TIMEOUT_SECONDS
        retry_until = time.monotonic() + 15
        while True:
            with open(self.log_file, "ab", opener=_private) as log:
                said_before = log.tell()
                process = start_as(account, command, output=log.fileno())
            if self._becomes_ready(process, deadline=deadline):
                self._process = process
                return
            said = self.log_file.read_bytes()[said_before:]
            # Backends of a killed server hold its shared memory for a moment longer than it lived.
            if b"shared memory block" not in said or time.monotonic() > retry_until:
                raise CannotStart(
                    f"The embedded PostgreSQL in {self._named} did not start: {last_words(said)}"
                )
            time.sleep(0.1)

    def _becomes_ready(self, process: subprocess.Popen[bytes], *, deadline: float) -> bool:
        is_ready = False
        try:
            while process.poll() is None and not is_ready and time.monotonic() < deadline:
                time.sleep(0.01)
                found = PidFile.read(self.data_folder)
                is_ready = found is not None and found.is_ready and found.pid == process.pid
        finally:
            # Too slow, or we were interrupted: nobody would look after it.
            if not is_ready and process.poll() is None:
                process.send_signal(signal.SIGQUIT)
                process.wait()
        return is_ready


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)
