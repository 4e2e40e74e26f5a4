"""A text as it is meant: without characters nobody sees, accents and look-alikes, spelt digits as digits, places kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapport.kit.text import ZERO_WIDTH
from rapport.voice.checking.alternatives import any_of
from rapport.voice.words.personal import DIGIT_WORDS, LOOK_ALIKES, TENS, TWICE

# Fewer spelt digits than this in a row are words: "one or two days".
LEAST_SPELT = 4
LEAST_WORDS = 3
# What makes a key of the digit before it.
KEYCAP = "\u20e3"
LOOSE_ACCENTS = frozenset(map(chr, range(0x300, 0x370)))


@dataclass(frozen=True, slots=True)
class Unhidden:
    """`text[n]` stands for `starts[n]` to `ends[n]` of what was written."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def written(self, start: int, end: int) -> tuple[int, int]:
        """The place in what was written; `end` is after `start`."""
        return self.starts[start], self.ends[end - 1]


_SPELT = rf"(?:{any_of(TENS)}(?:[ -]{any_of(DIGIT_WORDS)}(?!\w))?|{any_of(DIGIT_WORDS)})"
_ONE = rf"(?:(?:{TWICE})[ -])?(?:{_SPELT}(?!\w)|\d{{1,4}}(?!\w))"
_RUN = re.compile(rf"(?<!\w){_ONE}(?:[\s,.-]{{1,3}}{_ONE}){{{LEAST_SPELT - 1},39}}")
_SPELT_DIGIT = re.compile(
    rf"(?P<twice>(?:{TWICE})[ -])?(?:(?P<tens>{any_of(TENS)})(?:(?: y |[ -])(?P<units>{any_of(DIGIT_WORDS)})(?!\w))?|(?P<word>{any_of(DIGIT_WORDS)})(?!\w)|(?P<digit>\d+))"
)
# "O77OO" is a number.
_LETTERS_FOR_DIGITS = re.compile(r"(?<!\w)[\dOoIl]{3,20}(?!\w)")
_LETTERS = str.maketrans("OoIl", "0011")


def accentless(text: str) -> str:
    """The same length; only accents of Latin letters go."""
    return text if text.isascii() else "".join(map(_without_accent, text))


@lru_cache(maxsize=4_000)
def _without_accent(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[:1]
    return base if base.isascii() and base.isalpha() else char


def unhidden(text: str) -> Unhidden:
    """Linear in the text."""
    seen = [(char, place) for place, written in enumerate(text) for char in _shown(written)]
    plain = _LETTERS_FOR_DIGITS.sub(_with_digits, "".join(char for char, _ in seen))
    # Small letters of the same number, whatever the script.
    low = "".join(small if len(small := char.lower()) == 1 else char for char in plain)
    places = [(char, place, place + 1) for char, (_, place) in zip(plain, seen, strict=True)]
    said: list[tuple[str, int, int]] = []
    done = 0
    for run in _RUN.finditer(low):
        spelt = list(_SPELT_DIGIT.finditer(run.group()))
        if sum(not found["digit"] for found in spelt) >= LEAST_WORDS:
            said += places[done : run.start()]
            for found in spelt:
                first = places[run.start() + found.start()][1]
                last = places[run.start() + found.end() - 1][2]
                said += [(digit, first, last) for digit in _digits(found)]
            done = run.end()
    said += places[done:]
    return Unhidden(
        "".join(char for char, _, _ in said),
        tuple(start for _, start, _ in said),
        tuple(end for _, _, end in said),
    )


def _with_digits(found: re.Match[str]) -> str:
    said = found.group()
    return said.translate(_LETTERS) if sum(map(str.isdigit, said)) >= 2 else said


def _digits(found: re.Match[str]) -> str:
    if found["tens"]:
        tens = TENS[found["tens"]]
        digits = tens[0] + DIGIT_WORDS[found["units"]] if found["units"] else tens
    else:
        digits = found["digit"] or DIGIT_WORDS[found["word"]]
    return digits * (2 if found["twice"] else 1)


@lru_cache(maxsize=4_000)
def _shown(char: str) -> str:
    """What a reader takes a character for; "" for what nobody sees, the character itself for most."""
    if char.isascii():
        return char
    if char in ZERO_WIDTH or char == KEYCAP or char in LOOSE_ACCENTS:
        return ""
    if char in LOOK_ALIKES:
        return LOOK_ALIKES[char]
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.digit(char))
    if unicodedata.category(char) in ("Zs", "Zl"):
        return " "
    if unicodedata.category(char) == "Pd" or char == "−":
        return "-"
    shown = unicodedata.normalize("NFKC", char)
    return shown if shown.isascii() and len(shown) <= 3 else _without_accent(char)
