"""Saved views: which there are for a member, what each shows, and how many that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from rapport.converse.contract import Row, Tab
from rapport.converse.documents import loaded, which_hold
from rapport.converse.errors import NoSuchView
from rapport.converse.models import Conversation, View
from rapport.converse.queries.candidates import COLUMNS, Question, fields_in
from rapport.converse.queries.inbox import COUNT_AT_MOST, ROWS_AT_MOST, as_rows, shown_conversations
from rapport.converse.queries.orders import LIVE, TABS, Order, conversations
from rapport.converse.queries.searching import read
from rapport.query.errors import QueryError
from rapport.query.sql import Column, is_exact
from rapport.query.tree import Node
from rapport.workspace.models import Member
from rapport.workspace.queries import can

Status = Conversation.Status
# A view takes the order of one of these tabs, and no more of it.
ORDERS = (Tab.PRIORITY, Tab.CLOCK, Tab.NEWEST)
_CHUNK = 100
_COLUMNS = {
    **COLUMNS,
    # Where the message was erased nothing is claimed of it (`documents.document_for`).
    "is": Column(f"CASE WHEN m.id IS NOT NULL THEN {COLUMNS['is'].sql} END", is_array=True),
}
_TERMS = "COALESCE(d.terms, ''::tsvector)"
_FROM = """converse_conversation c
  LEFT JOIN listen_message m ON m.id = c.last_customer_message_id
  LEFT JOIN listen_searchdocument d ON d.message_id = c.last_customer_message_id
  LEFT JOIN people_handle h ON h.id = m.author_id
  LEFT JOIN understand_reading r ON r.message_id = c.last_customer_message_id
"""
_IS_LIVE = "c.status IN ('open', 'waiting', 'quiet') AND c.snoozed_until IS NULL"


def views_for(member: Member) -> list[View]:
    """The member's own, those of their teams, and those for all; in the order they were made. One statement."""
    if not can(member, "see"):
        return []
    theirs = Q(member=member) | Q(is_for_all=True) | Q(team__members=member)
    found = View.objects.filter(theirs, removed_at=None).select_related("team", "member")
    return list(found.distinct().order_by("pk"))


def view_for(member: Member, view_id: int) -> View:
    """Raises NoSuchView."""
    for view in views_for(member):
        if view.pk == view_id:
            return view
    raise NoSuchView("This view is gone, or was never yours to see.")


def may_change(view: View, member: Member) -> bool:
    """Whoever made it, and for what others see as well, a lead."""
    is_shared = view.is_for_all or view.team_id is not None
    return view.member_id == member.pk or (is_shared and can(member, "hold"))


def view_rows(
    member: Member,
    view: View,
    *,
    now: datetime,
    after: str = "",
    limit: int = ROWS_AT_MOST,
    only: Sequence[int] | None = None,
) -> list[Row]:
    """The conversations of a view in its order, from after that row; those that are not over, unless it asks for a status.

    Raises QueryError where the view cannot be read any more, as after a list it names was removed.
    """
    if not can(member, "see"):
        return []
    tree, order = read(view.text)[1], _order(view)
    found = _conversations(tree, now=now).filter(order.after(after)).order_by(*order.sql)
    if only is not None:
        found = found.filter(pk__in=list(only)[:ROWS_AT_MOST])
    ids = _holding(tree, found.values_list("pk", flat=True), limit=limit, now=now)
    rows = shown_conversations().filter(pk__in=ids).order_by(*order.sql)
    return as_rows(rows, order)


def view_cursor(view: View, row: Row) -> str:
    """Where the page after this row begins."""
    return _order(view).cursor(row.order)


def view_counts(views: Sequence[View], *, now: datetime) -> dict[int, int]:
    """How many each holds, up to 100 ("99+"); those that cannot be read are left out.

    One statement for all. Where words in a row or near each other are asked for, one more reads what may hold them.
    """
    trees = dict(_readable(views))
    if not trees:
        return {}
    of_live = {pk: tree for pk, tree in trees.items() if not _asks_status(tree)}
    counted = _Counting(now)
    for pk, tree in trees.items():
        counted.add(pk, tree, is_live=pk in of_live)
    found = counted.run()
    may_hold = {pk: ids for pk, (_, ids) in found.items() if ids is not None}
    rechecked = _rechecked(trees, may_hold, now=now)
    return {pk: rechecked.get(pk, min(count, COUNT_AT_MOST)) for pk, (count, _) in found.items()}


def _order(view: View) -> Order:
    """The order of its tab alone: which conversations it holds its query says."""
    tab = Tab(view.order) if view.order in ORDERS else Tab.PRIORITY
    return TABS[tab]


