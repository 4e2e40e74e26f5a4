"""Times of the day, dates and weekdays in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from rapport.voice.checking.alternatives import any_of
from rapport.voice.checking.value import Kind, Value
from rapport.voice.words.quantities import MONTHS, WEEKDAY_SETS, WEEKDAYS

# A date without a year is kept as of this one, a leap year, and told by "no year" in its unit.
ANY_YEAR = 2000


_HALF = r"(?P<{0}half>\s?(?:am|pm|a\.m\.?|p\.m\.?)(?!\w))"
_TIME = (
    r"(?:(?P<{0}h>[01]?\d|2[0-4])(?:[:](?P<{0}m>[0-5]\d)|(?<=\d)h(?P<{0}mh>[0-5]\d)|\.(?P<{0}md>[0-5]\d)(?=\s?(?:uhr|am|pm|a\.m|p\.m)))"
    + _HALF.format("{0}")
    + r"?|(?P<{0}hh>1[0-2]|0?[1-9])"
    + _HALF.format("{0}x")
    + r"|(?P<{0}hu>[01]?\d|2[0-4])(?=\s(?:uhr|o'clock)(?!\w))|(?P<{0}word>noon|midnight|mittag|mitternacht|midi|minuit|mediodia|medianoche|midnatt))"
)
_CLOCK = re.compile(
    rf"(?<![\w:.,/])(?:(?:kl|klockan)\.?\s?)?{_TIME.format('a')}(?:\s(?:uhr|o'clock))?"
    rf"(?:\s?(?:-|–|—|to|until|till|bis|a|hasta|and|und|och)\s?{_TIME.format('b')}(?:\s(?:uhr|o'clock))?)?(?![\w:])"
)
_KL = re.compile(
    r"(?<!\w)(?:kl|klockan)\.?\s?(?P<h>[01]?\d|2[0-4])(?:[.:](?P<m>[0-5]\d))?(?![\w.:]\d)"
)
_WORDS = {
    "noon": 720, "mittag": 720, "midi": 720, "mediodia": 720,
    "midnight": 1440, "mitternacht": 1440, "minuit": 1440, "medianoche": 1440, "midnatt": 1440,
}  # fmt: skip
_MONTH = any_of(word for word in MONTHS if word != "mar")
_DATES = (
    re.compile(r"(?<![\d-])(?P<y>20\d\d)-(?P<mo>[01]\d)-(?P<d>[0-3]\d)(?!\d)"),
    re.compile(
        r"(?<![\d.,/])(?P<d>[0-3]?\d)(?P<dot>[./])(?P<mo>[01]?\d)(?P=dot)(?P<y>20\d\d)?(?![\d])"
    ),
    re.compile(
        rf"(?<![\w.,])(?P<d>[0-3]?\d)(?:st|nd|rd|th|\.|er|e)?\s(?:of\s|de\s)?(?P<month>{_MONTH})(?![\w])(?:,?\s(?P<y>20\d\d))?"
    ),
    re.compile(
        rf"(?<!\w)(?P<month>{_MONTH})\s(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?![\w:.]\d|\w)(?:,?\s(?P<y>20\d\d))?"
    ),
)
_DAY = any_of(WEEKDAYS)
_WEEKDAY = re.compile(
    rf"(?<!\w)(?P<a>{_DAY})(?:\s?(?:-|–|—|to|through|bis|a|till)\s?(?P<b>{_DAY}))?(?!\w)|(?<!\w)(?P<set>{any_of(WEEKDAY_SETS)})(?!\w)"
)
_ROLE = re.compile(
    r"(?:\b((?:clos|shut|end|finish)(?:es|s|e|ing)?(?:\s\w+){0,2}(?=\sat)|schliess\w+|ferme\w*|cierra\w*|stanger|by|until|till|til|before|bis|vor|jusqu'a|jusqu'au|avant|hasta|antes del?|senast|fore|innan|no later than|spatestens)"
    r"|\b((?:open|start|begin)(?:s|ing)?(?:\s\w+){0,2}(?=\sat)|offnet|ouvre|abre|oppnar|from|since|after|ab|nach|seit|des|depuis|desde|a partir du|apres|fran|efter))"
    r"(?:\s(?:the|next|this|on|at|dem|den|am|le|el|pa|om|um|las|la|kl))?\s*$"
)


def moments_in(text: str) -> Iterator[Value]:
    yield from _dates(text)
    yield from _clocks(text)
    yield from _weekdays(text)


def _clocks(text: str) -> Iterator[Value]:
    for found in _CLOCK.finditer(text):
        first, second = _minutes(found, "a"), _minutes(found, "b")
        if first is None:
            continue
        end = first if second is None else second
        exact = _is_exact(found, "a")
        yield _value("time", min(first, end), max(first, end), "24" if exact else "12", found, text)
    for found in _KL.finditer(text):
        minute = int(found["h"]) * 60 + int(found["m"] or 0)
        yield _value("time", minute, minute, "24", found, text)


def _minutes(found: re.Match[str], part: str) -> int | None:
    if found[f"{part}word"]:
        return _WORDS[found[f"{part}word"]]
    hour = found[f"{part}h"] or found[f"{part}hh"] or found[f"{part}hu"]
    if hour is None:
        return None
    minute = int(found[f"{part}m"] or found[f"{part}mh"] or found[f"{part}md"] or 0)
    half = (found[f"{part}half"] or found[f"{part}xhalf"] or "").strip()
    hours = int(hour) % 12 if half else int(hour)
    return (hours + (12 if half.startswith("p") else 0)) * 60 + minute


def _is_exact(found: re.Match[str], part: str) -> bool:
    """A time that cannot be the other half of the day: with am or pm, after 12, or written 09."""
    if found[f"{part}word"] or found[f"{part}half"] or found[f"{part}xhalf"]:
        return True
    hour = found[f"{part}h"] or found[f"{part}hu"] or ""
    return hour.startswith("0") or int(hour or 0) > 12 or bool(found[f"{part}hu"])


def _dates(text: str) -> Iterator[Value]:
    for pattern in _DATES:
        for found in pattern.finditer(text):
            named = found.groupdict()
            month = MONTHS[named["month"]] if named.get("month") else int(named["mo"])
            try:
                day = date(int(named["y"] or ANY_YEAR), month, int(named["d"]))
            except ValueError:
                continue
            unit = "dated" if named["y"] else "no year"
            yield _value("date", day.toordinal(), day.toordinal(), unit, found, text)


def _weekdays(text: str) -> Iterator[Value]:
    for found in _WEEKDAY.finditer(text):
        if found["set"]:
            days = frozenset(WEEKDAY_SETS[found["set"]])
        else:
            first = WEEKDAYS[found["a"]]
            last = WEEKDAYS[found["b"]] if found["b"] else first
            days = frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
        if found["a"] in ("mar", "sun", "sat", "son", "tag") and not found["b"]:
            continue
        yield _value("weekday", min(days), max(days), "", found, text, days)


def _value(
    kind: Kind,
    low: float,
    high: float,
    unit: str,
    found: re.Match[str],
    text: str,
    days: frozenset[int] = frozenset(),
) -> Value:
    before = _ROLE.search(text, max(0, found.start() - 40), found.start())
    # A range says both of its ends.
    role = ("until" if before[1] else "from") if before and low == high else ""
    return Value(kind, low, high, unit, role, found.start(), found.end(), found.span(), days)
