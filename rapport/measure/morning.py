"""The morning: what happened since yesterday's, whom we owe, what was promised, what was praised, one number.

Every figure has its list in `measure.morning_lists`, counted by the same conditions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import JSONObject

from rapport.converse.models import Conversation, Turn
from rapport.converse.queries import FirstTimes, first_times, is_late, network_name
from rapport.ledger.models import StoredFact
from rapport.listen.models import Message
from rapport.measure import definitions as words
from rapport.measure.definitions import Definition
from rapport.voice.models import Promise
from rapport.workspace.models import Organisation, Purpose
from rapport.workspace.queries import purposes

# Lists on the page and in the mail; the figures open the whole of them.
SHOWN = 6
# Figures above it say "99+".
MORNING_AT_MOST = 100
PROMISES_AT_MOST = 500
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
class Promised:
    """`text` and the person are for the screen alone."""

    id: int
    person_id: int
    text: str
    due_at: datetime
    state: str

    @property
    def is_open(self) -> bool:
        return self.state == Promise.State.OPEN


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
    """`since` to `until` is what happened; what is owed is as of now. `late_count` and `praise_count` stop at 100."""

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
    broken: Sequence[Promised]
    due_today: Sequence[Promised]
    praise: Sequence[Praised]
    praise_count: int
    purpose: PurposeNumber | None

    @property
    def was_silent(self) -> bool:
        """Nobody wrote and nothing of ours happened."""
        return not (self.messages or self.answered or self.breached or self.danger)


def look_at_morning(since: datetime, until: datetime, *, zone: str, now: datetime) -> Morning:
    """Three statements, however much there is."""
    wrote, messages, peak, happened = _counted(since, until)
    times = first_times(since, until, now=now)
    lists = _lists(since, until, zone=zone, now=now)
    late = [_waiting(one) for one in lists["late"]]
    promises = sorted((_promised(one) for one in lists["promises"]), key=lambda one: one.due_at)
    praise = [_praised(one) for one in lists["praise"]]
    return Morning(
        since=since,
        until=until,
        wrote=wrote,
        messages=messages,
        peak=peak,
        answered=happened.get(ANSWERED, 0),
        breached=happened.get(BREACHED, 0),
        danger=happened.get(DANGER, 0),
        times=times,
        late=late[:SHOWN],
        late_count=len(late),
        broken=[one for one in promises if one.is_open and one.due_at < now],
        due_today=[one for one in promises if one.is_open and one.due_at >= now],
        praise=praise[:SHOWN],
        praise_count=len(praise),
        purpose=_purpose(lists["purposes"], times, promises, since=since, until=until),
    )


def written(since: datetime, until: datetime) -> QuerySet[Turn]:
    """What customers said to us in a time."""
    said = Turn.objects.filter(at__gte=since, at__lt=until, message__is_own=False)
    return said.exclude(conversation__status=Conversation.Status.PAST)


def late_ones(now: datetime) -> QuerySet[Conversation]:
    """Those whom we owe an answer whose time is over, who waits longest first."""
    waits = Conversation.objects.filter(is_late(now), status=Conversation.Status.OPEN)
    return waits.order_by("waiting_since", "pk")


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
    return said.order_by("-created_at", "-pk")


def facts_between(since: datetime, until: datetime, kinds: Sequence[str]) -> QuerySet[StoredFact]:
    """Of conversations; a practice of danger and a sign without words are none of them."""
    found = StoredFact.objects.filter(at__gte=since, at__lt=until, kind__in=kinds)
    said = ~Q(kind=ANSWERED) | Q(payload__kind="reply")
    real = ~Q(kind=DANGER) | Q(payload__is_practice=False)
    return found.filter(said, real, payload__conversation_id__isnull=False)


def _counted(since: datetime, until: datetime) -> tuple[int, int, Peak | None, dict[str, int]]:
    """People, messages, the hour that stood out, and conversations by kind of fact. One statement."""
    said, of_said = _sql(written(since, until).values("conversation__person_id", "at"))
    kinds = [ANSWERED, BREACHED, DANGER]
    facts = facts_between(since, until, kinds).values("kind", "payload__conversation_id")
    facts_sql, of_facts = _sql(facts)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT '' AS kind, date_trunc('hour', said.at) AS hour, count(*), count(DISTINCT said.person)
                  FROM ({said}) AS said (person, at) GROUP BY ROLLUP (2)
                UNION ALL
                SELECT facts.kind, NULL, count(DISTINCT facts.conversation), 0
                  FROM ({facts_sql}) AS facts (kind, conversation) GROUP BY 1""",  # noqa: S608  made by the ORM
            [*of_said, *of_facts],
        )
        rows = cursor.fetchall()
    happened = {kind: n for kind, _hour, n, _who in rows if kind}
    messages, people = next(
        ((n, who) for kind, at, n, who in rows if not kind and at is None), (0, 0)
    )
    hours = [(n, hour) for kind, hour, n, _who in rows if not kind and hour is not None]
    return people, messages, _peak(hours, messages, length=until - since), happened


