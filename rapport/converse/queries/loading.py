"""What the conversation page is made from, loaded in three statements whatever the length of the thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject, Left

from rapport.converse.contract import (
    Place,
)
from rapport.converse.errors import NoSuchConversation
from rapport.converse.models import Answer, Conversation, Note, Pause, ReplyDraft, Turn
from rapport.converse.queries.consulting import consultation_rows
from rapport.converse.queries.labels import known_rows, label_rows
from rapport.converse.queries.moderation import moderation_subquery
from rapport.converse.queries.person_side import handle_rows
from rapport.converse.queries.private_links import link_rows
from rapport.converse.queries.reasons import reason_rows
from rapport.converse.queries.solved import solved_rows
from rapport.converse.queries.together import together_rows
from rapport.ledger.models import TimelineEntry
from rapport.ledger.prepared import Prepared, first
from rapport.listen.models import Mention, Message
from rapport.listen.queries import facts_beside, forgotten_before, has_original
from rapport.understand.models import Correction
from rapport.voice.models import Approval, Promise
from rapport.workspace.models import Member

# Messages in a window of what was said: a screen shows six, and most exchanges are over in ten.
TURNS_AT_MOST = 30
# So many of them after a message that was looked for, where so many follow it.
LATER_BESIDE = 10
Status = Conversation.Status


def _events() -> QuerySet[Any, Any]:
    return (
        TimelineEntry.objects.filter(
            subject=Concat(Value("conversation:"), OuterRef("pk"), output_field=CharField())
        )
        .order_by("-at", "-fact_id")
        .values(json=JSONObject(id="fact_id", at="at", kind="fact__kind", payload="fact__payload"))[
            :60
        ]
    )


def _history() -> QuerySet[Any, Any]:
    return _exchanges().values(
        json=JSONObject(
            id="pk",
            opened_at="opened_at",
            acknowledged_at="acknowledged_at",
            answered_at="answered_at",
            text=Left("last_customer_message__text", 300),
            wrote="wrote",
            account="account_id",
            network="account__network",
        )
    )[:30]


def _pauses() -> QuerySet[Any, Any]:
    return (
        Pause.objects.filter(conversation=OuterRef("pk"))
        .order_by("since")
        .values(json=JSONObject(why="why", since="since", until="until"))
    )


def _brought() -> QuerySet[Any, Any]:
    return (
        Mention.objects.filter(
            message__turn__conversation=OuterRef("pk"),
            message__turn__brought_at__isnull=False,
        )
        .order_by("query__name")
        .values(json=JSONObject(message="message_id", name="query__name"))
    )


def _exchanges() -> QuerySet[Conversation]:
    """All conversations with the person of the outer one, the latest first, with how often they wrote in each."""
    by_person = Q(
        turns__message__is_own=False,
        turns__message__automatic__in=["", "list"],
        turns__brought_at=None,  # that was not written to us
    )
    theirs = Conversation.objects.filter(person=OuterRef("person")).order_by("-opened_at")
    theirs = theirs.exclude(status=Status.MERGED)
    return theirs.annotate(wrote=Count("turns", filter=by_person))


def approved() -> Subquery:
    """Of a message of ours: {"name", "state"} of who read it before it left. Not by a join (`prepared.demand_an_order`)."""
    said_yes = Approval.objects.filter(
        delivery=OuterRef("delivery"), state__in=[Approval.State.APPROVED, Approval.State.CHANGED]
    )
    return Subquery(said_yes.values(told=JSONObject(name="decided_by__name", state="state")))


def _page(conversation: int, member: int, ended_after: datetime) -> QuerySet[Conversation]:
    """The conversation with its notes, promises, corrections, the member's draft and what is going on."""
    notes = Note.objects.filter(conversation=OuterRef("pk")).order_by("at")
    promises = Promise.objects.filter(person=OuterRef("person")).order_by("-due_at")[:10]
    drafts = ReplyDraft.objects.filter(conversation=OuterRef("pk"), member_id=member)
    corrected = Correction.objects.filter(message=OuterRef("last_customer_message")).order_by("-at")
    found = Conversation.objects.select_related(
        "account__brand",
        "brand",
        "person",
        "assignee",
        "claimed_by",
        "last_customer_message__author",
        "last_customer_message__reading",
        "policy__hours",
        "split_from",
    ).annotate(
        **together_rows(),
        **consultation_rows(),
        **known_rows(),
        **solved_rows(),
        label_rows=label_rows(),
        my_draft=Subquery(drafts.values("text")[:1]),
        my_draft_at=Subquery(drafts.values("changed_at")[:1]),
        corrected_by=Subquery(corrected.values("member__name")[:1]),
        event_rows=ArraySubquery(_events()),
        history_rows=ArraySubquery(_history()),
        note_rows=ArraySubquery(
            notes.values(
                json=JSONObject(
                    id="pk", text="text", at="at", name="member__name", member="member_id"
                )
            )
        ),
        pause_rows=ArraySubquery(_pauses()),
        board_rows=ArraySubquery(
            facts_beside(
                OuterRef("last_customer_message"), brand=OuterRef("brand"), ended_after=ended_after
            )
        ),
        link_rows=ArraySubquery(link_rows()),
        moderation_rows=moderation_subquery(),
        brought_rows=ArraySubquery(_brought()),
        handle_rows=ArraySubquery(handle_rows(OuterRef("person"))),
        reason_rows=ArraySubquery(reason_rows()),
        promise_rows=ArraySubquery(
            promises.values(json=JSONObject(id="pk", text="text", due_at="due_at", state="state"))
        ),
    )
    return found.filter(pk=conversation)


