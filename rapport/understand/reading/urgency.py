"""How soon harm grows: a sum of named parts a person can read and dispute."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapport.understand.contract import Reason
from rapport.understand.reading.phrases import Hit, Line, PhraseBook
from rapport.understand.words.urgency import POINTS, URGENCY

_PARTS = PhraseBook(URGENCY)
_SHOUTING = re.compile(r"(?:\b[A-Z]{3,}\b[^a-z]*){3,}|[!?]{3,}")
# Without a complaint, "my son loves your trains tonight" is no urgency at all.
ONLY_WITH_NEED = frozenset({"child", "medical", "time pressure", "repeated", "money", "stranded"})
FULL = 100


def urgency_parts(
    text: str, line: Line, *, danger: Sequence[Hit], negative: float, needs_answer: bool
) -> list[Reason]:
    """One reason for each part that applies, with its points as weight and the words that tell it."""
    hits = [Hit("danger", danger[0].start, danger[0].end)] if danger else []
    hits += _PARTS.find(line)
    shouting = _SHOUTING.search(text) if negative >= 0.5 else None
    if shouting:
        hits.append(Hit("anger", shouting.start(), shouting.end()))
    parts: dict[str, Reason] = {}
    for hit in hits:
        if hit.label in ONLY_WITH_NEED and not (needs_answer or danger):
            continue
        words = text[hit.start : hit.end]
        reason = Reason(f"urgency: {hit.label}", hit.start, hit.end, words, POINTS[hit.label])
        parts.setdefault(hit.label, reason)
    return sorted(parts.values(), key=lambda reason: -reason.weight)


def urgency_of(parts: Sequence[Reason]) -> int:
    return min(FULL, int(sum(part.weight for part in parts)))
