from __future__ import annotations

import itertools
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass

import pytest

from rapport.cli.children import Child
from rapport.cli.supervisor import Supervisor
from rapport.cli.tests.running import wait_until

pytestmark = pytest.mark.processes


@dataclass(frozen=True)
class Script(Child):
    """A child that is a few lines of Python."""

    code: str = ""

    def command(self):
        return [sys.executable, "-S", "-c", self.code]


def run_until(children, condition):
    """Run the supervisor in this thread until the condition holds; the seconds its stop took."""
    asked = []

    def ask():
        try:
            wait_until(condition, seconds=20)
        finally:
            asked.append(time.monotonic())
            os.kill(os.getpid(), signal.SIGTERM)

    watching = threading.Thread(target=ask)
    watching.start()
    Supervisor(children).run()
    stopped = time.monotonic()
    watching.join()
    return stopped - asked[0]


def test_a_child_that_ends_is_started_again_and_again(tmp_path):
    starts = tmp_path / "starts"
    code = f"open({str(starts)!r}, 'a').write('x')"
    run_until(
        [Script("short", (), code=code)], lambda: starts.exists() and len(starts.read_text()) >= 3
    )


def test_a_child_that_ends_at_once_is_given_longer_and_longer_pauses(tmp_path):
    starts = tmp_path / "starts"
    code = f"import time; open({str(starts)!r}, 'a').write(f'{{time.time()}}\\n')"
    run_until(
        [Script("short", (), code=code)],
        lambda: starts.exists() and starts.read_text().count("\n") >= 4,
    )
    times = [float(line) for line in starts.read_text().split()]
    pauses = [after - before for before, after in itertools.pairwise(times)]
    assert pauses[2] > pauses[0] + 0.3


def test_children_keep_what_they_compiled_whatever_the_machine_says(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    seen = tmp_path / "seen"
    code = f"import os; open({str(seen)!r}, 'w').write(os.environ.get('PYTHONDONTWRITEBYTECODE', 'none'))"
    run_until([Script("one", (), code=code)], lambda: seen.exists() and seen.read_text() == "none")


def test_a_child_that_will_not_stop_is_killed_in_time(tmp_path):
    ready = tmp_path / "ready"
    code = (
        "import signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"open({str(ready)!r}, 'w').close()\n"
        "time.sleep(60)"
    )
    assert run_until([Script("stubborn", (), code=code)], ready.exists) < 5


def test_the_handlers_of_whoever_called_are_given_back(tmp_path):
    ready = tmp_path / "ready"
    before = signal.getsignal(signal.SIGTERM)
    run_until([Script("short", (), code=f"open({str(ready)!r}, 'w').close()")], ready.exists)
    assert signal.getsignal(signal.SIGTERM) is before
