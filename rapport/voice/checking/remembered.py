"""Where a draft says otherwise than what we told this person, or others, before: the two passages side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rapport.voice.checking.contradictions import conflicts_in
from rapport.voice.contract import Draft, Finding, Severity, StatementText, Told

# What holds for everybody and for longer than a day. When a train leaves and what one person is paid differ rightly from reply
# to reply: of the demo's own last 400, thirty in a hundred "said otherwise" so, and hardly one of them was wrong.
STANDING = frozenset({"duration", "percent", "yes or no"})


def told_otherwise(draft: Draft, *, today: date, standing_only: bool = False) -> list[Finding]:
    """What this very person was told wants a second pair of eyes; what others were told is a note: either may be wrong."""
    recent = [Told(None, text, None) for text in draft.recent]
    # Of mere texts nobody knows what they were about: another train left at another time.
    compared: list[tuple[Sequence[Told], str, Severity, bool]] = [
        (draft.told, "We told them", "second", standing_only),
        (draft.others, "We told somebody else", "note", standing_only),
        (recent, "We told somebody else", "note", True),
    ]
    found: list[Finding] = []
    for told, who, severity, only in compared:
        more = _against(draft, told, who, severity, today=today, standing_only=only)
        found += [one for one in more if not any(_meet(one, each) for each in found)]
    return found


def _against(
    draft: Draft,
    told: Sequence[Told],
    who: str,
    severity: Severity,
    *,
    today: date,
    standing_only: bool,
) -> list[Finding]:
    held = [StatementText(number, one.text) for number, one in enumerate(told)]
    conflicts = conflicts_in(draft, held, today=today)
    return [
        _finding(conflict.finding, told, who, severity, today=today)
        for conflict in conflicts
        if not standing_only or conflict.about in STANDING
    ]


def _finding(
    finding: Finding, told: Sequence[Told], who: str, severity: Severity, *, today: date
) -> Finding:
    earlier = told[finding.statement_id or 0]
    # What is right is not known, only that the two differ: no remedy.
    return replace(
        finding,
        severity=severity,
        why=finding.why.replace("We say", f"{who}{_when(earlier.on, today)}", 1),
        statement_id=None,
        spoken_id=earlier.spoken_id,
        remedy=None,
    )


def _when(on: date | None, today: date) -> str:
    if on is None:
        return ""
    if on == today:
        return " today:"
    year = "" if on.year == today.year else f" {on.year}"
    return f" on {on.day} {on:%B}{year}:"


def _meet(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end
