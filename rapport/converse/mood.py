"""How the mood of a customer turned within a conversation, from the readings kept of their messages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from rapport.converse.models import Turn
from rapport.converse.taking_in import BY_MACHINES

# Conversation sentiment is the mean of the customer's last five messages that are not neutral (WORDS.md); its turn is
# the last of them minus the first.
MESSAGES = 5
_SENTIMENTS = ("negative", "neutral", "positive")
_WORTH = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}


def mood_turns(conversation_ids: Sequence[int]) -> dict[int, float]:
    """By conversation, -2 (from delight to fury) to 2; left out where fewer than two messages tell. One statement."""
    if not conversation_ids:
        return {}
    told = Turn.objects.filter(
        conversation__in=conversation_ids,
        brought_at=None,
        message__is_own=False,
        message__deleted_at=None,
        message__reading__covered=True,
        message__reading__sentiment__in=["negative", "positive"],
    ).exclude(message__automatic__in=BY_MACHINES)
    latest = F("at").desc(), F("message_id").desc()
    place = Window(RowNumber(), partition_by=F("conversation_id"), order_by=latest)
    rows = told.annotate(place=place).filter(place__lte=MESSAGES).order_by("at", "message_id")
    moods: dict[int, list[float]] = defaultdict(list)
    columns = ("conversation_id", "message__reading__sentiment", "message__reading__probabilities")
    for conversation_id, sentiment, probabilities in rows.values_list(*columns):
        moods[conversation_id].append(_mood(sentiment, probabilities))
    return {pk: found[-1] - found[0] for pk, found in moods.items() if len(found) > 1}


def _mood(sentiment: str, probabilities: Sequence[float]) -> float:
    """-1 to 1. Where a person said better than the machine, their word counts whole."""
    chosen = _SENTIMENTS[max(range(3), key=probabilities.__getitem__)]
    if sentiment != chosen:
        return _WORTH[sentiment]
    return float(probabilities[2]) - float(probabilities[0])
