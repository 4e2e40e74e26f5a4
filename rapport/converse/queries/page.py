"""The conversation page in three statements, whatever the length of the thread."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, JSONObject, Left
from django.utils.dateparse import parse_datetime

from rapport.assets.queries import picture_path
from rapport.channels.contract import Ability, Manifest
from rapport.channels.errors import UnknownNetwork
from rapport.channels.models import Delivery
from rapport.channels.registry import manifest_for
from rapport.converse.contract import (
    ClockView,
    ConversationView,
    DeliveryView,
    HistoryLine,
    Passage,
    PersonSide,
    Picture,
    PriorityPart,
    PromiseView,
    ReadingView,
    TurnView,
)
from rapport.converse.errors import NoSuchConversation
from rapport.converse.models import Answer, Conversation, Note, ReplyDraft, Turn
from rapport.converse.priority import part_name
from rapport.converse.queries.inbox import mood_of, network_name
from rapport.ledger.models import TimelineEntry
from rapport.listen.models import Message
from rapport.people.models import Handle
from rapport.understand.models import Correction, Reading
from rapport.voice.models import Promise
from rapport.workspace.models import Member
from rapport.workspace.queries import can

Status = Conversation.Status
TURNS_AT_MOST = 200
# A clock is "soon" when less than this share of it is left.
SOON_SHARE = 75


def conversation_for(member: Member, conversation_id: int) -> Conversation:
    """The access function: fetches and authorises. Raises NoSuchConversation."""
    found = Conversation.objects.select_related(
        "account__brand",
        "person",
        "assignee",
        "claimed_by",
        "thread",
        "last_customer_message__author",
    )
    conversation = found.filter(pk=conversation_id).first() if can(member, "see") else None
    if conversation is None:
        raise NoSuchConversation(
            "This conversation is not there. It may have been erased, or was never yours to see."
        )
    return conversation


def conversation_page(
    member: Member, conversation_id: int, *, now: datetime, read_only: bool = False
) -> ConversationView:
    """Everything the page shows. `read_only`: the workspace's switch, known to the caller. Raises NoSuchConversation."""
    if not can(member, "see"):
        raise NoSuchConversation(
            "This conversation is not there. It may have been erased, or was never yours to see."
        )
    c = _loaded(member, conversation_id)
    manifest = _manifest(c.account.network)
    messages, earlier = _messages(c)
    answers = list(
        Answer.objects.filter(conversation=c)
        .select_related("delivery__member", "answered")
        .order_by("pk")
    )
    turns = _turns(c, messages, answers, now=now)
    reason = _cannot_answer(member, c, manifest, read_only=read_only)
    last = c.last_customer_message
    return ConversationView(
        id=c.pk,
        version=c.version,
        title=_title(last.text if last else ""),
        status=c.status,
        brand=c.account.brand.name,
        account_id=c.account_id,
        account=c.account.handle,
        network=c.account.network,
        network_name=network_name(c.account.network),
        mood=mood_of(c),
        assignee_id=c.assignee_id,
        assignee_name=c.assignee.name if c.assignee else "",
        assignee_initials=c.assignee.initials if c.assignee else "",
        assignee_hue=c.assignee.hue if c.assignee else 0,
        claimed_by_id=c.claimed_by_id if _is_claimed(c, now) else None,
        claimed_by_name=c.claimed_by.name if c.claimed_by and _is_claimed(c, now) else "",
        clocks=clocks(c, now=now),
        turns=tuple(turns),
        earlier_turns=earlier,
        onlookers=len({t.who for t in turns if t.kind == "onlooker"}),
        priority=c.priority,
        parts=tuple(PriorityPart(part_name(p), p["points"]) for p in c.priority_parts),
        reading=_reading_view(last),
        person=_person_side(c, now=now),
        can_answer=not reason,
        cannot_answer_because=reason,
        can_like=manifest is not None and Ability.REACT in manifest.abilities,
        text_length=manifest.limits.text_length if manifest else None,
        text_units=manifest.limits.text_units if manifest else "codepoints",
        draft=c.my_draft or "",  # type: ignore[attr-defined]
        is_public=last is None or last.scope == "public",
    )


