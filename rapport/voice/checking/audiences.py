"""What we hold true, but may not say here: in private only, or to nobody outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from rapport.voice.checking.contradictions import where_the_same
from rapport.voice.checking.findings import holds
from rapport.voice.contract import Draft, Finding, StatementText

CONFIDENCE = 0.8


def may_be_said(statement: StatementText, draft: Draft) -> bool:
    if statement.audience == "inside":
        return False
    return statement.audience == "everybody" or not draft.public


def not_for_them(
    draft: Draft, statements: Iterable[StatementText], *, today: date
) -> Iterator[Finding]:
    """Where the draft says it: what is for nobody outside waits, what is for private eyes wants a second look."""
    for statement in statements:
        if may_be_said(statement, draft) or not holds(statement, today):
            continue
        span = where_the_same(draft.text, statement, today=today)
        if span is None:
            continue
        is_inside = statement.audience == "inside"
        yield Finding(
            kind="wrong_place",
            severity="hold" if is_inside else "second",
            start=span[0],
            end=span[1],
            why="We say this to nobody outside" if is_inside else "We say this in private only",
            evidence=statement.text,
            statement_id=statement.id,
            confidence=CONFIDENCE,
            remedy=None,
        )


def without_telling(
    findings: Sequence[Finding], draft: Draft, statements: Iterable[StatementText]
) -> list[Finding]:
    """No remedy puts into a draft what may not be said in it."""
    kept_back = {one.id for one in statements if not may_be_said(one, draft)}
    return [
        replace(finding, remedy=None) if finding.statement_id in kept_back else finding
        for finding in findings
    ]
