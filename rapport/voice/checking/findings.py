"""A finding together with the words of the statement it stands against, and what both sorts of check say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapport.voice.contract import Finding, FindingKind, Severity, StatementText

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


def of_all(
    kind: FindingKind, severity: Severity, why: str, evidence: str, *, confidence: float = 1.0
) -> Finding:
    """About all of a draft: it names no passage, and nothing can be put in its place."""
    return Finding(
        kind=kind,
        severity=severity,
        start=0,
        end=0,
        why=why,
        evidence=evidence,
        statement_id=None,
        confidence=confidence,
        remedy=None,
    )


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