def _asks_status(tree: Node) -> bool:
    return any(one.name == "status" for one in fields_in(tree))


def _readable(views: Iterable[View]) -> Iterator[tuple[int, Node]]:
    for view in views:
        try:
            yield view.pk, read(view.text)[1]
        except QueryError:
            continue


def _conversations(tree: Node, *, now: datetime) -> QuerySet[Conversation]:
    question = Question.of(tree, now=now, columns=_COLUMNS, terms=_TERMS)
    condition, params = question.condition
    sql = f"SELECT c.id FROM {_FROM} {question.names_joined} WHERE ({condition})"  # noqa: S608  made of our own columns
    found = conversations().filter(pk__in=RawSQL(sql, [*question.names, *params]))  # noqa: S611
    if _asks_status(tree):
        return found
    return found.filter(status__in=LIVE, snoozed_until=None)


def _holding(tree: Node, ids: Any, *, limit: int, now: datetime) -> list[int]:
    """Of these, in their order, the first that hold."""
    if is_exact(tree, _COLUMNS):
        return list(ids[:limit])
    held: list[int] = []
    at = 0
    while len(held) < limit:
        chunk = list(ids[at : at + _CHUNK])
        some = loaded(chunk)
        answers = which_hold({0: tree}, some, now=now)
        good = {one.pk for one, answer in zip(some, answers, strict=True) if answer}
        held += [pk for pk in chunk if pk in good]
        at += _CHUNK
        if len(chunk) < _CHUNK:
            break
    return held[:limit]


def _rechecked(
    trees: dict[int, Node], may_hold: dict[int, list[int]], *, now: datetime
) -> dict[int, int]:
    wanted = {pk for ids in may_hold.values() for pk in ids}
    if not wanted:
        return dict.fromkeys(may_hold, 0)
    some = loaded(wanted)
    answers = which_hold({key: trees[key] for key in may_hold}, some, now=now)
    held = {one.pk: set(keys) for one, keys in zip(some, answers, strict=True)}
    return {key: sum(key in held.get(pk, ()) for pk in ids) for key, ids in may_hold.items()}


@dataclass
class _Part:
    key: int
    sql: str
    params: list[Any]


class _Counting:
    """One pass over what is not over counts every view of it; one that asks for a status looks for itself, up to 100."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.columns: list[_Part] = []
        self.joins: dict[str, str] = {}
        self.exact: dict[int, bool] = {}

    def add(self, key: int, tree: Node, *, is_live: bool) -> None:
        question = Question.of(tree, now=self.now, columns=_COLUMNS, terms=_TERMS)
        condition, params = question.condition
        self.exact[key] = is_exact(tree, _COLUMNS)
        if is_live:
            self.joins |= question.joined
            what = "count(*)" if self.exact[key] else "array_agg(c.id)"
            self.columns.append(_Part(key, f"{what} FILTER (WHERE {condition})", params))
            return
        inner = f"SELECT c.id FROM {_FROM} {question.names_joined} WHERE ({condition}) LIMIT {COUNT_AT_MOST}"  # noqa: S608  made of our own columns
        what = "count(*)" if self.exact[key] else "array_agg(those.id)"
        sql = f"(SELECT {what} FROM ({inner}) AS those)"  # noqa: S608
        self.columns.append(_Part(key, sql, [*question.names, *params]))

    def run(self) -> dict[int, tuple[int, list[int] | None]]:
        selected = ", ".join(part.sql for part in self.columns)
        joins = "\n".join(
            f"LEFT JOIN jsonb_to_recordset(%s) AS {name}(id bigint, words text[]) ON {name}.id = {column}"
            for name, (column, _) in self.joins_known().items()
        )
        statement = f"SELECT {selected} FROM {_FROM} {joins} WHERE {_IS_LIVE}"  # noqa: S608
        given = [param for part in self.columns for param in part.params]
        given += [told for _, told in self.joins_known().values()]
        with connection.cursor() as cursor:
            cursor.execute(statement, given)
            row = cursor.fetchone()
        return {
            part.key: self._read(part.key, value)
            for part, value in zip(self.columns, row, strict=True)
        }

    def joins_known(self) -> dict[str, tuple[str, str]]:
        return {name: (Question.column_of(name), told) for name, told in sorted(self.joins.items())}

    def _read(self, key: int, value: Any) -> tuple[int, list[int] | None]:
        if self.exact[key]:
            return int(value), None
        return 0, list(value or [])[:COUNT_AT_MOST]
