"""Figures by name. A figure is a function; its decorator says what it is measured against and must hold.

    @figure("ingest_from_file", unit="messages/s", anchor="COPY of the same rows into one table")
    def ingest_from_file() -> Measured:
        return Measured(value=3_100, anchor_value=41_000)

It raises CannotMeasure where something it needs is missing: then it is skipped, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Direction = Literal["at most", "at least"]


class CannotMeasure(Exception):
    """Something this figure needs is not here; the text says what and how to get it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a figure found. `anchor_value` is the peer's, in the same unit, from the same run."""

    value: float
    anchor_value: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """The number an issue holds us to."""

    direction: Direction
    value: float

    def is_met_by(self, value: float) -> bool:
        return value <= self.value if self.direction == "at most" else value >= self.value

    def words(self, unit: str) -> str:
        return f"{self.direction} {self.value:,g} {unit}".strip()


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    unit: str
    anchor: str
    hold: Hold | None
    needs_database: bool
    measure: Callable[[], Measured]

    def as_json(self, found: Measured) -> dict[str, Any]:
        """`ratio` is value / anchor, None where nothing was measured beside it."""
        peer = found.anchor_value
        return {
            "name": self.name,
            "value": round(found.value, 3),
            "unit": self.unit,
            "anchor": self.anchor,
            "anchor_value": None if peer is None else round(peer, 3),
            "ratio": round(found.value / peer, 3) if peer else None,
            "hold": self.hold.words(self.unit) if self.hold else "",
            "held": self.hold.is_met_by(found.value) if self.hold else None,
            "note": found.note,
        }


FIGURES: dict[str, Figure] = {}


def figure(
    name: str,
    *,
    unit: str,
    anchor: str = "",
    hold: tuple[Direction, float] | None = None,
    needs_database: bool = True,
) -> Callable[[Callable[[], Measured]], Callable[[], Measured]]:
    def register(measure: Callable[[], Measured]) -> Callable[[], Measured]:
        held = Hold(*hold) if hold else None
        FIGURES[name] = Figure(name, unit, anchor, held, needs_database, measure)
        return measure

    return register
