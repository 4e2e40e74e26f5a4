"""What the brand says and owes, a file a subject."""

from rapport.voice.models.approvals import Approval, ApprovalRule
from rapport.voice.models.cautions import Caution
from rapport.voice.models.memory import Claim, Spoken
from rapport.voice.models.objections import CheckSetting, Objection
from rapport.voice.models.saved_replies import SavedReply, SavedReplyText
from rapport.voice.models.speaking import Promise, Statement

__all__ = [
    "Approval",
    "ApprovalRule",
    "Caution",
    "CheckSetting",
    "Claim",
    "Objection",
    "Promise",
    "SavedReply",
    "SavedReplyText",
    "Spoken",
    "Statement",
]
