"""Conversations and what belongs to them, a file a subject."""

from rapport.converse.models.answering import Answer, Note, ReplyDraft, ToldFact
from rapport.converse.models.clocks import ClockPolicy, Pause
from rapport.converse.models.conversations import Conversation, Turn
from rapport.converse.models.handing import (
    BrandRouting,
    HandoverOffer,
    IntentSkill,
    RoutingStep,
    ShiftsEnded,
)

__all__ = [
    "Answer",
    "BrandRouting",
    "ClockPolicy",
    "Conversation",
    "HandoverOffer",
    "IntentSkill",
    "Note",
    "Pause",
    "ReplyDraft",
    "RoutingStep",
    "ShiftsEnded",
    "ToldFact",
    "Turn",
]
