"""Every read of this room worth a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import QuerySet

from rapport.ledger.prepared import Prepared
from rapport.voice.approvals import (
    approval,
    approval_rules,
    approval_rules_for,
    approvals_of,
    approvals_waiting,
    approvers,
    is_newcomer,
    may_approve,
    rules_stand,
    waits_for_approval,
    weighs_enough,
)
from rapport.voice.checking import check_surely as check_draft
from rapport.voice.contract import Draft, DraftContext, Finding, StatementText
from rapport.voice.filling import VARIABLES, Filled, fill, first_name
from rapport.voice.memory import with_memory
from rapport.voice.models import Promise, SavedReply, Statement
from rapport.voice.moments import wrong_moments
from rapport.voice.promising import FoundPromise, promises_in
from rapport.workspace.models import Brand

# How variables are filled is asked here by the rooms above.
__all__ = [
    "VARIABLES",
    "Filled",
    "FoundPromise",
    "approval",
    "approval_rules",
    "approval_rules_for",
    "approvals_of",
    "approvals_waiting",
    "approvers",
    "broken_promises",
    "check",
    "fill",
    "first_name",
    "is_newcomer",
    "may_approve",
    "open_promises",
    "promises_due",
    "promises_in",
    "promises_newly_broken",
    "promises_of",
    "promises_to_remind_of",
    "rules_stand",
    "saved_replies",
    "saved_reply",
    "statement",
    "statements",
    "valid_statements",
    "versions",
    "waits_for_approval",
    "weighs_enough",
]


def statements(brand: Brand | None = None) -> QuerySet[Statement]:
    """The latest version of each statement that was not withdrawn."""
    latest = Statement.objects.filter(withdrawn_at=None, replaced_by=None).select_related(
        "owner", "brand"
    )
    latest = latest.order_by("topic", "pk")
    return latest.filter(brand=brand) if brand is not None else latest


_VERSIONS = Prepared(
    lambda brand: Statement.objects.filter(brand_id=brand).select_related("owner").order_by("pk"),
    brand=int,
)


def valid_statements(brand_id: int, *, today: date) -> list[StatementText]:
    """What the brand holds true today, as the check takes it.

    A version that begins later does not end the one before it until then.
    """
    by_id: dict[int, Statement] = {version.pk: version for version in _VERSIONS(brand=brand_id)}
    replaced = {version.replaces_id for version in by_id.values()}
    latest = [version for version in by_id.values() if version.pk not in replaced]
    holding = [_holding(version, by_id, today) for version in latest]
    return [
        StatementText(
            id=s.pk,
            text=s.text,
            topic=s.topic,
            since=s.valid_from,
            until=s.valid_until,
            owner=s.owner.name if s.owner else "",
        )
        for s in holding
        if s is not None
    ]


def _holding(latest: Statement, by_id: Mapping[int, Statement], today: date) -> Statement | None:
    """The newest version that has begun, unless it is over or the statement was withdrawn."""
    if latest.withdrawn_at is not None:
        return None
    version: Statement | None = latest
    while version is not None and version.valid_from is not None and version.valid_from > today:
        version = by_id.get(version.replaces_id or 0)
    if version is None or (version.valid_until is not None and version.valid_until < today):
        return None
    return version


def statement(statement_id: int) -> Statement | None:
    """One statement, whichever version, with what its page shows."""
    found = Statement.objects.select_related("owner", "brand", "created_by")
    return found.filter(pk=statement_id).first()


def versions(statement: Statement) -> list[Statement]:
    """A statement's history, newest first."""
    chain = [statement]
    while (older := chain[-1].replaces) is not None:
        chain.append(older)
    return chain


def check(draft: Draft, context: DraftContext) -> list[Finding]:
    """The check before anything goes out, in the order of the text. Writes nothing. Three statements."""
    today = context.today
    remembered = with_memory(draft, context)
    found = wrong_moments(context)
    found += check_draft(remembered, valid_statements(context.brand_id, today=today), today=today)
    return found


def check_recorded(
    draft: Draft, *, brand_id: int, today: date, besides: Sequence[StatementText] = ()
) -> list[Finding]:
    """The same of an answer to a recorded case, which goes nowhere and has no history. Writes nothing. One statement.

    `besides`: what holds in the case, with ids below 0. Where the brand says otherwise, the case is right.
    """
    holding = valid_statements(brand_id, today=today)
    said = [Draft(text=one.text) for one in besides]
    apart = {found.statement_id for one in said for found in check_draft(one, holding, today=today)}
    holding = [*besides, *(one for one in holding if one.id not in apart)]
    return check_draft(draft, holding, today=today)


def open_promises(person_ids: Iterable[int]) -> QuerySet[Promise]:
    """What is owed, the earliest due first."""
    owed = Promise.objects.filter(person_id__in=list(person_ids), state=Promise.State.OPEN)
    return owed.order_by("due_at")


def promises_of(person_id: int, *, limit: int = 20) -> list[Promise]:
    return list(Promise.objects.filter(person_id=person_id).order_by("-due_at")[:limit])


def broken_promises(*, now: datetime) -> QuerySet[Promise]:
    """Due and not settled."""
    return Promise.objects.filter(state=Promise.State.OPEN, due_at__lt=now)


def promises_to_remind_of(*, now: datetime) -> QuerySet[Promise]:
    """Not due yet, but soon enough to be kept now, and not brought back before."""
    owed = Promise.objects.filter(state=Promise.State.OPEN, due_at__gt=now)
    return owed.filter(remind_at__lte=now, reminded_at=None)


def promises_newly_broken(*, now: datetime) -> QuerySet[Promise]:
    return broken_promises(now=now).filter(broken_told_at=None, remind_at__isnull=False)


def promises_due(*, now: datetime, until: datetime) -> QuerySet[Promise]:
    return Promise.objects.filter(state=Promise.State.OPEN, due_at__gte=now, due_at__lt=until)


def saved_replies(brand_id: int | None = None) -> QuerySet[SavedReply]:
    """With their texts, in the team's order; of one brand, or of all. Two statements."""
    found = SavedReply.objects.select_related("brand", "gives_to").prefetch_related("texts")
    found = found.order_by("brand_id", "position", "pk")
    return found if brand_id is None else found.filter(brand_id=brand_id)


def saved_reply(reply_id: int) -> SavedReply | None:
    return saved_replies().filter(pk=reply_id).first()