_PAGE = Prepared(_page, conversation=int, member=int, ended_after=datetime)


def loaded(member: Member, conversation_id: int, *, now: datetime) -> Conversation:
    """One statement. Raises NoSuchConversation."""
    conversation: Conversation | None = first(
        _PAGE(conversation=conversation_id, member=member.pk, ended_after=forgotten_before(now))
    )
    if conversation is None:
        raise NoSuchConversation(
            "This conversation is not there. It may have been erased, or was never yours to see."
        )
    if conversation.last_customer_message is not None:
        conversation.last_customer_message.corrected_by = conversation.corrected_by  # type: ignore[attr-defined]
    return conversation


def _around(conversation: int, thread: int, before_at: datetime, before: int) -> QuerySet[Message]:
    """The exchange and the voices around it up to a place, the newest first, and one more."""
    exchange = Turn.objects.filter(conversation=conversation, at__lte=before_at)
    around = Message.objects.filter(thread_id=thread, scope="public", created_at__lte=before_at)
    # A union, for of "either in this or in that" the planner makes a look at every message there is. Twice as many,
    # since those of the same moment may lie behind the place.
    theirs = exchange.order_by("-at").values_list("message_id")[: 2 * TURNS_AT_MOST]
    voices = around.order_by("-created_at").values_list("pk")[: 2 * TURNS_AT_MOST]
    found = (
        Message.objects.filter(pk__in=theirs.union(voices))
        .filter(Q(created_at__lt=before_at) | Q(created_at=before_at, pk__lt=before))
        .select_related("author", "reading", "delivery__member", "turn")
        .annotate(has_original=has_original(OuterRef("pk")), approved=approved())
    )
    return found.order_by("-created_at", "-pk")[: TURNS_AT_MOST + 1]


_AROUND = Prepared(_around, conversation=int, thread=int, before_at=datetime, before=int)


def _beside(conversation: int, thread: int, at: datetime, message: int) -> QuerySet[Message]:
    """A message with what was said before and after it, the newest first: one more each way where there is more."""
    theirs = Turn.objects.filter(conversation=conversation)
    voices = Message.objects.filter(thread_id=thread, scope="public")
    earlier = (
        theirs.filter(at__lte=at).order_by("-at").values_list("message_id")[: 2 * TURNS_AT_MOST],
        voices.filter(created_at__lte=at).order_by("-created_at").values_list("pk")[: 2 * TURNS_AT_MOST],
    )  # fmt: skip
    later = (
        theirs.filter(at__gte=at).order_by("at").values_list("message_id")[: 2 * TURNS_AT_MOST],
        voices.filter(created_at__gte=at).order_by("created_at").values_list("pk")[: 2 * TURNS_AT_MOST],
    )  # fmt: skip
    up_to = (
        Message.objects.filter(pk__in=earlier[0].union(earlier[1]))
        .filter(Q(created_at__lt=at) | Q(created_at=at, pk__lte=message))
        .order_by("-created_at", "-pk")
        .values_list("pk")[: TURNS_AT_MOST - LATER_BESIDE + 1]
    )
    after = (
        Message.objects.filter(pk__in=later[0].union(later[1]))
        .filter(Q(created_at__gt=at) | Q(created_at=at, pk__gt=message))
        .order_by("created_at", "pk")
        .values_list("pk")[: LATER_BESIDE + 1]
    )
    found = (
        Message.objects.filter(pk__in=up_to.union(after))
        .select_related("author", "reading", "delivery__member", "turn")
        .annotate(has_original=has_original(OuterRef("pk")), approved=approved())
    )
    return found.order_by("-created_at", "-pk")


_BESIDE = Prepared(_beside, conversation=int, thread=int, at=datetime, message=int)
ANSWERS = Prepared(
    lambda conversation: (
        Answer.objects.filter(conversation=conversation)
        .select_related(
            "delivery__member",
            "delivery__approval__asked_of",
            "delivery__approval__decided_by",
            "answered",
        )
        .order_by("pk")
    ),
    conversation=int,
)
LATEST = Place(datetime(9999, 1, 1, tzinfo=UTC), 0)


@dataclass(frozen=True, slots=True)
class Window:
    """Messages of the exchange and of its thread, oldest first; where what is before and after them lies, if anything."""

    messages: list[Message]
    earlier: Place | None
    later: Place | None = None


def window_beside(c: Conversation, found: Place) -> Window | None:
    """The window with a message in it. None where there is no such message there (any more). One statement."""
    newest: list[Message] = _BESIDE(
        conversation=c.pk, thread=c.thread_id or 0, at=found.at, message=found.message_id
    )
    shown = newest[::-1]
    at = next((n for n, one in enumerate(shown) if one.pk == found.message_id), None)
    if at is None:
        return None
    first = max(0, at + 1 - (TURNS_AT_MOST - LATER_BESIDE))
    last = at + LATER_BESIDE + 1
    kept = shown[first:last]
    later = shown[last] if len(shown) > last else None
    return Window(
        kept,
        earlier=Place(kept[0].created_at, kept[0].pk) if first else None,
        later=Place(later.created_at, later.pk) if later else None,
    )


def window_before(c: Conversation, before: Place) -> Window:
    """The window that ends just before a place."""
    newest: list[Message] = _AROUND(
        conversation=c.pk,
        thread=c.thread_id or 0,
        before_at=before.at,
        before=before.message_id,
    )
    shown = newest[:TURNS_AT_MOST][::-1]
    more = len(newest) > TURNS_AT_MOST
    return Window(shown, Place(shown[0].created_at, shown[0].pk) if more else None)