def delivery_views(ids: Iterable[int], *, now: datetime) -> dict[int, DeliveryView]:
    """How far those deliveries have come, by id."""
    return {d.pk: delivery_view(d, now=now) for d in Delivery.objects.filter(pk__in=list(ids))}


def delivery_view(d: Delivery, *, now: datetime) -> DeliveryView:
    takeable = d.state in (Delivery.State.QUEUED, Delivery.State.HELD) and d.attempts == 0
    return DeliveryView(
        id=d.pk,
        state=d.state,  # type: ignore[arg-type]
        reason=d.reason,
        due_at=d.due_at,
        can_undo=takeable and (d.state == Delivery.State.HELD or d.due_at > now),
    )


def _loaded(member: Member, conversation_id: int) -> Conversation:
    """The conversation with its notes, promises, corrections and the member's draft: one statement."""
    notes = Note.objects.filter(conversation=OuterRef("pk")).order_by("at")
    promises = Promise.objects.filter(person=OuterRef("person")).order_by("-due_at")[:10]
    draft = ReplyDraft.objects.filter(conversation=OuterRef("pk"), member=member).values("text")[:1]
    corrected = Correction.objects.filter(message=OuterRef("last_customer_message")).order_by("-at")
    found = Conversation.objects.select_related(
        "account__brand",
        "person",
        "assignee",
        "claimed_by",
        "last_customer_message__author",
        "last_customer_message__reading",
    ).annotate(
        my_draft=Subquery(draft),
        corrected_by=Subquery(corrected.values("member__name")[:1]),
        event_rows=ArraySubquery(
            TimelineEntry.objects.filter(
                subject=Concat(Value("conversation:"), OuterRef("pk"), output_field=CharField())
            )
            .order_by("-at")
            .values(
                json=JSONObject(id="fact_id", at="at", kind="fact__kind", payload="fact__payload")
            )[:60]
        ),
        history_rows=ArraySubquery(
            _exchanges().values(
                json=JSONObject(
                    id="pk",
                    opened_at="opened_at",
                    acknowledged_at="acknowledged_at",
                    answered_at="answered_at",
                    text=Left("last_customer_message__text", 300),
                    wrote="wrote",
                )
            )[:30]
        ),
        note_rows=ArraySubquery(
            notes.values(
                json=JSONObject(
                    id="pk", text="text", at="at", name="member__name", member="member_id"
                )
            )
        ),
        promise_rows=ArraySubquery(
            promises.values(json=JSONObject(id="pk", text="text", due_at="due_at", state="state"))
        ),
    )
    conversation = found.filter(pk=conversation_id).first()
    if conversation is None:
        raise NoSuchConversation(
            "This conversation is not there. It may have been erased, or was never yours to see."
        )
    if conversation.last_customer_message is not None:
        conversation.last_customer_message.corrected_by = conversation.corrected_by
    return conversation


def _exchanges() -> QuerySet[Conversation]:
    """All conversations with the person of the outer one, the latest first, with how often they wrote in each."""
    theirs = Conversation.objects.filter(person=OuterRef("person")).order_by("-opened_at")
    return theirs.annotate(wrote=Count("turns", filter=Q(turns__message__is_own=False)))


def _messages(c: Conversation) -> tuple[list[Message], int]:
    """The latest messages of the exchange and of its thread, oldest first, and how many there are before."""
    exchange = (
        Turn.objects.filter(conversation=c).order_by("-at").values_list("message_id", flat=True)
    )
    around = Message.objects.filter(thread_id=c.thread_id or 0, scope="public").order_by(
        "-created_at"
    )
    wanted = Q(pk__in=exchange[:TURNS_AT_MOST]) | Q(
        pk__in=around.values_list("pk", flat=True)[:TURNS_AT_MOST]
    )
    found = Message.objects.filter(wanted).select_related(
        "author", "reading", "delivery__member", "turn"
    )
    newest = list(found.order_by("-created_at", "-pk")[: TURNS_AT_MOST + 1])
    earlier = len(newest) - TURNS_AT_MOST
    return newest[:TURNS_AT_MOST][::-1], max(0, earlier)


