"""Conversations and what belongs to them, a file a subject."""

from rapport.converse.models.answering import Answer, Note, ReplyDraft, ToldFact
from rapport.converse.models.clocks import ClockPolicy, Pause
from rapport.converse.models.conversations import Conversation, Turn

__all__ = [
    "Answer",
    "ClockPolicy",
    "Conversation",
    "Note",
    "Pause",
    "ReplyDraft",
    "ToldFact",
    "Turn",
]
