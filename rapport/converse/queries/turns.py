"""The turns of a conversation: theirs, the onlookers', ours on their way and sent, notes, events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from rapport.assets.models import Asset
from rapport.assets.queries import asset_path, picture_path
from rapport.channels.models import Delivery
from rapport.converse.contract import (
    ApprovalView,
    Clip,
    DeliveryView,
    Passage,
    Picture,
    SentFile,
    TurnView,
)
from rapport.converse.models import Answer, Conversation
from rapport.converse.queries.bounces import came_back
from rapport.converse.queries.consulting import consultation_turns
from rapport.converse.queries.handing_events import handing_code
from rapport.converse.queries.moderation_events import moderation_code
from rapport.converse.queries.names import hue, initials, name_of
from rapport.converse.queries.private_links import link_turns
from rapport.converse.queries.reasons import words_of_reasons
from rapport.converse.queries.shielding import is_shielded
from rapport.converse.queries.triage_events import triage_code, undoable_of
from rapport.converse.taking_in import is_machines
from rapport.listen.models import Message
from rapport.understand.models import Reading
from rapport.voice.models import Approval
from rapport.workspace.models import Member


def delivery_views(ids: Iterable[int], *, now: datetime) -> dict[int, DeliveryView]:
    """How far those deliveries have come, by id."""
    found = Delivery.objects.filter(pk__in=list(ids))
    found = found.select_related("approval__asked_of", "approval__decided_by")
    return {d.pk: delivery_view(d, now=now, asked=asked_of(d)) for d in found}


def delivery_view(d: Delivery, *, now: datetime, asked: Approval | None) -> DeliveryView:
    waits = d.state in (Delivery.State.REVIEW, Delivery.State.HELD)
    takeable = (waits or d.state == Delivery.State.QUEUED) and d.attempts == 0
    return DeliveryView(
        id=d.pk,
        state=d.state,  # type: ignore[arg-type]
        reason=d.reason,
        due_at=d.due_at,
        can_undo=takeable and (waits or d.due_at > now),
        must_decide=d.waits_for_a_decision,
        approval=_approval(asked),
    )


def asked_of(d: Delivery) -> Approval | None:
    """Loaded with the delivery."""
    return getattr(d, "approval", None)


def _approval(asked: Approval | None) -> ApprovalView | None:
    if asked is None:
        return None
    return ApprovalView(
        id=asked.pk,
        waits=asked.waits,
        rule=asked.rule_name,
        asked_of=asked.asked_of.name if asked.asked_of else "",
        due_at=asked.due_at,
        decided_by=asked.decided_by.name if asked.decided_by else "",
        original=asked.original,
    )


def turns_of(
    c: Conversation, messages: Sequence[Message], answers: Sequence[Answer], *, now: datetime
) -> list[TurnView]:
    liked = {
        a.answered_id
        for a in answers
        if a.delivery.kind == "like" and a.delivery.state == Delivery.State.SENT
    }
    returned = came_back(messages)
    unchecked = {a.delivery_id for a in answers if _is_unchecked(a)}
    turns = [
        _message_turn(
            c,
            m,
            liked_by_us=m.pk in liked,
            came_back_because=returned.get(m.pk, ""),
            is_unchecked=m.delivery_id in unchecked,
            now=now,
        )
        for m in messages
    ]
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
    assets = _assets(waiting)
    turns += [_answer_turn(c, a, assets=assets, now=now) for a in waiting]
    turns += [_note_turn(n) for n in c.note_rows]  # type: ignore[attr-defined]
    turns += consultation_turns(c)
    turns += _event_turns(c)
    turns += link_turns(c.link_rows)  # type: ignore[attr-defined]
    return sorted(turns, key=lambda t: t.at)


def _message_turn(
    c: Conversation,
    m: Message,
    *,
    liked_by_us: bool,
    came_back_because: str,
    is_unchecked: bool,
    now: datetime,
) -> TurnView:
    turn = getattr(m, "turn", None)
    mine = turn is not None and turn.conversation_id == c.pk
    kind = "ours" if m.is_own else ("customer" if mine or _is_theirs(c, m) else "onlooker")
    who = name_of(m.author)
    delivery = m.delivery
    approved = getattr(m, "approved", None) or {}
    member = delivery.member if delivery else None
    reading: Reading | None = getattr(m, "reading", None)
    return TurnView(
        kind=kind,  # type: ignore[arg-type]
        id=f"message-{m.pk}",
        at=m.created_at,
        who=c.account.brand.name if m.is_own else who,
        initials=member.initials if member else initials(who),
        hue=member.hue if member else hue(m.author.person_id if m.author else 0),
        # What we said stays ours, also where it does not stand any more.
        text=m.text or (delivery.text if delivery and m.deleted_at else ""),
        message_id=m.pk,
        is_public=m.scope == "public",
        edited=m.edited_at is not None,
        deleted=m.deleted_at is not None,
        url=m.url,
        mood=_mood(reading),
        passages=_passages(reading, len(m.text))
        if mine and not m.is_own and not is_machines(m)
        else (),
        pictures=tuple(_pictures(m.media)),
        clips=tuple(_clips(m.media)),
        sent_files=tuple(_sent_files(m.media)),
        title=m.title,
        unread=unread_of(reading) if not m.is_own else "",
        likes=m.counts.get("likes"),
        liked_by_us=liked_by_us,
        # What was heard again was let go: who read it before stands beside.
        delivery=delivery_view(delivery, now=now, asked=None) if delivery else None,
        approved_by=approved.get("name") or "",
        is_in_other_words=approved.get("state") == Approval.State.CHANGED,
        is_unchecked=is_unchecked,
        came_back=came_back_because,
        member_name=member.name if member else "",
        automatic=m.automatic or _by_itself(delivery),
        has_original=getattr(m, "has_original", False) and m.deleted_at is None,
        avatar_path=picture_path(m.author.avatar_url) if m.author and m.author.avatar_url else "",
        is_shielded=not m.is_own and is_shielded(reading),
    )


def _is_unchecked(a: Answer) -> bool:
    """A language that is not read is said while one writes, and is no surprise afterwards."""
    return any(one["kind"] == "unchecked" and one["severity"] != "note" for one in a.findings)


def _is_theirs(c: Conversation, m: Message) -> bool:
    return m.author is not None and m.author.person_id == c.person_id


def _assets(answers: Sequence[Answer]) -> dict[int, Asset]:
    """The pictures of answers; a statement only where there are any."""
    wanted = {asset_id for a in answers for asset_id in a.delivery.asset_ids}
    return Asset.objects.in_bulk(wanted) if wanted else {}


def _answer_turn(
    c: Conversation, a: Answer, *, assets: Mapping[int, Asset], now: datetime
) -> TurnView:
    member = a.delivery.member
    return TurnView(
        kind="ours",
        id=f"delivery-{a.delivery_id}",
        at=a.delivery.sent_at or a.delivery.created_at,
        who=c.account.brand.name,
        initials=_initials(member, c, a.delivery),
        hue=member.hue if member else 1,
        text=a.delivery.text,
        is_public=a.delivery.scope == "public",
        pictures=tuple(
            Picture(asset_path(held.pk), held.alt, held.width, held.height)
            for asset_id in a.delivery.asset_ids
            if (held := assets.get(asset_id))
        ),
        is_unchecked=_is_unchecked(a),
        delivery=delivery_view(a.delivery, now=now, asked=asked_of(a.delivery)),
        member_name=member.name if member else "",
        automatic=_by_itself(a.delivery),
    )


def _initials(member: Member | None, c: Conversation, delivery: Delivery) -> str:
    if member is not None:
        return member.initials
    return initials(c.account.brand.name) if _by_itself(delivery) else "?"


def _by_itself(delivery: Delivery | None) -> str:
    return "itself" if delivery and delivery.origin == Delivery.Origin.AUTOMATIC else ""


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
    "converse.mention_brought_in": "brought",
    "converse.conversation_snoozed": "snoozed",
    "converse.conversation_woken": "woken",
    "converse.clock_breached": "late",
    "converse.conversations_merged": "merged",
    "converse.conversation_split": "split",
    "converse.case_set": "case",
    "converse.solved_agreed": "solved_agreed",
    "converse.solved_not_agreed": "solved_not_agreed",
    "converse.consultation_answered": "consultation_answered",
    "converse.consultation_withdrawn": "consultation_withdrawn",
    "converse.consultation_shared": "consultation_shared",
    "workspace.task_added": "task_added",
    "workspace.phone_run_started": "alarm_started",
    "workspace.phone_step_told": "alarm_told",
    "workspace.phone_run_taken": "alarm_taken",
    "workspace.phone_run_ended": "alarm_ended",
    "workspace.task_finished": "task_finished",
}


def _event_turns(c: Conversation) -> list[TurnView]:
    """Assigning, resolving and signs that stand, as quiet lines. The text is a code the screen words."""
    turns = []
    # Newest first as read; of one moment, what came first is said first.
    for row in reversed(c.event_rows):  # type: ignore[attr-defined]
        payload = row["payload"]
        code = _EVENTS.get(row["kind"])
        if row["kind"] == "converse.answer_sent" and payload.get("kind") == "acknowledgement":
            code = "acknowledged"
        handed = handing_code(row["kind"], payload)
        triaged = triage_code(c, row["kind"], payload)
        code = code or handed or triaged
        if moderated := moderation_code(row["kind"], payload):
            code = handed = moderated
        if code is None:
            continue
        to = f":{payload['to_id']}" if payload.get("to_id") and not (handed or triaged) else ""
        if code == "alarm_told":
            to = f":{payload['told']}"
        if code == "brought":
            to = f":{_heard_by(c, payload['message_id'])}"
        elif code == "resolved" and payload.get("reason"):
            reasons = words_of_reasons(c.reason_rows)  # type: ignore[attr-defined]
            to = f":{reasons.get(payload['reason'], payload['reason'])}"
        elif code in ("snoozed", "woken"):
            to = f":{payload.get('until') or payload['cause']}"
        elif code == "late":
            code = "late" if payload.get("due_at") else "overdue"
            to = f":{payload['kind']}"
        # It stands where it was due; that it was noticed a little later, or after a night, is no matter.
        at = parse_datetime(payload["due_at"] if code == "late" else row["at"])
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
                act_id=payload.get("act_id"),
                merging_id=payload.get("merging_id"),
                applied_id=undoable_of(c, payload) if triaged else None,
            )
        )
    return turns


def _heard_by(c: Conversation, message_id: int) -> str:
    """The queries that heard a message, by name."""
    rows: list[dict[str, Any]] = c.brought_rows  # type: ignore[attr-defined]
    return ", ".join(row["name"] for row in rows if row["message"] == message_id)


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


def _clips(media: Iterable[dict[str, Any]]) -> Iterable[Clip]:
    for one in media:
        if one.get("kind") in ("audio", "video") and one.get("url"):
            yield Clip(kind=one["kind"], path=picture_path(one["url"]), alt=one.get("alt") or "")


def _sent_files(media: Iterable[dict[str, Any]]) -> Iterable[SentFile]:
    """Only what we keep is offered: an address of a file elsewhere is a link in the text at most."""
    for one in media:
        url = str(one.get("url", ""))
        if one.get("kind") == "file" and (not url or url.startswith("attachment:")):
            yield SentFile(path=picture_path(url) if url else "", name=one.get("name") or "")


def unread_of(reading: Reading | None) -> str:
    """ "picture", "voice" or "video" where the message is little else."""
    return unread_by(reading.reasons) if reading else ""


def unread_by(reasons: Iterable[dict[str, Any]]) -> str:
    kinds = {str(r["kind"]) for r in reasons}
    return next((what for what in ("video", "voice", "picture") if what in kinds), "")


def _mood(reading: Reading | None) -> Any:
    if reading is None or not reading.covered:
        return None
    return "danger" if reading.danger else reading.sentiment
