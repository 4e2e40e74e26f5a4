"""What gives somebody away without any form to know it by ("your stoma supplies", "while you are in Oslo"): read, not matched.

A small encoder says of each piece of a word how much it gives away (docs/models/personal-data.md: its data, its figures and
where it is wrong). It guesses; it never asks for more than a second look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from rapport.kit.encoder import Encoder, Piece
from rapport.voice.checking.giving_away import GivenAway
from rapport.voice.checking.numbers_of_people import lines_of_the_house
from rapport.voice.checking.sentences import sentence_around, sentences
from rapport.voice.checking.unhiding import Unhidden

MODEL = Path(__file__).resolve().parent.parent / "model"
MOST_PIECES = 192
# A window of so many letters leaves room for what they wrote; more windows than this are not read.
WINDOW = 420
MOST_WINDOWS = 4
MOST_BESIDE = 400
# From here on a passage is said, and from there on where somebody writes all day (docs/decisions/0031): on a tenth of the cases kept
# apart. The words around it belong to it down to the last.
SAID = 1.0
SURE = 3.9
BELONGS = -1.0
WHAT = "Something about a person"
_MARKS = " \t\n,.;:!?()[]\"'“”„«»"

_LINK = re.compile(r"https?://\S+")
_WORDS_IN_LINK = re.compile(r"[^\W\d_]{3,}[-_+.=][^\W\d_]{2,}", re.IGNORECASE)
_TO_WHOM = re.compile(r"\A(?:\s*@[\w.-]+)+")
_SIGNED = re.compile(
    r"\s[\^*~–—-]{1,2}\s?[\w.]{1,20}(?:\s[A-Z]\w{0,15})?\s*(?:\(?\d/\d\)?)?(?:\s*https?://\S+)*\s*\Z"
)
# Whom one greets or thanks by the name they go by there.
_VOCATIVE = re.compile(
    r"(?:,|\b(?:hi|hey|hello|dear|thanks|thank you|hallo|hola|bonjour|hej))\s*\w+[\s.!?,]*\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![\w-])[^\W\d_]{2,}(?![\w-])")
_ALONE = re.compile(r"[^\W\d_]+")


def read_of_people(text: str, message: str, *, surely: bool = False) -> list[GivenAway]:
    """`text` without what hides (`unhidden`), `message` what they wrote themselves. `surely`: only what is rarely wrong."""
    found = _read(text, message[:MOST_BESIDE])
    if not surely:
        return list(found)
    least = _confidence(SURE)
    return [
        one
        for one in found
        if one.confidence >= least and not _is_by_form(text, one) and not _asks(text, one)
    ]


# The same text is asked for when it is checked and again when somebody answers the check.
@lru_cache(maxsize=256)
def _read(text: str, message: str) -> tuple[GivenAway, ...]:
    seen = bare(text)
    if not _is_covered(seen.text):
        return ()
    house = lines_of_the_house(text)
    found: list[GivenAway] = []
    for start, end in _windows(seen.text):
        for first, last, most in _passages(_encoder().read(seen.text[start:end], message)):
            given = _given_away(seen, *_words(seen.text, start + first, start + last), most)
            ours = any(given.start < after and before < given.end for before, after in house)
            if not ours and not _is_greeting(text, given):
                found.append(given)
    return tuple(found)


def _is_covered(text: str) -> bool:
    """Mostly Latin letters: no others were ever shown to it."""
    letters = [char for char in text if char.isalpha()]
    return 2 * sum(char < "\u0250" for char in letters) >= len(letters)


def _is_greeting(text: str, given: GivenAway) -> bool:
    said = text[given.start : given.end]
    return _ALONE.fullmatch(said) is not None and _VOCATIVE.search(text[: given.end]) is not None


def bare(text: str) -> Unhidden:
    """Without to whom it is written and by whom; a link that says nothing stands as "link"."""
    to, signed = _TO_WHOM.match(text), _SIGNED.search(text)
    first = to.end() if to else 0
    last = max(first, signed.start()) if signed else len(text)
    said: list[tuple[str, int, int]] = []
    at = first
    for link in _LINK.finditer(text, first, last):
        if not _WORDS_IN_LINK.search(link.group().partition("//")[2].partition("/")[2]):
            said += [(text[place], place, place + 1) for place in range(at, link.start())]
            said += [(char, link.start(), link.end()) for char in "link"]
            at = link.end()
    said += [(text[place], place, place + 1) for place in range(at, last)]
    chars, starts, ends = zip(*said, strict=True) if said else ((), (), ())
    return Unhidden("".join(chars), starts, ends)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Sentences together, as long as they fit; a longer one by itself, cut."""
    left, start, end = MOST_WINDOWS, 0, 0
    for first, last in [*sentences(text), (len(text), len(text) + WINDOW + 1)]:
        if end > start and last - start > WINDOW:
            yield start, min(end, start + WINDOW)
            left -= 1
            start = first
        if not left:
            return
        end = last


def _passages(pieces: Sequence[Piece]) -> Iterator[tuple[int, int, float]]:
    """Stretches of pieces that give away, with the surest number in each."""
    run: list[Piece] = []
    for piece in [*pieces, Piece(0, 0, BELONGS - 1)]:
        if piece.number >= BELONGS:
            run.append(piece)
            continue
        if run and (most := max(one.number for one in run)) >= SAID:
            yield run[0].start, run[-1].end, most
        run = []


def _is_by_form(text: str, given: GivenAway) -> bool:
    """A number or a code with hardly a word: rules know those by their form, and whose they are, better."""
    said = text[given.start : given.end]
    return any(map(str.isdigit, said)) and len(_WORD.findall(said)) < 2


def _asks(text: str, given: GivenAway) -> bool:
    """Whoever asks seldom tells."""
    start, end = sentence_around(text, given.start)
    return text[start:end].rstrip().endswith("?")


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    """Whole words, without marks around them."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    inner = text[start:end]
    bare_start = start + len(inner) - len(inner.lstrip(_MARKS))
    bare_end = end - (len(inner) - len(inner.rstrip(_MARKS)))
    return (bare_start, bare_end) if bare_start < bare_end else (start, end)


def _given_away(seen: Unhidden, start: int, end: int, most: float) -> GivenAway:
    return GivenAway(*seen.written(start, end), WHAT, "note", _confidence(most))


def _confidence(number: float) -> float:
    return round(min(0.9, 0.5 + number / 12), 2)


@lru_cache(maxsize=1)
def _encoder() -> Encoder:
    return Encoder(MODEL, most_pieces=MOST_PIECES)
