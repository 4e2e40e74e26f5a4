"""Counting a day of an account against what the network lists, and noting when we listened.

Definitions, in one place (docs/health.md says them to operators):
- *expected*: posts of that account and day which the network lists now and which `receive` would keep. Of a place
  those that match a query; a query counts for what was written since its present text stands.
- *held*: those of them that are stored. *missing*: those that are not.
- *late*: held, written while listening to the account was interrupted for more than SILENCE, and heard only after it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, F, Q

from rapport.channels.contract import Ability, InboundPost, Page
from rapport.channels.models import Account
from rapport.channels.registry import abilities_of
from rapport.ledger.actions import notify_browsers
from rapport.listen import storing
from rapport.listen.actions.backfilling import SILENT_SECONDS
from rapport.listen.actions.receiving import receive
from rapport.listen.colleagues import without_colleagues
from rapport.listen.errors import CannotCount
from rapport.listen.matching import LISTENING
from rapport.listen.models import (
    DayAudit,
    Identity,
    ListeningSpan,
    Message,
    QueryVersion,
    Sighting,
)
from rapport.listen.reading_in import only_ours, storable
from rapport.listen.staff_answers import staff_token
from rapport.people.queries import erased_among

State = DayAudit.State
# Shorter silences are the life of a network: a dropped stream, a restart, a slow minute.
SILENCE = timedelta(minutes=2)
# Yesterday is counted a little after its end, so that what was written at midnight has arrived.
DUE_AFTER = timedelta(minutes=30)

Gap = tuple[datetime, datetime]


@transaction.atomic
def note_listening(account_id: int, *, now: datetime) -> datetime:
    """The account was heard, or is being listened to, at this moment. Safe to repeat.

    What is polled is listened to while it waits for its turn. Returns since when it is, without interruption.
    """
    account = Account.objects.only("poll_seconds").get(pk=account_id)
    latest = ListeningSpan.objects.select_for_update().filter(account_id=account_id, is_latest=True)
    span = latest.first()
    if span is not None:
        allowed = SILENCE + timedelta(seconds=account.poll_seconds or 0)
        if now - span.until_at <= allowed:
            latest.filter(until_at__lt=now).update(until_at=now)
            return span.began_at
        latest.update(is_latest=False)
    ListeningSpan.objects.create(account_id=account_id, began_at=now, until_at=now)
    return now


@transaction.atomic
def ask_audit(
    account: Account, day: date, *, now: datetime, fetches_again: bool = False
) -> DayAudit:
    """Have a day counted, or counted anew; `fetches_again` stores what is missing. Raises CannotCount.

    The collector asks the network; where that can tell nothing, what we hold is counted at once.
    """
    if day > now.astimezone(UTC).date():
        raise CannotCount("This day lies ahead. Choose today or an earlier one.")
    asked = {
        "state": State.WAITING,
        "reason": "",
        "fetches_again": fetches_again,
        "asked_at": now,
        "worked_at": None,
    }
    audit, _ = DayAudit.objects.update_or_create(account=account, day=day, defaults=asked)
    if not lists_its_past(account):
        count_what_we_hold(audit, now=now)
    notify_browsers("audit", [audit.pk])
    return audit


def lists_its_past(account: Account) -> bool:
    return Ability.PAST in abilities_of(account.network)


@transaction.atomic
def plan_audits(account_ids: Sequence[int], *, now: datetime) -> int:
    """Yesterday's count for each of these accounts, once it is due. Safe to repeat.

    Places that bring a whole network are counted only when somebody asks: it costs a day of its traffic.
    """
    day = (now.astimezone(UTC) - DUE_AFTER).date() - timedelta(days=1)
    planned = Account.objects.filter(
        pk__in=list(account_ids), created_at__lt=datetime(day.year, day.month, day.day, tzinfo=UTC)
    ).exclude(day_audits__day=day)
    rows = [
        DayAudit(account=account, day=day, asked_at=now)
        for account in planned
        if not _brings_everything(account)
    ]
    DayAudit.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _brings_everything(account: Account) -> bool:
    return account.is_place and Ability.STREAM in abilities_of(account.network)


@transaction.atomic
def take_audits(account_ids: Sequence[int], *, now: datetime) -> list[int]:
    """Days of these accounts that wait to be counted; they are this reader's from now on."""
    silent = Q(worked_at=None) | Q(worked_at__lt=now - timedelta(seconds=SILENT_SECONDS))
    free = DayAudit.objects.select_for_update(skip_locked=True).filter(
        silent, account_id__in=list(account_ids), state__in=[State.WAITING, State.COUNTING]
    )
    taken = list(free.values_list("pk", flat=True))
    DayAudit.objects.filter(pk__in=taken).update(worked_at=now, state=State.COUNTING)
    return taken


@dataclass(slots=True)
class DayCount:
    """One count of one day, in memory: begun anew after an interruption, for counting changes nothing."""

    expected: set[str] = field(default_factory=set)
    missing: set[str] = field(default_factory=set)
    late: set[str] = field(default_factory=set)
    fetched: int = 0


