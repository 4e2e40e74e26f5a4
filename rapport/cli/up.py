"""`rapport up`: the database, the web server, the workers and the collector, on this machine."""

from __future__ import annotations

import contextlib
import errno
import http.client
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from types import FrameType

from rapport.cli.children import CHILDREN, Child
from rapport.cli.errors import CannotDo
from rapport.cli.lock import only_one
from rapport.cli.supervisor import Supervisor
from rapport.kit.environment import Environment
from rapport.kit.home import prepare_home
from rapport.kit.postgres import EmbeddedPostgres

logger = logging.getLogger("rapport.up")

# After a supervisor was killed its web server keeps the port while it ends.
_WAIT_FOR_PORT_SECONDS = 6.0


def up() -> None:
    """Run everything on this machine: database, web, workers, collector. Ctrl-C stops it."""
    run_everything(CHILDREN)


def run_everything(
    children: Sequence[Child],
    *,
    environ: Mapping[str, str] | None = None,
    prepare: Sequence[str] = ("prepare",),
) -> None:
    """Start the database, run `rapport PREPARE...` once, then keep the children alive until told to stop.

    `environ` is added to our own, for us and all children. The preparing command prints one JSON object,
    `{"path": "/..."}`, as its last line: the path of the address that is announced. Prints `Rapport is ready: URL` once the
    web server answers. Raises CannotDo with a sentence when it cannot start.
    """
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        stream=sys.stderr,
    )
    os.environ.update(environ or {})
    environment = Environment.from_os(os.environ)
    prepare_home(environment.home)
    os.environ["RAPPORT_HOME"] = str(environment.home)
    with contextlib.ExitStack() as stack:
        stack.enter_context(_stops_by_signal())
        ended_badly = stack.enter_context(only_one(environment))
        listener = _listen(environment, wait=ended_badly)
        stack.callback(listener.close)
        database = (
            None if environment.database_url else EmbeddedPostgres(environment.home / "postgres")
        )
        if database:
            stack.enter_context(database)
            database.ensure_database("rapport")
        path = _prepare(prepare)
        supervisor = Supervisor(children, database=database, listener=listener)
        announce = threading.Thread(target=_announce, args=(environment, path), daemon=True)
        announce.start()
        supervisor.run()


@contextlib.contextmanager
def _stops_by_signal() -> Iterator[None]:
    """Until the supervisor listens for itself, SIGTERM ends us the way Ctrl-C does: in order."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    numbers = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]
    # Under nohup the end of the terminal is ignored, and stays so.
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        numbers.remove(signal.SIGHUP)
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _listen(environment: Environment, *, wait: bool) -> socket.socket:
    family = socket.AF_INET6 if ":" in environment.bind else socket.AF_INET
    deadline = time.monotonic() + (_WAIT_FOR_PORT_SECONDS if wait else 0)
    while True:
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((environment.bind, environment.port))
            listener.listen(2048)
            return listener
        except OSError as error:
            listener.close()
            if error.errno == errno.EADDRINUSE and time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            raise CannotDo(_why_not_listening(environment, error)) from error


def _why_not_listening(environment: Environment, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {environment.port} is used by another program. "
            f"Choose another one: RAPPORT_PORT={environment.port + 1} rapport up"
        )
    if error.errno == errno.EACCES:
        return f"Port {environment.port} is reserved for root. Choose one above 1024 with RAPPORT_PORT."
    return f"Rapport cannot listen on {environment.bind} port {environment.port}: {error.strerror}. Check RAPPORT_BIND."


def _prepare(arguments: Sequence[str]) -> str:
    environ = os.environ | {"RAPPORT_SUPERVISOR": str(os.getpid())}
    command = [sys.executable, "-m", "rapport", *arguments]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, env=environ, check=False, start_new_session=True
    )
    if done.returncode:
        raise CannotDo(
            "The database could not be prepared; the reason stands above. Nothing was started."
        )
    return str(json.loads(done.stdout.splitlines()[-1])["path"])


def _announce(environment: Environment, path: str) -> None:
    """Wait until the first page comes, then say so. Runs beside the supervisor."""
    host = environment.bind if environment.bind not in ("0.0.0.0", "::") else "127.0.0.1"  # noqa: S104
    complained = False
    while True:
        status = _ask(host, environment.port)
        if status and status < 500:
            break
        if status and not complained:
            logger.error(
                "The first page answers with an error (%s); the reason stands above.", status
            )
            complained = True
        time.sleep(0.2)
    print(f"Rapport is ready: {environment.url}{path}", flush=True)


def _ask(host: str, port: int) -> int | None:
    connection = http.client.HTTPConnection(host, port, timeout=60)
    try:
        connection.request("GET", "/", headers={"Host": f"127.0.0.1:{port}"})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
