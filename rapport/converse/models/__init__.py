"""Conversations and what belongs to them, a file a subject."""

from rapport.converse.models.alarms import Escalation
from rapport.converse.models.answering import Answer, Note, ReplyDraft, ToldFact
from rapport.converse.models.automatic import AutomaticReply
from rapport.converse.models.cases import CaseKey
from rapport.converse.models.clocks import ClockPolicy, Pause
from rapport.converse.models.closing import ManyAtOnce, OneOfMany, ResolveReason
from rapport.converse.models.consulting import Consultation, SharedAnswer
from rapport.converse.models.conversations import LIVE_STATUSES, Conversation, Turn
from rapport.converse.models.failings import Failing, FailingEvidence
from rapport.converse.models.handing import (
    BrandRouting,
    HandoverOffer,
    IntentSkill,
    RoutingStep,
    ShiftsEnded,
)
from rapport.converse.models.hooks import FailingCall
from rapport.converse.models.labels import ConversationLabel, Label
from rapport.converse.models.merging import Merging
from rapport.converse.models.moderation import ModerationAct, ModerationRule
from rapport.converse.models.private_links import PrivateLink
from rapport.converse.models.solved import SolvedInPublic, SolvedLine
from rapport.converse.models.together import Watch
from rapport.converse.models.triage import RuleApplied, TriageRule
from rapport.converse.models.views import View

__all__ = [
    "LIVE_STATUSES",
    "Answer",
    "AutomaticReply",
    "BrandRouting",
    "CaseKey",
    "ClockPolicy",
    "Consultation",
    "Conversation",
    "ConversationLabel",
    "Escalation",
    "Failing",
    "FailingCall",
    "FailingEvidence",
    "HandoverOffer",
    "IntentSkill",
    "Label",
    "ManyAtOnce",
    "Merging",
    "ModerationAct",
    "ModerationRule",
    "Note",
    "OneOfMany",
    "Pause",
    "PrivateLink",
    "ReplyDraft",
    "ResolveReason",
    "RoutingStep",
    "RuleApplied",
    "SharedAnswer",
    "ShiftsEnded",
    "SolvedInPublic",
    "SolvedLine",
    "ToldFact",
    "TriageRule",
    "Turn",
    "View",
    "Watch",
]
