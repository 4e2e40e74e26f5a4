"""Turns a written word, phrase or field value into a leaf of the tree, or says why it cannot."""

from __future__ import annotations

import re

from rapport.kit.text import MAX_TERM_LENGTH, terms, without_zero_width
from rapport.query.errors import QueryError
from rapport.query.scanning import Item, Piece
from rapport.query.tree import Pattern, Phrase, Prefix, Raw, Term, Word

MAX_SLOP = 100
MAX_PHRASE = 200
MIN_WILDCARD_LETTERS = 3
# Stand for ? and * while the tokeniser cuts: letters of scripts nobody searches in.
_STANDINS = "ꆈꆉꆊꆋꆌꆍꆎꆏ"
_SIGILS = "#@$"
_PART = re.compile(r"\S+")
_SIGNS = re.compile(r"\w[+#]|\w&\w")


def one_or_phrase(words: tuple[Word, ...], *, slop: int = 0) -> Word | Phrase:
    return words[0] if len(words) == 1 else Phrase(words, slop)


def words_of(text: str, *, position: int) -> tuple[Word, ...]:
    """The words of a text with wildcards, in order. QueryError where a wildcard stands wrongly or there is no word."""
    found: list[Word] = []
    for part in _PART.finditer(text):
        found += _words(part.group(), position + part.start())
    if not found:
        raise _no_letters(text, position)
    if len(found) > MAX_PHRASE:
        raise QueryError(
            f"This phrase has {len(found)} words; at most {MAX_PHRASE} can be looked for in a row.",
            position,
            len(text),
            "Shorten it to the words that matter.",
        )
    return tuple(found)


def raw_of(piece: Piece) -> Raw:
    text = without_zero_width(piece.text)
    if not text.strip():
        raise QueryError(
            "“raw:” has no characters to look for.",
            piece.start,
            piece.end - piece.start,
            'Write them in quotation marks, as in raw:"Google+".',
        )
    return Raw(text)


def _words(part: str, position: int) -> list[Word]:
    if "*" not in part and "?" not in part:
        return [Term(term) for term in terms(part)]
    free = [char for char in _STANDINS if char not in part]
    if len(part) > MAX_TERM_LENGTH or len(free) < 2:
        raise _wildcard(part, position, "is too long for a word with wildcards")
    if not part.strip("*?"):
        raise _wildcard(part, position, "has no letters")
    one, many = free[:2]
    cut = terms(part.replace("?", one).replace("*", many))
    words: list[Word] = []
    for term in cut:
        written = term.replace(one, "?").replace(many, "*")
        if written in ("*", "?") and words and _ends_a_word(part):
            continue  # 東京* and 👍*: the words before stand alone whatever follows
        words.append(_word(written, part, position))
    return words


def _ends_a_word(part: str) -> bool:
    """Whether the tokeniser cuts after the last character before the star, so that a star changes nothing."""
    stem = part.rstrip("*")
    return "?" not in part and "*" not in stem and len(terms(stem + "a")) > len(terms(stem))


def _word(written: str, part: str, position: int) -> Word:
    stem = written.rstrip("*")
    bare = stem.lstrip(_SIGILS)
    if "?" not in written and "*" not in written:
        return Term(written)
    if not bare or bare[0] in "?*":
        raise _wildcard(part, position, "begins with a wildcard")
    if "*" in stem:
        raise _wildcard(part, position, "has a * before its end")
    if len(bare) < MIN_WILDCARD_LETTERS:
        raise _wildcard(part, position, "has too few letters")
    return Pattern(stem + "*" * (stem != written)) if "?" in stem else Prefix(stem)


def _wildcard(part: str, position: int, what: str) -> QueryError:
    return QueryError(
        f"“{part[:40]}” {what}.",
        position,
        len(part),
        "Write at least 3 letters before * (refund*), or ? for exactly one letter inside a word (organi?e).",
    )


def _no_letters(text: str, position: int) -> QueryError:
    signs = {"|": "write OR", "||": "write OR", "&": "write AND", "&&": "write AND"}
    stripped = text.strip()
    remedy = signs.get(stripped, f'to find the signs themselves, write raw:"{stripped[:20]}"')
    if not stripped:
        remedy = "write words between the quotation marks"
    return QueryError(
        f"“{stripped[:40]}” has no word to look for.",
        position,
        max(1, len(text)),
        remedy[0].upper() + remedy[1:] + ", or take it out.",
    )


def lost_signs(item: Item | Piece) -> bool:
    """Whether a plain word loses signs that make it another word: C++, C#, R&D."""
    return bool(_SIGNS.search(item.text)) and not item.text.startswith("#")