@transaction.atomic
def count_page(audit: DayAudit, page: Page, count: DayCount, *, now: datetime) -> None:
    """Compare one page of the day's past with what we hold, and store it again where that was asked for."""
    told = {post.key: post for post in page.posts}  # of a post told twice the last counts
    gone = {key for key, post in told.items() if post.deleted}
    count.expected -= gone
    count.missing -= gone
    posts = _expected(audit, told.values(), known=count.expected, now=now)
    created = {post.key: post.created_at or now for post in posts}
    heard = _heard(audit.account.home, created)
    missing = _missing(audit.account, posts, heard)
    if missing and audit.fetches_again:
        _drop_bare_identities(audit.account.home, missing)
        # The cursor of a past is never the account's.
        receive(audit.account, replace(page, cursor=""), now=now)
        heard = _heard(audit.account.home, created)
        still = missing - heard.keys()
        count.fetched += len(missing) - len(still)
        missing = still
    count.expected |= heard.keys() | missing
    count.missing = (count.missing - heard.keys()) | missing
    gaps = interruptions(audit.account_id, since=audit.since, until=audit.until)
    count.late |= {key for key, at in heard.items() if _is_late(created[key], at, gaps)}
    DayAudit.objects.filter(pk=audit.pk).update(worked_at=now)


def _expected(
    audit: DayAudit, posts: Iterable[InboundPost], *, known: set[str], now: datetime
) -> list[InboundPost]:
    """Those of a page that belong to the day and that `receive` would keep; each once."""
    sifted = [storable(post, now=now) for post in posts if not post.deleted]
    by_key = {
        post.key: post
        for post in sifted
        if isinstance(post, InboundPost)
        and post.created_at
        and audit.since <= post.created_at < audit.until
    }
    of_customers = [post for post in by_key.values() if not staff_token(post)]
    found, _of_colleagues = without_colleagues(audit.account, of_customers)
    wanted = _wanted_then(audit.account, found, now=now)
    if audit.account.is_place:
        return [post for post in found if post.key in wanted]
    held = storing.known_keys(audit.account.home, found) | known
    return only_ours(found, known_keys=held, wanted=wanted)


def _wanted_then(account: Account, posts: Sequence[InboundPost], *, now: datetime) -> set[str]:
    """Keys of posts that a query matches whose present text stood when they were written."""
    matched = LISTENING.match(account, posts, now=now)
    query_ids = {query_id for ids in matched.values() for query_id in ids}
    stood = dict(
        QueryVersion.objects.filter(query_id__in=query_ids, number=F("query__version"))
        .values_list("query_id", "at")
        .order_by()
    )
    created = {post.key: post.created_at or now for post in posts}
    return {
        key
        for key, ids in matched.items()
        if any(query_id in stood and stood[query_id] <= created[key] for query_id in ids)
    }


def _heard(network: str, keys: Collection[str]) -> dict[str, datetime]:
    """When each of these was heard; those we do not hold are absent. One statement."""
    held = Message.objects.filter(identity__network=network, identity__remote_key__in=list(keys))
    return dict(held.values_list("identity__remote_key", "received_at"))


def _missing(account: Account, posts: Sequence[InboundPost], heard: Collection[str]) -> set[str]:
    """Not held, and not by somebody who was erased: their posts are never stored again."""
    writers = {
        post.key: (account.home, post.author.remote_id)
        for post in posts
        if post.key not in heard and post.author
    }
    erased = erased_among(set(writers.values())) if writers else set()
    return {key for key, identity in writers.items() if identity not in erased}


def _drop_bare_identities(network: str, keys: Collection[str]) -> None:
    """An identity whose message is gone would have the post taken for one we hold."""
    Identity.objects.filter(network=network, remote_key__in=list(keys), message=None).delete()


def interruptions(account_id: int, *, since: datetime, until: datetime) -> list[Gap]:
    """When the account was not listened to between its first and its latest span, as far as that lies in the time."""
    spans = ListeningSpan.objects.filter(account_id=account_id).order_by("began_at", "pk")
    rows = list(spans.values_list("began_at", "until_at"))
    gaps = [(rows[i][1], rows[i + 1][0]) for i in range(len(rows) - 1)]
    return [(start, end) for start, end in gaps if start < until and end > since]


def _is_late(created: datetime, heard: datetime, gaps: Iterable[Gap]) -> bool:
    return any(start <= created < end <= heard for start, end in gaps)


def count_what_we_hold(audit: DayAudit, *, now: datetime) -> None:
    """Where a network lists no past: what we heard of the day, and how much of it late. What is missing stays unknown."""
    late = Q(pk__in=[])
    for start, end in interruptions(audit.account_id, since=audit.since, until=audit.until):
        late |= Q(
            message__created_at__gte=start,
            message__created_at__lt=end,
            message__received_at__gte=end,
        )
    seen = Sighting.objects.filter(
        account_id=audit.account_id,
        message__created_at__gte=audit.since,
        message__created_at__lt=audit.until,
    )
    counted = seen.aggregate(held=Count("pk"), late=Count("pk", filter=late))
    _write(audit, held=counted["held"], late=counted["late"], expected=None, missing=0, now=now)


def finish_audit(audit: DayAudit, count: DayCount, *, now: datetime) -> None:
    _write(
        audit,
        held=len(count.expected) - len(count.missing),
        late=len(count.late & count.expected),
        expected=len(count.expected),
        missing=len(count.missing),
        now=now,
        fetched=F("fetched") + count.fetched,
    )


def fail_audit(audit_id: int, *, reason: str, now: datetime) -> None:
    """The last count stays, beside why this one came to nothing."""
    changed = DayAudit.objects.filter(pk=audit_id, state=State.COUNTING)
    changed.update(state=State.FAILED, reason=reason[:500], fetches_again=False)
    notify_browsers("audit", [audit_id])


def _write(audit: DayAudit, *, now: datetime, **figures: object) -> None:
    """Not where it was asked for once more meanwhile: then it is counted again."""
    done = {"state": State.DONE, "reason": "", "fetches_again": False, "checked_at": now}
    with transaction.atomic():
        DayAudit.objects.filter(pk=audit.pk, asked_at=audit.asked_at).update(**done, **figures)
        notify_browsers("audit", [audit.pk])
    audit.refresh_from_db()
