"""The morning: what happened since yesterday's, whom we owe, what was promised, what was praised, one number.

Every figure has its list in `measure.morning_lists`, counted by the same conditions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q, QuerySet

from rapport.converse.models import Conversation, Turn
from rapport.converse.queries import FirstTimes, first_times, is_late, network_name
from rapport.ledger.models import StoredFact
from rapport.listen.models import Message
from rapport.measure import definitions as words
from rapport.measure.definitions import Definition
from rapport.voice.models import Promise
from rapport.workspace.models import Purpose
from rapport.workspace.queries import purposes

# Lists on the page and in the mail; the figures open the whole of them.
SHOWN = 6
# Figures above it say "99+".
COUNT_AT_MOST = 100
# Promises are kept no longer (see their retention).
_BROKEN_BACK = timedelta(days=730)
# An hour stands out from three times as many messages as the others have on average, and at least ten of them:
# in the demo's world an ordinary evening peak has twice the average.
PEAK_MESSAGES, PEAK_TIMES = 10, 3
BREACHED, ANSWERED, DANGER = (
    "converse.clock_breached",
    "converse.answer_sent",
    "workspace.phone_run_started",
)


@dataclass(frozen=True, slots=True)
class Peak:
    """An hour in which far more was written than in the others."""

    begins: datetime
    messages: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A conversation past its time. `who` and `say` are for the screen alone, never for a mail."""

    conversation_id: int
    network: str
    since: datetime
    who: str
    say: str


@dataclass(frozen=True, slots=True)
class Praised:
    """Said in public. `conversation_id` is the one it belongs to."""

    conversation_id: int
    network: str
    who: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PurposeNumber:
    """A purpose and the share it is judged by: `part` of `whole`, `target` in percent. `measure` None: none was chosen."""

    sentence: str
    measure: Definition | None
    part: int
    whole: int
    target: int | None

    @property
    def percent(self) -> int | None:
        return round(100 * self.part / self.whole) if self.whole else None


@dataclass(frozen=True, slots=True)
class Morning:
    """`since` to `until` is what happened; what is owed is as of now. Counts stop at 100."""

    since: datetime
    until: datetime
    wrote: int
    messages: int
    peak: Peak | None
    answered: int
    breached: int
    danger: int
    times: FirstTimes
    late: Sequence[Waiting]
    late_count: int
    broken: Sequence[Promise]
    due_today: Sequence[Promise]
    praise: Sequence[Praised]
    praise_count: int
    purpose: PurposeNumber | None

    @property
    def was_silent(self) -> bool:
        """Nobody wrote and nothing of ours happened."""
        return not (self.messages or self.answered or self.breached or self.danger)


def look_at_morning(since: datetime, until: datetime, *, zone: str, now: datetime) -> Morning:
    """Seven statements, however much there is."""
    wrote, messages, peak = _written(since, until)
    happened = _happened(since, until)
    times = first_times(since, until, now=now)
    late = list(late_ones(now)[:COUNT_AT_MOST])
    promises = list(promises_between(since, until, zone=zone, now=now)[:500])
    praise = list(praise_said(since, until)[:COUNT_AT_MOST])
    return Morning(
        since=since,
        until=until,
        wrote=wrote,
        messages=messages,
        peak=peak,
        answered=len(happened[ANSWERED]),
        breached=len(happened[BREACHED]),
        danger=len(happened[DANGER]),
        times=times,
        late=[_waiting(one) for one in late[:SHOWN]],
        late_count=len(late),
        broken=[one for one in promises if _is_open(one) and one.due_at < now],
        due_today=[one for one in promises if _is_open(one) and one.due_at >= now],
        praise=[_praised(one) for one in praise[:SHOWN]],
        praise_count=len(praise),
        purpose=_purpose(times, promises, since=since, until=until),
    )


def written(since: datetime, until: datetime) -> QuerySet[Turn]:
    """What customers said to us in a time."""
    said = Turn.objects.filter(at__gte=since, at__lt=until, message__is_own=False)
    return said.exclude(conversation__status=Conversation.Status.PAST)


def late_ones(now: datetime) -> QuerySet[Conversation]:
    """Those whom we owe an answer whose time is over, who waits longest first."""
    beside = ("account", "last_customer_message__author")
    waits = Conversation.objects.filter(is_late(now), status=Conversation.Status.OPEN)
    return waits.select_related(*beside).order_by("waiting_since", "pk")


def praise_said(since: datetime, until: datetime) -> QuerySet[Message]:
    """Praise said to us in public, the latest first; in words that are still there."""
    said = Message.objects.filter(
        created_at__gte=since,
        created_at__lt=until,
        reading__intent="praise",
        scope="public",
        is_own=False,
        deleted_at=None,
        turn__isnull=False,
    ).exclude(text="")
    return said.select_related("author", "turn").order_by("-created_at", "-pk")


