"""How values of fields are compared. Every evaluator asks here, so that none can differ: reference, matcher and SQL.

What whoever fills documents and columns may rely on: `folded` for KEYWORD, CHOICE, FLAG and LIST, `host_of` for DOMAIN.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import regex

from rapport.kit.text import fold
from rapport.query.document import Document, Value
from rapport.query.registry import FieldSpec, field
from rapport.query.tree import Field

SPANS = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
# `engagement:` is their sum where nobody has counted it.
ENGAGEMENT = ("likes", "replies", "shares")

_RUN = regex.compile(r"[\w\p{M}\p{Cf}]++")
_SPAN = re.compile(r"(\d{1,6})(min|h|d|w)")
_HOST = re.compile(r"(?:[a-z][a-z0-9+.\-]*:)?(?://)?(?:[^/?#@\s]*@)?([^/?#:\s]+)", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def folded(value: str) -> str:
    """A value as it is compared: case, accents, zero-width characters and a leading @ change nothing, punctuation does.

    Folding twice changes nothing.
    """
    plain = _RUN.sub(lambda run: fold(run.group()), value)
    return " ".join(plain.split()).lstrip("@＠ ")


def folded_values(value: Value) -> tuple[str, ...]:
    """What a document carries, as one folded text or several; a truth is "yes" or "no"."""
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, tuple):
        return tuple(folded(item) for item in value)
    return (folded(str(value)),)


@lru_cache(maxsize=20_000)
def host_of(address: str) -> str:
    """The host of an address or a bare host, in ASCII and lower case, without a leading "www."; "" where there is none."""
    found = _HOST.match(address.strip()[:2000])
    host = found.group(1).strip(".").lower()[:253] if found else ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            host = folded(host)
    rest = host.removeprefix("www.")
    return rest if "." in rest else host


def is_of_domain(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def number_in(document: Document, spec: FieldSpec) -> float | None:
    known = document.values
    value = known.get(spec.held_in)
    if value is None and spec.name == "engagement":
        parts = [part for name in ENGAGEMENT if (part := _number(known.get(name))) is not None]
        return sum(parts) if parts else None
    return _number(value)


def number_holds(asks: Field, value: float) -> bool:
    asked = [float(text) for text in asks.values]
    match asks.op:
        case "is":
            return value in asked
        case "<":
            return value < asked[0]
        case "<=":
            return value <= asked[0]
        case ">":
            return value > asked[0]
        case ">=":
            return value >= asked[0]
        case "..":
            return asked[0] <= value <= asked[1]


@dataclass(frozen=True, slots=True)
class Window:
    """From `start` up to and without `end`; None is open."""

    start: datetime | None = None
    end: datetime | None = None

    def holds(self, at: datetime) -> bool:
        return (self.start is None or at >= self.start) and (self.end is None or at < self.end)


def window(asks: Field, *, now: datetime) -> Window:
    """The time a TIME field asks for. `after:` takes its day in, `before:` does not; `since:7d` ends nowhere.

    Days are days in UTC. A day named by `..`, `>`, `<=` or alone is the whole day.
    """
    if asks.name == "since":
        return Window(start=now - span(asks.values[0]))
    first, last = _moment(asks.values[0]), _moment(asks.values[-1])
    match "<" if asks.name == "before" else ">=" if asks.name == "after" else asks.op:
        case ">=":
            return Window(start=first.start)
        case ">":
            return Window(start=first.end)
        case "<":
            return Window(end=first.start)
        case "<=":
            return Window(end=first.end)
        case _:
            return Window(start=first.start, end=last.end)


def span(text: str) -> timedelta:
    """`7d`, `12h`, `2w`, `30min`. ValueError for anything else, and past ten years."""
    found = _SPAN.fullmatch(text)
    if not found:
        raise ValueError(f"“{text}” is no span of time")
    length = int(found[1]) * SPANS[found[2]]
    if length > timedelta(days=3653):
        raise ValueError(f"“{text}” is longer than ten years")
    return length


def moment(text: str) -> datetime:
    """The beginning of a day, or the time, in UTC where no zone is named. ValueError for anything else."""
    at = datetime.fromisoformat(text)
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    if not 1970 <= aware.year <= 2200:
        raise ValueError(f"“{text}” is not between 1970 and 2200")
    return aware


def _moment(text: str) -> Window:
    start = moment(text)
    whole_day = len(text) == len("2026-01-31")
    return Window(start, start + (timedelta(days=1) if whole_day else timedelta(microseconds=1)))


def texts_of(document: Document, name: str) -> tuple[str, ...]:
    """The texts `name:` looks into, each on its own: the title, the text, or what the document carries."""
    if name in ("title", "text"):
        whole: Value | None = document.title if name == "title" else document.text
    else:
        whole = document.values.get(field(name).held_in)
    if isinstance(whole, tuple):
        return whole
    return (whole,) if isinstance(whole, str) else ()


def _number(value: Value | None) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
