"""What this room announces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rapport.ledger.contract import fact


@fact("converse.conversations_opened", about={"conversation": "conversation_ids"})
@dataclass(frozen=True, slots=True)
class ConversationsOpened:
    """They need an answer from now on, for the first time or again."""

    conversation_ids: tuple[int, ...]


@fact("converse.conversation_assigned", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ConversationAssigned:
    """`act_id`: done with others at once, and undone with them."""

    conversation_id: int
    to_id: int | None
    member_id: int
    act_id: int | None = None


@fact("converse.mention_brought_in", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class MentionBroughtIn:
    """A member made something heard elsewhere, not said to us, ours to answer."""

    conversation_id: int
    message_id: int
    member_id: int


@fact("converse.answer_queued", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class AnswerQueued:
    """`kind` is "reply" or "acknowledgement"."""

    conversation_id: int
    delivery_id: int
    member_id: int
    kind: str


@fact("converse.answer_sent", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class AnswerSent:
    conversation_id: int
    delivery_id: int
    kind: str


@fact("converse.answer_stopped", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class AnswerStopped:
    """`state` is "held", "refused" or "undone"."""

    conversation_id: int
    delivery_id: int
    state: str


@fact("converse.note_written", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class NoteWritten:
    conversation_id: int
    note_id: int
    member_id: int


@fact("converse.conversation_resolved", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ConversationResolved:
    """`reason` is the slug of a reason, "" where none was given."""

    conversation_id: int
    member_id: int
    reason: str = ""
    act_id: int | None = None


@fact("converse.solved_agreed", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class SolvedAgreed:
    """The customer agreed that the thread is told; `member_id` noted it, None: they ticked it on our form."""

    conversation_id: int
    member_id: int | None


@fact("converse.solved_not_agreed", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class SolvedNotAgreed:
    """What a member had noted was taken back."""

    conversation_id: int
    member_id: int


@fact("converse.conversation_snoozed", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ConversationSnoozed:
    conversation_id: int
    until: datetime
    member_id: int
    act_id: int | None = None


@fact("converse.conversation_woken", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ConversationWoken:
    """It is back in the lists. `cause` is "time", "message" (the customer wrote), "promise" or "member"."""

    conversation_id: int
    cause: str
    member_id: int | None = None


@fact("converse.conversation_reopened", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ConversationReopened:
    """By a member; `member_id` None: by the customer, who wrote again."""

    conversation_id: int
    member_id: int | None


@fact("converse.conversations_merged", about={"conversation": "conversation_ids"})
@dataclass(frozen=True, slots=True)
class ConversationsMerged:
    """The second of them is part of the first now."""

    conversation_ids: tuple[int, ...]
    member_id: int
    merging_id: int


@fact("converse.conversation_split", about={"conversation": "conversation_ids"})
@dataclass(frozen=True, slots=True)
class ConversationSplit:
    """What was said later in the first of them is the second now."""

    conversation_ids: tuple[int, ...]
    member_id: int


@fact("converse.case_set", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class CaseSet:
    """`member_id` None: by an import or the API."""

    conversation_id: int
    member_id: int | None


@fact("converse.clock_breached", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ClockBreached:
    """A clock ended before what it counts was done. `kind` is "acknowledge", "answer", "next" or "resolve".

    `due_at`: when it ended; the fact itself is of when that was noticed. None in facts of before it was kept.
    """

    conversation_id: int
    kind: str
    due_at: datetime | None = None


@fact("converse.consultation_asked", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ConsultationAsked:
    conversation_id: int
    consultation_id: int
    team_id: int
    member_id: int


@fact("converse.consultation_answered", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ConsultationAnswered:
    conversation_id: int
    consultation_id: int
    member_id: int


@fact("converse.consultation_withdrawn", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ConsultationWithdrawn:
    conversation_id: int
    consultation_id: int
    member_id: int


@fact("converse.consultation_shared", about={"conversation": "conversation_ids"})
@dataclass(frozen=True, slots=True)
class ConsultationShared:
    """A department's answer stands in these conversations too."""

    conversation_ids: tuple[int, ...]
    consultation_id: int
    member_id: int


