"""`rapport import-cases`: case numbers of the desk there is already, from a CSV file."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Annotated

import typer

from rapport.cli.database import now
from rapport.cli.errors import CannotDo
from rapport.converse.actions import set_cases

_WRONG_SHOWN = 40


def import_cases(
    file: Annotated[
        Path,
        typer.Argument(
            help="CSV with the columns conversation (its number in Rapport), case_number, case_url."
        ),
    ],
) -> None:
    """Set the case number and link of conversations; print how many, and what could not be read."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            if missing := {"conversation", "case_number"} - set(rows.fieldnames or ()):
                raise CannotDo(
                    f"{file} has no column {', '.join(sorted(missing))}. Name the columns in its first line."
                )
            read = set_cases(rows, now=now())
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CannotDo(f"{file} cannot be read: {error}. Save it as CSV in UTF-8.") from error
    for line, why in read.wrong[:_WRONG_SHOWN]:
        print(f"Line {line}: {why}", file=sys.stderr)
    print(f"{read.set} set, {len(read.wrong)} not.")
    if read.wrong and not read.set:
        raise CannotDo("No case was set. The first line of the file must name its columns.")