def facts_between(since: datetime, until: datetime, kinds: Sequence[str]) -> QuerySet[StoredFact]:
    """Of conversations; a practice of danger and a sign without words are none of them."""
    found = StoredFact.objects.filter(at__gte=since, at__lt=until, kind__in=kinds)
    said = ~Q(kind=ANSWERED) | Q(payload__kind="reply")
    real = ~Q(kind=DANGER) | Q(payload__is_practice=False)
    return found.filter(said, real, payload__conversation_id__isnull=False)


def _written(since: datetime, until: datetime) -> tuple[int, int, Peak | None]:
    """People, messages, and the hour that stood out. One statement."""
    sql, params = (
        written(since, until).values("conversation__person_id", "at").query.sql_with_params()
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT date_trunc('hour', said.at), count(*), count(DISTINCT said.person)
                  FROM ({sql}) AS said (person, at) GROUP BY ROLLUP (1)""",  # noqa: S608  made by the ORM
            params,
        )
        rows = cursor.fetchall()
    total, people = next(((n, who) for hour, n, who in rows if hour is None), (0, 0))
    hours = [(n, hour) for hour, n, _who in rows if hour is not None]
    return people, total, _peak(hours, total, length=until - since)


def _peak(hours: Sequence[tuple[int, datetime]], total: int, *, length: timedelta) -> Peak | None:
    if not hours:
        return None
    most, begins = max(hours)
    others = max(1.0, length.total_seconds() / 3600 - 1)
    stands_out = most >= PEAK_MESSAGES and most >= PEAK_TIMES * (total - most) / others
    return Peak(begins, most) if stands_out else None


def _happened(since: datetime, until: datetime) -> dict[str, set[int]]:
    """The conversations of each kind of fact. One statement."""
    found: dict[str, set[int]] = {ANSWERED: set(), BREACHED: set(), DANGER: set()}
    facts = facts_between(since, until, list(found))
    for kind, conversation_id in facts.values_list("kind", "payload__conversation_id").distinct():
        found[kind].add(conversation_id)
    return found


def promises_between(
    since: datetime, until: datetime, *, zone: str, now: datetime
) -> QuerySet[Promise]:
    """What is broken, due today, or fell due in the time told of. The earliest due first."""
    local = now.astimezone(ZoneInfo(zone))
    tomorrow = datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=local.tzinfo)
    still = Q(state=Promise.State.OPEN, due_at__gte=now - _BROKEN_BACK, due_at__lt=tomorrow)
    fell_due = Q(due_at__gte=since, due_at__lt=until)
    return Promise.objects.filter(still | fell_due).order_by("due_at", "pk")


def _is_open(one: Promise) -> bool:
    return one.state == Promise.State.OPEN


def _purpose(
    times: FirstTimes, promises: Sequence[Promise], *, since: datetime, until: datetime
) -> PurposeNumber | None:
    """The first that has a measure, else the first; None where none was written. One statement."""
    held = list(purposes()[:COUNT_AT_MOST])
    chosen = next((one for one in held if one.measure), held[0] if held else None)
    if chosen is None:
        return None
    fell_due = [
        one
        for one in promises
        if since <= one.due_at < until and one.state != Promise.State.RELEASED
    ]
    shares = {
        Purpose.Measure.ACKNOWLEDGED: (times.acknowledged, times.acknowledged_cases),
        Purpose.Measure.ANSWERED: (times.answered, times.answered_cases),
        Purpose.Measure.PROMISES: (sum(not _is_open(one) for one in fell_due), len(fell_due)),
    }
    measure = words.OF_PURPOSES.get(chosen.measure)
    part, whole = shares[Purpose.Measure(chosen.measure)] if measure else (0, 0)
    return PurposeNumber(chosen.sentence, measure, part, whole, chosen.target)


def _waiting(c: Conversation) -> Waiting:
    message = c.last_customer_message
    author = message.author if message else None
    return Waiting(
        conversation_id=c.pk,
        network=network_name(c.account.network),
        since=c.waiting_since or c.opened_at,
        who=(author.display_name or author.name) if author else "",
        say=" ".join((message.text or message.title).split())[:200] if message else "",
    )


def _praised(message: Message) -> Praised:
    author = message.author
    return Praised(
        conversation_id=message.turn.conversation_id,
        network=network_name(message.network),
        who=(author.display_name or author.name) if author else "",
        text=" ".join(message.text.split())[:280],
        at=message.created_at,
    )
