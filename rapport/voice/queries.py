"""Every read of this room worth a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import QuerySet

from rapport.ledger.prepared import rows_of
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
from rapport.voice.board_lines import as_statements, of_the_board
from rapport.voice.checking import check_surely as check_draft
from rapport.voice.checking import unread
from rapport.voice.checking.set_by_leads import as_set
from rapport.voice.contract import Draft, DraftContext, Finding, StatementText
from rapport.voice.filling import VARIABLES, Filled, fill, first_name, unknown_variables
from rapport.voice.heard import AT_MOST as HEARD_AT_MOST
from rapport.voice.heard import Heard, heard
from rapport.voice.holding import VERSIONS_SQL, Version, holding_today, without, words_for_now
from rapport.voice.memory import bearing_on
from rapport.voice.models import Caution, Promise, SavedReply, Statement
from rapport.voice.moments import wrong_moments
from rapport.voice.objections import (
    ENOUGH,
    KINDS,
    Tally,
    check_settings,
    doubts_of,
    objection,
    objections,
    reasons_given,
    tallies,
    thresholds,
)
from rapport.voice.promising import FoundPromise, promises_in
from rapport.workspace.models import Brand

# How variables are filled is asked here by the rooms above.
__all__ = [
    "ENOUGH",
    "HEARD_AT_MOST",
    "KINDS",
    "VARIABLES",
    "Filled",
    "FoundPromise",
    "Heard",
    "Tally",
    "apart_from",
    "approval",
    "approval_rules",
    "approval_rules_for",
    "approvals_of",
    "approvals_waiting",
    "approvers",
    "broken_promises",
    "cautions",
    "check",
    "check_settings",
    "doubts_of",
    "fill",
    "first_name",
    "heard",
    "holding_statements",
    "is_newcomer",
    "may_approve",
    "objection",
    "objections",
    "open_promises",
    "promises_due",
    "promises_in",
    "promises_newly_broken",
    "promises_of",
    "promises_to_remind_of",
    "reasons_given",
    "rules_stand",
    "saved_replies",
    "saved_reply",
    "statement",
    "statements",
    "tallies",
    "thresholds",
    "unknown_variables",
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


def valid_statements(brand_id: int, *, today: date) -> list[StatementText]:
    """What the brand holds true today, as the check takes it. One statement."""
    rows = rows_of(VERSIONS_SQL, [brand_id])
    return holding_today((Version.read(pk, told) for _, pk, told, _ in rows), today=today)


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
    """The check before anything goes out, in the order of the text. Writes nothing. One statement, two without the holds."""
    today = context.today
    bearing = bearing_on(draft, context)
    named = {one.statement_id for one in bearing.cautions}
    holding = holding_today(bearing.versions, today=today, going_on=named)
    holding += as_statements(bearing.board)
    cautions = [
        (one.reason, words_for_now(bearing.versions, one.statement_id, today=today))
        for one in bearing.cautions
    ]
    found = wrong_moments(draft, context, cautions=cautions, unanswered=bearing.unanswered)
    found += of_the_board(check_draft(bearing.draft, holding, today=today))
    found += unread(draft.text)
    return as_set(found, bearing.settings)


def apart_from(text: str, *, brand_id: int, today: date, besides: int = 0) -> list[StatementText]:
    """Statements of the brand that cannot hold beside this one, as far as the check sees. `besides`: a version of the one it replaces.

    One statement.
    """
    versions = [Version.read(pk, told) for _, pk, told, _ in rows_of(VERSIONS_SQL, [brand_id])]
    others = holding_today(without(versions, besides), today=today)
    holding = {one.id: one for one in others}
    found = check_draft(Draft(text, public=False), others, today=today)
    named = [one.statement_id for one in found if one.kind == "contradiction"]
    return [holding[pk] for pk in dict.fromkeys(named) if pk in holding]


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


def cautions(*, now: datetime) -> list[Caution]:
    """Those that stand, the latest first."""
    standing = Caution.objects.filter(lifted_at=None).exclude(until__lte=now)
    return list(standing.select_related("placed_by", "statement").order_by("-placed_at"))


def holding_statements() -> QuerySet[Statement]:
    """First words that stand ready for when something is going on."""
    return statements().filter(is_holding=True)


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
