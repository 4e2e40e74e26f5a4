"""Criticism is never hidden: whether a message reads as criticism, and whether it holds what a rule forbids."""

from __future__ import annotations

import re

from rapport.converse.models import ModerationRule
from rapport.understand.contract import LET_DOWN
from rapport.understand.models import Reading

Kind = ModerationRule.Kind

# What looks like somebody's address, account or number: written down, it calls for a look, never for an act by itself.
_PRIVATE = re.compile(
    r"[\w.+-]+@[\w-]+\.[a-z]{2,}"  # a mail address
    r"|\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,7}\b"  # an IBAN
    r"|(?<!\w)\+?\d(?:[ ./()-]{0,2}\d){7,14}(?!\w)",  # a telephone or card number
    re.IGNORECASE,
)


def must_say_which_words(text: str, reading: Reading | None, *, kind: str) -> bool:
    """Whether whoever acts must name the words that break the rule: it reads as criticism, and nothing speaks for the rule.

    The machine's reading of hard words is no ground by itself: it takes "this is a disgrace" for abuse. A person names
    the words, and may take those the machine marked (`marked_words`). An address or a number in the text is a ground.
    """
    shows_private_data = kind == Kind.PRIVATE and _PRIVATE.search(text) is not None
    return reads_as_criticism(reading) and not shows_private_data


def marked_words(text: str, reading: Reading | None) -> list[str]:
    """What the machine marked as hard words, in order, those side by side together."""
    spans: list[tuple[int, int]] = []
    for reason in reading.reasons if reading else []:
        if reason["kind"] != "offensive" or not 0 <= reason["start"] < reason["end"] <= len(text):
            continue
        spans.append((int(reason["start"]), int(reason["end"])))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return list(dict.fromkeys(text[start:end] for start, end in joined))


def reads_as_criticism(reading: Reading | None) -> bool:
    if reading is None:
        return False
    let_down = reading.covered and reading.sentiment == "negative"
    return reading.intent in LET_DOWN or let_down


def place_of(passage: str, text: str) -> tuple[int, int] | None:
    """Where those words stand in the text, however they are spaced or cased; None where they do not."""
    words = passage.split()
    if not words:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), text, re.IGNORECASE)
    return found.span() if found else None