@fact("converse.conversations_passed_on", about={"conversation": "conversation_ids"})
@dataclass(frozen=True, slots=True)
class ConversationsPassedOn:
    """Whoever had them is not here any more. `why` is "shift_ended" or "left"."""

    conversation_ids: tuple[int, ...]
    from_id: int
    to_id: int | None
    why: str


@fact("converse.handover_offered", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class HandoverOffered:
    """`to_id` may take it over; it is the owner's until then."""

    conversation_id: int
    to_id: int
    member_id: int


@fact("converse.handover_declined", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class HandoverDeclined:
    conversation_id: int
    member_id: int


@fact("converse.conversation_routed", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ConversationRouted:
    """Given to somebody by the brand's rules, or to a team alone where nobody could take it.

    `why` is "answered" (they answered the person at `since`), "language", "skill", "load" or "nobody".
    """

    conversation_id: int
    to_id: int | None
    team_id: int | None
    why: str
    since: datetime | None = None


@fact("converse.conversation_escalated", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ConversationEscalated:
    """Raised to the next team of the pecking order, with a summary in a note."""

    conversation_id: int
    team_id: int
    to_id: int | None
    note_id: int
    member_id: int


@fact("converse.clock_policies_changed", about={"member": "by_id"})
@dataclass(frozen=True, slots=True)
class ClockPoliciesChanged:
    """One was added, changed, moved or taken away: what waits is counted anew."""

    by_id: int


@fact("converse.failing_made", about={"failing": "failing_id"})
@dataclass(frozen=True, slots=True)
class FailingMade:
    """Something fails for several people, or again; its conversations are the evidence."""

    failing_id: int
    member_id: int


@fact("converse.failing_fixed", about={"failing": "failing_id"})
@dataclass(frozen=True, slots=True)
class FailingFixed:
    failing_id: int
    member_id: int


@fact("converse.conversation_labelled", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ConversationLabelled:
    conversation_id: int
    label_id: int
    member_id: int
    act_id: int | None = None


@fact("converse.conversation_unlabelled", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ConversationUnlabelled:
    conversation_id: int
    label_id: int
    member_id: int


@fact("converse.conversation_triaged", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ConversationTriaged:
    """A rule was applied. `label_ids`: labels it put there; `unlabel_ids`: took off. `told`: how many colleagues.

    `is_given`: to `to_id`, or to `team_id` alone.
    """

    conversation_id: int
    rule_id: int
    applied_id: int
    label_ids: tuple[int, ...]
    unlabel_ids: tuple[int, ...]
    is_given: bool
    to_id: int | None
    team_id: int | None
    told: int


@fact("converse.triage_undone", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class TriageUndone:
    """What a rule did there was put back."""

    conversation_id: int
    rule_id: int
    applied_id: int
    member_id: int


@fact("converse.moderation_asked", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ModerationAsked:
    """Under a published rule. `kind` is "hide", "mute", "block" or "report"; `why` the kind of rule."""

    conversation_id: int
    moderation_id: int
    rule_id: int
    kind: str
    why: str
    member_id: int


@fact("converse.moderation_settled", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ModerationSettled:
    """What came of it. `state` is "done", "failed", "undone" or "not_undone"."""

    conversation_id: int | None
    moderation_id: int
    kind: str
    state: str


@fact("converse.moderation_undo_asked", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class ModerationUndoAsked:
    """A member takes an act back."""

    conversation_id: int | None
    moderation_id: int
    kind: str
    member_id: int


@fact("converse.moderation_rules_changed", about={"member": "member_id"})
@dataclass(frozen=True, slots=True)
class ModerationRulesChanged:
    """A rule was published, changed or retired. `change` is "published", "changed" or "retired"."""

    rule_id: int
    change: str
    member_id: int


@fact("converse.answered_by_itself", about={"conversation": "conversation_id"})
@dataclass(frozen=True, slots=True)
class AnsweredByItself:
    """The account said in private what a lead wrote for it. No clock stops by that."""

    conversation_id: int
    delivery_id: int


@fact("converse.automatic_reply_written", about={"account": "account_id"})
@dataclass(frozen=True, slots=True)
class AutomaticReplyWritten:
    """What an account says by itself was written, switched on or off. `member_id` is None where it fell silent by itself."""

    account_id: int
    is_on: bool
    member_id: int | None
