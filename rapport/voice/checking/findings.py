"""A finding together with the words of the statement it stands against, and what both sorts of check say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapport.voice.contract import Finding, StatementText

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Conflict:
    """A finding, and where the statement says otherwise: `evidence[start:end]`.

    `about`: the kind of the two values, "yes or no", "denial" where only a denied word tells it, "" where it was weighed.
    """

    finding: Finding
    ours: tuple[int, int]
    about: str = ""


def holds(statement: StatementText, today: date) -> bool:
    """Both ends are days on which it holds."""
    return not (
        (statement.since is not None and statement.since > today)
        or (statement.until is not None and statement.until < today)
    )


def since(statement: StatementText, today: date) -> str:
    """ " since March", or nothing."""
    if statement.since is None:
        return ""
    month = MONTHS[statement.since.month - 1]
    # A month alone means the last one of that name.
    recent = (today - statement.since).days < 330
    return f" since {month}" if recent else f" since {month} {statement.since.year}"


def surest(conflicts: Sequence[Conflict]) -> list[Conflict]:
    """At most one for each stretch of the draft, in the order of the text."""
    kept: list[Conflict] = []
    for conflict in sorted(conflicts, key=lambda each: -each.finding.confidence):
        one = conflict.finding
        if not any(
            one.start < other.finding.end and other.finding.start < one.end for other in kept
        ):
            kept.append(conflict)
    return sorted(kept, key=lambda each: each.finding.start)
