"""A real Rapport for tests: `rapport up` in a home of its own, on a free port."""

from __future__ import annotations

import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import psutil

START_SECONDS = 60


def own_environment(**extra):
    """Ours without what the test run set for itself."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("RAPPORT_", "DATABASE_"))
    }
    return kept | {"PYTHONPATH": str(Path(__file__).parents[3])} | extra


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def rapport(*arguments, home, **environ):
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "rapport", *arguments],
        env=own_environment(RAPPORT_HOME=str(home), **environ),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def new_home():
    return Path(tempfile.mkdtemp(prefix="rapport up ")) / "its home"


def wait_until(condition, *, seconds):
    deadline = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


class Running:
    """`with Running(home) as it:` waits for the ready line and stops it at the end."""

    def __init__(self, home, *, port=None, **environ):
        self.home, self.port = home, port or free_port()
        self.environ = own_environment(
            RAPPORT_HOME=str(home), RAPPORT_PORT=str(self.port), **environ
        )
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def __enter__(self):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "rapport", "up"],
            env=self.environ,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        self.ready_line = self.process.stdout.readline()
        assert self.ready_line.startswith("Rapport is ready: http"), self.said()
        return self

    def __exit__(self, *exception):
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()
        self.log.close()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def said(self):
        self.log.seek(0)
        return self.log.read()

    def children(self):
        """Process ids by what they do: "web", "web (2)", "run-queue out", "postgres" ..."""
        found = {}
        for child in psutil.Process(self.process.pid).children():
            try:
                words, name = child.cmdline(), child.name()
            except psutil.Error:
                continue
            if name.startswith("postgres"):
                found["postgres"] = child.pid
            elif "rapport" in words:
                does = " ".join(words[words.index("rapport") + 1 :])
                found[f"{does} (2)" if does in found else does] = child.pid
        return found

    def get(self, path, *, timeout=15):
        try:
            with self.opener.open(self.address + path, timeout=timeout) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def post(self, path, fields):
        _, page = self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        request = urllib.request.Request(  # noqa: S310 - our own address
            self.address + path, body, {"Referer": self.address + path}
        )
        with self.opener.open(request, timeout=15) as response:
            return response.status, response.read().decode()

    def set_up(self):
        """Answer the first-run page as the owner, who is signed in after it."""
        path = self.ready_line.removeprefix(f"Rapport is ready: {self.address}").strip()
        return self.post(
            path,
            {
                "organisation": "Northline Rail",
                "brand": "Northline",
                "timezone": "Europe/Berlin",
                "owner_name": "Alice",
                "email": "alice@example.org",
                "password": "a long enough sentence",
                "purpose": "Nobody stranded is left without a word for 15 minutes.",
            },
        )

    def open_stream(self):
        """An event stream as a browser holds one, past its first line."""
        stream = self.opener.open(self.address + "/live/", timeout=15)
        assert stream.readline().startswith(b"retry")
        return stream

    def stop(self, number=signal.SIGINT):
        """Seconds from the signal to the end."""
        started = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(20)
        return time.monotonic() - started


def remove(home):
    shutil.rmtree(home.parent, ignore_errors=True)
