"""A text in small letters without accents, of the same length, so that places in one are places in the other."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# What an agent writes is short; beyond this nobody waits for underlines.
MOST_CHARACTERS = 5_000

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    return "".join(map(_plain, text))


@lru_cache(maxsize=4_000)
def _plain(char: str) -> str:
    if char in "’‘´`ʼ":
        return "'"
    if char in "‐‑":
        return "-"
    if char in "\u00a0\u202f\u2009":
        return " "
    base = unicodedata.normalize("NFD", char.lower())[:1]
    return base if base and not unicodedata.combining(base) else char
