"""What the Health pages read: counted days, interruptions, how much is heard, and what could not be read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Count, Max, QuerySet, Sum, Value
from django.db.models.functions import Left, TruncDate
from django.utils import timezone

from rapport.listen.actions.auditing import interruptions
from rapport.listen.models import DayAudit, ListeningSpan, Quarantined, Sighting

__all__ = [
    "Heard",
    "QuarantineGroup",
    "Unheard",
    "day_audit",
    "day_audits",
    "heard_by_account",
    "interruptions",
    "latest_quarantined",
    "quarantine_groups",
    "quarantined_like",
    "recent_interruptions",
    "unheard_by_account",
]
# "Usually" is the median of so many days before today.
USUAL_DAYS = 7
# Of an item that could not be read, so much is shown.
SHOWN_OF_RAW = 600
GROUPS_AT_MOST = 50


def day_audit(audit_id: int) -> DayAudit | None:
    return DayAudit.objects.select_related("account__brand").filter(pk=audit_id).first()


def day_audits(*, since: datetime) -> QuerySet[DayAudit]:
    """Counted days of all accounts, the latest first."""
    found = DayAudit.objects.filter(day__gte=since.date()).select_related("account")
    return found.order_by("-day", "account_id")


def recent_interruptions(*, since: datetime) -> list[tuple[int, datetime, datetime]]:
    """(account id, from, until) of all accounts, the latest first. One statement."""
    spans = ListeningSpan.objects.order_by("account_id", "began_at", "pk")
    found = []
    before: tuple[int, datetime] | None = None
    for account_id, began, until in spans.values_list("account_id", "began_at", "until_at"):
        if before is not None and before[0] == account_id and began > since:
            found.append((account_id, before[1], began))
        before = account_id, until
    return sorted(found, key=lambda gap: gap[2], reverse=True)


@dataclass(frozen=True, slots=True)
class Heard:
    """Messages seen through an account: today, on a usual day, and when the latest was written."""

    today: int
    usual: int
    latest: datetime


def heard_by_account(*, now: datetime) -> dict[int, Heard]:
    """By account; absent where nothing was written in a week. Days are those of the active time zone. One statement."""
    today = timezone.localtime(now).date()
    first = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    since = first - timedelta(days=USUAL_DAYS)
    recent = Sighting.objects.filter(message__created_at__gte=since).order_by()
    by_day = recent.annotate(day=TruncDate("message__created_at")).values("account_id", "day")
    counted: dict[int, dict[object, int]] = defaultdict(dict)
    latest: dict[int, datetime] = {}
    for row in by_day.annotate(n=Count("pk"), latest=Max("message__created_at")):
        account_id = row["account_id"]
        counted[account_id][row["day"]] = row["n"]
        latest[account_id] = max(row["latest"], latest.get(account_id, row["latest"]))
    before = [today - timedelta(days=n) for n in range(1, USUAL_DAYS + 1)]
    return {
        account_id: Heard(
            today=days.get(today, 0),
            usual=round(median(days.get(day, 0) for day in before)),
            latest=latest[account_id],
        )
        for account_id, days in counted.items()
    }


@dataclass(frozen=True, slots=True)
class Unheard:
    """Messages of an account that are missing by the latest counts, and items that could not be read."""

    missing: int = 0
    unread: int = 0


def unheard_by_account(*, since: datetime) -> dict[int, Unheard]:
    """Missing on the days since then, unread ever; absent where there is neither. One statement."""
    audits = DayAudit.objects.filter(day__gte=since.date(), missing__gt=0).order_by()
    missing = audits.values_list("account_id").annotate(n=Sum("missing"), unread=Value(0))
    unread = _open().order_by().values_list("account_id").annotate(n=Value(0), unread=Count("pk"))
    found: dict[int, Unheard] = {}
    for account_id, not_held, not_read in missing.union(unread, all=True):
        before = found.get(account_id, Unheard())
        found[account_id] = Unheard(before.missing + not_held, before.unread + not_read)
    return found


@dataclass(frozen=True, slots=True)
class QuarantineGroup:
    """Items of an account that could not be read for one reason; `any_id` names one of them."""

    account_id: int
    account: str
    network: str
    reason: str
    count: int
    latest: datetime
    any_id: int


def _open() -> QuerySet[Quarantined]:
    return Quarantined.objects.filter(replayed_at=None, dropped_at=None)


def quarantine_groups() -> list[QuarantineGroup]:
    """The largest first."""
    grouped = (
        _open().order_by().values("account_id", "account__handle", "account__network", "reason")
    )
    counted = grouped.annotate(n=Count("pk"), latest=Max("at"), any_id=Max("pk"))
    return [
        QuarantineGroup(
            row["account_id"],
            row["account__handle"],
            row["account__network"],
            row["reason"],
            row["n"],
            row["latest"],
            row["any_id"],
        )
        for row in counted.order_by("-n", "account_id", "reason")[:GROUPS_AT_MOST]
    ]


def latest_quarantined(*, limit: int) -> list[Quarantined]:
    """The latest items, each with `beginning`, the part of its raw text that is shown."""
    shown = _open().defer("raw").annotate(beginning=Left("raw", SHOWN_OF_RAW))
    return list(shown.order_by("-at", "-pk")[:limit])


def quarantined_like(item_id: str, *, is_whole_reason: bool) -> list[int]:
    """That item, or all of its account that were refused for its reason; none where it is gone."""
    one = (
        _open().filter(pk=int(item_id)).first()
        if item_id.isascii() and item_id.isdigit() and len(item_id) < 19
        else None
    )
    if one is None:
        return []
    if not is_whole_reason:
        return [one.pk]
    alike = _open().filter(account_id=one.account_id, reason=one.reason)
    return list(alike.values_list("pk", flat=True))
