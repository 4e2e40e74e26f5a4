"""The organisation and its members, a file a subject."""

from rapport.workspace.models.escalation import EscalationStep
from rapport.workspace.models.hours import BusinessHours
from rapport.workspace.models.members import Member, MemberManager, Team
from rapport.workspace.models.notices import Notice
from rapport.workspace.models.organisation import Brand, Organisation, Purpose, RetentionRule
from rapport.workspace.models.signing_in import Invitation, SetupToken, SignInLink

__all__ = [
    "Brand",
    "BusinessHours",
    "EscalationStep",
    "Invitation",
    "Member",
    "MemberManager",
    "Notice",
    "Organisation",
    "Purpose",
    "RetentionRule",
    "SetupToken",
    "SignInLink",
    "Team",
]
