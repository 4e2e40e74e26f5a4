"""Making two conversations of a person one, and parting one from a turn on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from rapport.converse.actions.acts import standing, was
from rapport.converse.actions.closing import close
from rapport.converse.actions.keeping import locked, save, take_turn
from rapport.converse.batch import LIVE
from rapport.converse.errors import CannotMerge
from rapport.converse.events import ConversationsMerged, ConversationSplit
from rapport.converse.models import (
    Answer,
    Conversation,
    ConversationLabel,
    Merging,
    Note,
    ToldFact,
    Turn,
    Watch,
)
from rapport.converse.settling import settle
from rapport.converse.weighing import weigh
from rapport.ledger.actions import publish
from rapport.workspace.models import Member

Status = Conversation.Status
# How the work stands: of two that become one the living one's counts, else the later one's.
_WORK = (
    "status", "waiting_since", "acknowledged_at", "answered_at", "resolved_at", "acknowledge_due_at",
    "answer_due_at", "first_answered_at", "next_due_at", "acknowledge_from", "answer_from", "next_from", "resolve_from", "resolve_due_at", "asks", "policy_id",
    "runs_always", "warn_minutes", "resolved_because", "snoozed_until", "danger", "sentiment", "intent", "came_back",
)  # fmt: skip
_HELD = (*_WORK, "opened_at", "last_message_id", "last_customer_message_id", "thread_id")
_MOVED = {"turn": Turn, "note": Note, "answer": Answer, "told": ToldFact}


@transaction.atomic
def merge(into_id: int, from_id: int, *, by: Member, now: datetime) -> Merging:
    """What was said in the second becomes part of the first. Raises NoSuchConversation, CannotMerge."""
    into, other = _both(into_id, from_id)
    into_before, merged_before = standing(into, _HELD), standing(other, _HELD)
    moved = {
        kind: list(model.objects.filter(conversation=other).values_list("pk", flat=True))  # type: ignore[attr-defined]
        for kind, model in _MOVED.items()
    }
    _move(moved, to=into)
    _labels_follow(other, into)
    if _counts(other, into):
        for column in _WORK:
            setattr(into, column, getattr(other, column))
        into.alarmed_to = None  # what was late there is late here
    other.status, other.merged_into, other.snoozed_until = Status.MERGED, into, None
    other.waiting_since = None
    save(other, now, "status", "merged_into", "snoozed_until", "waiting_since")
    into.opened_at = min(into.opened_at, other.opened_at)
    _find_last(into)
    settle([into, other], now=now)
    save(into, now, *_names(_HELD))
    merging = Merging.objects.create(
        into=into, merged=other, member=by, at=now, moved=moved, into_before=into_before,
        into_after=standing(into, _HELD), merged_before=merged_before,
    )  # fmt: skip
    publish(ConversationsMerged((into.pk, other.pk), by.pk, merging.pk), now=now)
    weigh([into], now=now)
    return merging


def _watchers_follow(one: Conversation, into: Conversation) -> None:
    """Whoever wanted to hear of all of it hears of its parts."""
    there = Watch.objects.filter(conversation=one)
    Watch.objects.bulk_create(
        [Watch(conversation=into, member_id=row.member_id, since=row.since) for row in there],
        ignore_conflicts=True,
    )


def _labels_follow(one: Conversation, into: Conversation) -> None:
    """What is said of either is said of both."""
    there = ConversationLabel.objects.filter(conversation=one)
    ConversationLabel.objects.bulk_create(
        [
            ConversationLabel(
                conversation=into,
                label_id=row.label_id,
                member_id=row.member_id,
                rule_id=row.rule_id,
                at=row.at,
            )
            for row in there
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def undo_merge(merging_id: int, *, by: Member, now: datetime) -> bool:
    """Part them again as they were. What came since stays with the one that went on. False when it was undone before."""
    merging = Merging.objects.select_for_update().filter(pk=merging_id, undone_at=None).first()
    if merging is None:
        return False
    take_turn(merging.into_id)
    into, other = locked(merging.into_id), locked(merging.merged_id)
    merging.undone_at = now
    merging.save(update_fields=["undone_at"])
    _move(merging.moved, to=other, out_of=into)
    # Only of the columns there were when they were merged.
    is_as_it_was = standing(into, tuple(merging.into_after)) == merging.into_after
    if is_as_it_was:
        _put(into, merging.into_before)
        save(into, now, *_names(_HELD))
    else:
        _find_last(into)
        save(into, now, "last_message", "last_customer_message", "thread")
    _put(other, merging.merged_before)
    if other.status in LIVE and (into.status in LIVE or _has_a_third(other, into)):
        # Of a person and an account one is live: the one that went on.
        close(other, reason="", now=now)
    other.merged_into = None
    settle([into, other], now=now)
    save(other, now, *_names(_HELD), "merged_into")
    publish(ConversationSplit((into.pk, other.pk), by.pk), now=now)
    weigh([into, other], now=now)
    return True


@transaction.atomic
def split(conversation_id: int, message_id: int, *, by: Member, now: datetime) -> int:
    """What was said from this message on becomes a conversation of its own, with the work as it stands; the rest is resolved.

    Labels and whoever watches stand on both. The case stays with the first: the desk keeps one conversation a case. The new
    one says whose part it was.

    Returns the new one's id. Raises NoSuchConversation, CannotMerge.
    """
    take_turn(conversation_id)
    conversation = locked(conversation_id)
    turns = Turn.objects.filter(conversation=conversation)
    first = turns.filter(message_id=message_id).first()
    if first is None or conversation.status == Status.MERGED:
        raise CannotMerge("That message is not part of this conversation any more.")
    later = turns.filter(Q(at__gt=first.at) | Q(at=first.at, message_id__gte=message_id))
    said = list(later.values_list("message_id", flat=True))
    if len(said) == turns.count():
        raise CannotMerge("Nothing would be left before this message. Choose a later one.")
    fresh = _like(conversation, opened_at=first.at, now=now)
    if conversation.status in LIVE:
        close(conversation, reason="", now=now)
    conversation.save()
    fresh.save()
    later.update(conversation=fresh)
    answers = Q(answered_id__in=said) | Q(delivery__message__in=said)
    answers |= Q(delivery__created_at__gte=first.at)
    Answer.objects.filter(answers, conversation=conversation).update(conversation=fresh)
    _labels_follow(conversation, fresh)
    _watchers_follow(conversation, fresh)
    Note.objects.filter(conversation=conversation, at__gte=first.at).update(conversation=fresh)
    for one in (conversation, fresh):
        _find_last(one)
        settle([one], now=now)
        save(one, now, *_names(_HELD))
    publish(ConversationSplit((conversation.pk, fresh.pk), by.pk), now=now)
    weigh([fresh], now=now)
    return fresh.pk


def _both(into_id: int, from_id: int) -> tuple[Conversation, Conversation]:
    """Locked in the order of their ids, so that two people who merge the same never wait for each other."""
    take_turn(into_id, from_id)
    found = {pk: locked(pk) for pk in sorted({into_id, from_id})}
    into, other = found[into_id], found[from_id]
    if into_id == from_id or Status.MERGED in (into.status, other.status):
        raise CannotMerge("These are one conversation already.")
    if into.person_id != other.person_id:
        raise CannotMerge("Two people spoke here. Only conversations of one person can be one.")
    if into.account_id != other.account_id:
        raise CannotMerge(
            "They were said to two accounts, and are answered by them. Both stand beside each other under “Before”."
        )
    return into, other


def _has_a_third(*those: Conversation) -> bool:
    """Whether the person has begun another conversation there since."""
    one = those[0]
    same = Conversation.objects.filter(person_id=one.person_id, account_id=one.account_id)
    return same.filter(status__in=LIVE).exclude(pk__in=[c.pk for c in those]).exists()


def _counts(other: Conversation, into: Conversation) -> bool:
    """Whether the other one's work goes on in both."""
    if (other.status in LIVE) != (into.status in LIVE):
        return other.status in LIVE
    theirs, ours = other.last_message, into.last_message
    return theirs is not None and (ours is None or theirs.created_at > ours.created_at)


