"""Other ways people may write a name. Pure: only what can be done to its letters, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.kit.text import terms

AT_MOST = 6
# How names with these letters are written where a keyboard lacks them. Accents alone need no spelling of their own:
# the language of queries folds them.
_WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae"}
)
_DOUBLED = re.compile(r"([a-z])\1")


def spellings(name: str) -> list[str]:
    """Variants as a query writes them, without those that a query for the name finds anyway: the name itself, joined up,
    as a hashtag, with hyphens, in capitals. None for a name without words."""
    words = [word.lstrip("#@$") for word in terms(name)]
    if not "".join(words):
        return []
    known = (words, ["".join(words)])
    found: list[list[str]] = []
    for variant in _variants(name, words):
        if variant and variant not in (*known, *found):
            found.append(variant)
    return [_as_query(variant) for variant in found][:AT_MOST]


def _variants(name: str, words: list[str]) -> Iterator[list[str]]:
    yield terms(name.casefold().translate(_WRITTEN_OUT))
    if len(words) > 2:
        yield [word for word in words if word != "and"]
    yield _other_number(words)
    if len(words) > 1:
        yield _other_number(["".join(words)])
    yield [_DOUBLED.sub(r"\1", word) for word in words]


def _other_number(words: list[str]) -> list[str]:
    """The plural of a singular, the singular of a plural, by the last letter."""
    last = words[-1]
    if not last.isascii() or not last.isalpha():
        return []
    if last.endswith("s"):
        return [*words[:-1], last[:-1]] if len(last) > 4 and not last.endswith("ss") else []
    return [*words[:-1], f"{last}s"]


def _as_query(words: list[str]) -> str:
    return words[0] if len(words) == 1 and words[0].isalnum() else f'"{" ".join(words)}"'
