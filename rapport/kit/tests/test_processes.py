"""Who stepped back goes behind the others, as a group where the kernel groups; who shares a session takes nobody along."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rapport.kit.processes import BEHIND, step_back

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nice and groups as Linux has them")


@contextmanager
def sleeper(*, alone: bool) -> Iterator[int]:
    process = subprocess.Popen(["sleep", "60"], start_new_session=alone)
    try:
        yield process.pid
    finally:
        process.kill()
        process.wait()


def group_of(pid: int) -> str:
    path = Path(f"/proc/{pid}/autogroup")
    return path.read_text(encoding="ascii").strip() if path.exists() else ""


def test_a_process_with_a_session_of_its_own_steps_back_and_its_group_with_it() -> None:
    with sleeper(alone=True) as pid:
        while not step_back(pid):
            pass
        assert os.getpriority(os.PRIO_PROCESS, pid) == BEHIND
        assert os.sched_getscheduler(pid) == os.SCHED_BATCH
        assert group_of(pid).endswith(f"nice {BEHIND}") or not group_of(pid)


def test_one_that_shares_a_session_steps_back_alone() -> None:
    before = group_of(os.getpid())
    with sleeper(alone=False) as pid:
        assert step_back(pid)
        assert os.getpriority(os.PRIO_PROCESS, pid) == BEHIND
    assert group_of(os.getpid()) == before


def test_who_stands_further_back_is_not_brought_forward_and_who_is_gone_is_no_error() -> None:
    with sleeper(alone=True) as pid:
        os.setpriority(os.PRIO_PROCESS, pid, 19)
        while not step_back(pid):
            pass
        assert os.getpriority(os.PRIO_PROCESS, pid) == 19
    assert step_back(pid)
