"""Conversations and what belongs to them, a file a subject."""

from rapport.converse.models.answering import Answer, Note, ReplyDraft, ToldFact
from rapport.converse.models.clocks import ClockPolicy
from rapport.converse.models.closing import ManyAtOnce, OneOfMany, ResolveReason
from rapport.converse.models.conversations import Conversation, Turn
from rapport.converse.models.merging import Merging
from rapport.converse.models.views import View

__all__ = [
    "Answer",
    "ClockPolicy",
    "Conversation",
    "ManyAtOnce",
    "Merging",
    "Note",
    "OneOfMany",
    "ReplyDraft",
    "ResolveReason",
    "ToldFact",
    "Turn",
    "View",
]
