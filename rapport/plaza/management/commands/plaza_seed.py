"""`plaza_seed`: put the demo world on the square."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from rapport.plaza.models import SquareSetting
from rapport.plaza.seeding import brief_as_json, clear_square, seed_bare, seed_square
from rapport.plaza.world.generate import generate
from rapport.plaza.world.overheard import before_the_end


class Command(BaseCommand):
    help = "Put the demo world on the square and write its brief, with the brand's access key, to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument(
            "--end", default="", help="when the history ends (ISO 8601; default: now)"
        )
        parser.add_argument("--brief", type=Path, help="where the brief is written")
        parser.add_argument("--pace", default="normal", choices=SquareSetting.Pace.values)
        parser.add_argument("--clear", action="store_true", help="empty the square, and no more")
        parser.add_argument("--bare", action="store_true", help="a brand and one person, for tests")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["clear"]:
            clear_square()
            return
        if options["brief"] is None:
            raise CommandError("Say where the brief is to be written: --brief FILE")
        if SquareSetting.objects.exists():
            raise CommandError("The square is seeded already. Begin anew: rapport demo --fresh")
        # Both or neither: the key stands in the brief only.
        with transaction.atomic():
            brief = _seeded(options, now=timezone.now())
            with open(options["brief"], "w", encoding="utf-8", opener=_private) as file:
                json.dump(brief, file, ensure_ascii=False, default=_plain)


def _seeded(options: dict[str, Any], *, now: datetime) -> dict[str, Any]:
    if options["bare"]:
        brand_key, public_key = seed_bare(now=now)
        return {"access_key": brand_key, "public_key": public_key}
    world = generate(options["seed"], _end(options["end"], now))
    key = seed_square(world, now=now, pace=options["pace"], beside=before_the_end(world))
    return brief_as_json(world, access_key=key)


def _end(given: str, now: datetime) -> datetime:
    try:
        end = datetime.fromisoformat(given) if given else now.replace(microsecond=0)
    except ValueError as error:
        raise CommandError(
            f"“{given}” is no time. Write it as 2026-03-01T09:00:00+00:00."
        ) from error
    if end.tzinfo is None:
        raise CommandError(f"“{given}” has no time zone. Write it as {given}+00:00.")
    return end


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"A brief holds no {type(value).__name__}.")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
