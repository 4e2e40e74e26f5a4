"""`rapport bench`: measure, beside a peer in the same run."""

from __future__ import annotations

import importlib
import json
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from rapport.cli.bench.machine import machine
from rapport.cli.bench.registry import FIGURES, CannotMeasure, Figure
from rapport.cli.errors import CannotDo

_MODULES = (
    "rapport.cli.bench.claiming",
    "rapport.cli.bench.delivering",
    "rapport.cli.bench.importing",
    "rapport.cli.bench.inbox",
    "rapport.cli.bench.jetstream",
    "rapport.cli.bench.matching",
    "rapport.cli.bench.morning",
    "rapport.cli.bench.other_screen",
    "rapport.cli.bench.understanding",
    "rapport.cli.bench.repairing",
    "rapport.cli.bench.running",
    "rapport.cli.bench.screen",
    "rapport.cli.bench.streaming",
    "rapport.cli.bench.voice",
    "rapport.cli.bench.voice_speed",
    "rapport.cli.bench.voice_tone",
    "rapport.cli.bench.whole_way",
)


def bench(
    name: Annotated[str, typer.Argument(help="One figure, or the beginning of its name.")] = "",
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the figures there as well.")
    ] = None,
) -> None:
    """Measure Rapport on a database of its own; yours is not touched.

    Ends with status 1 where a figure that must hold did not.
    """
    with ExitStack() as stack:
        # Before Django reads its settings: nothing here may find the real installation.
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="rapport-bench-"))
        os.environ.pop("DATABASE_URL", None)
        os.environ["RAPPORT_HOME"] = home
        database = importlib.import_module("rapport.cli.database")
        database.set_up_django()
        for module in _MODULES:
            importlib.import_module(module)
        wanted = [one for key, one in FIGURES.items() if key.startswith(name)]
        if not wanted:
            raise CannotDo(f"There is no figure {name!r}. There are: {', '.join(FIGURES)}.")
        about = machine()
        if any(one.needs_database for one in wanted):
            stack.enter_context(database.running_database())
        figures, skipped = measured(wanted)
    _show(about, figures, skipped)
    if json_file is not None:
        found = {"machine": about, "figures": figures, "skipped": skipped}
        json_file.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    if missed := [one["name"] for one in figures if one["held"] is False]:
        raise CannotDo(f"Not held: {', '.join(missed)}.")


def measured(wanted: list[Figure]) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """What was found, as JSON, and what could not be measured, with the reasons."""
    figures, skipped = [], []
    for one in wanted:
        print(f"{one.name} ...", file=sys.stderr)
        try:
            figures.append(one.as_json(one.measure()))
        except CannotMeasure as reason:
            skipped.append({"name": one.name, "reason": str(reason)})
    return figures, skipped


def _show(
    about: dict[str, str], figures: list[dict[str, Any]], skipped: list[dict[str, str]]
) -> None:
    table = Table(box=None, pad_edge=False)
    for column in ("figure", "value", "unit", "ratio", "beside", "hold"):
        table.add_column(column, justify="right" if column in ("value", "ratio") else "left")
    for one in figures:
        ratio = "" if one["ratio"] is None else f"{one['ratio']:g}"
        held = {True: "held", False: "NOT HELD", None: ""}[one["held"]]
        table.add_row(
            one["name"],
            f"{one['value']:,.6g}",
            one["unit"],
            ratio,
            one["anchor"],
            f"{one['hold']} {held}".strip(),
        )
    console = Console()
    console.print(table)
    for one in skipped:
        console.print(f"{one['name']} was skipped: {one['reason']}", highlight=False)
    console.print(
        f"{about['processor']}, {about['cores']} cores, {about['memory']}, load {about['load_before']} "
        f"before, Python {about['python']}",
        highlight=False,
    )
