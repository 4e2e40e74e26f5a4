"""The one tokeniser: what counts as a word in matching, in search and in tests.

    >>> [token.term for token in tokens("Déjà vu @Ann.bsky.social? #Refund $AAPL 👍🏽 東京")]
    ['deja', 'vu', '@ann.bsky.social', '#refund', '$aapl', '👍', '東', '京']

Words are folded (`fold`): case and accents change nothing. An apostrophe or a hyphen parts two words, so that
"Harbour's" is found by "harbour". Scripts written without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese)
give one token per grapheme. Zero-width characters do not exist. Every function here takes linear time on
whatever a stranger sends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import filterfalse, islice
from typing import NamedTuple

import regex

# All evaluators see the same head of a text, so that a query and the search document agree.
MAX_TOKENS = 16_000
# A tsvector lexeme may have 2,046 bytes; terms are cut well below, in texts and in queries alike.
MAX_TERM_LENGTH = 128


class Token(NamedTuple):
    """A folded term and where it stood: `text[start:end]` is what the writer wrote."""

    term: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The first 16,000 tokens of a text, in order, without overlaps."""
    return list(islice(_tokens(text), MAX_TOKENS))


def terms(text: str) -> list[str]:
    """The terms of `tokens(text)`, several times faster, for callers that need no positions."""
    if len(text) > MAX_TOKENS:
        return [token.term for token in islice(_tokens(text), MAX_TOKENS)]
    plain = text if text.isascii() else as_ascii(text)
    if plain is None:
        return [term for found in _TERM.findall(text) if (term := fold(found))]
    return _ascii_terms(plain)


def as_ascii(text: str) -> str | None:
    """A text in ASCII that has exactly the same terms; None where that is not sure to exist, as for most scripts.

    Covers Latin letters with accents and the usual punctuation: `don’t pay 5 € for “Café”`.
    """
    foreign = set(_NOT_ASCII.findall(text))
    forms = _plain_forms()
    # "$é" is no ticker, "$e" is.
    if "$" in text or not forms.keys() >= foreign:
        return None
    for char in foreign:
        text = text.replace(char, forms[char])
    return text


def fold(term: str) -> str:
    """A term as it is compared: no case, no accents, compatibility forms made plain ("ﬁ" is "fi").

    Only accents go. Marks that make another letter stay: the dakuten of が, the vowel signs of Hindi and Thai.
    Folding twice changes nothing.
    """
    if term.isascii():
        return term.lower()[:MAX_TERM_LENGTH]
    return _fold_unicode(term)


def without_zero_width(text: str) -> str:
    """The text without the characters that nobody sees, for comparing exactly what is written (`raw:`)."""
    return text if text.isascii() else _ZERO.sub("", text)


