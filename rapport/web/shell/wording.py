"""Times, spans and numbers as a person would say them. Pure; `shell/clocks.js` says the same while a page is open.

All datetimes are aware; what is shown is local to the active time zone (the organisation's).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from rapport.kit.business_time import (
    DAY_AND_NIGHT,
    Hours,
    NeverOpens,
    is_open,
    last_opening,
    next_opening,
    open_time,
)

_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

# A clock is "soon" in its last quarter of an hour (LOOK: warm before red).
SOON = timedelta(minutes=15)
# Figures of fewer cases say how few they are (WORDS, "Every metric").
FEW = 20


P = ParamSpec("P")
Said = TypeVar("Said", bound=Hashable)


def kept_by_language(say: Callable[P, Said]) -> Callable[P, Said]:
    """For words that depend on nothing but what is given and are said for every row: looked up once a language."""

    @lru_cache(maxsize=2000)
    def kept(language: str | None, *args: P.args, **kwargs: P.kwargs) -> Said:
        return say(*args, **kwargs)

    @wraps(say)
    def saying(*args: P.args, **kwargs: P.kwargs) -> Said:
        return kept(get_language(), *args, **kwargs)  # type: ignore[arg-type]

    return saying


@kept_by_language
def span(minutes: int) -> str:
    """A length of time in one unit: 4 min, 2 h, 3 days."""
    minutes = max(0, minutes)
    if minutes < 90:
        return _("%(n)d min") % {"n": minutes}
    if minutes < 36 * 60:
        return _("%(n)d h") % {"n": round(minutes / 60)}
    days = round(minutes / 60 / 24)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def short_span(length: timedelta) -> str:
    """The same for what may be over in a moment: under 0.1 s, 0.8 s, 40 s, 4 min, 2 h."""
    seconds = length.total_seconds()
    if seconds < 0.1:
        return _("under 0.1 s")
    if seconds < 10:
        return _("%(n)s s") % {"n": f"{seconds:.1f}"}
    return _("%(n)s s") % {"n": round(seconds)} if seconds < 90 else span(round(seconds / 60))


def heard_after(*, count: int, median: timedelta, most: timedelta) -> str:
    """ "heard 0.8 s after it is written, 95 of 100 within 2.1 s"; of fewer than 20 it says how few they are."""
    said = _("heard %(median)s after it is written") % {"median": short_span(median)}
    if count == 1:
        return _("%(said)s (one post)") % {"said": said}
    within = {"said": said, "n": count, "most": short_span(most)}
    if count < FEW:
        return _("%(said)s, all %(n)d within %(most)s") % within
    return _("%(said)s, 95 of 100 within %(most)s") % within


def minutes_between(earlier: datetime, later: datetime) -> int:
    """Whole minutes, rounded up so that "in 0 min" is never said while there is time left."""
    return -int((earlier - later).total_seconds() // 60)


def clock(name: str, *, due_at: datetime, now: datetime, hours: Hours = DAY_AND_NIGHT) -> str:
    """ "answer in 6 min", "answer due Mon 09:20", "answer 12 min late", "answer late since Fri 16:50".

    `name` is "answer" or "acknowledge". Moments are said where a closing lies in between: a count of minutes that does
    not run would be no honest one.
    """
    said = {"verb": clock_verb(name)}
    if due_at > now:
        if last_opening(hours, now, due_at) is not None:
            said["when"] = due_with_time(due_at, now=now)
            return _("%(verb)s due %(when)s") % said
        said["span"] = span(minutes_between(now, due_at))
        return _("%(verb)s in %(span)s") % said
    if last_opening(hours, due_at, now) is not None:
        said["when"] = moment_with_time(due_at, now=now)
        return _("%(verb)s late since %(when)s") % said
    said["span"] = span(max(1, minutes_between(due_at, now)))
    return _("%(verb)s %(span)s late") % said


@kept_by_language
def clock_verb(name: str) -> str:
    verbs = {
        "acknowledge": pgettext("clock", "acknowledge"),
        "next": pgettext("clock", "answer again"),
        "resolve": pgettext("clock", "resolve"),
    }
    return verbs.get(name) or pgettext("clock", "answer")


def clock_tone(*, due_at: datetime, now: datetime, hours: Hours = DAY_AND_NIGHT) -> str:
    """hot once it is past, warn in the last quarter of an hour that runs, else neutral."""
    if due_at <= now:
        return "hot"
    runs_out = is_open(hours, now) and open_time(hours, now, due_at) <= SOON
    return "warn" if runs_out else "neutral"


@dataclass(frozen=True, slots=True)
class Saying:
    """How `clocks.js` says a clock anew while the page is open: from `still_until` on; never, where `due_at` is None."""

    due_at: datetime | None
    still_until: datetime | None = None


def clock_saying(*, due_at: datetime, now: datetime, hours: Hours) -> Saying:
    if due_at > now:
        return Saying(due_at, last_opening(hours, now, due_at))
    return Saying(due_at if last_opening(hours, due_at, now) is None else None)


def stopped(*, now: datetime, hours: Hours) -> tuple[str, datetime | None]:
    """ "stopped until 09:00" and when that is; nothing while clocks run."""
    if is_open(hours, now):
        return "", None
    try:
        opens = next_opening(hours, now)
    except NeverOpens:
        return "", None
    return _("stopped until %(when)s") % {"when": due_with_time(opens, now=now)}, opens


def moment(at: datetime, *, now: datetime) -> str:
    """18:52 today, "yesterday", "Tue" this week, "2 Nov" this year, "2 Nov 2024" before."""
    local, today = timezone.localtime(at), timezone.localtime(now).date()
    days = (today - local.date()).days
    if days == 0:
        return f"{local:%H:%M}"
    if days == 1:
        return _("yesterday")
    if 1 < days < 7:
        return _day(local.date(), "D")
    return _day(local.date(), "j M" if local.year == today.year else "j M Y")


@kept_by_language
def _day(at: date, form: str) -> str:
    return date_format(at, form)


def moment_with_time(at: datetime, *, now: datetime) -> str:
    """As `moment`, with the time of day on every day: "yesterday 18:52"."""
    local = timezone.localtime(at)
    said, clock_time = moment(at, now=now), f"{local:%H:%M}"
    return said if said == clock_time else f"{said} {clock_time}"


def due(at: datetime, *, now: datetime) -> str:
    """When something is owed: "today 19:10", "tomorrow", "2 Nov"; past days as in `moment`."""
    local, today = timezone.localtime(at), timezone.localtime(now).date()
    days = (local.date() - today).days
    if days == 0:
        return _("today %(time)s") % {"time": f"{local:%H:%M}"}
    if days == 1:
        return _("tomorrow %(time)s") % {"time": f"{local:%H:%M}"}
    if 1 < days < 7:
        return date_format(local, "l")
    return moment(at, now=now)


def due_with_time(at: datetime, *, now: datetime) -> str:
    """Short, for what lies ahead: "19:10", "tomorrow 19:10", "Mon 19:10", "2 Nov 19:10"."""
    local, today = timezone.localtime(at), timezone.localtime(now).date()
    days, time = (local.date() - today).days, f"{local:%H:%M}"
    if days == 0:
        return time
    if days == 1:
        return _("tomorrow %(time)s") % {"time": time}
    return f"{date_format(local, 'D' if 1 < days < 7 else 'j M')} {time}"


def objection_reason(reason: str) -> str:
    """Why somebody sends what the check asked to wait with; "" for none said."""
    said = {
        "wrong": _("the check is wrong here"),
        "old": _("what we say is out of date"),
        "exception": _("an exception they may make"),
    }
    return said.get(reason, "")


def number(count: int) -> str:
    """Up to ten in letters, as one says it aloud; then in digits."""
    return _(_WORDS[count]) if 0 <= count <= 10 else f"{count:,}".replace(",", " ")


def times(count: int) -> str:
    """once, twice, three times."""
    said = {1: _("once"), 2: _("twice")}
    return said.get(count) or _("%(n)s times") % {"n": number(count)}


def sentence(words: str) -> str:
    """First letter large, a full stop at the end."""
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "?")) else ".")


def short_number(count: int) -> str:
    """2.1k, 48k, 1.2M: for sizes nobody counts by hand."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if count >= size:
            shown = count / size
            return (
                f"{shown:.1f}".removesuffix(".0") + letter if shown < 10 else f"{shown:.0f}{letter}"
            )
    return str(count)


def followers(count: int | None) -> str:
    """ "48k followers"; "" where nobody told, or there are none."""
    if not count:
        return ""
    return ngettext("%(n)s follower", "%(n)s followers", count) % {"n": short_number(count)}


def handle_beside(name: str, handle: str) -> str:
    """The handle to show beside a name; "" where there is no name, or the handle says the same once more."""
    return handle if name and name.casefold() != handle.lstrip("@").casefold() else ""


def tally(count: int) -> str:
    """A count beside a name: stops at 99+."""
    return "99+" if count > 99 else str(count)