def _sql(found: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    sql, params = found.query.sql_with_params()
    return sql, tuple(params)


def _peak(hours: Sequence[tuple[int, datetime]], total: int, *, length: timedelta) -> Peak | None:
    if not hours:
        return None
    most, begins = max(hours)
    others = max(1.0, length.total_seconds() / 3600 - 1)
    stands_out = most >= PEAK_MESSAGES and most >= PEAK_TIMES * (total - most) / others
    return Peak(begins, most) if stands_out else None


def _lists(
    since: datetime, until: datetime, *, zone: str, now: datetime
) -> dict[str, list[dict[str, Any]]]:
    """What is owed, promised and praised, and the purposes: as JSON, in one statement."""
    author = "last_customer_message__author__"
    late = late_ones(now).values(
        json=JSONObject(
            id="pk",
            network="account__network",
            since="waiting_since",
            opened="opened_at",
            name=f"{author}display_name",
            handle=f"{author}name",
            title="last_customer_message__title",
            say="last_customer_message__text",
        )
    )
    promised = promises_between(since, until, zone=zone, now=now).values(
        json=JSONObject(id="pk", person="person_id", text="text", due="due_at", state="state")
    )
    praise = praise_said(since, until).values(
        json=JSONObject(
            id="turn__conversation",
            network="network",
            name="author__display_name",
            handle="author__name",
            text="text",
            at="created_at",
        )
    )
    held = purposes().values(
        json=JSONObject(sentence="sentence", measure="measure", target="target")
    )
    row: Any = Organisation.objects.values(
        late=ArraySubquery(late[:MORNING_AT_MOST]),
        # Should there be more, the oldest broken ones are left out.
        promises=ArraySubquery(promised.order_by("-due_at", "pk")[:PROMISES_AT_MOST]),
        praise=ArraySubquery(praise[:MORNING_AT_MOST]),
        purposes=ArraySubquery(held[:MORNING_AT_MOST]),
    ).first()
    return row or {"late": [], "promises": [], "praise": [], "purposes": []}


def promises_between(
    since: datetime, until: datetime, *, zone: str, now: datetime
) -> QuerySet[Promise]:
    """What is broken, due today, or fell due in the time told of. The earliest due first."""
    local = now.astimezone(ZoneInfo(zone))
    tomorrow = datetime.combine(local.date() + timedelta(days=1), time(), tzinfo=local.tzinfo)
    still = Q(state=Promise.State.OPEN, due_at__gte=now - _BROKEN_BACK, due_at__lt=tomorrow)
    fell_due = Q(due_at__gte=since, due_at__lt=until)
    return Promise.objects.filter(still | fell_due).order_by("due_at", "pk")


def _purpose(
    held: Sequence[dict[str, Any]],
    times: FirstTimes,
    promises: Sequence[Promised],
    *,
    since: datetime,
    until: datetime,
) -> PurposeNumber | None:
    """The first that has a measure, else the first; None where none was written."""
    chosen = next((one for one in held if one["measure"]), held[0] if held else None)
    if chosen is None:
        return None
    fell_due = [
        one
        for one in promises
        if since <= one.due_at < until and one.state != Promise.State.RELEASED
    ]
    shares = {
        "": (0, 0),
        Purpose.Measure.ACKNOWLEDGED: (times.acknowledged, times.acknowledged_cases),
        Purpose.Measure.ANSWERED: (times.answered, times.answered_cases),
        Purpose.Measure.PROMISES: (sum(not one.is_open for one in fell_due), len(fell_due)),
    }
    part, whole = shares[chosen["measure"]]
    measure = words.OF_PURPOSES.get(chosen["measure"])
    return PurposeNumber(chosen["sentence"], measure, part, whole, chosen["target"])


def _waiting(one: dict[str, Any]) -> Waiting:
    return Waiting(
        conversation_id=one["id"],
        network=network_name(one["network"]),
        since=datetime.fromisoformat(one["since"] or one["opened"]),
        who=one["name"] or one["handle"] or "",
        say=_one_line(one["say"] or one["title"] or "", 200),
    )


def _promised(one: dict[str, Any]) -> Promised:
    due_at = datetime.fromisoformat(one["due"])
    return Promised(one["id"], one["person"], one["text"], due_at, one["state"])


def _praised(one: dict[str, Any]) -> Praised:
    return Praised(
        conversation_id=one["id"],
        network=network_name(one["network"]),
        who=one["name"] or one["handle"] or "",
        text=_one_line(one["text"], 280),
        at=datetime.fromisoformat(one["at"]),
    )


def _one_line(text: str, most: int) -> str:
    said = " ".join(text.split())
    return said if len(said) <= most else said[: most - 1].rstrip() + "…"
