"""Variables in saved replies: which there are, where one is misspelt, and putting values in their place. Pure.

A variable is a name in braces: `Dear {first_name}, ...`. What has no value stays as it is written, so that everybody
sees it, and the reply check asks about it before it goes out. Offsets are code points.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

# What may stand in braces, and what it becomes.
VARIABLES: Mapping[str, str] = {
    "first_name": "The first name of whom we answer",
    "name": "Their name, as the network shows it",
    "agent": "Your name",
    "agent_first_name": "Your first name",
    "brand": "The brand that speaks",
    "case": "The number of the conversation",
    "next_opening": "When we open next, such as Monday 09:00",
}
_NAMED = re.compile(r"\{\s*(?P<name>[^{}\n]{0,60}?)\s*\}")


@dataclass(frozen=True, slots=True)
class UnknownVariable:
    """`text[start:end]` stands in braces and is no variable. `nearest`: the one probably meant, or ""."""

    name: str
    start: int
    end: int
    nearest: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The text with its values, and the names of those that had none."""

    text: str
    missing: tuple[str, ...]


def unknown_variables(text: str) -> list[UnknownVariable]:
    """Everything in braces that is no variable, in the order of the text."""
    return [
        UnknownVariable(found["name"], *found.span(), nearest=_nearest(found["name"]))
        for found in _NAMED.finditer(text)
        if found["name"] not in VARIABLES
    ]


def variables_in(text: str) -> list[tuple[str, int, int]]:
    """(name, start, end) of the variables that stand in a text."""
    return [
        (found["name"], *found.span())
        for found in _NAMED.finditer(text)
        if found["name"] in VARIABLES
    ]


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Values in place of variables, in one pass: a value that looks like a variable is words, not filled again."""
    missing: dict[str, None] = {}

    def value(found: re.Match[str]) -> str:
        name = found["name"]
        if name not in VARIABLES:
            return found[0]
        said = values.get(name, "")
        if not said:
            missing[name] = None
        return said or found[0]

    return Filled(_NAMED.sub(value, text), tuple(missing))


def first_name(shown: str) -> str:
    """The first name in a name as a network shows it; "" where it is a handle, a number or a sign, not a name."""
    first = shown.split()[0] if shown.split() else ""
    letters = first.strip(".,;:!|()[]\"'“”")
    # With digits, dots or underscores inside, or one letter alone, it is a handle or an initial.
    is_name = len(letters) > 1 and all(part.isalpha() for part in re.split(r"[-'’]", letters))
    return letters if is_name and letters != letters.lower() else ""


def _nearest(name: str) -> str:
    asked = re.sub(r"\W+", "_", name.strip().lower())
    return next(iter(get_close_matches(asked, VARIABLES, n=1, cutoff=0.6)), "")
