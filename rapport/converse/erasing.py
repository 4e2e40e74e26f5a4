"""How this room forgets: a person, and what is too old."""

from __future__ import annotations

from datetime import datetime

from rapport.channels.actions import forget_deliveries
from rapport.converse.models import (
    Answer,
    Consultation,
    Conversation,
    Failing,
    ManyAtOnce,
    ModerationAct,
    ReplyDraft,
    RuleApplied,
)
from rapport.ledger.actions import notify_browsers
from rapport.people.registry import eraser
from rapport.workspace.actions import forget_about
from rapport.workspace.registry import register_retention

_OVER = [
    Conversation.Status.RESOLVED,
    Conversation.Status.QUIET,
    Conversation.Status.PAST,
    Conversation.Status.WAITING,
    # What was said in it goes on elsewhere; what is left is notes of how it came there, as old as it is.
    Conversation.Status.MERGED,
]


@eraser(
    "converse.Conversation",
    "converse.Turn",
    "converse.Note",
    "converse.ReplyDraft",
    "converse.Answer",
    "converse.PrivateLink",
    "converse.SolvedInPublic",
    "converse.FailingEvidence",
    "converse.ToldFact",
    "converse.OneOfMany",
    "converse.Merging",
    "converse.Watch",
    "converse.Consultation",
    "converse.SharedAnswer",
    "converse.HandoverOffer",
    "converse.Pause",
    "converse.Escalation",
    "converse.ConversationLabel",
    "converse.RuleApplied",
    "converse.ModerationAct",
)
def forget_conversations(person_id: int, handle_ids: list[int]) -> int:
    """Whole conversations: notes and drafts speak of the person as much as the messages do."""
    theirs = Conversation.objects.filter(person_id=person_id)
    answers = Answer.objects.filter(conversation__in=theirs)
    forget_deliveries(list(answers.values_list("delivery_id", flat=True)))
    gone = _forget_moderation(handle_ids)
    # Open lists drop the rows; the ids lead nowhere by then.
    notify_browsers("conversation", theirs.values_list("pk", flat=True))
    _forget_what_staff_were_told(list(theirs.values_list("pk", flat=True)))
    return gone + theirs.delete()[0]


def _forget_moderation(handle_ids: list[int]) -> int:
    """What was done to them; their address stands in what was sent for it. What stands on the network stays there."""
    acts = ModerationAct.objects.filter(handle__in=handle_ids)
    sent = acts.values_list("delivery_id", "undo_delivery_id")
    forget_deliveries([pk for pair in sent for pk in pair if pk is not None])
    return acts.delete()[0]


def _forget_what_staff_were_told(conversation_ids: list[int]) -> None:
    asked = Consultation.objects.filter(conversation__in=conversation_ids)
    forget_about("consultation", list(asked.values_list("pk", flat=True)))
    forget_about("conversation", conversation_ids)


def let_conversations_go(before: datetime, limit: int) -> int:
    """Those that are over. An open one is never too old: somebody waits."""
    old = list(
        Conversation.objects.filter(changed_at__lt=before, status__in=_OVER)
        .order_by("changed_at")
        .values_list("pk", flat=True)[:limit]
    )
    _forget_what_staff_were_told(old)
    Conversation.objects.filter(pk__in=old).delete()
    return len(old)


def let_drafts_go(before: datetime, limit: int) -> int:
    old = list(
        ReplyDraft.objects.filter(changed_at__lt=before).values_list("pk", flat=True)[:limit]
    )
    ReplyDraft.objects.filter(pk__in=old).delete()
    return len(old)


def let_acts_go(before: datetime, limit: int) -> int:
    old = list(ManyAtOnce.objects.filter(at__lt=before).values_list("pk", flat=True)[:limit])
    ManyAtOnce.objects.filter(pk__in=old).delete()
    return len(old)


def let_rules_applied_go(before: datetime, limit: int) -> int:
    old = list(RuleApplied.objects.filter(at__lt=before).values_list("pk", flat=True)[:limit])
    RuleApplied.objects.filter(pk__in=old).delete()
    return len(old)


register_retention(
    "rules_applied",
    label="What triage rules did, so that it can be undone",
    default_days=90,
    sweep=let_rules_applied_go,
)
register_retention(
    "acts_on_many",
    label="What was done to many conversations at once, so that it can be undone",
    default_days=30,
    sweep=let_acts_go,
)
register_retention(
    "conversations",
    label="Conversations that are over, with their notes",
    default_days=730,
    sweep=let_conversations_go,
)


def let_failings_go(before: datetime, limit: int) -> int:
    """Fixed ones only: what is open is not over, however old."""
    old = list(Failing.objects.filter(fixed_at__lt=before).values_list("pk", flat=True)[:limit])
    Failing.objects.filter(pk__in=old).delete()
    return len(old)


register_retention(
    "failings", label="Failings that were fixed", default_days=730, sweep=let_failings_go
)
register_retention("drafts", label="Unsent drafts", default_days=30, sweep=let_drafts_go)


def let_moderation_go(before: datetime, limit: int) -> int:
    """What is over: whoever is muted or blocked stays so until somebody takes it back."""
    lasting = ModerationAct.objects.filter(
        kind__in=["mute", "block"], state__in=ModerationAct.STANDING
    )
    old = ModerationAct.objects.filter(at__lt=before).exclude(pk__in=lasting.values("pk"))
    ids = list(old.order_by("at").values_list("pk", flat=True)[:limit])
    ModerationAct.objects.filter(pk__in=ids).delete()
    return len(ids)


register_retention(
    "moderation",
    label="What was hidden and reported, and mutes and blocks that were taken back",
    default_days=730,
    sweep=let_moderation_go,
)
