"""`rapport work`: background jobs, on any machine that reaches the database."""

from __future__ import annotations

import logging
import sys
from enum import StrEnum
from typing import Annotated

import typer

from rapport.cli.children import WORKERS
from rapport.cli.supervisor import Supervisor


class Queue(StrEnum):
    incoming = "in"
    outgoing = "out"
    slow = "slow"


def work(
    queue: Annotated[
        Queue | None, typer.Option(help="Only this queue; without it, all of them.")
    ] = None,
) -> None:
    """Run background jobs, one process a queue, each started again when it ends."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    Supervisor([w for w in WORKERS if queue is None or w.arguments[-1] == queue.value]).run()
