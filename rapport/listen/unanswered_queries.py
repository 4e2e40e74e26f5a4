"""Who asks for help on places we do not own, and whether anybody answered: us, a competitor, or nobody.

An answer to somebody is what another wrote in their thread, after them and in reply to them: to the message itself or to
a later one of theirs. What others tell each other further down is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rapport.listen.models import Mention, Message, Sighting

# What waited longer is no work of today any more.
UNANSWERED_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class RivalAnswer:
    """A competitor's first reply in a thread. `minutes` run from the thread's first mention to that reply."""

    name: str
    at: datetime
    minutes: int


def rival_handles() -> dict[int, str]:
    """Names of competitors by the ids of the handles they speak with: those on the lists kept for them. One statement.

    Case, accents and a leading @ change nothing, as in queries (`query.values.folded`).
    """
    with connection.cursor() as cursor:
        cursor.execute(_HANDLES)
        return dict(cursor.fetchall())


_HANDLES = """
SELECT h.id, b.name FROM listen_storedlist l
  JOIN workspace_brand b ON b.id = l.brand_id AND b.kind = 'competitor'
 CROSS JOIN LATERAL unnest(l.folded_authors) AS a(name)
  JOIN people_handle h ON h.folded_name = a.name AND h.folded_name <> ''
 ORDER BY l.id DESC
"""


def unanswered_elsewhere(
    rivals: Mapping[int, str], *, waited: timedelta, now: datetime
) -> QuerySet[Message]:
    """Mentions that ask for help, have waited so long, and have no answer by anybody but their writer."""
    answers = _answers().exclude(author=OuterRef("author"))
    return (
        _asking(rivals, now=now)
        .filter(~Exists(answers), created_at__lte=now - waited)
        .exclude(Exists(_by_rivals(rivals)))
    )


def answered_by_rivals(rivals: Mapping[int, str], *, now: datetime) -> QuerySet[Message]:
    """Mentions that ask for help and in whose threads a competitor spoke before we did."""
    ours = Message.objects.filter(
        thread=OuterRef("thread"),
        is_own=True,
        created_at__gte=OuterRef(OuterRef("created_at")),
        created_at__lt=OuterRef("created_at"),
    )
    return _asking(rivals, now=now).filter(Exists(_by_rivals(rivals).exclude(Exists(ours))))


def most_urgent_first(found: QuerySet[Message]) -> QuerySet[Message]:
    return found.order_by("-reading__danger", "-reading__urgency", "-created_at", "-pk")


def latest_first(found: QuerySet[Message]) -> QuerySet[Message]:
    return found.order_by("-created_at", "-pk")


def _asking(rivals: Mapping[int, str], *, now: datetime) -> QuerySet[Message]:
    """With author, reading and `known_replies`. What was said to an account of ours waits in the Inbox instead."""
    asks = Q(reading__needs_answer=True) | Q(reading__danger=True)
    to_us = Sighting.objects.filter(message=OuterRef("pk"), to_us=True)
    found = Message.objects.filter(
        asks,
        Exists(Mention.objects.filter(message=OuterRef("pk"))),
        ~Exists(to_us),
        is_own=False,
        scope="public",
        deleted_at=None,
        created_at__gte=now - UNANSWERED_WITHIN,
        author__is_ours=False,
    )
    if rivals:
        found = found.exclude(author_id__in=list(rivals))
    return found.select_related("author", "reading").annotate(known_replies=_replies())


def _answers() -> QuerySet[Message]:
    return Message.objects.filter(
        thread=OuterRef("thread"),
        parent__author=OuterRef("author"),
        created_at__gte=OuterRef("created_at"),
        deleted_at=None,
    )


def _by_rivals(rivals: Mapping[int, str]) -> QuerySet[Message]:
    return Message.objects.filter(
        thread=OuterRef("thread"),
        author_id__in=list(rivals),
        created_at__gte=OuterRef("created_at"),
        deleted_at=None,
    )


def _replies() -> Coalesce:
    """How many replies to the message itself we hold, whoever wrote them."""
    held = Message.objects.filter(parent=OuterRef("pk"), deleted_at=None).order_by()
    counted = held.values("parent").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def rival_answers(
    thread_ids: Sequence[int | None], rivals: Mapping[int, str]
) -> dict[int, RivalAnswer]:
    """The first reply of a competitor in each of these threads, from the thread's first mention on. One statement."""
    if not rivals or not thread_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_RIVALS, [[one for one in thread_ids if one], list(rivals)])
        return {
            thread_id: RivalAnswer(rivals[author_id], at, int((at - first).total_seconds() // 60))
            for thread_id, author_id, first, at in cursor.fetchall()
        }


_RIVALS = """
WITH heard AS (
    SELECT m.thread_id, min(m.created_at) AS first FROM listen_message m
     WHERE m.thread_id = ANY(%s) AND EXISTS (SELECT FROM listen_mention n WHERE n.message_id = m.id)
     GROUP BY m.thread_id)
SELECT DISTINCT ON (m.thread_id) m.thread_id, m.author_id, heard.first, m.created_at
  FROM heard JOIN listen_message m USING (thread_id)
 WHERE m.author_id = ANY(%s) AND m.created_at >= heard.first AND m.deleted_at IS NULL
 ORDER BY m.thread_id, m.created_at, m.id
"""
