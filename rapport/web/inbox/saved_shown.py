"""Saved replies in words for the page, and the macro that goes with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.converse import queries as converse
from rapport.converse.actions import text_length
from rapport.converse.queries import SavedReplyOffer
from rapport.voice.queries import saved_reply
from rapport.web.access import hours_of, member_of
from rapport.web.inbox.composer import Composer, MacroShown
from rapport.web.settings.saved_replies import does_words
from rapport.web.settings.saved_reply_forms import language_name


@dataclass(frozen=True, slots=True)
class OfferShown:
    offer: SavedReplyOffer
    key: str
    language: str
    does: str
    missing: str


def offers_shown(request: HttpRequest, conversation_id: int) -> Sequence[OfferShown]:
    found = converse.saved_replies_for(
        member_of(request), conversation_id, now=timezone.now(), hours=hours_of(request)
    )
    return [_shown(offer) for offer in found]


def with_saved(request: HttpRequest, composer: Composer, conversation_id: int) -> Composer:
    """The box with the saved reply that `?saved=` names after what stands in it, for browsers without JavaScript."""
    asked = request.GET.get("saved", "")
    one = next((o for o in offers_shown(request, conversation_id) if o.key == asked), None)
    if one is None or composer.is_note or composer.closed_because:
        return composer
    text = composer.text
    if one.offer.text not in text:
        text = "\n\n".join(filter(None, [text.rstrip(), one.offer.text]))
    macro = MacroShown(one.offer.id, one.does) if one.does else composer.macro
    length = text_length(text, composer.units)
    return replace(composer, text=text, saved=one.offer.text, length=length, macro=macro)


def macro_shown(macro_id: int | None) -> MacroShown | None:
    """The macro a form names, in words; None where it is gone."""
    macro = saved_reply(macro_id) if macro_id is not None else None
    if macro is None or not macro.is_macro:
        return None
    gives_to = macro.gives_to.name if macro.gives_to else ""
    labels = converse.names_of_labels(macro.label_ids)
    words = does_words(
        gives_to=gives_to,
        notes=bool(macro.notes),
        resolves=macro.resolves,
        labels=list(labels.values()),
        snoozes_hours=macro.snoozes_hours,
    )
    return MacroShown(macro.pk, words)


def _shown(offer: SavedReplyOffer) -> OfferShown:
    words = does_words(
        gives_to=offer.gives_to,
        notes=offer.notes,
        resolves=offer.resolves,
        labels=offer.labels,
        snoozes_hours=offer.snoozes_hours,
    )
    missing = ", ".join(f"{{{name}}}" for name in offer.missing)
    return OfferShown(
        offer=offer,
        key=f"{offer.id}-{offer.language}",
        language=language_name(offer.language),
        does=words if offer.is_macro else "",
        missing=_("%(names)s stays for you to fill in") % {"names": missing} if missing else "",
    )
