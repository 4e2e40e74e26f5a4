"""`plaza_live`: let the square live, until told to stop."""

from __future__ import annotations

import logging
import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error as DatabaseError
from django.db import connection
from django.utils import timezone

from rapport.plaza.actions import set_pace
from rapport.plaza.engine import Engine
from rapport.plaza.models import SquareSetting
from rapport.plaza.world.generate import generate

logger = logging.getLogger(__name__)

_STEP_SECONDS = 0.4
_WAIT_SECONDS = 1.0
# Any constant: of two engines the second waits until the first has ended.
_ENGINE_LOCK = 0x70_6C_61_7A_62


class Command(BaseCommand):
    help = "Let the people of the square speak, react and lose patience."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pace", default="", choices=["", *SquareSetting.Pace.values])

    def handle(self, *args: Any, **options: Any) -> None:
        stopped = threading.Event()

        def stop(number: int, frame: FrameType | None) -> None:
            stopped.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        pace = options["pace"]
        while not stopped.is_set():
            try:
                _live(stopped, pace=pace)
            except DatabaseError as error:
                logger.warning("The square rests until the database is back: %s", error)
                connection.close()
                stopped.wait(_WAIT_SECONDS)


def _live(stopped: threading.Event, *, pace: str) -> None:
    """`pace`, where given, is set when the engine starts; from then on the page decides."""
    while not SquareSetting.objects.exists():
        if stopped.wait(_WAIT_SECONDS):
            return
    with connection.cursor() as cursor:
        # Held by this connection for as long as it lives.
        cursor.execute("SELECT pg_advisory_lock(%s)", [_ENGINE_LOCK])
    if pace:
        set_pace(pace)
    square = SquareSetting.objects.get(pk=1)
    engine = Engine(generate(square.seed, square.world_end))
    engine.resume(timezone.now())
    while not stopped.wait(_STEP_SECONDS):
        engine.step(timezone.now())
