"""What departments were asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject

from rapport.channels.queries import reading_mailbox
from rapport.converse.contract import ConsultationView, TurnView
from rapport.converse.errors import NoSuchConsultation
from rapport.converse.models import Consultation, Conversation, SharedAnswer
from rapport.converse.queries.names import initials
from rapport.converse.queries.together import moment_of
from rapport.workspace.models import Member
from rapport.workspace.queries import can

State = Consultation.State


def consultation_for(member: Member, consultation_id: int) -> Consultation:
    """The access function, with whether it was asked of the member's team (`of_their_team`). Raises NoSuchConsultation."""
    found = Consultation.objects.select_related(
        "conversation__account", "team", "asked_by", "answered_by"
    ).annotate(of_their_team=Exists(member.teams.filter(pk=OuterRef("team"))))
    asked = found.filter(pk=consultation_id).first() if can(member, "see") else None
    if asked is None:
        raise NoSuchConsultation("There is no such question. Its conversation may be erased.")
    return asked


def asked_of(member: Member, *, done: int = 20) -> list[Consultation]:
    """What the member's teams are asked, the earliest due first, and the last few answers."""
    theirs = Consultation.objects.filter(team__members=member)
    return _listed(theirs, done=done)


def asked_by(member: Member, *, done: int = 20) -> list[Consultation]:
    """What the member asked."""
    return _listed(Consultation.objects.filter(asked_by=member), done=done)


def consulted_spans(
    conversation_ids: Iterable[int],
) -> dict[int, list[tuple[datetime, datetime | None]]]:
    """(from, until) of each time a department was asked, by conversation, in order; until None: it still is."""
    spans: dict[int, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    found = Consultation.objects.filter(conversation__in=list(conversation_ids)).order_by("at")
    for conversation_id, at, ended_at in found.values_list("conversation", "at", "ended_at"):
        spans[conversation_id].append((at, ended_at))
    return dict(spans)


def answering_mailbox(conversation: Conversation) -> str:
    """An address of ours to which a department may answer by mail: the conversation's own, its brand's, any; "" for none."""
    return reading_mailbox(account_id=conversation.account_id, brand_id=conversation.brand_id)


def consultation_rows() -> dict[str, ArraySubquery]:
    """Annotations of a conversation: what was asked about it, and answers to others that hold for it too.

    Two, for of "asked about it, or shared with it" the planner makes a look at everything ever asked.
    """
    asked = Consultation.objects.filter(conversation=OuterRef("pk"))
    shared = SharedAnswer.objects.filter(conversation=OuterRef("pk"))
    return {
        "asked_rows": ArraySubquery(asked.order_by("at").values(json=_row("", at="at"))),
        "shared_rows": ArraySubquery(
            shared.order_by("at").values(json=_row("consultation__", at="at"))
        ),
    }


def _row(where: str, *, at: str) -> JSONObject:
    """What a turn is made of; `where` leads to the consultation, `at` is when it stands."""
    return JSONObject(
        id=f"{where}pk",
        team=f"{where}team_name",
        by=f"{where}asked_by__name",
        question=f"{where}question",
        at=at,
        due_at=f"{where}due_at",
        state=f"{where}state",
        answer=f"{where}answer",
        answered_by=f"{where}answered_by__name",
        ended_at=f"{where}ended_at",
    )


def consultation_turns(c: Conversation) -> list[TurnView]:
    asked: list[dict[str, Any]] = c.asked_rows  # type: ignore[attr-defined]
    shared: list[dict[str, Any]] = c.shared_rows  # type: ignore[attr-defined]
    return [_turn(row, is_shared=False) for row in asked] + [
        _turn(row, is_shared=True) for row in shared
    ]


def _turn(row: dict[str, Any], *, is_shared: bool) -> TurnView:
    at, due_at = moment_of(row["at"]), moment_of(row["due_at"])
    assert at is not None
    assert due_at is not None
    who = row["by"] or "Somebody who left"
    return TurnView(
        kind="consultation",
        id=f"consultation-{row['id']}",
        at=at,
        who=who,
        initials=initials(who),
        hue=0,
        text=row["question"],
        is_public=False,
        consultation=ConsultationView(
            id=row["id"],
            team=row["team"],
            state=row["state"],
            due_at=due_at,
            answer=row["answer"],
            answered_by=row["answered_by"] or "",
            ended_at=moment_of(row["ended_at"]),
            is_shared=is_shared,
        ),
    )


def _listed(found: Any, *, done: int) -> list[Consultation]:
    found = found.select_related("conversation__account", "team", "asked_by", "answered_by")
    still = found.filter(state=State.OPEN).order_by("due_at", "pk")
    return [*still, *found.exclude(state=State.OPEN).order_by("-ended_at")[:done]]