def grapheme_length(text: str) -> int:
    """How many characters a reader sees (UAX #29 extended grapheme clusters), as Bluesky counts them."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    return sum(1 for _ in _GRAPHEME.finditer(text))


def _tokens(text: str) -> Iterator[Token]:
    if text.isascii():
        for found in _ASCII_TERM.finditer(text.lower()):
            yield Token(found.group()[:MAX_TERM_LENGTH], found.start(), found.end())
        return
    for match in _TERM.finditer(text):
        term = fold(match.group())
        if term:
            yield Token(term, match.start(), match.end())


def _ascii_terms(text: str) -> list[str]:
    """By cutting at everything but letters and digits; only tags, handles and tickers need the pattern."""
    written = text.encode("ascii")
    if "#" in text or "@" in text or "$" in text:
        found = written.translate(_PARTED).decode("ascii").split()
        at = 0
        for stretch in [*filterfalse(str.isalnum, found)]:
            at = found.index(stretch, at)
            inner = _terms_of_stretch(stretch)
            found[at : at + 1] = inner
            at += len(inner)
    else:
        found = written.translate(_SPACED).decode("ascii").split()
    if len(text) > MAX_TERM_LENGTH and max(map(len, found), default=0) > MAX_TERM_LENGTH:
        return [term[:MAX_TERM_LENGTH] for term in found]
    return found


@lru_cache(maxsize=20_000)
def _terms_of_stretch(stretch: str) -> tuple[str, ...]:
    """Of small letters, digits and what tags, handles and tickers are made with: none of these reaches past such a stretch."""
    return tuple(_ASCII_TERM.findall(stretch))


@lru_cache(maxsize=1)
def _plain_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for char in map(chr, _LATIN):
        plain = fold(char)
        if regex.fullmatch(r"\p{L}", char) and plain.isascii() and plain.isalpha():
            forms[char] = plain
    for char in map(chr, _SIGNS):
        if _PARTS_WORDS.fullmatch(char):
            forms[char] = " "
    return forms


def _fold_unicode(term: str) -> str:
    # Sorting combining marks is quadratic in CPython: a letter with 100,000 of them would hold a worker for minutes.
    plain = _MANY_MARKS.sub(r"\1", _INVISIBLE.sub("", term))[: 4 * MAX_TERM_LENGTH]
    # A joiner means something only where it makes one picture of two.
    return _fold_cached(plain if _PICTURE.match(plain) else plain.replace("\u200d", ""))


@lru_cache(maxsize=50_000)
def _fold_cached(term: str) -> str:
    # Until nothing changes: the plain form of a few letters folds again. Three rounds reach the end in Unicode 16.
    for _ in range(4):
        folded = _fold_once(term)
        if folded == term:
            break
        term = folded
    return term


def _fold_once(term: str) -> str:
    plain = unicodedata.normalize("NFKD", term.casefold()).casefold()
    kept = "".join(char for char in plain if not _is_accent(char))
    composed = unicodedata.normalize("NFC", kept)
    for parts, whole in _WRONGLY_PARTED:
        composed = composed.replace(parts, whole)
    return _NOT_IN_TERM.sub("", composed)[:MAX_TERM_LENGTH].rstrip(".-")


def _is_accent(char: str) -> bool:
    """By combining class: accents (202 to 240), overlays (1), Hebrew and Arabic points (10 to 35).

    0 (vowel signs), 7 (nukta), 8 (kana voicing), 9 (virama) and 36 to 199 (marks of single scripts) make
    another letter.
    """
    place = unicodedata.combining(char)
    return place == 1 or 10 <= place <= 35 or place >= 200


def _pattern(source: str) -> regex.Pattern[str]:
    """Compile with the names below; V1 gives character sets with union, difference and intersection."""
    return regex.compile(source % _NAMES, regex.V1)


_FLAG = r"[\U0001F1E6-\U0001F1FF]{2}"
_ZERO_WIDTH = r"\u00ad\u034f\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe00-\ufe0f"
# Every character that `without_zero_width` takes out.
ZERO_WIDTH = "".join(
    regex.findall(
        rf"[{_ZERO_WIDTH}\u200d]", "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
    )
)
_NAMES = {
    "zero": rf"[{_ZERO_WIDTH}\u200d]",
    # Sound marks of kana and the Thai and Lao AM are letters to Unicode and belong to the letter before them.
    "unspaced": r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ーｰ]",
    "joined": r"[\p{M}\u0e33\u0eb3ﾞﾟ]",
    "before": r"(?<![\p{L}\p{N}\p{M}_])",
    "flag": _FLAG,
    "picture": r"[\p{Extended_Pictographic}--[©®™‼⁉〰〽ℹ]]",
    "tail": r"(?:[.\-][\p{L}\p{N}_]+)",
}

_ASCII_TERM = re.compile(
    r"[a-z0-9]+"
    r"|(?<!\w)\#(?=\d*[a-z_])\w+"
    r"|(?<!\w)@\w+(?:[.\-]\w+)*(?:@\w+(?:[.\-]\w+)+)?"
    r"|(?<!\w)\$[a-z]{1,6}(?!\w)",
    re.ASCII,
)
# Small letters and digits stay, capitals become small, the rest becomes a space.
_SPACED = bytes(
    ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 32 for code in range(256)
)
_PARTED = bytes(code if chr(code) in "#@$_.-" else _SPACED[code] for code in range(256))
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# Latin letters with marks and their full-width forms; punctuation, currencies and the trade mark sign.
_LATIN = (*range(0xAA, 0x250), *range(0x1E00, 0x1F00), *range(0xFF21, 0xFF5B))
_SIGNS = (*range(0x80, 0xC0), 0xD7, 0xF7, *range(0x2000, 0x2070), *range(0x20A0, 0x20C1), 0x2122)
_TERM = _pattern(
    r"%(before)s[#＃](?=\p{N}*[\p{L}_])(?:%(zero)s*+[\p{L}\p{N}\p{M}_])++"
    r"|%(before)s[@＠](?:%(zero)s*+[\p{L}\p{N}\p{M}_])++%(tail)s*(?:@[\p{L}\p{N}_]+%(tail)s+)?"
    r"|%(before)s\$[A-Za-z]{1,6}(?![\p{L}\p{N}\p{M}_])"
    r"|[[\p{L}\p{N}]--%(unspaced)s](?:%(zero)s*+[[\p{L}\p{N}\p{M}]--%(unspaced)s])*+"
    r"|[[\p{L}\p{N}]&&%(unspaced)s](?:%(zero)s*+%(joined)s)*+"
    r"|%(flag)s"
    r"|%(picture)s[\ufe0f\p{M}\p{Emoji_Modifier}\U000E0020-\U000E007F]*+"
    r"(?:\u200d%(picture)s[\ufe0f\p{M}\p{Emoji_Modifier}]*+)*+"
)
_PARTS_WORDS = _pattern(r"[^\p{L}\p{N}\p{M}\u200d" + _ZERO_WIDTH + r"]")
_ZERO = _pattern(r"%(zero)s++")
_MANY_MARKS = _pattern(r"(\p{M}{8})\p{M}++")
_INVISIBLE = _pattern(r"[" + _ZERO_WIDTH + r"\p{Emoji_Modifier}]++")
_PICTURE = _pattern(r"%(picture)s")
_NOT_IN_TERM = _pattern(
    r"[^\p{L}\p{N}\p{Mn}\p{Mc}_#@$.\-\u200d\p{Extended_Pictographic}\U0001F1E6-\U0001F1FF\U000E0020-\U000E007F]++"
)
# NFKD parts the Thai and Lao vowel AM and two Lao letters, and NFC never joins them again.
_WRONGLY_PARTED = (
    ("\u0e4d\u0e32", "\u0e33"),
    ("\u0ecd\u0eb2", "\u0eb3"),
    ("\u0eab\u0e99", "\u0edc"),
    ("\u0eab\u0ea1", "\u0edd"),
)
# Flags are taken in pairs by ourselves: \X looks back over the whole run of them, once for each.
_GRAPHEME = _pattern(r"%(flag)s[\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}]*+|\X")
