"""The figures Pulse speaks from, and the simple pile-on line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Count, Q

from rapport.converse.contract import HourOfVoices, PileOn, WaitingSummary
from rapport.converse.models import Conversation
from rapport.converse.queries.inbox import is_late
from rapport.converse.queries.orders import NEEDS_ANSWER
from rapport.ledger.models import StoredFact
from rapport.ledger.prepared import rows_of
from rapport.voice.queries import broken_promises, promises_due
from rapport.workspace.queries import organisation

# The simple line: that many distinct people under one thread within that time. Chosen so that an ordinary
# lively thread of the demo world (at most nine people in two hours) does not raise it; "6 of 12" learns better.
PILE_ON_PEOPLE = 10
PILE_ON_MINUTES = 40
VOLUME_HOURS = 24


def pile_ons(*, now: datetime) -> tuple[PileOn, ...]:
    """Threads in which many distinct people spoke up lately, the largest first; one statement.

    `new_people`: first heard of by us within the same time. `minutes`: from the first of their voices to now.
    """
    since = now - timedelta(minutes=PILE_ON_MINUTES)
    # Some clocks of networks go wrong by less than a day.
    found = rows_of(_PILE_ONS, [since, since, now + timedelta(days=1), PILE_ON_PEOPLE])
    return tuple(
        PileOn(
            thread_id=thread_id,
            title=_title(text),
            people=people,
            new_people=fresh,
            minutes=max(1, round((now - first).total_seconds() / 60)),
            conversation_id=conversation_id,
        )
        for thread_id, people, fresh, first, text, conversation_id in found
    )


# Of every page: to plan it anew took ten times as long as to run it.
_PILE_ONS = """
  SELECT m.thread_id, count(DISTINCT h.person_id) AS people,
         count(DISTINCT h.person_id) FILTER (WHERE p.first_seen_at >= %s) AS fresh,
         min(m.created_at) AS first,
         (SELECT r.text FROM listen_message r JOIN listen_thread t ON t.id = m.thread_id
           WHERE r.thread_id = t.id ORDER BY (r.remote_key = t.root_key) DESC, r.created_at LIMIT 1),
         (SELECT min(c.id) FROM converse_conversation c
           WHERE c.thread_id = m.thread_id AND c.status IN ('open', 'waiting', 'quiet'))
    FROM listen_message m
    JOIN people_handle h ON h.id = m.author_id
    JOIN people_person p ON p.id = h.person_id
   WHERE m.created_at BETWEEN %s AND %s AND NOT m.is_own AND m.deleted_at IS NULL AND NOT h.is_ours
     AND m.scope = 'public'
GROUP BY m.thread_id
  HAVING count(DISTINCT h.person_id) >= %s
ORDER BY people DESC, m.thread_id LIMIT 5
"""


def waiting_summary(*, now: datetime) -> WaitingSummary:
    """Who waits, what is owed, what was done today. A fixed number of statements."""
    today = _midnight(now)
    late = is_late(now)
    here = Conversation.objects.filter(NEEDS_ANSWER)
    waiting = here.aggregate(
        waiting=Count("pk"),
        overdue=Count("pk", filter=late),
        praise=Count("pk", filter=Q(intent="praise")),
        danger=Count("pk", filter=Q(danger=True)),
    )
    oldest = here.order_by("waiting_since").values_list("waiting_since", flat=True)
    times = first_times(today, now, now=now)
    return WaitingSummary(
        waiting=waiting["waiting"],
        overdue=waiting["overdue"],
        praise_waiting=waiting["praise"],
        danger=waiting["danger"],
        broken_promises=broken_promises(now=now).count(),
        promises_due_today=promises_due(now=now, until=today + timedelta(days=1)).count(),
        oldest_at=oldest.first(),
        answered_today=StoredFact.objects.filter(
            kind="converse.answer_sent", at__gte=today
        ).count(),
        median_answer_minutes=times.median_answer_minutes,
        acknowledged_in_time=times.acknowledged,
        acknowledged_cases=times.acknowledged_cases,
        pile_ons=pile_ons(now=now),
        volume=_volume(now),
    )


@dataclass(frozen=True, slots=True)
class FirstTimes:
    """Of what opened in a period: signs and first answers in time, and the cases whose clock is decided."""

    acknowledged: int
    acknowledged_cases: int
    answered: int
    answered_cases: int
    median_answer_minutes: int | None


def first_times(since: datetime, until: datetime, *, now: datetime) -> FirstTimes:
    """Attainment of the acknowledge and the answer clock, and the median time to the first answer. One statement.

    Open and not yet due is left out, open and late is in (WORDS, "SLA attainment").
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FILTER (WHERE acknowledged_at <= acknowledge_due_at),
                      count(*) FILTER (WHERE acknowledge_due_at IS NOT NULL
                          AND (acknowledged_at IS NOT NULL OR acknowledge_due_at < %(now)s)),
                      count(*) FILTER (WHERE first_answered_at <= answer_due_at),
                      count(*) FILTER (WHERE answer_due_at IS NOT NULL
                          AND (first_answered_at IS NOT NULL OR answer_due_at < %(now)s)),
                      percentile_cont(0.5) WITHIN GROUP (
                          ORDER BY extract(epoch FROM first_answered_at - opened_at) / 60)
                          FILTER (WHERE first_answered_at IS NOT NULL AND acknowledge_due_at IS NOT NULL)
                 FROM converse_conversation
                WHERE opened_at >= %(since)s AND opened_at < %(until)s AND status NOT IN ('past', 'merged')""",
            {"since": since, "until": until, "now": now},
        )
        signs, sign_cases, answers, answer_cases, median = cursor.fetchone()
    usual = round(median) if median is not None else None
    return FirstTimes(signs, sign_cases, answers, answer_cases, usual)


def _volume(now: datetime) -> tuple[HourOfVoices, ...]:
    """By hour, the last 24, the running one last. A rough reading counts as heard, not as read (DESIGN section 10)."""
    last = now.replace(minute=0, second=0, microsecond=0)
    first = last - timedelta(hours=VOLUME_HOURS - 1)
    by_hour = {hour: HourOfVoices(hour, *counts) for hour, *counts in rows_of(_VOLUME, [first])}
    hours = [first + timedelta(hours=i) for i in range(VOLUME_HOURS)]
    return tuple(by_hour.get(hour, HourOfVoices(hour)) for hour in hours)


_VOLUME = """
  SELECT date_trunc('hour', m.created_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC',
         count(*) FILTER (WHERE NOT m.is_own), count(*) FILTER (WHERE m.is_own), count(r.message_id),
         count(*) FILTER (WHERE r.sentiment = 'negative'), count(*) FILTER (WHERE r.sentiment = 'positive')
    FROM listen_message m
    LEFT JOIN understand_reading r ON r.message_id = m.id AND NOT m.is_own AND r.gear = 'full' AND r.covered
   WHERE m.created_at >= %s GROUP BY 1
"""


def _midnight(now: datetime) -> datetime:
    house = organisation()
    local = now.astimezone(ZoneInfo(house.timezone if house else "UTC"))
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def _title(text: str | None) -> str:
    words = " ".join((text or "").split())
    return words if len(words) <= 60 else words[:59].rstrip() + "…"
