"""Stored queries and lists: kept with versions, switched, put away, and asked of what is stored already."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from procrastinate.contrib.django import app

from rapport.kit.text import fold
from rapport.ledger.actions import notify_browsers, publish
from rapport.ledger.locks import in_turn
from rapport.listen.errors import CannotListen, NoSuchQuery
from rapport.listen.events import QueryChanged
from rapport.listen.matching import Compiled
from rapport.listen.models import Mention, Query, QueryStamp, QueryVersion, StoredList
from rapport.listen.search import found_by
from rapport.query.checks import check_for_listening
from rapport.query.matching import Overrun
from rapport.query.tree import Node
from rapport.query.values import folded
from rapport.workspace.models import Brand, Member, Purpose

logger = logging.getLogger(__name__)

NAME_LENGTH = 80
# How far back a query is asked of stored messages when it begins to listen, and at most.
RERUN_DAYS = 30


@transaction.atomic
def keep_query(
    text: str,
    *,
    name: str,
    by: Member | None,
    now: datetime,
    query: Query | None = None,
    brand: Brand | None = None,
    purpose: Purpose | None = None,
    topic: str = "",
    is_listening: bool = True,
) -> Query:
    """Write a query down, or change it: each text is a version. Matchers take it up before their next page.

    Raises QueryError with its position, and CannotListen where it is no query to listen with or has no name.
    """
    in_turn("listen:queries")
    name = " ".join(name.split())[:NAME_LENGTH]
    if not name:
        raise CannotListen("The query has no name. Give it one that colleagues understand.")
    text = text.replace("\0", "").strip()
    tree = Compiled().resolved(text)
    if is_listening:
        _demand_listenable(tree)
    changes_text = query is None or query.text != text
    if query is None:
        query = Query(handle=_free_handle(name), created_by=by, created_at=now, version=0)
    query.name, query.text, query.is_listening = name, text, is_listening
    query.brand, query.purpose, query.topic = brand, purpose, topic.strip()[:NAME_LENGTH]
    query.changed_at = now
    goes_on = is_listening and query.set_aside_at is not None
    if goes_on:
        query.set_aside_at = None
    if changes_text:
        query.version += 1
    query.save()
    _demand_no_circle(query)
    if changes_text:
        QueryVersion.objects.create(query=query, number=query.version, text=text, member=by, at=now)
    _changed([query.pk], by=by, now=now)
    if goes_on or (changes_text and is_listening):
        rerun_soon(query.pk)
    return query


@transaction.atomic
def set_listening(query_id: int, *, is_listening: bool, by: Member | None, now: datetime) -> None:
    """Go on listening with a query, or stop; its mentions stay. Raises NoSuchQuery, QueryError, CannotListen."""
    query = _query(query_id)
    if is_listening:
        _demand_listenable(Compiled().resolved(query.text))
    was_set_aside = query.set_aside_at is not None
    query.is_listening, query.changed_at, query.set_aside_at = is_listening, now, None
    query.save(update_fields=["is_listening", "changed_at", "set_aside_at"])
    _changed([query.pk], by=by, now=now)
    if is_listening and was_set_aside:
        rerun_soon(query.pk)


@transaction.atomic
def set_queries_aside(overruns: Mapping[int, Overrun], *, now: datetime) -> None:
    """Stop listening with queries that take too much of the time of all. They can be let listen again, or changed.

    Safe to repeat, and by several collectors at once: the first writes down what it measured.
    """
    for query_id, overrun in sorted(overruns.items()):
        set_aside = Query.objects.filter(pk=query_id, is_listening=True).update(
            is_listening=False,
            changed_at=now,
            set_aside_at=now,
            set_aside_share=overrun.share,
            set_aside_microseconds=overrun.microseconds,
        )
        if set_aside:
            logger.warning("Query %s was set aside: too costly.", query_id)
            _changed([query_id], by=None, now=now)


@transaction.atomic
def archive_query(query_id: int, *, by: Member | None, now: datetime) -> None:
    """Put a query away; what it found stays. Raises NoSuchQuery, and CannotListen while another query names it."""
    query = _query(query_id)
    others = Query.objects.filter(archived_at=None, text__contains=f"@{query.handle}")
    for other in others.exclude(pk=query.pk):
        raise CannotListen(
            f"“{other.name}” uses @{query.handle}. Change it first, or stop listening instead."
        )
    query.is_listening, query.archived_at, query.changed_at = False, now, now
    query.save(update_fields=["is_listening", "archived_at", "changed_at"])
    _changed([query.pk], by=by, now=now)


@transaction.atomic
def keep_list(
    name: str,
    *,
    authors: Sequence[str],
    sites: Sequence[str],
    now: datetime,
    brand: Brand | None = None,
) -> StoredList:
    """Write a list of authors and sites down under a name; queries say list:NAME. Raises CannotListen.

    With a `brand`, its authors are the accounts that brand speaks with.
    """
    handle = _handle(name)
    if not handle:
        raise CannotListen("The list has no name. Use letters, digits and _.")
    kept, _ = StoredList.objects.update_or_create(
        name=handle,
        defaults={
            "authors": _each(authors),
            "folded_authors": [folded(one)[:300] for one in _each(authors)],
            "sites": _each(sites),
            "brand": brand,
            "changed_at": now,
        },
    )
    _stamp()
    return kept


@transaction.atomic
def drop_list(name: str, *, now: datetime) -> None:
    """Raises CannotListen while a query names it."""
    named = Query.objects.filter(archived_at=None, text__icontains=f"list:{name}").first()
    if named is not None:
        raise CannotListen(f"“{named.name}” uses list:{name}. Change it first.")
    StoredList.objects.filter(name=name).delete()
    _stamp()


def listen_again_to_the_past(query_id: int, *, now: datetime, days: int = RERUN_DAYS) -> int:
    """Ask a query of what is stored; returns how many mentions it has in that time. Safe to repeat."""
    query = Query.objects.filter(pk=query_id, archived_at=None).first()
    if query is None:
        return 0
    tree = Compiled().resolved(query.text)
    since = now - timedelta(days=days)
    found = found_by(tree, since=since, now=now)
    with transaction.atomic():
        still = Query.objects.select_for_update().filter(pk=query_id, text=query.text).first()
        if still is None:
            return 0  # changed meanwhile: the newer text asks for itself
        matched = {message.pk: message.created_at for message in found}
        stale = Mention.objects.filter(query=still, at__gte=since).exclude(message_id__in=matched)
        stale.delete()
        Mention.objects.bulk_create(
            [Mention(message_id=pk, query=still, at=at) for pk, at in sorted(matched.items())],
            ignore_conflicts=True,
            batch_size=1000,
        )
        notify_browsers("query", [query_id])
    return len(matched)


def rerun_soon(query_id: int) -> None:
    """By name, since the task's module calls this room's actions."""
    app.configure_task("listen.rerun_query", queue="slow").defer(query_id=query_id)


def _demand_listenable(tree: Node) -> None:
    for problem in check_for_listening(tree):
        raise CannotListen(f"{problem.message} {problem.remedy}")


def _demand_no_circle(query: Query) -> None:
    """With its new text in place no query may lead back to itself, nor any other become unreadable."""
    compiled = Compiled()
    compiled.resolved(query.text)
    if query.pk in compiled.broken:
        raise CannotListen(compiled.broken[query.pk])


def _changed(query_ids: Sequence[int], *, by: Member | None, now: datetime) -> None:
    _stamp()
    for query_id in query_ids:
        publish(QueryChanged(query_id, by.pk if by else None), now=now)
    notify_browsers("query", query_ids)


def _stamp() -> None:
    # The time, not a count: a number that a rolled-back change had must never come again for another one.
    QueryStamp.objects.update_or_create(pk=1, defaults={"number": time.time_ns()})


def _query(query_id: int) -> Query:
    found = Query.objects.select_for_update().filter(pk=query_id, archived_at=None).first()
    if found is None:
        raise NoSuchQuery("This query is not there. Somebody may have put it away.")
    return found


def _handle(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", fold(name[:200].replace(" ", "_"))).strip("_")[:50]


def _free_handle(name: str) -> str:
    wanted = _handle(name) or "query"
    taken = set(Query.objects.filter(handle__startswith=wanted).values_list("handle", flat=True))
    number = 1
    while (handle := wanted if number == 1 else f"{wanted}_{number}") in taken:
        number += 1
    return handle


def _each(lines: Sequence[str]) -> list[str]:
    return sorted({line.strip()[:300] for line in lines} - {""})
