"""Where a draft says otherwise than what we told this person, or others, before: the two passages side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rapport.voice.checking.contradictions import contradictions_in
from rapport.voice.contract import Draft, Finding, Severity, StatementText, Told


def told_otherwise(draft: Draft, *, today: date) -> list[Finding]:
    """What this very person was told wants a second pair of eyes; what others were told is a note: either may be wrong."""
    found = _against(draft, draft.told, "We told them", severity="second", today=today)
    others = _against(draft, draft.others, "We told somebody else", severity="note", today=today)
    return found + [one for one in others if not any(_meet(one, each) for each in found)]


def _against(
    draft: Draft, told: Sequence[Told], who: str, *, severity: Severity, today: date
) -> list[Finding]:
    held = [StatementText(number, one.text) for number, one in enumerate(told)]
    return [
        replace(
            finding,
            severity=severity,
            why=_why(finding.why, who, told[finding.statement_id or 0].on, today),
            statement_id=None,
            spoken_id=told[finding.statement_id or 0].spoken_id,
            # What is right is not known, only that the two differ.
            remedy=None,
        )
        for finding in contradictions_in(draft, held, today=today, weighs=False)
    ]


def _why(why: str, who: str, on: date, today: date) -> str:
    when = "today" if on == today else f"on {on.day} {on:%B}"
    if on.year != today.year:
        when += f" {on.year}"
    return why.replace("We say", f"{who} {when}:", 1)


def _meet(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end
