"""The same question answered differently: passages of our own answers that contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from rapport.voice.checking.clauses import parse
from rapport.voice.checking.contradictions import conflicts_in
from rapport.voice.checking.similar import similar_pairs
from rapport.voice.contract import AnsweredDifferently, Draft, Exchange, Passage, StatementText

# Below, pairs of real questions to airlines and shops mostly asked something else.
ALIKE = 0.5
# More pairs than this are not compared; a file of a hundred thousand greetings must end too.
MOST_PAIRS = 200_000


def same_question_answered_differently(
    pairs: Sequence[Exchange], *, today: date, alike: float = ALIKE
) -> list[AnsweredDifferently]:
    """Groups of like questions whose answers disagree, the most alike first. Only answers with a value or a yes or no count."""
    telling = [pair for pair in pairs if _tells(pair.answer)]
    groups: list[_Group] = []
    alike_pairs = similar_pairs([pair.question for pair in telling], least=alike)
    for earlier, later, likeness in islice(alike_pairs, MOST_PAIRS):
        passages = disagreement(telling[earlier], telling[later], today=today)
        if passages:
            _add(groups, passages, likeness)
    found = [AnsweredDifferently(tuple(group.passages), group.likeness) for group in groups]
    return sorted(found, key=lambda each: (-each.likeness, -len(each.passages)))


@dataclass(slots=True)
class _Group:
    passages: list[Passage]
    likeness: float


def _tells(answer: str) -> bool:
    return any(
        clause.is_claim and (clause.values or clause.claims.said or clause.claims.denied)
        for clause in parse(answer).clauses
    )


def disagreement(one: Exchange, other: Exchange, *, today: date) -> tuple[Passage, Passage] | None:
    """The words of two answers to one question that cannot both be right, or None."""
    held = StatementText(one.key, one.answer, topic=one.question)
    draft = Draft(other.answer, message=other.question)
    conflicts = conflicts_in(draft, [held], today=today)
    if not conflicts:
        return None
    surest = max(conflicts, key=lambda each: each.finding.confidence)
    return (
        Passage(one.key, one.question, one.answer, *surest.ours),
        Passage(other.key, other.question, other.answer, surest.finding.start, surest.finding.end),
    )


def _add(groups: list[_Group], passages: tuple[Passage, Passage], likeness: float) -> None:
    """A third answer joins the group of the first two, each passage once."""
    keys = {passage.key for passage in passages}
    group = next((g for g in groups if keys & {p.key for p in g.passages}), None)
    if group is None:
        groups.append(_Group(list(passages), likeness))
        return
    known = {passage.key for passage in group.passages}
    group.passages += [passage for passage in passages if passage.key not in known]
    group.likeness = max(group.likeness, likeness)
