"""The demo as a newcomer starts it, for journeys in a real browser."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from rapport.cli.tests.running import free_port, own_environment


@dataclass(frozen=True)
class Demo:
    """A running demo: its address, and the one link it printed."""

    link: str
    home: Path
    browser: Browser

    @property
    def address(self) -> str:
        return re.match(r"http://[^/]+", self.link).group(0)  # type: ignore[union-attr]

    def page(self) -> Page:
        """A page in a browser of its own, nobody signed in."""
        return self.browser.new_context(
            base_url=self.address, viewport={"width": 1440, "height": 900}
        ).new_page()

    def way_in(self, email: str) -> str:
        """A link that signs a member of the demo's team in once."""
        printed = subprocess.run(
            [sys.executable, "-m", "rapport", "link", email],
            env=own_environment(
                RAPPORT_HOME=str(self.home),
                RAPPORT_DEMO="1",
                RAPPORT_PORT=self.address.rpartition(":")[2],
            ),
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return printed.stdout.strip()


@pytest.fixture(scope="module")
def demo(browser: Browser) -> Iterator[Demo]:
    folder = Path(tempfile.mkdtemp(prefix="rapport demo "))
    command = [sys.executable, "-m", "rapport", "demo", "--home", str(folder / "home")]
    with open(folder / "log", "w") as log:
        process = subprocess.Popen(
            [*command, "--port", str(free_port()), "--pace", "paused"],
            env=own_environment(),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert process.stdout is not None
        ready = process.stdout.readline()
        assert ready.startswith("Rapport is ready: "), (folder / "log").read_text()
        yield Demo(link=ready.split()[-1], home=folder / "home", browser=browser)
        process.send_signal(signal.SIGINT)
        process.wait(20)
        process.stdout.close()
    shutil.rmtree(folder)
