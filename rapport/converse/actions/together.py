"""Colleagues around a conversation: who watches it, who is named in a note."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from rapport.converse.actions.keeping import locked, save
from rapport.converse.mentions import mentioned
from rapport.converse.models import Conversation, Note, Watch
from rapport.workspace import queries as workspace
from rapport.workspace.actions import notify
from rapport.workspace.models import Member, Notice


@transaction.atomic
def watch(conversation_id: int, *, by: Member, now: datetime) -> None:
    """Safe to repeat."""
    conversation = locked(conversation_id)
    _row, is_new = Watch.objects.get_or_create(
        conversation=conversation, member=by, defaults={"since": now}
    )
    if is_new:
        save(conversation, now)


@transaction.atomic
def unwatch(conversation_id: int, *, by: Member, now: datetime) -> None:
    """Safe to repeat."""
    conversation = locked(conversation_id)
    gone, _ = Watch.objects.filter(conversation=conversation, member=by).delete()
    if gone:
        save(conversation, now)


def tell_mentioned(note: Note, *, now: datetime) -> list[int]:
    """Call in the note's transaction. Returns who was told."""
    members = dict(workspace.members().values_list("pk", "name"))
    teams = [(t.name, [m.pk for m in t.members.all()]) for t in workspace.teams()]
    named = mentioned(note.text, members=members, teams=teams)
    if not named:
        return []
    return notify(
        "converse.mentioned",
        to=named,
        about=("conversation", note.conversation_id),
        key=f"mention:{note.pk}",
        by_id=note.member_id,
        now=now,
    )


def tell_watchers(
    conversation_id: int, *, what: str, number: int, by_id: int | None, now: datetime
) -> None:
    """`what` is "answered", "noted" or "resolved", `number` tells two of them apart. Safe to repeat."""
    watchers = Watch.objects.filter(conversation=conversation_id).values_list("member", flat=True)
    if not watchers:
        return
    notify(
        f"converse.watched_{what}",
        to=watchers,
        about=("conversation", conversation_id),
        key=f"watch:{what}:{conversation_id}:{number}",
        by_id=by_id,
        weight=Notice.Weight.LOOK,
        now=now,
    )


def note_task_changed(conversation_id: int, *, now: datetime) -> None:
    """A task of it was added or done: open pages show it."""
    if Conversation.objects.filter(pk=conversation_id).exists():
        with transaction.atomic():
            save(locked(conversation_id), now)