def _move(
    moved: dict[str, list[int]], *, to: Conversation, out_of: Conversation | None = None
) -> None:
    """Only what is still where it was put, where that is said."""
    for kind, model in _MOVED.items():
        found = model.objects.filter(pk__in=moved.get(kind, []))  # type: ignore[attr-defined]
        if out_of is not None:
            found = found.filter(conversation=out_of)
        found.update(conversation=to)


def _find_last(conversation: Conversation) -> None:
    turns = Turn.objects.filter(conversation=conversation).select_related("message")
    ordered = turns.order_by("-at", "-message_id")
    last = ordered.first()
    theirs = ordered.filter(message__is_own=False).first()
    conversation.last_message = last.message if last else None
    conversation.last_customer_message = theirs.message if theirs else None
    if theirs is not None:
        conversation.thread_id = theirs.message.thread_id


def _like(conversation: Conversation, *, opened_at: datetime, now: datetime) -> Conversation:
    same = ("brand_id", "account_id", "person_id", "assignee_id", "team_id", "thread_id", *_WORK)
    told = {column: getattr(conversation, column) for column in same}
    return Conversation(**told, opened_at=opened_at, split_from=conversation, changed_at=now)


def _put(conversation: Conversation, before: dict[str, Any]) -> None:
    for column, value in before.items():
        setattr(conversation, column, was(column, value))
    conversation.alarmed_to = None


def _names(columns: Iterable[str]) -> list[str]:
    return [column.removesuffix("_id") for column in columns]
