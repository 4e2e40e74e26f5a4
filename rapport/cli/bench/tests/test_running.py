"""What a figure starts ends with it, also where the figure is killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rapport.cli.bench import morning

# Says what `rapport up` says, and stays.
STARTED = """
import os, pathlib, sys, time
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
print("Rapport is ready: http://127.0.0.1:1/", flush=True)
time.sleep(120)
"""
BENCH = """
import sys, time
from rapport.cli.bench.running import started
with started([sys.executable, "-c", sys.argv[1], sys.argv[2]], home="/nonexistent"):
    print("measuring", flush=True)
    time.sleep(120)
"""


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_a_killed_bench_leaves_nothing_running(tmp_path: Path) -> None:
    written = tmp_path / "pid"
    bench = subprocess.Popen(
        [sys.executable, "-c", BENCH, STARTED, str(written)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[4])},
    )
    assert bench.stdout is not None
    assert bench.stdout.readline() == b"measuring\n"
    child = int(written.read_text())
    assert is_there(child)
    bench.kill()
    bench.wait(10)
    bench.stdout.close()
    until = time.monotonic() + 10
    while is_there(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_there(child)


def test_the_morning_page_is_timed_on_a_home_of_any_size() -> None:
    found = morning.seconds_a_page(60, pages=2)
    assert len(found) == 2
    assert list(found) == sorted(found)
    assert found[0] > 0
