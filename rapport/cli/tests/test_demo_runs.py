"""The whole demo, as `make demo` starts it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.parse

import pytest

from rapport.cli.tests.running import free_port, new_home, own_environment, wait_until

pytestmark = pytest.mark.processes

START_SECONDS = 120


class Demo:
    """`with Demo(home) as it:` waits for the ready line."""

    def __init__(self, home, *arguments):
        self.port = free_port()
        command = [sys.executable, "-m", "rapport", "demo", "--home", str(home)]
        self.command = [*command, "--port", str(self.port), "--pace", "paused", *arguments]

    def __enter__(self):
        self.process = subprocess.Popen(
            self.command, env=own_environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )  # fmt: skip
        os.set_blocking(self.process.stderr.fileno(), False)
        self.ready = self.process.stdout.readline()
        return self

    def __exit__(self, *exception):
        self.stop()
        self.process.stdout.close()
        self.process.stderr.close()

    def stop(self):
        """Ctrl-C; returns how many seconds it took."""
        begun = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        return time.monotonic() - begun

    def browser(self):
        return Browser(self.ready.split()[-1])


class Browser:
    """The least one needs of one: cookies and forms."""

    def __init__(self, link):
        import http.cookiejar  # noqa: PLC0415  only here
        import urllib.request  # noqa: PLC0415

        self.base = re.match(r"http://[^/]+", link).group(0)
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.first = self.opener.open(link, timeout=20)

    def get(self, path):
        return self.opener.open(self.base + path, timeout=20).read().decode()

    def post(self, path, **fields):
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)', self.get("/plaza/")).group(1)
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token}).encode()
        return self.opener.open(self.base + path, body, timeout=20)


@pytest.fixture(scope="module")
def home():
    folder = new_home()
    yield folder
    shutil.rmtree(folder.parent)


def test_the_demo_stands_lives_stops_and_goes_on(home):
    with Demo(home) as demo:
        assert re.fullmatch(
            rf"Rapport is ready: http://127\.0\.0\.1:{demo.port}/in/\S+\n", demo.ready
        )
        browser = demo.browser()
        assert browser.first.url.endswith("/pulse/")
        pulse = " ".join(re.sub(r"<[^>]+>", "", browser.get("/pulse/")).split())
        assert "Five people wait; one promise is broken." in pulse
        assert "Simulated" in browser.get("/plaza/")
        inbox = browser.get("/inbox/")
        assert "promise broken" in inbox

        # Somebody complains on the square; it is in the Inbox by itself.
        browser.post(
            "/plaza/posts",
            speaker="two_kids_one_ticket",
            text="Quite another matter: where is the 17:04, @haldenrail?",
        )
        wait_until(lambda: "Quite another matter" in browser.get("/inbox/?tab=newest"), seconds=20)
        assert demo.stop() < 5.0

    brief = json.loads((home / "plaza.json").read_text())
    assert (home / "plaza.json").stat().st_mode & 0o777 == 0o600
    with Demo(home) as demo:
        assert demo.ready.startswith("Rapport is ready: ")
        assert "Quite another matter" in demo.browser().get("/inbox/?tab=newest")
    assert json.loads((home / "plaza.json").read_text()) == brief
