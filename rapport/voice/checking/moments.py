"""Times of the day, dates and weekdays in a text."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from rapport.voice.checking.alternatives import any_of
from rapport.voice.checking.value import Kind, Value
from rapport.voice.words.quantities import MONTHS, WEEKDAY_SETS, WEEKDAYS

# A date without a year is kept as of this one, a leap year, and told by "no year" in its unit.
ANY_YEAR = 2000


_HALF = r"(?P<{0}half>\s?(?:am|pm|a\.m\.?|p\.m\.?)(?!\w))"
_TIME = (
    r"(?:(?P<{0}h>[01]?\d|2[0-4])(?:[:](?P<{0}m>[0-5]\d)|(?<=\d)\s?h\s?(?P<{0}mh>[0-5]\d)|\.(?P<{0}md>[0-5]\d)(?=\s?(?:uhr|uur|h(?!\w)|am|pm|a\.m|p\.m)))"
    + _HALF.format("{0}")
    + r"?|(?P<{0}hh>1[0-2]|0?[1-9])"
    + _HALF.format("{0}x")
    + r"|(?P<{0}hu>[01]?\d|2[0-4])(?=\s(?:uhr|uur|o'clock|heures)(?!\w))|(?P<{0}word>noon|midnight|mittag|mitternacht|midi|minuit|mediodia|medianoche|midnatt|middag|middernacht))"
)
_CLOCK = re.compile(
    rf"(?<![\w:.,/])(?:(?:kl|klockan)\.?\s?)?{_TIME.format('a')}(?:\s(?:uhr|uur|o'clock))?"
    rf"(?:\s?(?:-|–|—|to|until|till|bis|a|hasta|and|und|och)\s?{_TIME.format('b')}(?:\s(?:uhr|uur|o'clock))?)?(?![\w:])"
)
_KL = re.compile(
    r"(?<!\w)(?:kl|klockan)\.?\s?(?P<h>[01]?\d|2[0-4])(?:[.:](?P<m>[0-5]\d))?(?![\w.:]\d)"
)
_WORDS = {
    "noon": 720, "mittag": 720, "midi": 720, "mediodia": 720,
    "midnight": 1440, "mitternacht": 1440, "minuit": 1440, "medianoche": 1440, "midnatt": 1440, "middag": 720, "middernacht": 1440,
}  # fmt: skip
HOURS = {
    word: hour
    for listed in (
        "one two three four five six seven eight nine ten eleven twelve",
        "eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf",
        "ett tva tre fyra fem sex sju atta nio tio elva tolv",
    )
    for hour, word in enumerate(listed.split(), start=1)
}
_MONTH = any_of(word for word in MONTHS if word != "mar")
_DATES = (
    re.compile(r"(?<![\d-])(?P<y>20\d\d)-(?P<mo>[01]\d)-(?P<d>[0-3]\d)(?!\d)"),
    re.compile(
        r"(?<![\d.,/])(?P<d>[0-3]?\d)(?P<dot>[./])(?P<mo>[01]?\d)(?P=dot)(?P<y>20\d\d)?(?![\d])"
    ),
    re.compile(
        rf"(?<![\w.,])(?:(?P<first>[0-3]?\d)(?:st|nd|rd|th|\.)?\s?(?:to|-|–|bis|until|till|and|au|al|t/m|til)\s?)?(?P<d>[0-3]?\d)(?:st|nd|rd|th|\.|er|e)?\s(?:of\s|de\s)?(?P<month>{_MONTH})(?![\w])(?:,?\s(?P<y>20\d\d))?"
    ),
    re.compile(
        rf"(?<!\w)(?P<month>{_MONTH})\s(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?![\w:.]\d|\w)(?:,?\s(?P<y>20\d\d))?"
    ),
)
_PART_OF_MONTH = re.compile(
    rf"(?<!\w)(?:(?:the\s)?(?P<part>end|beginning|start|middle|ende|anfang|mitte|fin|close|first week|second week|third week|last week|first half|second half|debut|finales|principios|slutet|borjan|eind|begin|slutten)\s(?:of\s|de\s|av\s|van\s)?|(?P<mid>mid)[- ]|(?P<whole>in|during|im|en|i|throughout|through|all|from|since|until|till|by|before|after|ab|bis|depuis|desde|hasta|fran|vanaf|tot)\s(?:late\s|early\s)?)(?P<month>{_MONTH})(?![\w])(?!\s\d{{1,2}}(?!\d))(?:\s(?P<y>20\d\d))?"
)
_WEEKS = {
    "first week": (1, 7),
    "second week": (8, 14),
    "third week": (15, 21),
    "first half": (1, 15),
    "second half": (16, 28),
}
_YEAR_END = re.compile(r"(?<!\w)(?:the )?end of (?:the|this) year(?!\w)|(?<!\w)jahresende(?!\w)")
_SPOKEN = re.compile(
    rf"(?<!\w)(?:a\s)?(?P<part>half|halb|halv|quarter|viertel|kvart)(?P<side>\s(?:past|to|vor|nach|over|i))?\s(?P<hour>1[0-2]|[1-9]|{any_of(HOURS)})(?!\w)(?P<half>\s?(?:am|pm|a\.m|p\.m))?"
)
_HOUR_OF = re.compile(
    rf"(?<![\w:.,/])(?P<hour>1[0-2]|[1-9]|{any_of(HOURS)})(?:\so'clock)?\s(?P<when>o'clock|a\.?m\b\.?|p\.?m\b\.?|this (?:morning|afternoon|evening)|tonight|in the (?:morning|afternoon|evening)|at night|morgens|abends|nachmittags|du soir|du matin|de la (?:tarde|noche|manana))(?!\w)"
)
_DAY = any_of(WEEKDAYS)
_WEEKDAY = re.compile(
    rf"(?<!\w)(?P<a>{_DAY})(?:\s?(?:-|–|—|to|through|bis|a|till)\s?(?P<b>{_DAY}))?(?!\w)|(?<!\w)(?P<set>{any_of(WEEKDAY_SETS)})(?!\w)"
)
_AT_NIGHT = re.compile(r"\s(?:in the (?:night|morning)|at night|nachts|morgens|du matin)(?!\w)")
_COUNTED = re.compile(rf"(?:\d|{any_of(HOURS)})\s$")
_ROLE = re.compile(
    r"(?:\b((?:clos|shut|end|finish)(?:es|s|e|ing)?(?:\s\w+){0,2}(?=\sat)|schliess\w+|ferme\w*|cierra\w*|stanger|by|until|till|til|before|bis|vor|jusqu'a|jusqu'au|avant|hasta|antes del?|senast|fore|innan|no later than|spatestens|latest|up to(?: and including)?|through|tot|uiterlijk|innen)"
    r"|\b((?:open|start|begin)(?:s|ing)?(?:\s\w+){0,2}(?=\sat)|offnet|ouvre|abre|oppnar|from|since|after|ab|nach|seit|des|depuis|desde|a partir du|apres|fran|efter|not before|vanaf|na|forst|erst|not until|only from|only at|begins|starts|opens|as of|effective))"
    r"(?:\s(?:the|next|this|on|at|dem|den|am|le|el|pa|om|um|las|la|kl|klockan|a))?\s*$"
)


def moments_in(text: str) -> Iterator[Value]:
    yield from _dates(text)
    yield from _parts_of_months(text)
    yield from _year_ends(text)
    yield from _spoken(text)
    yield from _clocks(text)
    yield from _weekdays(text)


def _clocks(text: str) -> Iterator[Value]:
    for found in _CLOCK.finditer(text):
        first, second = _minutes(found, "a"), _minutes(found, "b")
        if first is None:
            continue
        end = first if second is None else second
        exact = _is_exact(found, "a") or bool(_AT_NIGHT.match(text, found.end()))
        yield _value("time", min(first, end), max(first, end), "24" if exact else "12", found, text)
    for found in _KL.finditer(text):
        minute = int(found["h"]) * 60 + int(found["m"] or 0)
        yield _value("time", minute, minute, "24", found, text)


def _spoken(text: str) -> Iterator[Value]:
    """ "Half past eight", "Viertel vor sechs", "eight in the evening"."""
    for found in _SPOKEN.finditer(text):
        hour, side = _hour(found["hour"]), (found["side"] or "").strip()
        if found["part"] in ("half", "halb", "halv") and side not in ("past", ""):
            continue
        if found["part"] == "half" and not side:
            continue
        minutes = 30 if found["part"].startswith("hal") else 15
        before = side in ("to", "vor", "i") or found["part"] in ("halb", "halv")
        at = hour * 60 + (-minutes if before else minutes)
        late = (found["half"] or "").strip().startswith("p")
        yield _value(
            "time",
            at % 720 + 720 * late,
            at % 720 + 720 * late,
            "24" if found["half"] else "12",
            found,
            text,
        )
    for found in _HOUR_OF.finditer(text):
        when = found["when"]
        early = (when[0] == "a" and when[:2] != "ab" and "night" not in when) or when.endswith(
            ("morning", "morgens", "matin", "manana")
        )
        hour = _hour(found["hour"])
        # "Three at night" is early, "eleven at night" is late.
        early = early or ("night" in when and hour < 6)
        at = hour % 12 * 60 + (0 if early else 720)
        yield _value("time", at, at, "12" if "clock" in when else "24", found, text)


def _hour(word: str) -> int:
    return HOURS.get(word) or int(word)


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
                first = day.replace(day=int(named.get("first") or day.day))
            except ValueError:
                continue
            unit = "dated" if named["y"] else "no year"
            yield _value("date", min(first, day).toordinal(), day.toordinal(), unit, found, text)


def _parts_of_months(text: str) -> Iterator[Value]:
    """ "In April" is all of it, "the end of March" its last days."""
    for found in _PART_OF_MONTH.finditer(text):
        month, year = MONTHS[found["month"]], int(found["y"] or ANY_YEAR)
        last = monthrange(year, month)[1]
        first_day, last_day = 1, last
        if found["mid"] or found["part"] in ("middle", "mitte"):
            first_day, last_day = 11, 20
        elif found["part"] in (
            "beginning",
            "start",
            "anfang",
            "debut",
            "principios",
            "borjan",
            "begin",
        ):
            first_day, last_day = 1, 8
        elif found["part"] in _WEEKS:
            first_day, last_day = _WEEKS[found["part"]]
        elif found["part"]:
            first_day, last_day = last - 2, last
        low, high = (date(year, month, day).toordinal() for day in (first_day, last_day))
        yield _value("date", low, high, "dated" if found["y"] else "no year", found, text)


def _year_ends(text: str) -> Iterator[Value]:
    day = date(ANY_YEAR, 12, 31).toordinal()
    for found in _YEAR_END.finditer(text):
        yield _value("date", day, day, "no year", found, text)


def _weekdays(text: str) -> Iterator[Value]:
    for found in _WEEKDAY.finditer(text):
        if found["set"]:
            days = frozenset(WEEKDAY_SETS[found["set"]])
        else:
            first = WEEKDAYS[found["a"]]
            last = WEEKDAYS[found["b"]] if found["b"] else first
            days = frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))
        # "Three weekdays" are a time, not those days.
        if found["set"] == "weekdays" and _COUNTED.search(
            text, max(0, found.start() - 12), found.start()
        ):
            continue
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
    if found.groupdict().get("whole") and before is None:
        before = _ROLE.search(
            text, max(0, found.start() - 40), found.start("whole") + len(found["whole"])
        )
    # A range says both of its ends.
    role = ("until" if before[1] else "from") if before and low == high else ""
    return Value(kind, low, high, unit, role, found.start(), found.end(), found.span(), days)
