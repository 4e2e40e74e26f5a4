"""A text cut into clauses, each with its subject, its values and what it says yes or no to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from rapport.voice.checking.alternatives import any_of
from rapport.voice.checking.claims import Claims, claims_in
from rapport.voice.checking.plain import MOST_CHARACTERS, plain
from rapport.voice.checking.subjects import NAMES, strong, terms_of
from rapport.voice.checking.value import Value
from rapport.voice.checking.values import values_in
from rapport.voice.words.quantities import NUMBERS
from rapport.voice.words.subjects import NUMBERED


@dataclass(frozen=True, slots=True)
class Clause:
    """`text[start:end]`. `own` are its terms; `terms` adds those it takes over where it names no subject itself.

    `lead` are the terms of the first clause of its sentence that names something. `things` are numbered things it names: ("line", "4"). `is_claim` is False for questions, conditions, quotes
    and what somebody else is said to have said: they assert nothing of ours.
    """

    start: int
    end: int
    sentence: int
    own: frozenset[str]
    terms: frozenset[str]
    lead: frozenset[str]
    things: frozenset[tuple[str, str]]
    values: tuple[Value, ...]
    claims: Claims
    is_claim: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    text: str
    clauses: tuple[Clause, ...] = field(default=())


# A full stop ends a sentence before a space and a capital, not in "5.2", "kl. 9" or "a.m.".
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”»)]*\s+(?=[^\sa-zäöåéèà])|[ \t]*\n\s*")
_JOINT = re.compile(
    r"(?<!\d)[,;:]\s+|[;:]\s+|,\s+(?=[^\d\s])|\s+[–—-]\s+|\s+(?:but|while|whereas|however|although|aber|sondern|wahrend|mais|tandis que|pero|sino|"
    r"mientras|men|utan)\s+|\s+(?:and|und|et|y|och)\s+(?!(?:\d|" + any_of(NUMBERS) + r")\b)"
)
_SOMETHING = re.compile(r"\w")
_THING = re.compile(
    rf"(?<!\w)(?P<noun>{any_of(NUMBERED)})(?:\.?\s#?|#)(?P<name>\d+[a-z]?|[a-z])(?![\w'])"
)
_QUOTE = re.compile(
    r"[\"“„«”][^\"“”„«»\n]{2,400}[\"”“»]|(?m:^\s*>[^\n]*)|(?<!\w)'[^'\n]{8,400}'(?!\w)"
)
_REPORTED = re.compile(
    r"(?<!\w)(?:(?:you|they|he|she|someone|somebody|colleague|website|page|mail|email|letter) (?:\w+ )?(?:said|say|says|wrote|write|mention|mentioned|read|asked|"
    r"thought|expected|heard|quoted|states|stated|saw|promised)|(?:were|was|been|got) (?:told|promised|quoted|informed)|told (?:you|me|us)|promised you|"
    r"(?:sie|du|ihr) (?:sagen|sagten|schreiben|schrieben|sagst|schreibst|lesen)|ihnen wurde|dir wurde|vous (?:dites|ecrivez|avez (?:dit|ecrit|lu|vu))|"
    r"on vous a dit|(?:usted|ustedes|tu) (?:dice|dijo|dices)|(?:has|ha) (?:dicho|escrito|leido)|le dijeron|(?:du|ni) (?:skrev|skriver|sa|sager|laste)|"
    r"at (?:first|that time))(?!\w)"
)
_IF = re.compile(
    r"^\W*(?:but |and |so |only )?(?:if|in case|falls|wenn|si|om|should you|unless)(?!\w)"
)
# Advice of one person is no word of the house.
_ADVICE = re.compile(r"(?<!\w)(?:i'd|i would|ich wurde|je ferais|yo)(?!\w)")
_INSTEAD = re.compile(
    r"(?:instead of|rather than|not|n't|no longer|never|nicht(?: mehr)?|kein\w*|statt|anstatt|pas|plus|au lieu de|en lugar de|inte|istallet for|used to be|was|"
    r"formerly|previously|fruher|avant|antes|tidigare)\s(?:\w+\s){0,2}$"
)
# "The 30 days you read about", "30 days is what others need".
_OF_OTHERS = re.compile(
    r"\W{0,3}(?:\w+\s){0,2}?(?:(?:that |which )?you(?:'ve| have)? (?:read|saw|seen|heard|were|mention\w*|found|quoted|wrote|had in mind)|"
    r"(?:is|was|are|were) (?:wrong|outdated|an? (?:old|error|mistake|typo)|not right|not true|no longer)|"
    r"(?:on|in|from) (?:the|our|an) (?:old|earlier|former|previous)|(?:applied|held|counted) until|until last (?:year|month|week))(?!\w)"
)
_OLD = re.compile(
    r"(?<!\w)(?:forget|ignore|rumou?r\w*|formerly|previously|outdated|wrongly|mistakenly|by mistake|other (?:firms|providers|airlines|shops|banks|"
    r"companies)|competitors?|elsewhere)\W(?:\w+\W){0,4}$"
)


@lru_cache(maxsize=4_096)
def parse(text: str) -> Parsed:
    """Cut a text up. Cached: statements stay the same while somebody types."""
    low = NAMES.sub(lambda name: " " * len(name.group()), plain(text[:MOST_CHARACTERS]))
    quotes = [found.span() for found in _QUOTE.finditer(low)]
    values = [value for value in values_in(low) if not _denied(low, value)]
    clauses: list[Clause] = []
    for number, (first, last) in enumerate(_sentences(text[: len(low)])):
        asks = low[first:last].rstrip(" \"'”»)").endswith("?")
        for start, end in _pieces(low, first, last):
            clauses.append(
                _clause(low, start, end, number, values, quotes, asks=asks, before=clauses)
            )
    return Parsed(text, tuple(clauses))


def _clause(
    low: str,
    start: int,
    end: int,
    sentence: int,
    values: list[Value],
    quotes: list[tuple[int, int]],
    *,
    asks: bool,
    before: list[Clause],
) -> Clause:
    words = low[start:end]
    own = terms_of(words)
    last = next((c for c in reversed(before) if c.sentence >= sentence - 1), None)
    quoted = any(first <= start and end <= after + 1 for first, after in quotes)
    inside = tuple(
        value
        for value in values
        if start <= value.start < end and not any(a <= value.start < b for a, b in quotes)
    )
    reported = _REPORTED.search(words)
    if reported:
        inside = tuple(v for v in inside if v.start < start + reported.start())
    return Clause(
        start=start,
        end=end,
        sentence=sentence,
        own=own,
        terms=own | last.terms if last is not None and not strong(own) else own,
        lead=next(
            (c.own for c in before if c.sentence == sentence and _names_something(c.own)),
            frozenset(),
        ),
        things=frozenset((found["noun"], found["name"]) for found in _THING.finditer(words)),
        values=inside,
        claims=claims_in(low, start, end),
        is_claim=not (asks or quoted or _IF.search(words) or _ADVICE.search(words) or reported),
    )


def _names_something(own: frozenset[str]) -> bool:
    """ "Hi Ann," does not."""
    return len(strong(own)) > 1 or any(term.startswith("=") for term in own)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _SENTENCE.finditer(text):
        yield start, found.start()
        start = found.end()
    yield start, len(text)


def _pieces(low: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    start = first
    for found in _JOINT.finditer(low, first, last):
        if found.start() > start and not _inside_number(low, found):
            if _SOMETHING.search(low, start, found.start()):
                yield start, found.start()
            start = found.end()
    if _SOMETHING.search(low, start, last):
        yield start, last


def _inside_number(low: str, joint: re.Match[str]) -> bool:
    """ "3 - 5 days", "06:30 – 09:00": a dash between numbers joins them."""
    return (
        "and" not in joint.group()
        and low[joint.start() - 1].isdigit()
        and low[joint.end() : joint.end() + 1].isdigit()
    )


def _denied(low: str, value: Value) -> bool:
    before = max(0, value.start - 40)
    return (
        value.role == "ago"
        or bool(_INSTEAD.search(low, before, value.start))
        or bool(_OLD.search(low, before, value.start))
        or bool(_OF_OTHERS.match(low, value.end))
    )