def _turns(
    c: Conversation, messages: Sequence[Message], answers: Sequence[Answer], *, now: datetime
) -> list[TurnView]:
    liked = {
        a.answered_id
        for a in answers
        if a.delivery.kind == "like" and a.delivery.state == Delivery.State.SENT
    }
    turns = [_message_turn(c, m, liked_by_us=m.pk in liked, now=now) for m in messages]
    heard = {m.delivery_id for m in messages if m.delivery_id}
    heard_keys = {m.remote_key for m in messages}
    waiting = [
        a
        for a in answers
        if a.delivery.kind == "post"
        and a.delivery_id not in heard
        and a.delivery.remote_key not in heard_keys
        and a.delivery.state != Delivery.State.UNDONE
    ]
    turns += [_answer_turn(c, a, now=now) for a in waiting]
    turns += [_note_turn(n) for n in c.note_rows]  # type: ignore[attr-defined]
    turns += _event_turns(c)
    return sorted(turns, key=lambda t: t.at)


def _message_turn(c: Conversation, m: Message, *, liked_by_us: bool, now: datetime) -> TurnView:
    turn = getattr(m, "turn", None)
    mine = turn is not None and turn.conversation_id == c.pk
    kind = "ours" if m.is_own else ("customer" if mine or _is_theirs(c, m) else "onlooker")
    who = _name(m.author)
    delivery = m.delivery
    member = delivery.member if delivery else None
    reading: Reading | None = getattr(m, "reading", None)
    return TurnView(
        kind=kind,  # type: ignore[arg-type]
        id=f"message-{m.pk}",
        at=m.created_at,
        who=c.account.brand.name if m.is_own else who,
        initials=member.initials if member else initials(who),
        hue=member.hue if member else hue(m.author.person_id if m.author else 0),
        text=m.text,
        message_id=m.pk,
        is_public=m.scope == "public",
        edited=m.edited_at is not None,
        deleted=m.deleted_at is not None,
        url=m.url,
        mood=_mood(reading),
        passages=_passages(reading, len(m.text)) if mine and not m.is_own else (),
        pictures=tuple(_pictures(m.media)),
        likes=m.counts.get("likes"),
        liked_by_us=liked_by_us,
        delivery=delivery_view(delivery, now=now) if delivery else None,
        member_name=member.name if member else "",
        avatar_path=picture_path(m.author.avatar_url) if m.author and m.author.avatar_url else "",
    )


def _is_theirs(c: Conversation, m: Message) -> bool:
    return m.author is not None and m.author.person_id == c.person_id


def _answer_turn(c: Conversation, a: Answer, *, now: datetime) -> TurnView:
    member = a.delivery.member
    return TurnView(
        kind="ours",
        id=f"delivery-{a.delivery_id}",
        at=a.delivery.sent_at or a.delivery.created_at,
        who=c.account.brand.name,
        initials=member.initials if member else "?",
        hue=member.hue if member else 1,
        text=a.delivery.text,
        is_public=a.delivery.scope == "public",
        delivery=delivery_view(a.delivery, now=now),
        member_name=member.name if member else "",
    )


def _note_turn(row: dict[str, Any]) -> TurnView:
    name = row["name"] or "Somebody who left"
    at = parse_datetime(row["at"])
    assert at is not None
    return TurnView(
        kind="note",
        id=f"note-{row['id']}",
        at=at,
        who=name,
        initials=initials(name),
        hue=(row["member"] or 0) % 6 + 1,
        text=row["text"],
        is_public=False,
        member_name=name,
    )


_EVENTS = {
    "converse.conversation_assigned": "assigned",
    "converse.conversation_resolved": "resolved",
    "converse.conversation_reopened": "reopened",
}


