"""Saved replies as one conversation needs them: in the customer's language first, with their name in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.formats import date_format

from rapport.converse.models import Conversation
from rapport.converse.queries.labels import names_of_labels
from rapport.converse.queries.names import name_of
from rapport.converse.queries.page import conversation_for
from rapport.kit.business_time import Hours, HoursError, is_open, next_closing, next_opening
from rapport.understand.models import Reading
from rapport.voice.models import SavedReply, SavedReplyText
from rapport.voice.queries import Filled, fill, first_name, saved_replies
from rapport.workspace.models import Member


@dataclass(frozen=True, slots=True)
class SavedReplyOffer:
    """One saved reply in one language, filled. `missing`: variables that stay as they are."""

    id: int
    name: str
    language: str
    is_theirs: bool
    text: str
    missing: tuple[str, ...]
    is_macro: bool
    gives_to: str
    notes: bool
    resolves: bool
    labels: tuple[str, ...] = ()
    snoozes_hours: int | None = None


def saved_replies_for(
    member: Member, conversation_id: int, *, now: datetime, hours: Hours
) -> list[SavedReplyOffer]:
    """Those of the conversation's brand, in the team's order; of each the customer's language stands first.

    A reply without their language is offered in those it has. Raises NoSuchConversation. Four statements, and one for the labels of macros.
    """
    conversation = conversation_for(member, conversation_id)
    language = _language_of(conversation)
    values: dict[str, Mapping[str, str]] = {}
    offers = []
    kept = list(saved_replies(conversation.brand_id))
    labels = names_of_labels(pk for reply in kept for pk in reply.label_ids)
    for reply in kept:
        for text in _theirs_first(reply.texts.all(), language):
            if text.language not in values:
                values[text.language] = values_for(
                    conversation, member, language=text.language, now=now, hours=hours
                )
            filled = fill(text.text, values[text.language])
            offers.append(_offer(reply, text, filled, labels, is_theirs=text.language == language))
    # Sorting keeps the order among equals: whole replies in their language, then the others.
    return sorted(offers, key=lambda offer: not offer.is_theirs)


def values_for(
    conversation: Conversation, member: Member | None, *, language: str, now: datetime, hours: Hours
) -> dict[str, str]:
    """What each variable becomes; absent or "" where nobody knows. No `member`: nobody speaks."""
    message = conversation.last_customer_message
    author = message.author if message else None
    shown = author.display_name if author else ""
    speaker = member.name if member else ""
    return {
        "first_name": first_name(shown),
        "name": name_of(author) if author else "",
        "agent": speaker,
        "agent_first_name": speaker.split()[0] if speaker.split() else "",
        "brand": conversation.account.brand.name,
        "case": str(conversation.pk),
        "next_opening": next_opening_in_words(hours, now=now, language=language),
    }


def next_opening_in_words(hours: Hours, *, now: datetime, language: str) -> str:
    """ "Monday 09:00" in that language; "" where it never closes, or never opens again."""
    try:
        closes = next_closing(hours, now) if is_open(hours, now) else now
        if closes is None:
            return ""
        opens = next_opening(hours, closes + timedelta(minutes=1)).astimezone(hours.tz)
    except HoursError:
        return ""
    far = (opens.date() - now.astimezone(hours.tz).date()).days > 6
    with translation.override(language):
        return date_format(opens, "l j F H:i" if far else "l H:i")


def _language_of(conversation: Conversation) -> str:
    message_id = conversation.last_customer_message_id
    found = Reading.objects.filter(message_id=message_id).values_list("language", flat=True)
    return found.first() or ""


def _theirs_first(texts: Iterable[SavedReplyText], language: str) -> list[SavedReplyText]:
    """The one in their language alone, where there is one; else all."""
    held = sorted(texts, key=lambda text: text.pk)
    return [text for text in held if text.language == language] or held


def _offer(
    reply: SavedReply,
    text: SavedReplyText,
    filled: Filled,
    labels: Mapping[int, str],
    *,
    is_theirs: bool,
) -> SavedReplyOffer:
    return SavedReplyOffer(
        id=reply.pk,
        name=reply.name,
        language=text.language,
        is_theirs=is_theirs,
        text=filled.text,
        missing=filled.missing,
        is_macro=reply.is_macro,
        gives_to=reply.gives_to.name if reply.gives_to else "",
        notes=bool(reply.notes),
        resolves=reply.resolves,
        labels=tuple(labels[pk] for pk in reply.label_ids if pk in labels),
        snoozes_hours=reply.snoozes_hours,
    )
