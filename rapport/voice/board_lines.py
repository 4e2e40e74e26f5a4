"""The sentences of the facts board that may be said: while a fact is open they hold as statements do.

A fact has no days on which it holds but a moment at which it ends, and its sentence is made anew whenever that moves; so it is no row of
statements, and the check takes it from the board each time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from rapport.listen.queries import sayable_line
from rapport.voice.contract import Finding, StatementText

# A row like those of the memory, so that a check asks for all at once. What should have ended by now is said no more.
BOARD_SQL = """
(SELECT 'board' AS which, fact.id, jsonb_build_array(fact.what, fact."where", fact.say, fact.ends_at, fact.language)::text AS text,
    fact.changed_at AS at
 FROM listen_boardfact AS fact
 WHERE fact.brand_id = %s::bigint AND fact.over_at IS NULL AND fact.sayable
   AND (fact.ends_at IS NULL OR fact.ends_at > %s::timestamptz)
 ORDER BY fact.changed_at DESC LIMIT 50)
"""


@dataclass(frozen=True, slots=True)
class BoardLine:
    fact_id: int
    text: str

    @classmethod
    def read(cls, pk: int, told: str, *, now: datetime, zone: str) -> BoardLine:
        """`told`: the third column of a row of `BOARD_SQL`. Times are those of the zone."""
        what, where, say, ends_at, language = json.loads(told)
        ends = datetime.fromisoformat(ends_at) if ends_at else None
        with timezone.override(ZoneInfo(zone)):
            line = sayable_line(
                what=what, where=where, say=say, ends_at=ends, now=now, language=language
            )
        return cls(pk, line)


def as_statements(lines: Iterable[BoardLine]) -> list[StatementText]:
    """As the check takes them, with ids below 0: the numbers of statements are above."""
    return [StatementText(-line.fact_id, line.text) for line in lines]


def of_the_board(found: Sequence[Finding]) -> list[Finding]:
    """Findings that rest on a line of the board name its fact, and no statement; they want a second look, and hold nobody up.

    When something ends is what is expected: another time beside it may be when it began, or the better news.
    """
    return [_named(one) if (one.statement_id or 0) < 0 else one for one in found]


def _named(finding: Finding) -> Finding:
    return replace(
        finding,
        why=finding.why.replace("We say", "The facts board says", 1),
        severity="second" if finding.severity == "hold" else finding.severity,
        statement_id=None,
        board_fact_id=-(finding.statement_id or 0),
    )
