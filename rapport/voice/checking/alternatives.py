"""One pattern for many words, as a tree of letters: tried in the time of the longest word, not of all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def any_of(words: Iterable[str]) -> str:
    """The source of a pattern that matches the longest of the words."""
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for char in word:
            branch = branch.setdefault(char, {})
        branch[""] = {}
    return f"(?:{_source(tree)})"


def _source(tree: dict[str, Any]) -> str:
    branches = [re.escape(char) + _source(below) for char, below in tree.items() if char]
    if not branches:
        return ""
    inside = "|".join(branches)
    if "" in tree:
        return f"(?:{inside})?"
    return inside if len(branches) == 1 else f"(?:{inside})"
