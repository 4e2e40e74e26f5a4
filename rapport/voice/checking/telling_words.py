"""The words of a reply that could be a copy: what names, numbers, greetings, sign-offs and courtesy leave of it.

Works on the tokens of `kit.text`, so in any language; scripts without spaces come as one token a grapheme, which
weighs half a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from rapport.kit.text import Token, fold, tokens
from rapport.voice.checking.plain import MOST_CHARACTERS, plain
from rapport.voice.words.formulas import (
    GREETINGS,
    KIN,
    LEGAL,
    MOST_GRAPHEMES_OF_COURTESY,
    NOTICES,
    OBLIGATORY,
    OBLIGATORY_UNSPACED,
    PRIVATE_WAYS,
    SIGN_OFFS,
)
from rapport.voice.words.subjects import STOP

# What a token adds to a likeness. Small words stand beside each other everywhere; a name is what is meant to change.
FUNCTION_WEIGHT = 0.35
NAME_WEIGHT = 0.2
GRAPHEME_WEIGHT = 0.4
# Weight from which thanks and regrets are no longer a courtesy but a phrase.
MOST_OF_COURTESY = 4.0
# In words that weigh: shorter replies repeat naturally.
LEAST_WEIGHT = 3.2
STEM = 6
# What agents write is shorter; a longer text is compared by its beginning.
MOST_WORDS = 500
MOST_OF_SIGN_OFF = 120


@dataclass(frozen=True, slots=True)
class Word:
    """`text[start:end]`; `key` is equal for words that do the same, `weight` what it adds to a likeness."""

    key: str
    weight: float
    start: int
    end: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Wording:
    """`keys` see `telling_keys`; `before[n]` weighs the words up to the nth."""

    words: tuple[Word, ...]
    keys: frozenset[str]
    before: tuple[float, ...]

    @property
    def weight(self) -> float:
        return self.before[-1]


_ADDRESSES = re.compile(
    r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+|(?<!\w)@\w+(?:[.\-]\w+)*(?:@\w+(?:[.\-]\w+)+)?|&\w{2,6};"
)
_GREETING = re.compile(
    rf"\W*(?:(?:{GREETINGS})(?!\w)(?:[^\S\n]+[^\W\d_][\w'.-]{{0,30}}){{0,3}}?[^\S\n]*(?:[,!.:;–—-]+|\n|$)|(?:{GREETINGS})(?!\w)(?=[^\S\n]+[^\W\d_]))"
)
_SPOKEN_TO = re.compile(r"\W*([^\W\d_][\w'-]{1,20}),\s")
_INITIALS = re.compile(r"(?:\s|(?<=[.!?)]))[\^*/~|–—-]{1,2}\s?\w{1,20}(?: \w{1,12})?[\s.^]*$")
_SIGN_OFF = re.compile(
    rf"(?:^|[.!?…)\n,]\s{{0,3}}|\s[-–—]\s?)(?:{SIGN_OFFS})(?!\w)[\s,.!–—^*/-]{{0,6}}(?:[\w&'-]{{1,30}}[\s,.]{{1,3}}){{0,5}}[\w&'-]{{0,30}}[\s.]*$"
)
_END = re.compile(r"[.!?…]+(?=\s|$|[\"'”»)])|[。！？]+|\n+")
_QUOTED = re.compile(r"[\"“„«”]([^\"“”„«»\n]{3,400})[\"”“»]|(?<!\w)[‘']([^'’\n]{3,400})[’'](?!\w)")
_NUMBER = re.compile(r"\d")
_CONTRACTED = {
    "re": "are",
    "m": "am",
    "ve": "have",
    "ll": "will",
    "s": "is",
    "d": "would",
    "t": "not",
    "cannot": "can",
}


def _listed(words: str) -> re.Pattern[str]:
    stems = "|".join(
        re.escape(w[:-1]) + r"\w*" if w.endswith("*") else re.escape(w)
        for w in sorted(set(words.split()))
    )
    return re.compile(rf"(?:{stems})$")


_IS_OBLIGATORY = _listed(OBLIGATORY)
_IS_LEGAL = _listed(LEGAL)
_IS_OWED_UNSPACED = re.compile(OBLIGATORY_UNSPACED)
_IS_NOTICE = re.compile(f"{NOTICES}|{PRIVATE_WAYS}")
_KIN: dict[str, str] = {}
for _words in KIN:
    for _word in _words.split():
        _KIN.setdefault(_word, "=" + _words.split()[0])


@lru_cache(maxsize=4_096)
def wording(text: str, quoting: str = "") -> Wording:
    """Cached: what we said before stays the same while somebody types. `quoting` is whose words it may quote."""
    text = text[:MOST_CHARACTERS]
    bare = _bare(text, quoting)
    words: list[Word] = []
    for number, sentence in enumerate(_sentences(bare)):
        words += _weighed(sentence, bare, number)
    del words[MOST_WORDS:]
    return Wording(
        tuple(words),
        telling_keys(words),
        tuple(accumulate((word.weight for word in words), initial=0.0)),
    )


def telling_keys(words: Sequence[Word]) -> frozenset[str]:
    """Of the words that weigh as much as a word can; of graphemes, of every three in a row."""
    keys = {word.key for word in words if word.weight == 1.0}
    for first, second, third in zip(words, words[1:], words[2:], strict=False):
        if first.weight == second.weight == third.weight == GRAPHEME_WEIGHT:
            keys.add(first.key + second.key + third.key)
    return frozenset(keys)


def sentences(said: Wording) -> Iterator[tuple[Word, ...]]:
    """Its words, sentence by sentence."""
    by_number: dict[int, list[Word]] = {}
    for word in said.words:
        by_number.setdefault(word.sentence, []).append(word)
    yield from map(tuple, by_number.values())


def _bare(text: str, quoting: str) -> str:
    """The text with spaces where nothing of our own stands, of the same length."""
    text = _ADDRESSES.sub(_blank, text)
    if quoting:
        theirs = " ".join(plain(quoting).split())
        text = _QUOTED.sub(
            lambda found: _blank(found) if _is_said(found, theirs) else found.group(), text
        )
    low = plain(text)
    start = _opening(text, low)
    end = len(text.rstrip())
    for pattern in (_INITIALS, _SIGN_OFF, _INITIALS):
        if found := pattern.search(low, max(start, end - MOST_OF_SIGN_OFF), end):
            end = found.start() + (found.group()[:1] in ".!?…)")
    return " " * start + text[start:end] + " " * (len(text) - end)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def _is_said(found: re.Match[str], theirs: str) -> bool:
    return " ".join(plain(found[1] or found[2] or "").split()).strip(" .,!?") in theirs


def _opening(text: str, low: str) -> int:
    start = 0
    while found := _GREETING.match(low, start):
        start = found.end()
    named = _SPOKEN_TO.match(text, start)
    return named.end() if named and named[1][0].isupper() and fold(named[1]) not in STOP else start


def _sentences(bare: str) -> Iterator[list[Token]]:
    ends = [found.start() for found in _END.finditer(bare)]
    sentence: list[Token] = []
    place = 0
    for token in tokens(bare):
        while place < len(ends) and ends[place] < token.start:
            if sentence:
                yield sentence
            sentence = []
            place += 1
        sentence.append(token)
    if sentence:
        yield sentence


def _weighed(sentence: list[Token], bare: str, number: int) -> list[Word]:
    words = [
        Word(
            _key(token.term), _weight(token, bare, first=place == 0), token.start, token.end, number
        )
        for place, token in enumerate(sentence)
        if token.term[0].isalnum() or token.term[0] == "#"
    ]
    if not _is_owed(sentence, words, bare):
        return words
    return [Word(w.key, 0.0, w.start, w.end, number) for w in words]


def _is_owed(sentence: list[Token], words: list[Word], bare: str) -> bool:
    """Courtesy in a few words, a legal line, a warning, or where to write in private."""
    if _IS_NOTICE.search(plain(bare[sentence[0].start : sentence[-1].end])):
        return True
    if len(words) <= MOST_GRAPHEMES_OF_COURTESY and _IS_OWED_UNSPACED.search(
        bare, sentence[0].start, sentence[-1].end
    ):
        return True
    if sum(_IS_LEGAL.match(token.term) is not None for token in sentence) >= 2:
        return True
    telling = [word for word in words if word.weight > FUNCTION_WEIGHT]
    terms = {token.start: token.term for token in sentence}
    return sum(w.weight for w in telling) <= MOST_OF_COURTESY and all(
        _IS_OBLIGATORY.match(terms[word.start]) for word in telling
    )


@lru_cache(maxsize=20_000)
def _key(term: str) -> str:
    term = _CONTRACTED.get(term.lstrip("#"), term.lstrip("#"))
    if term in _KIN:
        return _KIN[term]
    if _NUMBER.search(term):
        return "0"
    term = term[:STEM] if len(term) > STEM else term
    return term[:-1] if len(term) > 4 and term.endswith("s") else term


def _weight(token: Token, bare: str, *, first: bool) -> float:
    term = token.term
    if _NUMBER.search(term):
        return 0.0
    if (
        not term.isascii()
        and len(term) <= 2
        and not bare[token.start].islower()
        and not bare[token.start].isupper()
    ):
        return GRAPHEME_WEIGHT
    if len(term) <= 3 or term in STOP or term in _CONTRACTED:
        return FUNCTION_WEIGHT
    if (
        bare[token.start].isupper()
        and not first
        and term not in _KIN
        and not bare[token.start : token.end].isupper()
    ):
        return NAME_WEIGHT
    return 1.0
