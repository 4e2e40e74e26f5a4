"""Which exchanges to lay side by side: like questions to one account, whose answers may disagree.

Pure, and made for a hundred thousand messages: a question is kept as its words, an answer as the few signs
(numbers, yes, no) without which two answers cannot disagree. Whether two really do is for `voice.checking` to
say, over the texts of the few candidates found here.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapport.kit.text import terms

# Words of a question that are kept: more adds nothing to its meaning, and costs memory.
_TERMS_KEPT = 24
# Neighbours are looked for by a question's rarest words, and among the latest that share one of them: what is
# asked a thousand times has neighbours enough, and a hundred thousand questions are walked in seconds.
_RAREST_TERMS = 6
_NEIGHBOURS_PER_TERM = 60
# Below this two questions are not alike enough to be laid side by side: of the pairs of 5,000 real messages
# about half ask the same thing at 0.45, nearly none below 0.35.
LEAST_LIKENESS = 0.45
_LEAST_SHARED_TERMS = 2

_NUMBER = re.compile(r"(?<!\w)\d{1,6}(?:[.,:]\d{1,2})*")
_NO_WORDS_OF_OURS = re.compile(r"(?:@|https?:)\S+")
_YES_OR_NO = frozenset(
    [
        *["yes", "no", "not", "never", "cannot", "can't", "don't", "doesn't", "won't", "isn't"],
        *["aren't", "unfortunately", "only", "ja", "nein", "nicht", "kein", "keine", "nie"],
        *["leider", "nej", "inte", "aldrig", "tyvärr", "bara", "oui", "non", "pas", "jamais"],
        *["sí", "nunca"],
    ]
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the message that answers it. `account` is who answered, `person` who asked."""

    question_id: int
    answer_id: int
    person: int
    account: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two exchanges whose questions are alike (0..1)."""

    likeness: float
    one: Asked
    other: Asked


def signs(answer: str) -> frozenset[str]:
    """What two answers could disagree in: their numbers, and whether they say yes or no."""
    said = _NO_WORDS_OF_OURS.sub(" ", answer.lower().replace("’", "'"))
    words = {word.strip(".,!?:;()\"'") for word in said.split()}
    return frozenset(_NUMBER.findall(said)) | (words & _YES_OR_NO)


def question_terms(text: str) -> frozenset[str]:
    """The words a question is known by: no names of accounts, no addresses, no lone digits."""
    kept = [
        term
        for term in terms(text)
        if len(term) > 2 and not term.startswith(("@", "http")) and "/" not in term
    ]
    return frozenset(kept[:_TERMS_KEPT])


def candidates(
    asked: Iterable[Asked],
    *,
    terms_of: Mapping[int, frozenset[str]],
    signs_of: Mapping[int, frozenset[str]],
    limit: int,
) -> list[Candidate]:
    """The `limit` most alike pairs that one account answered with different signs, to different people."""
    kept = [one for one in asked if signs_of.get(one.answer_id) and terms_of.get(one.question_id)]
    spread = Counter(term for one in kept for term in terms_of[one.question_id])
    weight = {term: math.log(1 + len(kept) / count) for term, count in spread.items()}
    norm = [math.sqrt(sum(weight[t] ** 2 for t in terms_of[one.question_id])) for one in kept]
    holders: dict[tuple[int, str], list[int]] = {}
    found: list[tuple[float, int, int]] = []
    for place, one in enumerate(kept):
        mine = terms_of[one.question_id]
        near: set[int] = set()
        for term in sorted(mine, key=lambda t: (spread[t], t))[:_RAREST_TERMS]:
            held = holders.setdefault((one.account, term), [])
            near.update(held[-_NEIGHBOURS_PER_TERM:])
            held.append(place)
        for other in near:
            shared = mine & terms_of[kept[other].question_id]
            likeness = sum(weight[t] ** 2 for t in shared) / (norm[place] * norm[other])
            alike = likeness >= LEAST_LIKENESS and len(shared) >= _LEAST_SHARED_TERMS
            if alike and _may_disagree(kept[other], one, signs_of):
                found.append((min(likeness, 1.0), -other, -place))
    best = heapq.nlargest(limit, found)
    return [Candidate(likeness, kept[-other], kept[-place]) for likeness, other, place in best]


def _may_disagree(one: Asked, other: Asked, signs_of: Mapping[int, frozenset[str]]) -> bool:
    return one.person != other.person and signs_of[one.answer_id] != signs_of[other.answer_id]
