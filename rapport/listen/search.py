"""Asking queries of stored messages: candidates by SQL, newest first, rechecked by the matcher."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import connection

from rapport.listen.documents import COLUMNS, of_message
from rapport.listen.models import Message
from rapport.query.matching import Matcher
from rapport.query.sql import candidates
from rapport.query.tree import Node

CHUNK = 500


def found_by(
    tree: Node, *, since: datetime, now: datetime, most: int | None = None
) -> list[Message]:
    """Stored messages of others that match, newest first, with their authors; `most` of them at most."""
    return list(islice(_found(tree, since, now), most))


def _found(tree: Node, since: datetime, now: datetime) -> Iterator[Message]:
    matcher = Matcher({0: tree})
    before, last = now + timedelta(days=2), 2**63 - 1
    while ids := _candidates(tree, since=since, before=before, last=last, now=now):
        messages = Message.objects.select_related("author").in_bulk([pk for pk, _ in ids])
        there = [messages[pk] for pk, _ in ids if pk in messages]
        answers = matcher.match_batch([of_message(m) for m in there], now=now)
        yield from (m for m, answer in zip(there, answers, strict=True) if answer)
        last, before = ids[-1]


def _candidates(
    tree: Node, *, since: datetime, before: datetime, last: int, now: datetime
) -> list[tuple[int, datetime]]:
    """The next 500, by time and id, so that no page is read twice however many are stored meanwhile."""
    condition, params = candidates(tree, COLUMNS, terms="d.terms", now=now)
    statement = f"""
        SELECT d.message_id, d.created_at FROM listen_searchdocument d
        JOIN listen_message m ON m.id = d.message_id
        WHERE ({condition}) AND NOT m.is_own AND m.scope = 'public' AND m.deleted_at IS NULL
          AND d.created_at >= %s AND (d.created_at, d.message_id) < (%s, %s)
        ORDER BY d.created_at DESC, d.message_id DESC LIMIT {CHUNK}
    """  # noqa: S608  the condition is made of our own columns; every value is a parameter
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, since, before, last])
        return list(cursor.fetchall())
