"""The project's own source files, parsed once."""

from __future__ import annotations

import ast
import configparser
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "rapport"


@dataclass(frozen=True)
class Source:
    path: Path
    room: str
    tree: ast.Module

    def __str__(self) -> str:
        return str(self.path.relative_to(ROOT))


@cache
def sources() -> tuple[Source, ...]:
    """Every file of the package but tests and migrations."""
    return tuple(_sources())


def _sources() -> Iterator[Source]:
    for path in sorted(PACKAGE.rglob("*.py")):
        inside = path.relative_to(PACKAGE).parts
        if (
            len(inside) > 1
            and not {"migrations", "tests"} & set(inside)
            and inside[0] not in {"plaza"}
        ):
            yield Source(path, inside[0], ast.parse(path.read_text(encoding="utf-8"), str(path)))


@cache
def order() -> dict[str, int]:
    """Each room's place, 0 at the top, read from .importlinter: there is no second list."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    layers = parser["importlinter:contract:rooms"]["layers"].split("\n")
    named = [line.split("#")[0].strip() for line in layers]
    return {
        room.strip("() "): place
        for place, line in enumerate(line for line in named if line)
        for room in line.split("|")
    }
