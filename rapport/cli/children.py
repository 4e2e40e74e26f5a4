"""The processes that make up a running Rapport, as data."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Child:
    """One process that the supervisor keeps alive.

    `arguments` are those of `python -m rapport`; `environ` is added to the supervisor's own.
    `listens` hands it the listening socket of the web server, as RAPPORT_LISTEN_FD. `outlives_database`
    says that it finds its way back by itself when PostgreSQL starts again; the others are started again too.
    """

    name: str
    arguments: tuple[str, ...]
    environ: Mapping[str, str] = field(default_factory=dict)
    listens: bool = False
    outlives_database: bool = False

    def command(self) -> list[str]:
        return [sys.executable, "-m", "rapport", *self.arguments]


QUEUES = ("in", "out", "slow")
# Two: while one draws a page, what somebody else asked for does not wait behind it.
WEBS = tuple(
    Child(name, ("web",), listens=True, outlives_database=True) for name in ("web", "web-2")
)
WORKERS = tuple(Child(f"work-{queue}", ("run-queue", queue)) for queue in QUEUES)
COLLECTOR = Child("collect", ("collect",))
CHILDREN = (*WEBS, *WORKERS, COLLECTOR)
