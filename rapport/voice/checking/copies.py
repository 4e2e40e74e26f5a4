"""A reply that was sent before: near-copies of what we told other people, and saved replies sent as they stand.

Names, numbers, links, handles, greetings and sign-offs make no difference, and courtesy alone makes no copy. Words of
every language are taken as `kit.text` cuts them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapport.voice.checking.aligning import Aligned, aligned
from rapport.voice.checking.signatures import signature
from rapport.voice.checking.telling_words import LEAST_WEIGHT, Word, Wording, wording
from rapport.voice.contract import Finding, Severity

__all__ = ["robotic_in", "signature"]

# Found on the pairs of the tests, ours and those by another hand: from here on people call it the same reply.
LEAST_OF_DRAFT = 0.55
# A whole earlier reply inside a longer one, or one long passage of it.
LEAST_OF_EARLIER = 0.66
LEAST_PASSAGE = 8.0
# A short reply is a copy only word for word.
SHORT = 4.5
LEAST_OF_SHORT = 0.85
# A fact put in the place of another counts for so much of its weight: a form is filled in, not written.
OF_CHANGED = 0.5
# As it stands: less than a word of one's own for every ten.
LEAST_OF_SAVED = 0.9
# Only so many of the earlier replies that share most words are looked at word by word.
MOST_COMPARED = 12
LEAST_SHARED = 0.3


@dataclass(frozen=True, slots=True)
class _Copy:
    """Shares are 0..1: how much of the draft and of the earlier reply is the same."""

    earlier: str
    of_draft: float
    of_earlier: float
    passages: tuple[Aligned, ...]

    @property
    def weight(self) -> float:
        return sum(passage.weight for passage in self.passages)

    @property
    def likeness(self) -> float:
        """1 from where it is a copy."""
        if self.weight < SHORT:
            return min(self.of_draft, self.of_earlier) / LEAST_OF_SHORT
        longest = max(passage.weight for passage in self.passages)
        return max(
            self.of_draft / LEAST_OF_DRAFT,
            min(self.of_earlier / LEAST_OF_EARLIER, self.weight / LEAST_PASSAGE),
            0.8 * longest / LEAST_PASSAGE,
        )


def robotic_in(
    text: str,
    *,
    recent: Sequence[str],
    in_thread: Sequence[str] = (),
    saved: str = "",
    message: str = "",
) -> list[Finding]:
    """At most one finding: the earlier reply the draft is most like, one in the same thread before all others.

    `recent` are our latest replies to others, `in_thread` those that stand in the same public thread, `saved` the
    filled text of the saved reply the draft began with, `message` what is answered: its quotes are not ours.
    """
    draft = wording(text, message)
    if draft.weight < LEAST_WEIGHT:
        return []
    for earlier, least, severity, why in _to_compare(recent, in_thread, saved):
        copies = [
            copy
            for copy in _copies(draft, earlier)
            if copy.likeness >= 1 and copy.of_draft >= least
        ]
        if copies:
            return [_finding(draft, max(copies, key=lambda copy: copy.likeness), severity, why)]
    return []


def _to_compare(
    recent: Sequence[str], in_thread: Sequence[str], saved: str
) -> Iterator[tuple[Sequence[str], float, Severity, str]]:
    """Earlier texts, the share of the draft that must be theirs, and what is said then."""
    yield in_thread, 0.0, "second", "The same words stand in this thread already"
    yield [saved], LEAST_OF_SAVED, "note", "This is the saved reply as it stands"
    yield recent, 0.0, "note", "We told somebody else the same, nearly word for word"


def _copies(draft: Wording, earlier: Iterable[str]) -> list[_Copy]:
    near: list[tuple[float, str, Wording]] = []
    for text in dict.fromkeys(earlier):
        theirs = wording(text)
        shared = len(draft.keys & theirs.keys)
        fewest = min(len(draft.keys), len(theirs.keys))
        if not fewest or shared >= LEAST_SHARED * fewest:
            near.append((shared, text, theirs))
    near.sort(key=lambda each: -each[0])
    return [_copy(draft, text, theirs) for _, text, theirs in near[:MOST_COMPARED]]


def _copy(draft: Wording, text: str, theirs: Wording) -> _Copy:
    passages = tuple(aligned(draft, theirs))
    kept = sum(passage.weight for passage in passages)
    if kept < LEAST_WEIGHT:
        return _Copy(text, 0.0, 0.0, passages)
    in_draft, in_theirs = (sum(passage.changed[side] for passage in passages) for side in (0, 1))
    return _Copy(
        text,
        kept / max(kept, draft.weight - (1 - OF_CHANGED) * in_draft),
        kept / max(kept, theirs.weight - (1 - OF_CHANGED) * in_theirs),
        passages,
    )


def _finding(draft: Wording, copy: _Copy, severity: Severity, why: str) -> Finding:
    start, end = _stretch([draft.words[a] for passage in copy.passages for a, _ in passage.pairs])
    theirs = wording(copy.earlier)
    first, last = _stretch([theirs.words[b] for passage in copy.passages for _, b in passage.pairs])
    return Finding(
        kind="robotic",
        severity=severity,
        start=start,
        end=end,
        why=why,
        evidence=copy.earlier[first:last],
        statement_id=None,
        confidence=round(min(0.99, 0.5 + 0.35 * copy.likeness), 2),
        remedy=None,
    )


def _stretch(words: Sequence[Word]) -> tuple[int, int]:
    return min(word.start for word in words), max(word.end for word in words)
