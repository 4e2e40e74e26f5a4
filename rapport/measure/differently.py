"""The same question answered differently: the candidates' texts, read by the reply check's own eyes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapport.listen.models import Message
from rapport.measure.alike import Candidate
from rapport.measure.contract import Differently, Pair, Told
from rapport.measure.definitions import DIFFERENTLY
from rapport.voice.checking.mirror import disagreement
from rapport.voice.contract import Exchange, Passage

# Pairs laid side by side; nobody reads more of them at once.
_PAIRS_SHOWN = 20
# Pairs whose texts are read for it, the most alike first: half a second's work at most.
CANDIDATES_READ = 300


def told_differently(found: Sequence[Candidate], *, compared: int) -> Differently:
    """Those of the candidates whose answers cannot both be right, in one statement."""
    sides = [side for one in found for side in (one.one, one.other)]
    ids = {pk for side in sides for pk in (side.question_id, side.answer_id)}
    messages = Message.objects.select_related("author").in_bulk(list(ids))
    pairs: list[Pair] = []
    for one in found:
        if len(pairs) == _PAIRS_SHOWN:
            break
        if pair := _pair(one, messages):
            pairs.append(pair)
    return Differently(DIFFERENTLY, tuple(pairs), compared)


def _pair(one: Candidate, messages: Mapping[int, Message]) -> Pair | None:
    earlier, later = sorted(
        (one.one, one.other), key=lambda side: messages[side.answer_id].created_at
    )
    exchanges = [
        Exchange(n, messages[side.question_id].text, messages[side.answer_id].text)
        for n, side in enumerate((earlier, later))
    ]
    # What held on the day of the later answer.
    today = messages[later.answer_id].created_at.date()
    passages = disagreement(exchanges[0], exchanges[1], today=today)
    if passages is None:
        return None
    sides = [
        _told(messages[side.question_id], messages[side.answer_id], passage)
        for side, passage in zip((earlier, later), passages, strict=True)
    ]
    return Pair(round(one.likeness, 3), *sides)


def _told(question: Message, answer: Message, passage: Passage) -> Told:
    return Told(
        question_id=question.pk,
        answer_id=answer.pk,
        question=question.text,
        answer=answer.text,
        start=passage.start,
        end=passage.end,
        who=str(question.author or ""),
        account=str(answer.author or ""),
        at=answer.created_at,
    )
