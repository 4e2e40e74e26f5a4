"""What a clause says yes or no to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapport.voice.checking.plain import WORD
from rapport.voice.checking.subjects import term_of
from rapport.voice.words.claims import (
    CARRYING,
    CONDITIONS,
    MODALS,
    NEGATIONS,
    NO_NEGATION,
    ONE_CASE,
    OWN_ACTS,
    PREDICATES,
)

# How many words a negation reaches: "do not usually ship".
REACH = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """`predicate` is said with `yes` True or False, by the words `text[start:end]`."""

    predicate: str
    yes: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Claims:
    """`said` are claims by words that say yes or no. `denied` are terms under a plain negation, with where it stands."""

    said: tuple[Claim, ...]
    denied: tuple[tuple[str, int, int], ...]
    is_conditional: bool
    is_negative: bool


_YES: dict[str, str] = {}
_NO: dict[str, str] = {}
_STEMS: list[tuple[str, str, bool]] = []
for _name, (_said_yes, _said_no) in PREDICATES.items():
    for _listed, _table, _is_yes in ((_said_yes, _YES, True), (_said_no, _NO, False)):
        for _word in _listed.split():
            if _word.endswith("*"):
                _STEMS.append((_word[:-1], _name, _is_yes))
            else:
                _table[_word] = _name
_NEGATION = re.compile(rf"(?<!\w)(?:{NEGATIONS})(?!\w)")
_NO_NEGATION = re.compile(rf"(?<!\w)(?:{NO_NEGATION})(?!\w)")
_ONE_CASE = re.compile(rf"(?<!\w)(?:{ONE_CASE})(?!\w)")
_CONDITION = re.compile(rf"(?<!\w)(?:{CONDITIONS})(?!\w)")
_I = re.compile(r"(?<!\w)(?:i|i'm|i've|i'll|ich|je|yo|jag)(?!\w)")


def claims_in(text: str, start: int, end: int) -> Claims:
    """The claims of the clause `text[start:end]` of a plain text."""
    words = [
        (found.group(), found.start(), found.end()) for found in WORD.finditer(text, start, end)
    ]
    conditional = bool(_CONDITION.search(text, start, end))
    if _ONE_CASE.search(text, start, end):
        return Claims((), (), conditional, is_negative=False)
    idle = [found.span() for found in _NO_NEGATION.finditer(text, start, end)]
    negations = [
        found.span()
        for found in _NEGATION.finditer(text, start, end)
        if not any(a <= found.start() < b for a, b in idle)
    ]
    said = tuple(_said(words, negations))
    denied = tuple(_denied(words, negations)) if not _I.search(text, start, end) else ()
    return Claims(said, denied, conditional, is_negative=bool(negations))


@lru_cache(maxsize=10_000)
def _predicate(word: str) -> tuple[str, bool] | None:
    if word in _YES:
        return _YES[word], True
    if word in _NO:
        return _NO[word], False
    return next(((name, yes) for stem, name, yes in _STEMS if word.startswith(stem)), None)


def _said(words: list[tuple[str, int, int]], negations: list[tuple[int, int]]) -> list[Claim]:
    claims = []
    for place, (word, start, end) in enumerate(words):
        found = _predicate(word) or _carried(words, place)
        if found is None:
            continue
        name, yes = found
        by = [span for span in negations if _governs(span, start, words, place)]
        if len(by) % 2:
            yes = not yes
        first = min([start, *(span[0] for span in by)])
        claims.append(
            Claim(name, yes, _with_verb(words, first), max([end, *(span[1] for span in by)]))
        )
    return claims


def _carried(words: list[tuple[str, int, int]], place: int) -> tuple[str, bool] | None:
    """ "You may bring your bike" allows it; so does "Bicycles travel on every line"."""
    word = words[place][0]
    if word not in CARRYING:
        return None
    earlier = [each[0] for each in words[max(0, place - 5) : place]]
    if any(modal in MODALS or modal.startswith(("can", "may")) for modal in earlier):
        return "allowed", True
    return ("allowed", True) if word in ("travel", "travels") and "to" not in earlier[-1:] else None


def _governs(
    negation: tuple[int, int], start: int, words: list[tuple[str, int, int]], place: int
) -> bool:
    """Within reach before the word, or right after it ("erlaubt ist das nicht")."""
    between = [each for each in words[:place] if each[1] >= negation[1]]
    if negation[0] < start:
        return len(between) <= REACH
    after = [each for each in words[place + 1 :] if each[1] < negation[0]]
    return len(after) <= 2


def _with_verb(words: list[tuple[str, int, int]], start: int) -> int:
    """Take "are" into "are not allowed", so that the remedy reads well."""
    before = [each for each in words if each[2] <= start]
    if before and before[-1][0] in (
        "is",
        "are",
        "ist",
        "sind",
        "est",
        "sont",
        "es",
        "esta",
        "son",
        "estan",
        "ar",
    ):
        return before[-1][1]
    return start


def _denied(
    words: list[tuple[str, int, int]], negations: list[tuple[int, int]]
) -> list[tuple[str, int, int]]:
    """The first content words after each negation: "we do not deliver", "no refunds", "cannot be changed"."""
    found = []
    for first, last in negations:
        following = [each for each in words if each[1] >= last][: REACH + 1]
        content = [(term_of(word), word, end) for word, _, end in following if term_of(word)]
        if content and content[0][1] not in OWN_ACTS:
            term, _, end = content[0]
            found.append((term, first, end))
    return found
