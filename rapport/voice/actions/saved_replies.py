"""Saved replies: kept, changed, ordered, removed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max

from rapport.voice.errors import NameTaken, NoWords, UnknownVariables
from rapport.voice.filling import unknown_variables
from rapport.voice.models import SavedReply, SavedReplyText
from rapport.workspace.models import Brand, Member


@dataclass(frozen=True, slots=True)
class Macro:
    """What is done once the reply stands: given to somebody, labelled, noted, put off, resolved."""

    gives_to: Member | None = None
    notes: str = ""
    resolves: bool = False
    label_ids: tuple[int, ...] = ()
    snoozes_hours: int | None = None


@transaction.atomic
def keep_saved_reply(
    brand: Brand,
    *,
    name: str,
    texts: Mapping[str, str],
    by: Member,
    now: datetime,
    macro: Macro | None = None,
) -> SavedReply:
    """A new one, last in the list. `texts`: by language. Raises NoWords, UnknownVariables, NameTaken."""
    said = _demand_words(name, texts)
    _demand_free_name(brand, name)
    last = SavedReply.objects.filter(brand=brand).aggregate(last=Max("position"))["last"]
    macro = macro or Macro()
    made = SavedReply.objects.create(
        brand=brand,
        name=name.strip(),
        position=0 if last is None else last + 1,
        gives_to=macro.gives_to,
        notes=macro.notes.strip(),
        resolves=macro.resolves,
        label_ids=list(macro.label_ids),
        snoozes_hours=macro.snoozes_hours,
        changed_by=by,
        changed_at=now,
    )
    _write_texts(made, said)
    return made


@transaction.atomic
def change_saved_reply(
    reply: SavedReply,
    *,
    name: str,
    texts: Mapping[str, str],
    by: Member,
    now: datetime,
    macro: Macro | None = None,
) -> None:
    """As `keep_saved_reply`; a language without words is taken away."""
    said = _demand_words(name, texts)
    _demand_free_name(reply.brand, name, but=reply.pk)
    macro = macro or Macro()
    reply.name, reply.gives_to = name.strip(), macro.gives_to
    reply.notes, reply.resolves = macro.notes.strip(), macro.resolves
    reply.label_ids, reply.snoozes_hours = list(macro.label_ids), macro.snoozes_hours
    reply.changed_by, reply.changed_at = by, now
    does = ("gives_to", "notes", "resolves", "label_ids", "snoozes_hours")
    reply.save(update_fields=["name", *does, "changed_by", "changed_at"])
    reply.texts.all().delete()
    _write_texts(reply, said)


@transaction.atomic
def follow_merged_label(from_id: int, into_id: int) -> None:
    """Macros that put the first label put the second. Safe to repeat."""
    for reply in SavedReply.objects.select_for_update().filter(label_ids__contains=from_id):
        moved = [into_id if pk == from_id else pk for pk in reply.label_ids]
        reply.label_ids = list(dict.fromkeys(moved))
        reply.save(update_fields=["label_ids"])


@transaction.atomic
def move_saved_reply_up(reply: SavedReply) -> None:
    """One place up in the list of its brand; the first stays."""
    order = list(
        SavedReply.objects.select_for_update()
        .filter(brand_id=reply.brand_id)
        .order_by("position", "pk")
    )
    at = next((place for place, one in enumerate(order) if one.pk == reply.pk), 0)
    if at > 0:
        order[at - 1], order[at] = order[at], order[at - 1]
    for place, one in enumerate(order):
        one.position = place
    SavedReply.objects.bulk_update(order, ["position"])


@transaction.atomic
def remove_saved_reply(reply: SavedReply) -> None:
    """It is offered no more. What was said with it stands."""
    SavedReply.objects.filter(brand_id=reply.brand_id, position__gt=reply.position).update(
        position=F("position") - 1
    )
    reply.delete()


def _write_texts(reply: SavedReply, said: Mapping[str, str]) -> None:
    SavedReplyText.objects.bulk_create(
        SavedReplyText(reply=reply, language=language, text=text) for language, text in said.items()
    )


def _demand_words(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    if not name.strip():
        raise NoWords("Give it a name: that is what is looked for.", field="name")
    said = {language: text.strip() for language, text in texts.items() if text.strip()}
    if not said:
        raise NoWords("A saved reply needs words in at least one language.", field="text")
    for language, text in said.items():
        if unknown := unknown_variables(text):
            raise UnknownVariables(language, unknown)
    return said


def _demand_free_name(brand: Brand, name: str, *, but: int | None = None) -> None:
    same = SavedReply.objects.filter(brand=brand, name__iexact=name.strip()).exclude(pk=but or 0)
    if same.exists():
        raise NameTaken(
            f"{brand.name} has a saved reply “{name.strip()}” already. Choose another name."
        )
