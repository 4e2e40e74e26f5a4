"""One label on many conversations at once, and its undo."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from rapport.converse.actions.keeping import tell
from rapport.converse.actions.labelling import offered_label
from rapport.converse.events import ConversationLabelled, ConversationUnlabelled
from rapport.converse.models import Conversation, ConversationLabel, ManyAtOnce, OneOfMany
from rapport.ledger.actions import publish_all
from rapport.ledger.rows import insert_rows, update_rows
from rapport.workspace.errors import NotAllowed
from rapport.workspace.models import Member
from rapport.workspace.queries import can

AT_MOST = 500


@transaction.atomic
def label_many(
    ids: Iterable[int], label_id: int, *, by: Member, now: datetime
) -> ManyAtOnce | None:
    """Put it on those that lack it. None where it stands on all of them. Raises NoSuchLabel, NotAllowed."""
    if not can(by, "assign"):
        raise NotAllowed("assign")
    offered_label(label_id)
    wanted = sorted(set(ids))[:AT_MOST]
    found = list(Conversation.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    there = ConversationLabel.objects.filter(label=label_id, conversation__in=wanted)
    stands = set(there.values_list("conversation_id", flat=True))
    lacking = [one for one in found if one.pk not in stands]
    if not lacking:
        return None
    act = ManyAtOnce.objects.create(kind=ManyAtOnce.Kind.LABEL, member=by, at=now)
    OneOfMany.objects.bulk_create(
        OneOfMany(act=act, conversation=one, before={}, after={"label": label_id})
        for one in lacking
    )
    rows = [
        {"conversation_id": one.pk, "label_id": label_id, "member_id": by.pk, "rule_id": None, "at": now}
        for one in lacking
    ]  # fmt: skip
    insert_rows(ConversationLabel, rows, keep=True)
    facts = [ConversationLabelled(one.pk, label_id, by.pk, act.pk) for one in lacking]
    publish_all(facts, now=now)
    _write(lacking, now=now)
    return act


def unlabel_all_of(act: ManyAtOnce, *, by: Member, now: datetime) -> int:
    """Take it off where this act put it; returns of how many. Where somebody put it anew since, it stays."""
    labels = {one.conversation_id: int(one.after["label"]) for one in act.ones.all()}
    found = list(Conversation.objects.select_for_update().filter(pk__in=labels).order_by("pk"))
    there = ConversationLabel.objects.filter(conversation__in=found, at=act.at)
    rows = [row for row in there if labels[row.conversation_id] == row.label_id]
    ConversationLabel.objects.filter(pk__in=[row.pk for row in rows]).delete()
    off = {row.conversation_id: row.label_id for row in rows}
    back = [one for one in found if one.pk in off]
    facts = [ConversationUnlabelled(one.pk, off[one.pk], by.pk) for one in back]
    publish_all(facts, now=now)
    _write(back, now=now)
    return len(back)


def _write(conversations: list[Conversation], *, now: datetime) -> None:
    for one in conversations:
        one.version, one.changed_at = one.version + 1, now
    update_rows(conversations, ["version", "changed_at"])
    tell(conversations)
