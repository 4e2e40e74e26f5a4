"""Where two texts say the same words in the same order, with a word or two changed between them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rapport.voice.checking.telling_words import Word, Wording

# So many words may be put in, left out or changed before a passage ends.
REACH = 5
# What a changed word costs, in parts of its weight: three changed words in a row end what two kept ones began.
CHANGED = 0.4
# A passage that scores less is a turn of phrase.
LEAST_SCORE = 2.0
MOST_PASSAGES = 6
# Words that stand in both so often (times in one by times in the other) tell no order.
MOST_MEETINGS = 36


@dataclass(frozen=True, slots=True)
class Aligned:
    """Words `pairs` (of one, of the other) that stand in the same order. `weight` is that of the words kept.

    `changed` weighs the words between them, in the one and in the other.
    """

    pairs: tuple[tuple[int, int], ...]
    weight: float
    changed: tuple[float, float]


def aligned(one: Wording, other: Wording) -> list[Aligned]:
    """The passages two texts share, the best first, none overlapping another in either text."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(other.words):
        places.setdefault(word.key, []).append(place)
    times = Counter(word.key for word in one.words)
    pairs = [
        (first, second)
        for first, word in enumerate(one.words)
        if times[word.key] * len(places.get(word.key, ())) <= MOST_MEETINGS
        for second in places.get(word.key, ())
    ]
    found: list[Aligned] = []
    while pairs and len(found) < MOST_PASSAGES:
        chain, score = _best_chain(pairs, one, other)
        if score < LEAST_SCORE:
            break
        found.append(_aligned(chain, one, other))
        firsts, seconds = {a for a, _ in chain}, {b for _, b in chain}
        pairs = [(a, b) for a, b in pairs if a not in firsts and b not in seconds]
    return found


def _aligned(chain: tuple[tuple[int, int], ...], one: Wording, other: Wording) -> Aligned:
    (first, second), (last, second_last) = chain[0], chain[-1]
    kept = sum(_kept(one.words[a], other.words[b]) for a, b in chain)
    return Aligned(
        chain,
        kept,
        (
            one.before[last + 1] - one.before[first] - sum(one.words[a].weight for a, _ in chain),
            other.before[second_last + 1]
            - other.before[second]
            - sum(other.words[b].weight for _, b in chain),
        ),
    )


def _kept(one: Word, other: Word) -> float:
    return min(one.weight, other.weight)


def _best_chain(
    pairs: list[tuple[int, int]], one: Wording, other: Wording
) -> tuple[tuple[tuple[int, int], ...], float]:
    """The pairs in order of the first text; each carries on the best of those shortly before it in both."""
    scores: list[float] = []
    came_from: list[int] = []
    begin = 0
    before_one, before_other = one.before, other.before
    for number, (first, second) in enumerate(pairs):
        while pairs[begin][0] < first - REACH:
            begin += 1
        best, source = 0.0, -1
        for earlier in range(begin, number):
            a, b = pairs[earlier]
            if a < first and second - REACH <= b < second:
                skipped = (
                    before_one[first]
                    - before_one[a + 1]
                    + before_other[second]
                    - before_other[b + 1]
                )
                score = scores[earlier] - CHANGED * skipped
                if score > best:
                    best, source = score, earlier
        scores.append(best + _kept(one.words[first], other.words[second]))
        came_from.append(source)
    top = max(range(len(pairs)), key=scores.__getitem__)
    chain, at = [], top
    while at >= 0:
        chain.append(pairs[at])
        at = came_from[at]
    return tuple(reversed(chain)), scores[top]
