"""The conversation page in three statements, whatever the length of the thread."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery

from rapport.assets.queries import kept_pictures
from rapport.channels.contract import Ability, Manifest
from rapport.channels.errors import UnknownNetwork
from rapport.channels.models import Account
from rapport.channels.queries import standing_holds
from rapport.channels.registry import manifest_for
from rapport.converse.by_form import came_by_form, is_answered_in_public
from rapport.converse.contract import (
    ConversationView,
    LastWords,
    OriginalView,
    Place,
    PriorityPart,
    ReadingView,
    TurnView,
)
from rapport.converse.errors import NoSuchConversation, network_is_gone
from rapport.converse.models import Conversation, Turn
from rapport.converse.priority import part_name
from rapport.converse.queries.brought import may_be_connected, speaking_account
from rapport.converse.queries.clocks import clocks
from rapport.converse.queries.inbox import mood_of, network_name
from rapport.converse.queries.labels import label_choices, labels_of
from rapport.converse.queries.loading import (
    ANSWERS,
    LATEST,
    Window,
    loaded,
    window_before,
    window_beside,
)
from rapport.converse.queries.moderation import moderation_views
from rapport.converse.queries.names import title
from rapport.converse.queries.onlookers import audience_view
from rapport.converse.queries.person_side import person_side
from rapport.converse.queries.private_links import passage_of
from rapport.converse.queries.reasons import offered_reasons
from rapport.converse.queries.shielding import COVERED, is_shielded
from rapport.converse.queries.solved import solved_view
from rapport.converse.queries.together import together_view
from rapport.converse.queries.turns import turns_of
from rapport.kit.business_time import DAY_AND_NIGHT, Hours
from rapport.ledger.prepared import Prepared, first
from rapport.listen.contract import OfferedFact
from rapport.listen.models import Message
from rapport.listen.queries import offered
from rapport.listen.queries import original_of as kept_original
from rapport.understand.models import Reading
from rapport.understand.queries import wants_words
from rapport.workspace.models import Member
from rapport.workspace.queries import can

Status = Conversation.Status
# What the pictures inside a mail may weigh together on its page; the rest stands beside its words.
PICTURE_BYTES = 6_000_000


# Asked for before every act.
_CONVERSATION = Prepared(
    lambda conversation: (
        Conversation.objects.filter(pk=conversation)
        .select_related(
            "account__brand",
            "person",
            "assignee",
            "claimed_by",
            "thread",
            "last_customer_message__author",
        )
        .annotate(standing_holds=ArraySubquery(standing_holds()))
    ),
    conversation=int,
)


def conversation_for(member: Member, conversation_id: int) -> Conversation:
    """The access function: fetches and authorises. Raises NoSuchConversation."""
    found = _CONVERSATION(conversation=conversation_id) if can(member, "see") else []
    conversation: Conversation | None = first(found)
    if conversation is None:
        raise NoSuchConversation(
            "This conversation is not there. It may have been erased, or was never yours to see."
        )
    return conversation


def conversation_page(
    member: Member,
    conversation_id: int,
    *,
    now: datetime,
    read_only: bool = False,
    hours: Hours = DAY_AND_NIGHT,
    before: Place | None = None,
    found: Place | None = None,
) -> ConversationView:
    """Everything the page shows, of what was said the latest 30 messages, those before a place, or those beside what was
    found. `read_only`, `hours`: the workspace's, known to the caller. Raises NoSuchConversation.
    """
    _demand_sight(member)
    c = loaded(member, conversation_id, now=now)
    speaks = speaking_account(c)
    manifest = _manifest(speaks.network) if speaks is not None else None
    window = _window(c, before=before, found=found)
    messages, earlier, end = window.messages, window.earlier, before or window.later
    turns = _turns_between(c, messages, earlier, end, now=now)
    reason = _cannot_answer(member, c, speaks, manifest, read_only=read_only)
    last = c.last_customer_message
    return ConversationView(
        id=c.pk,
        version=c.version,
        title=_title(last),
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
        clocks=clocks(c, now=now, hours=hours),
        turns=turns,
        earlier=earlier,
        onlookers=len({t.who for t in turns if t.kind == "onlooker"}),
        priority=c.priority,
        parts=tuple(PriorityPart(part_name(p), p["points"]) for p in c.priority_parts),
        reading=_reading_view(last),
        person=person_side(c, now=now),
        can_answer=not reason,
        cannot_answer_because=reason,
        answers_as="" if reason or speaks is None else speaks.handle,
        connects=may_be_connected(c.account.home) if speaks is None else "",
        can_like=manifest is not None and Ability.REACT in manifest.abilities,
        text_length=manifest.limits.text_length if manifest else None,
        images=manifest.limits.images if manifest else 0,
        text_units=manifest.limits.text_units if manifest else "codepoints",
        draft=c.my_draft or "",  # type: ignore[attr-defined]
        draft_at=c.my_draft_at,  # type: ignore[attr-defined]
        is_public=is_answered_in_public(last),
        has_private_door=manifest is not None and Ability.PRIVATE_DOOR in manifest.abilities,
        passage=passage_of(c.link_rows),  # type: ignore[attr-defined]
        by_form=came_by_form(last),
        solved=solved_view(c),
        audience=audience_view(c, messages, is_whole=earlier is None and end is None),
        going_on=_going_on(c, now=now),
        reasons=offered_reasons(c.reason_rows),  # type: ignore[attr-defined]
        snoozed_until=c.snoozed_until,
        case_number=c.case_number,
        case_url=c.case_url,
        merged_into_id=c.merged_into_id,
        split_from_id=c.split_from_id,
        split_from_case=_case_of(c.split_from),
        together=together_view(c, member),
        labels=labels_of(c),
        label_choices=label_choices(c),
        moderation=moderation_views(c.moderation_rows),  # type: ignore[attr-defined]
        later=window.later,
        found_message_id=_shown(found, messages),
        last_words=_last_words(last, messages) if end is None else None,
    )


def _turns_between(
    c: Conversation,
    messages: Sequence[Message],
    earlier: Place | None,
    end: Place | None,
    *,
    now: datetime,
) -> tuple[TurnView, ...]:
    turns = turns_of(c, messages, ANSWERS(conversation=c.pk), now=now)
    return tuple(t for t in turns if _stands_between(t, earlier, end))


def _case_of(other: Conversation | None) -> str:
    return other.case_number if other else ""


def _demand_sight(member: Member) -> None:
    if not can(member, "see"):
        raise NoSuchConversation(
            "This conversation is not there. It may have been erased, or was never yours to see."
        )


def _shown(found: Place | None, messages: Sequence[Message]) -> int | None:
    """What was looked for, where it is among those shown."""
    there = found is not None and any(m.pk == found.message_id for m in messages)
    return found.message_id if found and there else None


def _window(c: Conversation, *, before: Place | None, found: Place | None) -> Window:
    beside = window_beside(c, found) if found is not None and before is None else None
    return beside or window_before(c, before or LATEST)


def _last_words(last: Message | None, shown: Sequence[Message]) -> LastWords | None:
    if last is None or last.deleted_at is not None or any(m.pk == last.pk for m in shown):
        return None
    text = COVERED if is_shielded(getattr(last, "reading", None)) else last.text or last.title
    return LastWords(Place(last.created_at, last.pk), text)


def _title(last: Message | None) -> str:
    if last is None:
        return ""
    return COVERED if is_shielded(getattr(last, "reading", None)) else title(last.text)


def _stands_between(turn: TurnView, earlier: Place | None, before: Place | None) -> bool:
    """Notes, events and answers on their way stand in the window of their moment; messages were chosen for it."""
    if turn.message_id is not None:
        return True
    return (earlier is None or turn.at >= earlier.at) and (before is None or turn.at < before.at)


def conversation_of_delivery(delivery_id: int) -> Conversation | None:
    """The conversation an answer on its way belongs to, with what the check asks of it. One statement."""
    found = Conversation.objects.select_related("account__brand", "person", "last_customer_message")
    return found.filter(answers__delivery_id=delivery_id).first()


def original_of(member: Member, conversation_id: int, message_id: int) -> OriginalView:
    """How a message of that exchange looked, with the pictures it carries itself. Raises NoSuchConversation."""
    conversation_for(member, conversation_id)
    turn = Turn.objects.filter(conversation_id=conversation_id, message_id=message_id)
    subject = turn.values_list("message__title", flat=True).first()
    found = kept_original(message_id) if subject is not None else None
    if subject is None or found is None:
        raise NoSuchConversation(
            "There is no mail here to show as it was sent. It may have been erased."
        )
    html, names = found
    held = kept_pictures(names.values(), most_bytes=PICTURE_BYTES) if names else {}
    pictures = {cid: held[url] for cid, url in names.items() if url in held}
    return OriginalView(subject, html, pictures)


def _going_on(c: Conversation, *, now: datetime) -> tuple[OfferedFact, ...]:
    reading: Reading | None = getattr(c.last_customer_message, "reading", None)
    rows: list[dict[str, Any]] = c.board_rows  # type: ignore[attr-defined]
    return offered(rows, language=reading.language if reading else "", now=now)


def reading_view(message_id: int) -> ReadingView | None:
    """How the machine reads a message, as it stands at this moment. Whether it may be seen is for the caller to ask."""
    return _reading_view(Message.objects.select_related("reading").filter(pk=message_id).first())


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
        # Whoever corrected the mood did not speak of what is felt.
        emotion="" if corrected else reading.emotion,
        is_rough=reading.gear == "rough",
        wants_words=not corrected and wants_words(reading),
        corrected_by=corrected,
        reasons=()
        if is_shielded(reading)
        else tuple(
            (str(r["kind"]), m.text[r["start"] : r["end"]])
            for r in reading.reasons[:12]
            if r["end"]
        ),
        offensive=is_shielded(reading),
    )


def _cannot_answer(
    member: Member,
    c: Conversation,
    speaks: Account | None,
    manifest: Manifest | None,
    *,
    read_only: bool,
) -> str:
    if not can(member, "answer"):
        return "Guests may read along, not answer."
    if read_only:
        return "This workspace is read-only: it hears, and sends nothing."
    if speaks is None:
        return _nobody_speaks(c)
    if manifest is None:
        return network_is_gone(speaks.network)
    if speaks.read_only or Ability.SEND not in manifest.abilities:
        return f"{speaks.handle} can be read, not answered."
    if c.last_customer_message is None:
        return "There is nothing to answer: the message was erased."
    return ""


def _nobody_speaks(c: Conversation) -> str:
    network = network_name(c.account.network)
    if may_be_connected(c.account.home):
        return f"{c.brand.name} has no account that can answer on {network}."
    return f"Rapport cannot answer on {network}. Answer there, and resolve it here."


def _is_claimed(c: Conversation, now: datetime) -> bool:
    return c.claimed_until is not None and c.claimed_until > now


def _manifest(slug: str) -> Manifest | None:
    try:
        return manifest_for(slug)
    except UnknownNetwork:
        return None
