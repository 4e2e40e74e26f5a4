"""Labels: those there are, and those of conversations, read in the statement of whoever shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from rapport.converse.contract import LabelChip, LabelChoice
from rapport.converse.errors import NoSuchLabel
from rapport.converse.models import (
    ClockPolicy,
    Conversation,
    ConversationLabel,
    Label,
    RuleApplied,
    TriageRule,
)
from rapport.converse.triage_reads import labels_asked
from rapport.workspace.models import Team


def label_rows() -> ArraySubquery:
    """The labels of a conversation, for `labels_of`; to be selected as `label_rows`."""
    there = ConversationLabel.objects.filter(conversation=OuterRef("pk")).order_by("label__key")
    return ArraySubquery(
        there.values(json=JSONObject(id="label_id", name="label__name", hue="label__hue"))
    )


def labels_of(c: Conversation) -> tuple[LabelChip, ...]:
    rows: list[dict[str, Any]] = c.label_rows  # type: ignore[attr-defined]
    return tuple(LabelChip(row["id"], row["name"], row["hue"]) for row in rows)


def known_rows() -> dict[str, ArraySubquery]:
    """Labels, rules and teams by name, for choosing one and for saying what happened; and what rules did and may be undone."""
    every = Label.objects.order_by("key")
    return {
        "known_labels": ArraySubquery(
            every.values(json=JSONObject(id="pk", name="name", hue="hue", retired_at="retired_at"))
        ),
        "known_rules": ArraySubquery(
            TriageRule.objects.order_by("pk").values(json=JSONObject(id="pk", name="name"))
        ),
        "known_teams": ArraySubquery(
            Team.objects.order_by("pk").values(json=JSONObject(id="pk", name="name"))
        ),
        "undoable_rows": ArraySubquery(
            RuleApplied.objects.filter(conversation=OuterRef("pk"), undone_at=None)
            .order_by("-pk")
            .values("pk")[:60]
        ),
    }


def label_choices(c: Conversation) -> tuple[LabelChoice, ...]:
    """Those that are offered or stand there, by name."""
    there = {chip.id for chip in labels_of(c)}
    rows: list[dict[str, Any]] = c.known_labels  # type: ignore[attr-defined]
    return tuple(
        LabelChoice(row["id"], row["name"], row["hue"], is_on=row["id"] in there)
        for row in rows
        if row["retired_at"] is None or row["id"] in there
    )


@dataclass(frozen=True, slots=True)
class LabelLine:
    label: Label
    count: int  # conversations it stands on


def label_lines() -> list[LabelLine]:
    """All labels, those offered first. One statement."""
    found = Label.objects.annotate(n=Count("labelled")).order_by("key")
    lines = [LabelLine(one, one.n) for one in found]
    return sorted(lines, key=lambda line: line.label.retired_at is not None)


def offered_labels() -> list[Label]:
    return list(Label.objects.filter(retired_at=None).order_by("key"))


def names_of_labels(ids: Iterable[int]) -> dict[int, str]:
    """By id, without those that are gone. No statement where none are asked for."""
    wanted = set(ids)
    return dict(Label.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def label_for(label_id: int) -> Label:
    """Raises NoSuchLabel."""
    found = Label.objects.filter(pk=label_id).first()
    if found is None:
        raise NoSuchLabel("This label is gone. It may have been merged into another.")
    return found


def rules_asking_for(found: Label) -> list[str]:
    """The names of rules whose condition asks for the label, in their order."""
    return _asking(TriageRule.objects.filter(removed_at=None), found)


def policies_asking_for(found: Label) -> list[str]:
    """The names of clock policies whose condition asks for the label, in their order."""
    return _asking(ClockPolicy.objects.all(), found)


def _asking(those: QuerySet[Any], found: Label) -> list[str]:
    named = those.exclude(condition="").order_by("position", "pk").values_list("name", "condition")
    return [name for name, condition in named if found.key in labels_asked(condition)]
