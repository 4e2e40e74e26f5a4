"""Promises of a conversation: written down with an answer, brought back before they are due, settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.dateparse import parse_datetime

from rapport.channels.models import Delivery
from rapport.converse.actions.keeping import locked, save
from rapport.converse.batch import LIVE
from rapport.converse.errors import CannotAnswer, NothingToSay
from rapport.converse.events import ConversationWoken
from rapport.converse.models import Answer, Conversation
from rapport.converse.notices import PROMISE_BROKEN, PROMISE_DUE
from rapport.converse.weighing import weigh
from rapport.ledger.actions import publish
from rapport.ledger.locks import in_turn
from rapport.voice.actions import note_broken, note_reminded, record_promise, settle_promise
from rapport.voice.models import Promise
from rapport.voice.queries import open_promises, promises_newly_broken, promises_to_remind_of
from rapport.workspace.actions import notify
from rapport.workspace.models import Member
from rapport.workspace.queries import members

Status = Conversation.Status
BROUGHT_BACK_AT_ONCE = 200


def note_promises(delivery: Delivery, promises: Sequence[tuple[str, datetime]]) -> None:
    """What an answer on its way promises. It binds once the answer stands."""
    if promises:
        rows = [{"text": text, "due_at": due_at.isoformat()} for text, due_at in promises]
        Answer.objects.filter(delivery=delivery).update(promises=rows)


@transaction.atomic
def keep_promises_of(answer: Answer, *, now: datetime) -> None:
    """The answer stands: what it promises is owed, also where it was held until that moment had passed. Safe to repeat."""
    rows = answer.promises
    if not rows or not Answer.objects.filter(pk=answer.pk).exclude(promises=[]).update(promises=[]):
        return
    person = answer.conversation.person
    for row in rows:
        due_at = parse_datetime(row["due_at"])
        if due_at is not None:
            record_promise(
                person,
                text=row["text"],
                due_at=due_at,
                by=answer.delivery.member,
                now=now,
                message=answer.answered,
            )


@transaction.atomic
def promise(
    conversation_id: int, text: str, *, due_at: datetime, by: Member, now: datetime
) -> Promise:
    """Write down by hand what was promised. Raises NothingToSay, and CannotAnswer for a moment that is over."""
    if not text.strip():
        raise NothingToSay("Say what was promised, in a few words.")
    if due_at <= now:
        raise CannotAnswer("That moment is over. Choose one that lies ahead.")
    conversation = locked(conversation_id)
    made = record_promise(
        conversation.person,
        text=text,
        due_at=due_at,
        by=by,
        now=now,
        message=conversation.last_customer_message,
    )
    save(conversation, now)
    weigh([conversation], now=now)
    return made


@transaction.atomic
def settle(conversation_id: int, promise_id: int, *, state: str, by: Member, now: datetime) -> bool:
    """It was kept, or they released us. Nothing else to do here: it is their turn again. False where it is not owed."""
    conversation = locked(conversation_id)
    owed = open_promises([conversation.person_id])
    found = owed.filter(pk=promise_id).first()
    if found is None:
        return False
    settle_promise(found, state=state, by=by, now=now)
    stood_for_it = conversation.status == Status.OPEN and conversation.waiting_since is None
    if stood_for_it and not owed.exclude(pk=promise_id).exists():
        conversation.status = Status.WAITING
    save(conversation, now, "status")
    weigh([conversation], now=now)
    return True


@transaction.atomic
def bring_promises_back(*, now: datetime) -> int:
    """What is due soon, and what was not kept in time, is opened again and told to whoever made it. Safe to repeat."""
    in_turn("converse:promises")
    due = _first(promises_to_remind_of(now=now))
    broken = _first(promises_newly_broken(now=now))
    for kind, found in ((PROMISE_DUE, due), (PROMISE_BROKEN, broken)):
        for one in found:
            _bring_back(one, kind=kind, now=now)
    note_reminded([one.pk for one in due], now=now)
    note_broken([one.pk for one in broken], now=now)
    return len(due) + len(broken)


def _first(found: QuerySet[Promise]) -> list[Promise]:
    return list(found.order_by("due_at", "pk")[:BROUGHT_BACK_AT_ONCE])


def _bring_back(owed: Promise, *, kind: str, now: datetime) -> None:
    place = _place_of(owed)
    if place is None:
        return
    conversation = locked(place)
    if conversation.snoozed_until is not None:
        # It was put off, but what is owed is owed.
        conversation.snoozed_until = None
        publish(ConversationWoken(conversation.pk, "promise"), now=now)
    conversation.status, conversation.resolved_at = Status.OPEN, None
    conversation.resolved_because = ""
    save(conversation, now, "status", "resolved_at", "resolved_because", "snoozed_until")
    weigh([conversation], now=now)
    notify(
        kind,
        to=_whom(owed, conversation),
        about=("conversation", conversation.pk),
        key=f"{kind}:{owed.pk}",
        now=now,
    )


def _place_of(owed: Promise) -> int | None:
    """The conversation to open: the person's live one, on the account of the promise first; else the latest."""
    gone = [Status.PAST, Status.MERGED]
    theirs = Conversation.objects.filter(person_id=owed.person_id).exclude(status__in=gone)
    if owed.message_id is not None:
        same = theirs.filter(account__conversations__turns__message_id=owed.message_id)
        theirs = same if same.exists() else theirs
    live = theirs.filter(status__in=LIVE).order_by("-opened_at", "-pk")
    latest = theirs.order_by("-opened_at", "-pk")
    found = live.values_list("pk", flat=True).first()
    return found or latest.values_list("pk", flat=True).first()


def _whom(owed: Promise, conversation: Conversation) -> list[int]:
    """Whoever has the conversation and whoever promised; the leads where neither works here any more."""
    wanted = [pk for pk in (conversation.assignee_id, owed.recorded_by_id) if pk is not None]
    here = members()
    found = list(here.filter(pk__in=wanted).values_list("pk", flat=True))
    leads = here.filter(role__in=[Member.Role.LEAD, Member.Role.OWNER])
    return found or list(leads.values_list("pk", flat=True))
