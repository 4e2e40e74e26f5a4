"""What this room announces."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.ledger.contract import fact


@fact("voice.statement_made", about={"statement": "statement_id", "member": "member_id"})
@dataclass(frozen=True, slots=True)
class StatementMade:
    """New, or a new version of `replaces_id`."""

    statement_id: int
    member_id: int | None
    replaces_id: int | None = None


@fact("voice.statement_withdrawn", about={"statement": "statement_id"})
@dataclass(frozen=True, slots=True)
class StatementWithdrawn:
    statement_id: int
    member_id: int | None


@fact("voice.promise_recorded", about={"person": "person_id"})
@dataclass(frozen=True, slots=True)
class PromiseRecorded:
    promise_id: int
    person_id: int
    member_id: int | None


@fact("voice.promise_settled", about={"person": "person_id"})
@dataclass(frozen=True, slots=True)
class PromiseSettled:
    promise_id: int
    person_id: int
    member_id: int | None


@fact("voice.approval_asked", about={"delivery": "delivery_id"})
@dataclass(frozen=True, slots=True)
class ApprovalAsked:
    approval_id: int
    delivery_id: int
    member_id: int | None


@fact("voice.reply_approved", about={"delivery": "delivery_id"})
@dataclass(frozen=True, slots=True)
class ReplyApproved:
    """By `member_id`, perhaps in other words."""

    approval_id: int
    delivery_id: int
    member_id: int


@fact("voice.reply_sent_back", about={"delivery": "delivery_id"})
@dataclass(frozen=True, slots=True)
class ReplySentBack:
    approval_id: int
    delivery_id: int
    member_id: int


@fact("voice.objection_judged")
@dataclass(frozen=True, slots=True)
class ObjectionJudged:
    """A lead says whether the check was "right" or "wrong"; "" takes that back."""

    objection_id: int
    member_id: int
    verdict: str


@fact("voice.check_setting_changed")
@dataclass(frozen=True, slots=True)
class CheckSettingChanged:
    """How sure, and how loud, the check is to be with a kind of finding."""

    kind: str
    member_id: int


@fact("voice.caution_set")
@dataclass(frozen=True, slots=True)
class CautionSet:
    """Everybody is asked to look again before they write."""

    caution_id: int
    member_id: int | None


@fact("voice.caution_lifted")
@dataclass(frozen=True, slots=True)
class CautionLifted:
    caution_id: int
    member_id: int | None


@fact("voice.approval_rules_changed")
@dataclass(frozen=True, slots=True)
class ApprovalRulesChanged:
    member_id: int
