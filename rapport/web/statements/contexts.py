"""How a statement stands today, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rapport.voice.models import Statement
from rapport.voice.queries import HEARD_AT_MOST, Heard


@dataclass(frozen=True, slots=True)
class StatementLine:
    statement: Statement
    validity: str
    tone: str  # pos: holds; warn: not yet, or nobody answers for it; neutral: over or withdrawn
    holds: bool

    @property
    def audience(self) -> str:
        """Who may be told, where not everybody may."""
        return {"private": _("only in private"), "inside": _("nobody outside")}.get(
            self.statement.audience, ""
        )


@dataclass(frozen=True, slots=True)
class HeardLine:
    """`tone`: pos today's words; warn those of before; hot something else."""

    told: Heard
    says: str
    tone: str


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    says: str
    people: int
    is_chosen: bool


def heard_page(
    told: Sequence[Heard], versions: Sequence[Statement], *, chosen: str
) -> dict[str, object]:
    """Everybody, or whom the choice names; how many people each choice has. `versions`: the newest first."""
    numbered = {one.pk: number for number, one in enumerate(reversed(versions), start=1)}
    keys = ["", *(str(one.pk) for one in versions), "other"]
    chosen = chosen if chosen in keys else ""
    choices = [
        Choice(key, _choice(key, numbered), _people(told, key), key == chosen) for key in keys
    ]
    shown = [_heard_line(one, numbered) for one in told if chosen in ("", _key(one))]
    return {"choices": choices, "told": shown, "is_any": bool(told), "at_most": HEARD_AT_MOST}


def _heard_line(one: Heard, numbered: Mapping[int, int]) -> HeardLine:
    if one.version is None:
        return HeardLine(one, _("something else"), "hot")
    number = numbered[one.version.pk]
    if number == len(numbered):
        return HeardLine(one, _("as we say today"), "pos")
    return HeardLine(
        one, _("version %(number)d of %(all)d") % {"number": number, "all": len(numbered)}, "warn"
    )


def _choice(key: str, numbered: Mapping[int, int]) -> str:
    if key in ("", "other"):
        return _("Something else") if key else _("Everybody")
    number = numbered[int(key)]
    return (
        _("As we say today")
        if number == len(numbered)
        else _("Version %(number)d") % {"number": number}
    )


def _people(told: Sequence[Heard], key: str) -> int:
    """A reply to somebody we do not know by name any more counts as one."""
    meant = [one for one in told if key in ("", _key(one))]
    return len({one.person.pk if one.person else f"reply {one.spoken_id}" for one in meant})


def _key(one: Heard) -> str:
    return str(one.version.pk) if one.version else "other"


def lines(statements: Iterable[Statement], *, today: date) -> list[StatementLine]:
    return [_line(statement, today) for statement in statements]


def _line(statement: Statement, today: date) -> StatementLine:
    """First words are true of nothing until they are chosen, so they say what they are for instead of until when they hold."""
    line = _of_days(statement, today)
    if statement.is_holding and line.holds:
        return StatementLine(statement, _("first words, kept ready"), "neutral", holds=True)
    return line


def _of_days(statement: Statement, today: date) -> StatementLine:
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
