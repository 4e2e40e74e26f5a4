"""What happened in a batch, as triage rules are asked of it."""

from __future__ import annotations

from rapport.converse.batch import Batch
from rapport.converse.models import TriageRule
from rapport.converse.taking_in import is_human_answer, is_machines
from rapport.converse.triage import Happening
from rapport.listen.models import Message

When = TriageRule.When


def happenings_of(batch: Batch) -> list[Happening]:
    """By conversation: that it began, that they wrote, that one of us answered. Of several the last is the cause."""
    found: dict[int, Happening] = {}
    for conversation, message in batch.turns:
        one = found.setdefault(id(conversation), Happening(conversation, {}))
        if message.is_own and is_human_answer(message):
            one.causes[When.ANSWER] = _answer_cause(message)
        elif not message.is_own and not is_machines(message):
            one.causes[When.MESSAGE] = f"message:{message.pk}"
    for conversation in batch.begun:
        if (begun := found.get(id(conversation))) and When.MESSAGE in begun.causes:
            begun.causes[When.OPENED] = begun.causes[When.MESSAGE]
    return list(found.values())


def answer_cause(delivery_id: int) -> str:
    """The same for the receipt and for the echo of an answer, so that it is one event."""
    return f"answer:{delivery_id}"


def _answer_cause(message: Message) -> str:
    if message.delivery_id is not None:
        return answer_cause(message.delivery_id)
    return f"message:{message.pk}"
