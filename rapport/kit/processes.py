"""A child process that ends when its parent does, however the parent ends."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

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
