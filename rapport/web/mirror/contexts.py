"""What the mirror's pages show: plain values, no query left for a template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.listen.models import ImportRun
from rapport.measure import queries
from rapport.measure.contract import Heat, Hour, Mirror, Times
from rapport.measure.definitions import DEFINITIONS, FEW_CASES
from rapport.measure.errors import NoSuchFigure
from rapport.web.mirror import wording

OUR_ACCOUNTS_NAMED = 6
EXAMPLES = 3
BAR_WIDTH = 300
# Their definitions stand under them in print as well; those of the cards follow at the end.
_SAID_IN_PLACE = {"hours", "differently"}
_STEPS = [
    (timedelta(minutes=15), "within 15 min"),
    (timedelta(hours=1), "within 1 h"),
    (timedelta(hours=4), "within 4 h"),
    (timedelta(days=1), "within a day"),
    (timedelta.max, "later than a day"),
]


@dataclass(frozen=True, slots=True)
class Bar:
    """How many people heard from us within a span. `width` is in the drawing's units, of `BAR_WIDTH`."""

    label: str
    count: int
    width: int
    tone: str
    percent: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour of the table, with what a reader who cannot see colours is told."""

    hour: Hour
    words: str


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    short: str
    cells: Sequence[Cell]


def mirror_page(run: ImportRun) -> dict[str, Any]:
    found = queries.mirror(run)
    context: dict[str, Any] = {"run": run, "mirror": found, "made_at": timezone.now()}
    if not found.customer_messages:
        return context
    assert found.first_at is not None
    assert found.last_at is not None
    return context | {
        "sentences": wording.sentences(found),
        "period": wording.period(
            timezone.localtime(found.first_at), timezone.localtime(found.last_at)
        ),
        "shares": [found.unanswered, found.asking, found.praise],
        "definitions": [one for one in DEFINITIONS.values() if one.slug not in _SAID_IN_PLACE],
        "times": [_times(found.acknowledge), _times(found.answer)],
        "bars": bars(found.acknowledge),
        "began": found.acknowledge.count + found.acknowledge.never,
        "bar_width": BAR_WIDTH,
        "days": days(found.hours),
        "target": wording.wait(found.hours.target),
        "stretch": wording.stretch(found.hours.longest) if found.hours.longest else "",
        "named": found.our_accounts[:OUR_ACCOUNTS_NAMED],
        "unnamed": len(found.our_accounts[OUR_ACCOUNTS_NAMED:]),
        "examples": queries.list_behind(found, figure=_telling(found)).lines[:EXAMPLES],
        "telling": _telling(found),
    }


def figure_page(run: ImportRun, *, figure: str, at: str, page: str) -> dict[str, Any]:
    """Raises NoSuchFigure."""
    definition = DEFINITIONS.get(figure)
    if definition is None or figure == "differently":
        raise NoSuchFigure(f"The mirror has no list called {figure!r}.")
    found = queries.mirror(run)
    number = int(page) if page.isdecimal() and len(page) < 9 else 1
    listed = queries.list_behind(found, figure=figure, at=at, page=number)
    waits = figure in ("acknowledge", "answer")
    return {
        "run": run,
        "definition": definition,
        "listed": listed,
        "lines": [(line, wording.wait(line.waited) if waits else "") for line in listed.lines],
        "place": _place(at),
        "at": at,
        "times": _times(getattr(found, figure)) if waits else None,
        "is_few": listed.count < FEW_CASES,
    }


def _telling(found: Mirror) -> str:
    """The list whose first lines say most: who asked and got nothing, else whoever got nothing."""
    return "asking" if found.asking.count else "unanswered"


def _times(times: Times) -> dict[str, Any]:
    return {
        "figure": times,
        "median": wording.wait(times.median),
        "mean": wording.wait(times.mean),
        "ninety": wording.wait(times.ninety),
        "worst": wording.wait(times.worst),
        "target": wording.wait(times.target),
    }


def bars(times: Times) -> list[Bar]:
    """How soon people first heard from us, and how many never did."""
    counts = [0] * len(_STEPS)
    for wait in times.waits:
        counts[next(n for n, (limit, _label) in enumerate(_STEPS) if wait.time <= limit)] += 1
    rows = [
        (_(label), count, "soon") for (_limit, label), count in zip(_STEPS, counts, strict=True)
    ]
    rows[-1] = (*rows[-1][:2], "late")
    rows.append((_("never, in this file"), times.never, "never"))
    most, whole = max(count for _label, count, _tone in rows) or 1, times.count + times.never or 1
    return [
        Bar(label, count, max(round(BAR_WIDTH * count / most), 2 * bool(count)), tone,
            round(100 * count / whole))
        for label, count, tone in rows
    ]  # fmt: skip


def days(heat: Heat) -> list[Day]:
    return [
        Day(
            wording.weekday(number),
            wording.weekday_short(number),
            [Cell(hour, _cell_words(hour)) for hour in row],
        )
        for number, row in enumerate(heat.rows)
    ]


def _cell_words(hour: Hour) -> str:
    return _("%(day)s %(hour)02d:00: %(messages)d messages, %(answered)d answered in time") % {
        "day": wording.weekday(hour.weekday),
        "hour": hour.hour,
        "messages": hour.messages,
        "answered": hour.in_target,
    }


def _place(at: str) -> str:
    """The hour of the week a list is narrowed to, in words; "" for anything else."""
    day, _dash, hour = at.partition("-")
    if not (day.isdecimal() and hour.isdecimal() and int(day) < 7 and int(hour) < 24):
        return ""
    return f"{wording.weekday(int(day))} {int(hour):02d}:00"
