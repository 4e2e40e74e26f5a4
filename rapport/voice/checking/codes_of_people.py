"""Numbers that lead to one person by the word beside them: bookings, customers, devices, papers, plates.

A number alone may be anything: the nearest word before it says what it belongs to. Takes an unhidden text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.voice.checking.giving_away import GivenAway
from rapport.voice.checking.sentences_of_people import Sentence, sentences, words
from rapport.voice.checking.unhiding import accentless
from rapport.voice.contract import Severity
from rapport.voice.words.personal import (
    EXAMPLE,
    IDENTITY,
    NOBODYS,
    PLATE,
    REFERENCES,
    SECRETS,
)

# How far the word may stand before its number, and after it.
REACH = 60
REACH_AFTER = 24
LEAST_LENGTH = 5
# "Case number is 4711": what leads to nobody stands close.
REACH_OF_NOBODYS = 18
# Enough digits that no price, time, year or count has them.
LEAST_OF_NUMBER = 6

_PAPER = "The number of a personal paper"
_BOOKING = "A booking or customer reference"
# Nobody says what it belongs to: in an answer to one person, mostly to them.
_SOME = "A number that may be somebody's"
_HOW_BAD: dict[str, tuple[Severity, float]] = {
    _PAPER: ("hold", 0.85),
    _BOOKING: ("second", 0.7),
    _SOME: ("second", 0.55),
}

_CODE = re.compile(
    r"(?<![\w@#.,/:+€$£-])#?(?P<code>"
    r"[A-Z0-9](?: [A-Z0-9]){4,23}(?![\w])"
    r"|(?:[A-Z]{1,4}[ -])?\d[\dA-Za-z]*(?:[ /-]\d[\dA-Z]*){1,7}"
    r"|(?:[A-Z]{1,4} )?[A-Za-z0-9]+(?:[-/_.][A-Za-z0-9]+)*)(?![\w@%€$£]|[.,:]\d|\s?(?:%|€|\$|£))"
)
# "PNR K7Q9ZB": the word is no part of it.
_NAMED_IN = re.compile(r"(?:PNR|IMEI|SIM|ID|REF|NR|NO)[ -](?=\S*\d)")
# What is written as a card or an account and fails its check digits is no card and no account.
_FAILED = re.compile(r"(?:\d{4} ){3,7}\d{1,4}|[A-Z]{2}\d\d(?: [A-Z0-9]{4}){3,7}(?: [A-Z0-9]{1,4})?")
_DATED = re.compile(
    r"(?:19|20)\d\d[ ./-]\d\d?(?:[ ./-]\d\d?)?|[0-3]?\d[ ./-][0-3]?\d[ ./-]\d{2,4}|(?:19|20)\d\d(?:[-/](?:19|20)?\d\d)?"
)
_UNIT = re.compile(
    r"\s?(?:eur|euros?|usd|gbp|sek|kr|chf|dollars?|pounds?|percent|prozent|kronor|km|kg|gb|mb|years?|days?|hours?|minutes?|people|customers|miles|points?|punkte|seats)(?!\w)",
    re.IGNORECASE,
)
_IS_REFERENCE = words(REFERENCES)
_IS_IDENTITY = words(IDENTITY)
_IS_NOBODYS = words(NOBODYS)
_EXAMPLE = words(EXAMPLE)
_SECRET = re.compile(
    rf"(?i)(?<!\w)(?:your|dein\w*|ihr\w*|votre|tu|su|ditt?|din|je|uw)\s(?:\w+\s){{0,2}}?(?:{accentless(SECRETS)})(?!\w)[^.!?\n\d]{{0,20}}?(?P<code>\d(?:[ -]\d){{2,7}}(?![\d ]*\d)|(?=[^\s]{{0,20}}\d)[^\s,;.]{{3,24}})"
)
_USER = re.compile(
    r"(?i)(?<!\w)(?:user ?name|login(?: name)?|user id|benutzername|identifiant|nombre de usuario|anvandarnamn|användarnamn|gebruikersnaam)(?!\w)"
    r"\W{1,3}(?:(?:is|ist|est|es|ar|är)\s)?\W{0,2}(?P<code>(?=\S{0,29}\d)[\w.+-]{4,30})"
)
_SSN = re.compile(
    r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])|(?<!\w)[A-CEGHJ-PR-TW-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D](?!\w)"
)
_MACHINE = re.compile(
    r"(?<![\w:-])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![\w:-])|(?i:your ip(?: address)?(?: is)?:? )\d{1,3}(?:\.\d{1,3}){3}"
)
# Plates of the United Kingdom, Germany and France are like nothing else; others need a car beside them.
_PLATE = re.compile(
    r"(?<![\w-])(?:[A-Z]{2}\d\d [A-Z]{3}|[A-Z]{1,3}-[A-Z]{1,2} \d{1,4}[EH]?|[A-Z]{2}-\d{3}-[A-Z]{2})(?![\w-])"
)
_MAYBE_PLATE = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,3}[ -][A-Z]{1,2}[ -]?\d{1,4}[EH]?|[A-Z]{2}\d\d ?[A-Z]{3}|[A-Z]{3} ?\d{2}[0-9A-Z]|\d{4} ?[B-DF-HJ-NP-TV-Z]{3}|"
    r"[A-Z]{2} ?\d{2} ?[A-Z]{3}|[A-Z0-9]{1,3}-[A-Z0-9]{2,3}-[A-Z0-9]{1,3}|\d[A-Z]{3} ?\d{3}|[A-Z]{3}[ -]\d{4}|[A-Z0-9](?: [A-Z0-9]){5,7})(?![\w-])"
)
_IS_CAR = words(PLATE)
_FLIGHT = re.compile(r"[A-Z]{2} ?\d{2,4}")
_CURRENCY = re.compile(r"(?:EUR|USD|GBP|SEK|NOK|DKK|CHF)$")


def references(text: str) -> Iterator[GivenAway]:
    """Of bookings, customers and devices, and of papers."""
    for sentence in sentences(text):
        if sentence.said(_EXAMPLE):
            continue
        for found in _CODE.finditer(text, sentence.start, sentence.end):
            code = found["code"].rstrip(" ./-")
            start = found.start("code")
            if named := _NAMED_IN.match(code):
                start, code = start + named.end(), code[named.end() :]
            if not _may_tell(code):
                continue
            what = _BOOKING if named else _belongs_to(sentence, start, start + len(code))
            if what and _tells(code, what) and not _UNIT.match(text, start + len(code)):
                severity, sure = _HOW_BAD[what]
                yield GivenAway(start, start + len(code), what, severity, sure)


def _belongs_to(sentence: Sentence, start: int, end: int) -> str:
    """The nearest word before it tells; else the nearest after it; "" where nothing does."""
    kinds = (
        (_IS_IDENTITY, _PAPER, REACH),
        (_IS_REFERENCE, _BOOKING, REACH),
        (_IS_NOBODYS, "", REACH_OF_NOBODYS),
    )
    before = [
        (distance, what)
        for pattern, what, reach in kinds
        if (distance := sentence.before(pattern, start, reach=reach)) is not None
    ]
    if before:
        return min(before, key=lambda each: each[0])[1]
    after = [
        (distance, what)
        for pattern, what, _ in kinds
        if (distance := sentence.after(pattern, end, reach=REACH_AFTER)) is not None
    ]
    if after:
        return min(after, key=lambda each: each[0])[1]
    nobodys = (
        sentence.before(_IS_NOBODYS, start, reach=40) is not None
        or sentence.after(_IS_NOBODYS, end, reach=16) is not None
    )
    return "" if nobodys else _SOME


def _may_tell(code: str) -> bool:
    """Nearly every word is no code, and what it belongs to takes long to find out."""
    bare = re.sub(r"[ ./_-]", "", code)
    has_digit = any(map(str.isdigit, bare))
    return len(bare) >= LEAST_LENGTH and (has_digit or (len(bare) == 6 and bare.isupper()))


def _tells(code: str, what: str) -> bool:
    bare = re.sub(r"[ ./_-]", "", code)
    digits = sum(map(str.isdigit, bare))
    if _DATED.fullmatch(code) or _FAILED.fullmatch(code) or len(bare) < LEAST_LENGTH:
        return False
    if what is _SOME:
        return _is_no_word(code, bare, digits)
    if bare.isdigit():
        return digits >= LEAST_OF_NUMBER or (digits == LEAST_LENGTH and "-" not in code)
    if not digits:
        return len(bare) == 6 and bare.isupper() and what is _BOOKING
    return digits >= 2 or bare.isupper()


def _is_no_word(code: str, bare: str, digits: int) -> bool:
    """Long enough for a reference, and no amount, phone, address or name with a number behind."""
    if _FLIGHT.fullmatch(code):
        return False
    if bare.isdigit():
        return digits >= LEAST_OF_NUMBER and not bare.endswith("000") and "/" not in code
    is_capital = bare.upper() == bare and digits >= 2 and len(bare) >= LEAST_OF_NUMBER
    return is_capital and (" " not in code or digits >= 4)


def secrets(text: str) -> Iterator[GivenAway]:
    for found in _SECRET.finditer(text):
        yield GivenAway(*found.span("code"), "A secret code", "hold", 0.85)
    for found in _USER.finditer(text):
        yield GivenAway(*found.span("code"), "A user name", "second", 0.7)
    for found in _SSN.finditer(text):
        yield GivenAway(*found.span(), _PAPER, "second", 0.7)
    for found in _MACHINE.finditer(text):
        yield GivenAway(*found.span(), "The number of somebody's device", "second", 0.7)


def plates(text: str) -> Iterator[GivenAway]:
    for sentence in sentences(text):
        if sentence.said(_EXAMPLE):
            continue
        for pattern in (_PLATE, _MAYBE_PLATE):
            for found in pattern.finditer(text, sentence.start, sentence.end):
                said, (start, end) = found.group(), found.span()
                is_sure = pattern is _PLATE and not _CURRENCY.search(said)
                is_plate = re.search(r"\d", said) and re.search(r"[A-Z]", said)
                if is_plate and (is_sure or _beside_a_car(sentence, start, end)):
                    yield GivenAway(start, end, "A licence plate", "second", 0.75)


def _beside_a_car(sentence: Sentence, start: int, end: int) -> bool:
    if sentence.before(_IS_NOBODYS, start, reach=14) is not None:
        return False
    before = sentence.before(_IS_CAR, start, reach=70)
    return before is not None or sentence.after(_IS_CAR, end, reach=30) is not None
