"""Numbers with a meaning in a text: durations, amounts, shares, measures and plain counts, in one unit each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.voice.checking.alternatives import any_of
from rapport.voice.checking.moments import moments_in
from rapport.voice.checking.value import Kind, Value
from rapport.voice.words.quantities import (
    AFTER_ROLES,
    CURRENCY,
    DURATIONS,
    MEASURES,
    NUMBERS,
    ONES,
    PERCENT,
    ROLE_OF,
    ROLE_PHRASES,
    WORKING_AFTER,
    WORKING_BEFORE,
    WORKING_DAYS,
)
from rapport.voice.words.subjects import FREE, NUMBERED, SHARES, STOP

_DIGITS = r"(?:\d{1,3}(?:[., ']\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)(?![\d])"
_NUMBER = rf"(?:{_DIGITS}|{any_of(NUMBERS)}(?!\w))"
_RANGE = r"\s?(?:-|–|—|to|bis|a|till|and|or|und|oder|et|ou|y|o|och|eller)\s?"
_BEFORE = r"(?<![\w.,:/-])"


_DURATION = re.compile(
    rf"{_BEFORE}(?P<low>{_NUMBER}|{any_of(ONES.split())})"
    rf"(?:{_RANGE}(?P<high>{_NUMBER}))?[\s-]?(?:calendar\s|whole\s|full\s|ganze[sn]?\s)?(?P<working>(?:{any_of(WORKING_BEFORE.split())})\s)?"
    rf"(?P<unit>{any_of([*DURATIONS, *WORKING_DAYS])})(?!\w)(?P<after>\s(?:{any_of(WORKING_AFTER.split())})(?!\w))?(?P<half>\s(?:and a half|et demie?|y media|och en halv))?"
)
_SIGNS = any_of([sign for sign in CURRENCY if not sign.isalpha()])
_CODES = any_of([code for code in CURRENCY if code.isalpha()])
_MONEY = re.compile(
    rf"(?:(?P<sign>{_SIGNS}|(?<!\w)(?:eur|usd|gbp|chf|sek|nok|dkk)(?=\s?\d))\s?(?P<low>{_DIGITS})(?:{_RANGE}(?:{_SIGNS})?\s?(?P<high>{_DIGITS}))?)"
    rf"|(?:{_BEFORE}(?P<low2>{_NUMBER})(?:{_RANGE}(?P<high2>{_NUMBER}))?(?:\s?[,.]-)?[\s-]?(?P<sign2>{_SIGNS}|(?:{_CODES})(?!\w)))"
)
_PERCENT = re.compile(
    rf"{_BEFORE}(?P<low>{_NUMBER})(?:{_RANGE}(?P<high>{_NUMBER}))?\s?(?:{any_of(PERCENT)})(?!\w)"
)
_MEASURE = re.compile(
    rf"{_BEFORE}(?P<low>{_NUMBER})(?:{_RANGE}(?P<high>{_NUMBER}))?[\s-]?(?P<unit>{any_of(MEASURES)})(?![\w/])(?P<rate>(?:\s(?:per|an?|pro|par)\s|/)(?:s|second|sekunde|seconde|h|hour|stunde)(?!\w))?"
)
_COUNT = re.compile(
    rf"{_BEFORE}(?P<low>{_NUMBER})(?:{_RANGE}(?P<high>{_NUMBER}))?(?:\s(?P<noun>[^\W\d_]+))?"
)
_EACH = re.compile(r"(?:once|every|each|twice|times)\s$")
_NEXT = frozenset(["next", "nachsten", "volgende", "nasta"])
_FREE = re.compile(rf"(?<!\w)(?:{FREE})(?!\w)")
_SHARES = [(re.compile(rf"(?<!\w)(?:{words})(?!\w)"), share) for words, share in SHARES.items()]
_OF_SO_MANY = re.compile(
    rf"{_BEFORE}(?P<part>one|ein(?:e[rsn]?)?|une?|{_NUMBER})\s(?:out of(?: every)?|in(?: every)?|of(?: every)?|von|sur)\s(?P<all>(?:10|100|20|five|ten|four|three|zehn|dix|a hundred|hundred|drei|vier|funf))(?![\w.,:])(?!\s(?:{any_of(DURATIONS)})(?!\w))"
)
_LAST_WORDS = re.compile(r"(?:[^\W\d_]+\W{1,2}){0,4}$")
_NEXT_WORDS = re.compile(r"'?\s*((?:[^\W\d_]+\s?){0,2})")
_SEPARATED = re.compile(r"(?<=\d)[., '](?=\d{3}(?!\d))")


def values_in(text: str) -> tuple[Value, ...]:
    """Every value of a plain text (see `plain`), in order, without overlaps; the more telling kind wins."""
    found: list[Value] = []
    for finder in (moments_in, _percents, _money, _measures, _durations, _shares, _free, _counts):
        for value in finder(text):
            if not any(value.start < other.end and other.start < value.end for other in found):
                found.append(value)
    return tuple(sorted(_joined(found, text), key=lambda value: value.start))


def number_of(words: str) -> float:
    """The number a stretch of digits or a number word says: "1,200.50", "1.200,50", "twenty-one"."""
    if words in NUMBERS:
        return NUMBERS[words]
    if not words[:1].isdigit():
        return 1.0
    return float(_SEPARATED.sub("", words).replace(",", ".").replace(" ", "").replace("'", ""))


def _durations(text: str) -> Iterator[Value]:
    for found in _DURATION.finditer(text):
        word = found["unit"]
        if word in ("h", "sec", "min", "tim") and not found["low"][0].isdigit():
            continue
        if word in ("ar", "an", "ans") and found["low"] in ("a", "an", "half a", "half an"):
            continue
        # "A quarter" alone is a fourth of something; "the quarter" and "every quarter" are three months.
        if word == "quarter" and not _EACH.search(text, max(0, found.start() - 9), found.start()):
            continue
        is_working = bool(found["working"] or found["after"] or word in WORKING_DAYS)
        if found["low"] in _NEXT and not is_working:
            continue
        seconds = DURATIONS.get(word, ("day", 86400))[1]
        low = number_of(found["low"]) * seconds
        low += 0.5 * seconds if found["half"] else 0
        high = number_of(found["high"]) * seconds if found["high"] else low
        # "Quinze jours", "quince días" are a fortnight said aloud.
        if found["low"] in ("quinze", "quince") and not found["high"]:
            low = 14 * seconds
        unit = "working" if is_working else "calendar"
        yield _value("duration", text, found, low, high, unit)


def _money(text: str) -> Iterator[Value]:
    for found in _MONEY.finditer(text):
        low, high = found["low"] or found["low2"], found["high"] or found["high2"]
        code = CURRENCY[found["sign"] or found["sign2"]]
        # Cents are of whatever the other text counts in.
        code, factor = ("EUR", 0.01) if code == "CENT" else (code, 1.0)
        amount = number_of(low) * factor
        most = number_of(high) * factor if high else amount
        yield _value("money", text, found, amount, most, code, "low" if found["low"] else "low2")


def _percents(text: str) -> Iterator[Value]:
    for found in _PERCENT.finditer(text):
        low = number_of(found["low"])
        yield _value(
            "percent", text, found, low, number_of(found["high"]) if found["high"] else low, "%"
        )


def _measures(text: str) -> Iterator[Value]:
    for found in _MEASURE.finditer(text):
        unit, factor = _scaled(found["unit"], found["rate"])
        low = number_of(found["low"]) * factor
        high = number_of(found["high"]) * factor if found["high"] else low
        yield _value("measure", text, found, low, high, unit)


def _scaled(word: str, rate: str | None) -> tuple[str, float]:
    """The unit of a measure and how many of it one makes; "50 megabytes per second" are 400 megabits of them."""
    unit, factor = MEASURES[word]
    per = re.sub(r"\W|\b(?:per|an?|pro|par)\b", "", rate or "")
    if unit == "mb" and per and not per.startswith(("h", "st")):
        return "mbit/s", 8.0 * factor
    if unit == "mm" and per.startswith(("h", "st")):
        return "m/h", factor / 1_000
    return unit, float(factor)


def _shares(text: str) -> Iterator[Value]:
    for pattern, share in _SHARES:
        for found in pattern.finditer(text):
            span = found.span()
            yield Value("percent", share, share, "%", _role(text, *span), *span, span)
    for found in _OF_SO_MANY.finditer(text):
        share = 100 * number_of(found["part"]) / number_of(found["all"])
        span = found.span()
        if share <= 100:
            yield Value("percent", share, share, "%", _role(text, *span), *span, span)


def _free(text: str) -> Iterator[Value]:
    for found in _FREE.finditer(text):
        span = found.span()
        yield Value("money", 0.0, 0.0, "*", "", *span, span)


def _counts(text: str) -> Iterator[Value]:
    for found in _COUNT.finditer(text):
        before = _LAST_WORDS.search(text, max(0, found.start() - 40), found.start())
        if before and (before.group().split() or [""])[-1].strip(".") in NUMBERED:
            continue
        noun = found["noun"] or ""
        low = number_of(found["low"])
        high = number_of(found["high"]) if found["high"] else low
        number = (found.start("low"), found.end("high") if found["high"] else found.end("low"))
        if noun and noun not in STOP and noun not in DURATIONS:
            end = found.end("noun")
            role = _role(text, found.start(), end)
            yield Value("count", low, high, noun, role, found.start(), end, number)
        role = _role(text, *number)
        if role in ("under", "from", "until", "limit"):
            yield Value("count", low, high, "", role, *number, number)


def _value(
    kind: Kind,
    text: str,
    found: re.Match[str],
    low: float,
    high: float,
    unit: str,
    name: str = "low",
) -> Value:
    last = name.replace("low", "high")
    number = (found.start(name), found.end(last) if found[last] else found.end(name))
    role = _role(text, found.start(), found.end()) if low == high or kind == "duration" else ""
    return Value(
        kind, min(low, high), max(low, high), unit, role, found.start(), found.end(), number
    )


def _role(text: str, start: int, end: int) -> str:
    following = _NEXT_WORDS.match(text, end)
    for size in (2, 1):
        after = " ".join((following.group(1) if following else "").split()[:size])
        if after in AFTER_ROLES:
            return AFTER_ROLES[after]
    before = _LAST_WORDS.search(text, max(0, start - 60), start)
    words = re.findall(r"[^\W\d_]+", before.group()) if before else []
    line = " ".join(words)
    for phrase, role in ROLE_PHRASES.items():
        if line == phrase or line.endswith(" " + phrase):
            return role
    for word in reversed(words[-2:]):
        if word in ROLE_OF:
            # German "vor 30 Tagen" is thirty days ago.
            return "ago" if word == "vor" else ROLE_OF[word]
    return ""


def _joined(found: list[Value], text: str) -> list[Value]:
    """ "2 hours 30 minutes" is one duration."""
    joined: list[Value] = []
    for value in sorted(found, key=lambda v: v.start):
        last = joined[-1] if joined else None
        if (
            last is not None
            and value.kind == last.kind == "duration"
            and value.low < last.low
            and text[last.end : value.start].strip() in ("", "and", "und", "et", "y", "och")
            and last.low <= 24 * 3600
        ):
            low, high = last.low + value.low, last.high + value.high
            span = (last.start, value.end)
            joined[-1] = Value("duration", low, high, last.unit, last.role, *span, span)
        else:
            joined.append(value)
    return joined
