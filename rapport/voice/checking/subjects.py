"""What a stretch of text is about: its content words, brought to one form, synonyms and translations made one."""

from __future__ import annotations

import re
from functools import lru_cache

from rapport.voice.checking.plain import WORD
from rapport.voice.words.claims import PREDICATES
from rapport.voice.words.quantities import (
    CURRENCY,
    DURATIONS,
    MONTHS,
    NUMBERS,
    WEEKDAY_SETS,
    WEEKDAYS,
    WORKING_DAYS,
)
from rapport.voice.words.subjects import CONCEPTS, STOP, WEAK

# A term is a concept ("=refund") or the first letters of a word; endings seldom tell two subjects apart.
STEM = 6
WEAK_WEIGHT = 0.3

_EXACT: dict[str, str] = {}
_PREFIXES: list[tuple[str, str]] = []
for _concept, _words in CONCEPTS.items():
    for _word in _words.split():
        if _word.endswith("*"):
            _PREFIXES.append((_word[:-1], f"={_concept}"))
        else:
            _EXACT[_word] = f"={_concept}"
# Everybody who travels with us speaks of these.
_WEAK_CONCEPTS = frozenset(
    {
        "=travel",
        "=train",
        "=line",
        "=reply",
        "=price",
        "=people",
        "=card",
        "=account",
        "=data",
        "=office",
        "=photo",
    }
)
# Handles and links name somebody or some page, not a subject.
NAMES = re.compile(r"@[\w.@-]+|https?://\S+|www\.\S+")
_PHRASES = (
    ("money back", "moneyback"),
    ("pay back", "moneyback"),
    ("paid back", "moneyback"),
    ("pays back", "moneyback"),
    ("geld zuruck", "moneyback"),
    ("pengarna tillbaka", "moneyback"),
    ("pengar tillbaka", "moneyback"),
    ("give back", "return"),
    ("given back", "return"),
    ("bring back", "return"),
    ("brought back", "return"),
    ("send back", "return"),
    ("sent back", "return"),
    ("take back", "return"),
    ("takes back", "return"),
    ("call off", "cancel"),
    ("called off", "cancel"),
    ("gift card", "giftcard"),
    ("annual ticket", "seasonpass"),
    ("annual pass", "seasonpass"),
    ("yearly pass", "seasonpass"),
    ("season pass", "seasonpass"),
    ("put on hold", "paused"),
    ("carry-on", "bag"),
    ("hand luggage", "bag"),
    ("lost property", "lostproperty"),
    ("objets trouves", "objetstrouves"),
    ("season ticket", "seasonpass"),
)
# What is said yes or no to is the claim, not its subject.
_PREDICATE_WORDS = [
    word for both in PREDICATES.values() for listed in both for word in listed.split()
]
_PREDICATES = frozenset(word for word in _PREDICATE_WORDS if not word.endswith("*"))
_PREDICATE_STEMS = tuple(word[:-1] for word in _PREDICATE_WORDS if word.endswith("*"))
_PAID = frozenset({"=fare", "=price", "=fee", "~money", "amount", "~pay", "~paid"})
_NO_SUBJECT = frozenset().union(
    STOP, DURATIONS, NUMBERS, CURRENCY, WORKING_DAYS, MONTHS, WEEKDAYS, WEEKDAY_SETS
)
_CONTRACTED = frozenset({"re", "ve", "ll", "m", "d", "t", "s"})


def terms_of(text: str) -> frozenset[str]:
    """The terms of a plain text."""
    text = NAMES.sub(" ", text)
    for phrase, word in _PHRASES:
        if phrase in text:
            text = text.replace(phrase, word)
    terms = {term for word in WORD.findall(text) if (term := term_of(word))}
    # What is paid comes back: a refund in other words.
    if "~back" in terms and terms & _PAID:
        terms.add("=refund")
    return frozenset(terms)


@lru_cache(maxsize=20_000)
def term_of(word: str) -> str:
    """ "" for a word that says nothing about the subject."""
    word = word.removesuffix("'s").removesuffix("'")
    if word.endswith("n't"):
        return ""
    if "'" in word:
        # "We're" is about nothing of "re"; "l'avion" is about "avion".
        first, second = word.split("'", 1)
        word = first if second in _CONTRACTED or len(first) > 2 else second
    if len(word) < 2 or word in _NO_SUBJECT:
        return ""
    if word in _EXACT:
        return _EXACT[word]
    for prefix, concept in _PREFIXES:
        if word.startswith(prefix):
            return concept
    is_weak = word in WEAK or word in _PREDICATES or word.startswith(_PREDICATE_STEMS)
    return ("~" if is_weak else "") + _stem(word)


def weight_of(term: str) -> float:
    return WEAK_WEIGHT if _is_weak(term) else 1.0


@lru_cache(maxsize=20_000)
def weight(terms: frozenset[str]) -> float:
    return sum(map(weight_of, terms))


@lru_cache(maxsize=20_000)
def strong(terms: frozenset[str]) -> frozenset[str]:
    return frozenset(term for term in terms if not _is_weak(term))


def _is_weak(term: str) -> bool:
    return term.startswith("~") or term in _WEAK_CONCEPTS


def _stem(word: str) -> str:
    if len(word) > STEM:
        return word[:STEM]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        return word[:-1]
    return word
