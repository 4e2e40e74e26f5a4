"""Which words decided a mood: the text is read again without each of them (occlusion; Zeiler and Fergus 2014, for words Li et al. 2016)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

# Texts in, the probability of the mood out.
HowLikely = Callable[[Sequence[str]], Sequence[float]]

_WORD = re.compile(r"\S+")
# So many passes; in a longer text neighbours are left out together.
PASSES = 16
# Nobody looks at more words than these, and a word that changes less than this decided nothing.
MOST_WORDS = 10
# How many of the best are left out together, to see how many are enough.
STEPS = (1, 2, 3, 4, 6, 8, 10)
LEAST_DROP = 0.02
# From here on the words told are enough: without them it would have been read otherwise.
ENOUGH = 0.25


class Deciding(NamedTuple):
    """`text[start:end]`, and by how much the mood is less likely without it."""

    start: int
    end: int
    drop: float


def deciding_words(text: str, how_likely: HowLikely) -> list[Deciding]:
    """The fewest words without which the mood would hardly have been read, in their order; none where no word decided it."""
    spans = _stretches(text)
    if not spans:
        return []
    whole, *without = how_likely([text, *(_without(text, [span]) for span in spans)])
    drops = [whole - each for each in without]
    best = sorted(range(len(spans)), key=lambda place: -drops[place])[:MOST_WORDS]
    best = [place for place in best if drops[place] >= LEAST_DROP]
    if not best:
        return []
    steps = [n for n in STEPS if n < len(best)] + [len(best)]
    left = how_likely([_without(text, [spans[at] for at in best[:n]]) for n in steps])
    fewest = next((n for n, each in zip(steps, left, strict=True) if whole - each >= ENOUGH), None)
    if fewest is None:
        fewest = min(zip(left, steps, strict=True))[1]
    return [Deciding(*spans[place], round(drops[place], 3)) for place in sorted(best[:fewest])]


def _stretches(text: str) -> list[tuple[int, int]]:
    """The words, or as many runs of neighbours as there are passes."""
    words = [found.span() for found in _WORD.finditer(text)]
    each = max(1, -(-len(words) // PASSES))
    return [
        (run[0][0], run[-1][1]) for run in (words[n : n + each] for n in range(0, len(words), each))
    ]


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    kept, at = [], 0
    for start, end in sorted(spans):
        kept.append(text[at:start])
        at = end
    return "".join([*kept, text[at:]])
