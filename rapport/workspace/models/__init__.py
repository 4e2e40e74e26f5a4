"""The organisation and its members, a file a subject."""

from rapport.workspace.models.danger import PhoneCall, PhoneRun, PhoneTree, PhoneTreeStep
from rapport.workspace.models.escalation import EscalationStep
from rapport.workspace.models.hooks import TeamHook
from rapport.workspace.models.hours import BusinessHours, NamedHours
from rapport.workspace.models.members import Member, MemberManager, Team
from rapport.workspace.models.morning import MorningMail, MorningSetting
from rapport.workspace.models.notices import Notice
from rapport.workspace.models.organisation import Brand, Organisation, Purpose, RetentionRule
from rapport.workspace.models.practice import PracticeAnswer
from rapport.workspace.models.replies import ReplyToken
from rapport.workspace.models.rota import Absence, Shift, ShiftPattern
from rapport.workspace.models.signing_in import Invitation, SetupToken, SignInLink
from rapport.workspace.models.tasks import StaffTask
from rapport.workspace.models.ways import NoticeDelivery, NoticeWay

__all__ = [
    "Absence",
    "Brand",
    "BusinessHours",
    "EscalationStep",
    "Invitation",
    "Member",
    "MemberManager",
    "MorningMail",
    "MorningSetting",
    "NamedHours",
    "Notice",
    "NoticeDelivery",
    "NoticeWay",
    "Organisation",
    "PhoneCall",
    "PhoneRun",
    "PhoneTree",
    "PhoneTreeStep",
    "PracticeAnswer",
    "Purpose",
    "ReplyToken",
    "RetentionRule",
    "SetupToken",
    "Shift",
    "ShiftPattern",
    "SignInLink",
    "StaffTask",
    "Team",
    "TeamHook",
]