def _event_turns(c: Conversation) -> list[TurnView]:
    """Assigning, resolving and signs that stand, as quiet lines. The text is a code the screen words."""
    turns = []
    for row in c.event_rows:  # type: ignore[attr-defined]
        payload = row["payload"]
        code = _EVENTS.get(row["kind"])
        if row["kind"] == "converse.answer_sent" and payload.get("kind") == "acknowledgement":
            code = "acknowledged"
        if code is None:
            continue
        to = f":{payload['to_id']}" if payload.get("to_id") else ""
        at = parse_datetime(row["at"])
        assert at is not None
        turns.append(
            TurnView(
                kind="event",
                id=f"fact-{row['id']}",
                at=at,
                who=str(payload.get("member_id") or ""),
                initials="",
                hue=0,
                text=f"{code}{to}",
                is_public=False,
            )
        )
    return turns


def clocks(c: Conversation, *, now: datetime) -> tuple[ClockView, ...]:
    """Acknowledge and answer, as words need them."""
    since = c.waiting_since or c.opened_at
    found = []
    if c.acknowledge_due_at is not None:
        found.append(
            _clock("acknowledge", c.opened_at, c.acknowledge_due_at, c.acknowledged_at, now)
        )
    if c.answer_due_at is not None:
        found.append(
            _clock(
                "answer",
                since if c.waiting_since else c.opened_at,
                c.answer_due_at,
                c.answered_at,
                now,
            )
        )
    return tuple(found)


def _clock(
    name: str, since: datetime, due: datetime, done: datetime | None, now: datetime
) -> ClockView:
    target = max(1, round((due - since).total_seconds() / 60))
    until = done or now
    share = min(100, max(0, round(100 * (until - since).total_seconds() / 60 / target)))
    state = (
        "done"
        if done
        else "breached"
        if now > due
        else "soon"
        if share >= SOON_SHARE
        else "running"
    )
    return ClockView(
        name=name,  # type: ignore[arg-type]
        target_minutes=target,
        state=state,  # type: ignore[arg-type]
        due_at=due,
        done_at=done,
        took_minutes=max(0, round((done - since).total_seconds() / 60)) if done else None,
        share=share,
    )


def _person_side(c: Conversation, *, now: datetime) -> PersonSide:
    author = c.last_customer_message.author if c.last_customer_message else None
    earlier = [_Exchange.from_json(row) for row in c.history_rows]  # type: ignore[attr-defined]
    name = _name(author)
    return PersonSide(
        person_id=c.person_id,
        name=name,
        handle=author.name if author else "",
        network_name=network_name(c.account.network),
        avatar_path=picture_path(author.avatar_url) if author and author.avatar_url else "",
        initials=initials(name),
        hue=hue(c.person_id),
        followers=author.followers if author else None,
        wrote=sum(e.wrote for e in earlier),
        answered=sum(1 for e in earlier if e.answered_at),
        since=min((e.opened_at for e in earlier), default=None),
        promises=tuple(_promise(p, now) for p in c.promise_rows),  # type: ignore[attr-defined]
        history=tuple(_history(e) for e in earlier if e.id != c.pk)[:6],
        wants_silence=c.person.wants_silence_since is not None,
    )


def _promise(row: dict[str, Any], now: datetime) -> PromiseView:
    due = parse_datetime(row["due_at"])
    assert due is not None
    state: Any = "broken" if row["state"] == "open" and due < now else row["state"]
    return PromiseView(id=row["id"], text=row["text"], due_at=due, state=state)


@dataclass(frozen=True, slots=True)
class _Exchange:
    """One conversation with a person, as far as their history needs it."""

    id: int
    opened_at: datetime
    acknowledged_at: datetime | None
    answered_at: datetime | None
    text: str
    wrote: int

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> _Exchange:
        times = {n: parse_datetime(row[n]) for n in ("acknowledged_at", "answered_at") if row[n]}
        opened = parse_datetime(row["opened_at"])
        assert opened is not None
        return cls(
            id=row["id"],
            opened_at=opened,
            acknowledged_at=times.get("acknowledged_at"),
            answered_at=times.get("answered_at"),
            text=row["text"] or "",
            wrote=row["wrote"],
        )


