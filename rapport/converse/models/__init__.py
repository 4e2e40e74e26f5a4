"""Conversations and what belongs to them, a file a subject."""

from rapport.converse.models.answering import Answer, Note, ReplyDraft, ToldFact
from rapport.converse.models.clocks import ClockPolicy
from rapport.converse.models.consulting import Consultation, SharedAnswer
from rapport.converse.models.conversations import Conversation, Turn
from rapport.converse.models.together import Watch

__all__ = [
    "Answer",
    "ClockPolicy",
    "Consultation",
    "Conversation",
    "Note",
    "ReplyDraft",
    "SharedAnswer",
    "ToldFact",
    "Turn",
    "Watch",
]
