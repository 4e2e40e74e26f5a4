"""Conversations and what belongs to them, a file a subject."""

from rapport.converse.models.answering import Answer, Note, ReplyDraft, ToldFact
from rapport.converse.models.clocks import ClockPolicy, Pause
from rapport.converse.models.conversations import Conversation, Turn
from rapport.converse.models.failings import Failing, FailingEvidence
from rapport.converse.models.private_links import PrivateLink

__all__ = [
    "Answer",
    "ClockPolicy",
    "Conversation",
    "Failing",
    "FailingEvidence",
    "Note",
    "Pause",
    "PrivateLink",
    "ReplyDraft",
    "ToldFact",
    "Turn",
]
