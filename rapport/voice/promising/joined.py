"""A sentence that promises several things: "I will call you on Friday and send the refund by Monday". Pure.

What is joined on goes on with the promise where it binds us itself, or leaves us out and begins with what we do ("and
send", "und schicken", "och skickar"; in German it may end with it, "und das Geld überweisen").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapport.voice.checking.alternatives import any_of
from rapport.voice.promising.binding import DO_DE, DO_SV, binds_us, is_negated, speaks_of_us

_AND = r"(?:and|but|und|aber|sowie|och|men|samt)"
_JOINT = re.compile(
    rf"(?:[,;]\s+(?:{_AND}\s)?|\s[-–]\s|\s{_AND}\s)"
    r"(?:(?:then|also|will|dann|auch|danach|sedan|darefter|aven)\s)*"
)
_VERBS_EN = (
    "answer arrange book bring call cancel check close come confirm contact credit deliver email fix "
    "follow get give hand have inform investigate issue let mail make mend message pay phone post provide "
    "refund reimburse repair repay replace reply report reserve resolve respond return ring send settle "
    "ship solve tell text transfer update write"
)
_VERBS_SV = (
    "aterbetala aterkomma atgarda betala boka byta ersatta fixa ge hora kontakta lamna leverera meddela "
    "ringa skicka skriva svara"
)
_VERBS_DE = (
    "anrufen antworten auszahlen bezahlen buchen erstatten ersetzen geben informieren klaren kummern "
    "liefern melden prufen reparieren schicken schreiben senden uberweisen umbuchen zahlen zuruckrufen "
    "zuruckzahlen zuschicken zusenden"
)
_DO_EN = any_of(_VERBS_EN.split())
_DO_SV_BARE = any_of(_VERBS_SV.split())
# "and on Monday send", "och pa mandag skickar".
_WHEN_FIRST = (
    r"(?:(?:on|by|until|before|within|am|bis|vor|binnen|pa|senast|till|inom)\s(?:[\w.:]+\s){1,3}?)?"
)
_BEGINS = re.compile(rf"{_WHEN_FIRST}(?:{_DO_EN}|{DO_DE}|{DO_SV}|{_DO_SV_BARE})(?!\w)")
_ENDS = re.compile(r"(?<!\w)" + any_of(_VERBS_DE.split()) + r"\W*$")
# "and call us by Monday" is asked of the reader.
_OF_READER = re.compile(r"\s(?:us|me|uns|mich|oss|mig)(?!\w)")


@dataclass(frozen=True, slots=True)
class Part:
    """`said[start:end]` of a sentence; whether it binds us, by itself or by what it is joined to."""

    start: int
    end: int
    binds: bool


def parts_of(said: str) -> Iterator[Part]:
    """The sentence, cut where it goes on with something else that we do. `said`: plain letters; no question."""
    joints = list(_JOINT.finditer(said))
    ends = [*(found.start() for found in joints[1:]), len(said)]
    goes_on = [
        found for found, end in zip(joints, ends, strict=False) if _goes_on(said[found.end() : end])
    ]
    starts = [0, *(found.end() for found in goes_on)]
    spoken_of = False
    for start, end in zip(starts, [*(found.start() for found in goes_on), len(said)], strict=True):
        part = said[start:end]
        names_us = speaks_of_us(part)
        yield Part(start, end, binds_us(part) if names_us else spoken_of and start > 0)
        spoken_of = names_us or spoken_of


def _goes_on(rest: str) -> bool:
    if speaks_of_us(rest):
        return True
    if (begins := _BEGINS.match(rest)) is not None:
        after = rest[begins.end() :]
        return not is_negated(after) and not _OF_READER.match(after)
    return _ENDS.search(rest) is not None
