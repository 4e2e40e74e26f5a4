"""Personal data in what everybody would read, however it is hidden: by its form, or by the words beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapport.voice.checking.codes_of_people import plates, references, secrets
from rapport.voice.checking.giving_away import HIDDEN, GivenAway
from rapport.voice.checking.matters_of_people import births, health, homes, journeys, names
from rapport.voice.checking.numbers_of_people import (
    cards,
    expiries,
    ibans,
    lines_of_the_house,
    mails,
    phones,
    social_numbers,
)
from rapport.voice.checking.plain import MOST_CHARACTERS
from rapport.voice.checking.read_of_people import read_of_people
from rapport.voice.checking.unhiding import unhidden
from rapport.voice.contract import Finding, Remedy

__all__ = ["HIDDEN", "personal_data_in", "read_data_in"]

# The surest first: what one has found, the others leave alone.
_FINDERS = (
    mails, ibans, cards, expiries, social_numbers, secrets, births, plates, homes, phones, references, journeys, names, health,
)  # fmt: skip


# A full name may be a colleague's, a journey the timetable's, and a ramp is for whoever asks for one.
_GUESSES = (journeys, names, health)


def personal_data_in(
    text: str, *, allowed: Sequence[str] = (), message: str = "", guesses: bool = True
) -> list[Finding]:
    """In the order of the text. `allowed` are texts we publish ourselves: contacts that stand in them may be said.

    What the person wrote themselves in `message` of their name or health is no longer ours to keep. `guesses`: names, health and
    journeys too, which words alone do not tell from a colleague's and the timetable's.
    """
    text = text[:MOST_CHARACTERS]
    seen = unhidden(text)
    theirs = unhidden(message[:MOST_CHARACTERS]).text.lower()
    taken: list[GivenAway] = []
    house = lines_of_the_house(seen.text)
    for finder in _FINDERS if guesses else [one for one in _FINDERS if one not in _GUESSES]:
        for found in finder(seen.text):
            said = seen.text[found.start : found.end]
            known = [(other.start, other.end) for other in taken]
            known += house if finder is references else []
            if any(found.start < end and start < found.end for start, end in known):
                continue
            if not _is_ours(said, _published(tuple(allowed))) and not _is_theirs(
                found, said, theirs
            ):
                taken.append(found)
    return [_finding(found, text, *seen.written(found.start, found.end)) for found in sorted(taken)]


def read_data_in(
    text: str,
    *,
    besides: Sequence[Finding],
    allowed: Sequence[str] = (),
    message: str = "",
    surely: bool = False,
) -> list[Finding]:
    """What gives somebody away without a form to know it by, as read; nothing that stands in `besides`. 16 ms and more.

    What we publish ourselves, and what they wrote word for word, may be said.
    """
    text = text[:MOST_CHARACTERS]
    seen = unhidden(text)
    ours = _published(tuple(allowed))
    theirs = unhidden(message[:MOST_CHARACTERS]).text.lower()
    read: list[Finding] = []
    for found in read_of_people(seen.text, message, surely=surely):
        said = seen.text[found.start : found.end]
        start, end = seen.written(found.start, found.end)
        known = any(start < one.end and one.start < end for one in besides)
        if not known and not _is_ours(said, ours) and said.lower() not in theirs:
            read.append(_finding(found, text, start, end))
    return read


@lru_cache(maxsize=16)
def _published(allowed: tuple[str, ...]) -> str:
    return unhidden("\n".join(allowed)[: 20 * MOST_CHARACTERS]).text.lower()


def _finding(found: GivenAway, text: str, start: int, end: int) -> Finding:
    return Finding(
        kind="personal_data",
        severity=found.severity,
        start=start,
        end=end,
        why=f"{found.what}, and everybody can read this",
        evidence=text[start:end],
        statement_id=None,
        confidence=found.confidence,
        remedy=Remedy("Take it out", start, end, found.replacement),
    )


def _is_theirs(found: GivenAway, said: str, theirs: str) -> bool:
    return found.what in ("A full name", "Somebody's health") and said.lower() in theirs


def _is_ours(said: str, ours: str) -> bool:
    if "@" in said:
        return re.search(rf"(?<![\w.+-]){re.escape(said.lower())}(?![\w-])", ours) is not None
    if not re.search(r"\d", said):
        return False
    bare = _bare(said)
    return len(bare) >= 5 and any(bare in _bare(line) for line in ours.splitlines())


def _bare(text: str) -> str:
    """Digits and letters of a number, its country prefix made one: "+46 (0)70" and "0070" meet at the end."""
    return re.sub(r"[^0-9a-z]", "", text.lower()).removeprefix("00")
