"""How a statement stands today, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rapport.voice.models import Statement


@dataclass(frozen=True, slots=True)
class StatementLine:
    statement: Statement
    validity: str
    tone: str  # pos: holds; warn: not yet, or nobody answers for it; neutral: over or withdrawn
    holds: bool


def lines(statements: Iterable[Statement], *, today: date) -> list[StatementLine]:
    return [_line(statement, today) for statement in statements]


def _line(statement: Statement, today: date) -> StatementLine:
    begins, ends = statement.valid_from, statement.valid_until
    if statement.withdrawn_at:
        return StatementLine(statement, _("withdrawn"), "neutral", holds=False)
    if ends and ends < today:
        said = _("ended %(day)s") % {"day": _day(ends)}
        return StatementLine(statement, said, "neutral", holds=False)
    if begins and begins > today:
        said = _("from %(day)s") % {"day": _day(begins)}
        return StatementLine(statement, said, "warn", holds=False)
    if ends:
        said = _("until %(day)s") % {"day": _day(ends)}
    elif begins:
        said = _("since %(day)s") % {"day": _day(begins)}
    else:
        said = _("until further notice")
    return StatementLine(statement, said, "pos", holds=True)


def _day(day: date) -> str:
    return date_format(day, "j M Y")
