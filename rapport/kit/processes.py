"""A child process that ends when its parent does, however the parent ends; and who goes behind whom on the processor."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

# A tenth of the processor time of somebody at 0, where both want it (sched(7): each step is a factor of 1.25). An operator whose machine
# has other work to do lowers it: groups are weighed against every group there is.
BEHIND = 10
_PR_SET_PDEATHSIG = 1  # linux/prctl.h
# Loaded here, not after a fork, where only the simplest calls are safe.
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_with_parent(*, send: signal.Signals = signal.SIGTERM, parent: int | None = None) -> None:
    """Have the kernel send `send` to this process when the thread that started it ends.

    `parent` is the process id of the starter, when known: if it is gone already, the signal is sent now.
    Elsewhere than on Linux this does nothing; there the supervisor's own stop is the only one.
    The kernel watches the *thread* that forked, so children must be started from a thread that lives on.
    """
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, int(send), 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), send)


def step_back(pid: int, *, niceness: int = BEHIND) -> bool:
    """Let others go before that process; False where the kernel asks to be asked again a moment later.

    Where processes are grouped by session, as most Linuxes do, `nice` counts only among those of one group, and every group
    gets as much as every other (sched(7), "The autogroup feature"): what has a session of its own steps back as a group.
    What may not be changed stays as it is.
    """
    with suppress(OSError):
        if os.getpriority(os.PRIO_PROCESS, pid) < niceness:
            os.setpriority(os.PRIO_PROCESS, pid, niceness)
    if hasattr(os, "SCHED_BATCH"):
        # It does not push a page aside when it wakes, ten times a second.
        with suppress(OSError):
            os.sched_setscheduler(pid, os.SCHED_BATCH, os.sched_param(0))
    try:
        if os.getsid(pid) == pid:
            Path(f"/proc/{pid}/autogroup").write_text(str(niceness), encoding="ascii")
    except BlockingIOError:
        return False
    except OSError:
        pass
    return True
