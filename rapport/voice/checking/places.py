"""Matters that belong in a private message and are asked for or told where everybody reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.voice.checking.plain import MOST_CHARACTERS, plain
from rapport.voice.checking.sentences import sentences
from rapport.voice.checking.wordings import Wording, languages_of
from rapport.voice.contract import Finding
from rapport.voice.words.places import (
    ACCOUNT,
    ACCOUNT_TOLD,
    ASKED,
    LEGAL,
    MEDICAL,
    WARNED,
)
from rapport.voice.words.questions import PRIVATE_DOOR

# How often each was right on drafts read by hand while the rules were written.
ASKED_CONFIDENCE = 0.85
TOLD_CONFIDENCE = 0.7

_ASKED = Wording(ASKED)
_WARNED = Wording(WARNED)
_MATTERS = {
    "an account": Wording(ACCOUNT),
    "their health": Wording(MEDICAL),
    "a legal matter": Wording(LEGAL),
}
_TOLD = {"an account": Wording(ACCOUNT_TOLD), "a legal matter": Wording(LEGAL)}
_THEIRS = re.compile(
    r"(?<!\w)(?:your|you|ihre?[mnrs]?|sie|deine?[mnrs]?|du|vous|votre|vos|tu|su|sus|usted|suo|sua|tuo|tua|uw|u|je|jouw|din|ditt|dina|dit|dine|du|er|ni)(?!\w)"
)
_DOOR = re.compile(rf"(?<!\w)(?:{PRIVATE_DOOR})(?!\w)|https?:")


def wrong_place_in(text: str, *, message: str, public: bool) -> list[Finding]:
    """At most one note, on the words that ask for or tell it; none in private or where the draft offers the private door.

    `message` is not read: what somebody told everybody about themselves is no leave to go on with it.
    """
    if not public:
        return []
    text = text[:MOST_CHARACTERS]
    low = plain(text)
    languages = languages_of(text)
    if _DOOR.search(low) or _WARNED.first(low, languages) is not None:
        return []
    for start, end in sentences(text):
        for finding in _in_sentence(text, low, start, end, languages):
            return [finding]
    return []


def _in_sentence(
    text: str, low: str, start: int, end: int, languages: frozenset[str]
) -> Iterator[Finding]:
    said = low[start:end]
    asked = _ASKED.first(said, languages)
    for what, wording in _MATTERS.items():
        for matter in wording.spans(said, languages):
            if asked is not None and asked[0] <= matter[0]:
                span = (start + asked[0], start + matter[1])
                yield _finding(text, span, f"This asks for {what}", ASKED_CONFIDENCE)
    for what, wording in _TOLD.items():
        told = wording.first(said, languages)
        if told is not None:
            yield _finding(
                text, (start + told[0], start + told[1]), f"This speaks of {what}", TOLD_CONFIDENCE
            )
    health = _MATTERS["their health"].first(said, languages)
    if health is not None and _THEIRS.search(said):
        span = (start + health[0], start + health[1])
        yield _finding(text, span, "This speaks of their health", TOLD_CONFIDENCE)


def _finding(text: str, span: tuple[int, int], what: str, confidence: float) -> Finding:
    return Finding(
        kind="wrong_place",
        severity="note",
        start=span[0],
        end=span[1],
        why=f"{what} where everybody reads; a private message is the place",
        evidence=text[span[0] : span[1]],
        statement_id=None,
        confidence=confidence,
        remedy=None,
    )