def _history(e: _Exchange) -> HistoryLine:
    return HistoryLine(
        conversation_id=e.id, at=e.opened_at, text=_title(e.text, 110), outcome=_outcome(e)
    )


def _outcome(e: _Exchange) -> str:
    """What came of an earlier exchange, in words."""
    if e.answered_at is None:
        return "acknowledged, not answered" if e.acknowledged_at else "not answered"
    return f"answered after {duration((e.answered_at - e.opened_at).total_seconds())}"


def duration(seconds: float) -> str:
    """A span as one would say it: "4 min", "3 h", "2 days"."""
    minutes = max(1, round(seconds / 60))
    if minutes < 90:
        return f"{minutes} min"
    hours = round(minutes / 60)
    return f"{hours} h" if hours < 48 else f"{round(hours / 24)} days"


def _reading_view(m: Message | None) -> ReadingView | None:
    reading: Reading | None = getattr(m, "reading", None)
    if m is None or reading is None:
        return None
    index = ("negative", "neutral", "positive").index(reading.sentiment)
    corrected = getattr(m, "corrected_by", None) or ""
    return ReadingView(
        message_id=m.pk,
        language=reading.language,
        covered=reading.covered,
        sentiment=reading.sentiment,  # type: ignore[arg-type]
        confidence=1.0 if corrected else float(reading.probabilities[index]),
        needs_answer=reading.needs_answer,
        intent=reading.intent,
        danger=reading.danger,
        is_rough=reading.gear == "rough",
        corrected_by=corrected,
        reasons=tuple((str(r["kind"]), m.text[r["start"] : r["end"]]) for r in reading.reasons[:8]),
    )


def _passages(reading: Reading | None, length: int) -> tuple[Passage, ...]:
    """The words that weigh, without overlap, in order."""
    if reading is None:
        return ()
    kinds = (
        "danger",
        "urgency",
        reading.sentiment if reading.sentiment == "negative" else "danger",
    )
    found = sorted(
        (r for r in reading.reasons if str(r["kind"]).startswith(kinds)),
        key=lambda r: (r["start"], -r["end"]),
    )
    passages: list[Passage] = []
    for r in found:
        start, end = int(r["start"]), int(r["end"])
        if 0 <= start < end <= length and (not passages or start >= passages[-1].end):
            passages.append(Passage(start, end, str(r["kind"]).partition(":")[0]))
    return tuple(passages)


def _pictures(media: Iterable[dict[str, Any]]) -> Iterable[Picture]:
    for one in media:
        if one.get("kind") == "image" and one.get("url"):
            yield Picture(
                path=picture_path(one["url"]),
                alt=one.get("alt") or "",
                width=one.get("width"),
                height=one.get("height"),
            )


def _mood(reading: Reading | None) -> Any:
    if reading is None or not reading.covered:
        return None
    return "danger" if reading.danger else reading.sentiment


def _cannot_answer(
    member: Member, c: Conversation, manifest: Manifest | None, *, read_only: bool
) -> str:
    if not can(member, "answer"):
        return "Guests may read along, not answer."
    if read_only:
        return "This workspace is read-only: it hears, and sends nothing."
    if c.account.read_only or manifest is None or Ability.SEND not in manifest.abilities:
        return f"{c.account.handle} can be read, not answered."
    if c.last_customer_message is None:
        return "There is nothing to answer: the message was erased."
    return ""


def _is_claimed(c: Conversation, now: datetime) -> bool:
    return c.claimed_until is not None and c.claimed_until > now


def _manifest(slug: str) -> Manifest | None:
    try:
        return manifest_for(slug)
    except UnknownNetwork:
        return None


def _name(author: Handle | None) -> str:
    return (author.display_name or author.name) if author else "Somebody erased"


def initials(name: str) -> str:
    words = [w for w in name.replace("_", " ").replace(".", " ").split() if w[:1].isalnum()]
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"


def hue(number: int) -> int:
    """Which of six face colours; steady for a person."""
    return number % 6 + 1


def _title(text: str, limit: int = 60) -> str:
    words = " ".join(text.split())
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
