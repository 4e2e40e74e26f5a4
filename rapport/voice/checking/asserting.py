"""What a reply asserts: amounts, dates, deadlines, yes or no, a cause, an apology, a promise, each with its passage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapport.voice.checking.clauses import Clause, parse
from rapport.voice.checking.plain import MOST_CHARACTERS, plain
from rapport.voice.checking.sentences import sentences
from rapport.voice.checking.subjects import strong
from rapport.voice.promising.binding import binds_us
from rapport.voice.words.speech_acts import APOLOGIES, CAUSES

AssertedKind = Literal[
    "amount",
    "share",
    "deadline",
    "date",
    "time",
    "quantity",
    "entitlement",
    "cause",
    "apology",
    "promise",
]
# Nobody asserts more in a reply; a pasted book does.
MOST = 40
_KIND_OF: dict[str, AssertedKind] = {
    "money": "amount",
    "percent": "share",
    "duration": "deadline",
    "date": "date",
    "weekday": "date",
    "time": "time",
    "measure": "quantity",
    "count": "quantity",
}
_APOLOGY = re.compile(rf"(?<!\w)(?:{APOLOGIES})(?!\w)")
_CAUSE = re.compile(rf"(?<!\w)(?:{CAUSES})(?!\w)")


@dataclass(frozen=True, slots=True)
class Asserted:
    """`text[start:end]` asserts something about `terms` (see `subjects`); empty where the clause names nothing."""

    kind: AssertedKind
    start: int
    end: int
    terms: frozenset[str]


@lru_cache(maxsize=4_096)
def asserted_in(text: str) -> tuple[Asserted, ...]:
    """At most 40, in the order of the text. Questions, quotes and conditions assert nothing of ours."""
    claims = [clause for clause in parse(text).clauses if clause.is_claim]
    found = [one for clause in claims for one in _by(clause)]
    found += _acts(text)
    return tuple(sorted(found, key=lambda one: (one.start, one.end))[:MOST])


def subjects_of(text: str) -> frozenset[str]:
    """What a draft makes claims about: by these the memory is asked."""
    found = frozenset[str]()
    for one in asserted_in(text):
        found |= one.terms
    return found


def _by(clause: Clause) -> Iterator[Asserted]:
    terms = strong(clause.terms)
    for value in clause.values:
        yield Asserted(_KIND_OF[value.kind], value.start, value.end, terms)
    for claim in clause.claims.said:
        yield Asserted("entitlement", claim.start, claim.end, terms)
    if not clause.claims.said:
        for _term, start, end in clause.claims.denied:
            yield Asserted("entitlement", start, end, terms)


def _acts(text: str) -> Iterator[Asserted]:
    text = text[:MOST_CHARACTERS]
    for start, end in sentences(text):
        said = plain(text[start:end])
        terms = _terms_between(text, start, end)
        if _APOLOGY.search(said):
            yield Asserted("apology", start, end, terms)
        if _CAUSE.search(said) and not said.rstrip().endswith("?"):
            yield Asserted("cause", start, end, terms)
        if binds_us(said):
            yield Asserted("promise", start, end, terms)


def _terms_between(text: str, start: int, end: int) -> frozenset[str]:
    return frozenset[str]().union(
        *(
            strong(clause.terms)
            for clause in parse(text).clauses
            if clause.start < end and start < clause.end
        )
    )
