"""Danger to life, by words. Recall first: a person looks at every hit, and nothing is ever done by itself."""

from __future__ import annotations

from rapport.understand.reading.phrases import Hit, Line, PhraseBook
from rapport.understand.words.danger import DANGER, GROUPS, IDIOMS

_DANGER = PhraseBook(DANGER, groups=GROUPS)
_IDIOMS = PhraseBook(IDIOMS, groups=GROUPS)


def danger_in(line: Line) -> list[Hit]:
    """What may mean danger, in order, each stretch once; what an idiom covers is left out."""
    hits = _DANGER.find(line)
    if not hits:
        return []
    idioms = _IDIOMS.find(line)
    return _apart([hit for hit in hits if not any(_meet(hit, idiom) for idiom in idioms)])


def _meet(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def _apart(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not any(_meet(hit, earlier) for earlier in kept):
            kept.append(hit)
    return kept
