"""Every read of this room worth a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet

from rapport.channels.models import Account
from rapport.kit.text import fold
from rapport.listen.audit_queries import (
    Heard as Heard,
)
from rapport.listen.audit_queries import (
    Unheard as Unheard,
)
from rapport.listen.audit_queries import (
    day_audit as day_audit,
)
from rapport.listen.audit_queries import (
    day_audits as day_audits,
)
from rapport.listen.audit_queries import (
    heard_by_account as heard_by_account,
)
from rapport.listen.audit_queries import (
    interruptions as interruptions,
)
from rapport.listen.audit_queries import (
    latest_quarantined as latest_quarantined,
)
from rapport.listen.audit_queries import (
    quarantine_groups as quarantine_groups,
)
from rapport.listen.audit_queries import (
    quarantined_like as quarantined_like,
)
from rapport.listen.audit_queries import (
    recent_interruptions as recent_interruptions,
)
from rapport.listen.audit_queries import (
    unheard_by_account as unheard_by_account,
)
from rapport.listen.board_queries import (
    BOARD_AT_MOST,
    board,
    board_fact,
    fact_versions,
    facts_beside,
    facts_stand,
    forgotten_before,
    is_over,
    keeps_line,
    offered,
    offered_facts,
    said_end,
    sayable_line,
    says_end,
)
from rapport.listen.delays import Delay as Delay
from rapport.listen.delays import measured_delays as measured_delays
from rapport.listen.documents import COLUMNS as SEARCH_COLUMNS
from rapport.listen.documents import of_message
from rapport.listen.documents import of_message as document_of
from rapport.listen.looking import spans_in_text
from rapport.listen.matching import Compiled
from rapport.listen.models import (
    Backfill,
    ImportRun,
    Mention,
    Message,
    Quarantined,
    Query,
    Sighting,
)
from rapport.listen.original_queries import has_original as has_original
from rapport.listen.original_queries import original_of as original_of
from rapport.listen.search import found_by
from rapport.listen.thread_queries import ThreadTrouble, thread_troubles
from rapport.listen.unanswered_queries import (
    RivalAnswer,
    answered_by_rivals,
    latest_first,
    most_urgent_first,
    rival_answers,
    rival_handles,
    unanswered_elsewhere,
)
from rapport.query.checks import Problem, check_for_listening
from rapport.query.document import Document
from rapport.query.errors import QueryWarning
from rapport.query.explaining import Explained, explain
from rapport.query.parsing import parse
from rapport.query.printing import printed
from rapport.query.words import in_words

__all__ = [
    "BOARD_AT_MOST",
    "DRY_RUN_AT_MOST",
    "DRY_RUN_DAYS",
    "SAMPLE",
    "SEARCH_COLUMNS",
    "DryRun",
    "QueryCounts",
    "RivalAnswer",
    "SampleRow",
    "ThreadTrouble",
    "answered_by_rivals",
    "backfills",
    "board",
    "board_fact",
    "document_of",
    "dry_run",
    "earlier_import",
    "fact_versions",
    "facts_beside",
    "facts_stand",
    "forgotten_before",
    "has_original",
    "import_runs",
    "is_over",
    "keeps_line",
    "latest_first",
    "mentions",
    "messages",
    "most_urgent_first",
    "offered",
    "offered_facts",
    "original_of",
    "quarantined",
    "queries_named",
    "query_counts",
    "rival_answers",
    "rival_handles",
    "said_end",
    "sayable_line",
    "says_end",
    "stored_queries",
    "thread_messages",
    "thread_troubles",
    "unanswered_elsewhere",
    "with_sightings",
]


def messages(ids: Iterable[int]) -> QuerySet[Message]:
    """Messages with author and person, oldest first."""
    found = Message.objects.filter(pk__in=list(ids)).select_related("author__person")
    return found.order_by("created_at", "pk")


def with_sightings(found: QuerySet[Message]) -> QuerySet[Message]:
    """The same with each message's sightings and their accounts, in one statement more."""
    seen = Sighting.objects.select_related("account")
    return found.prefetch_related(Prefetch("sightings", queryset=seen))


def thread_messages(thread_id: int, *, limit: int = 300) -> list[Message]:
    """The latest messages of a thread, oldest first, with their authors and readings."""
    latest = (
        Message.objects.filter(thread_id=thread_id)
        .select_related("author__person", "reading")
        .order_by("-created_at", "-pk")
    )
    return list(latest[:limit])[::-1]


def quarantined(
    account: Account | None = None, *, import_run: ImportRun | None = None
) -> QuerySet[Quarantined]:
    found = (
        Quarantined.objects.filter(replayed_at=None, dropped_at=None)
        .select_related("account")
        .order_by("at", "pk")
    )
    if account is not None:
        found = found.filter(account=account)
    return found.filter(import_run=import_run) if import_run is not None else found


def import_runs() -> QuerySet[ImportRun]:
    """Every reading-in of a file, the latest first."""
    return ImportRun.objects.select_related("account", "started_by").order_by("-started_at", "-pk")


def earlier_import(run: ImportRun) -> ImportRun | None:
    """The latest import before this one that took messages into the same account."""
    earlier = import_runs().filter(account_id=run.account_id, taken__gt=0, pk__lt=run.pk)
    return earlier.first()


DRY_RUN_DAYS = 7
DRY_RUN_AT_MOST = 1000
SAMPLE = 12
# Of what is written to find a query by its name; each word is a condition.
NAMED_WORDS_AT_MOST = 6


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A message a query would have caught; `spans` are what matched in `text`, in code points."""

    message_id: int
    who: str
    network: str
    at: datetime
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a query would have caught among stored messages of the last days. `is_capped`: there is more than was counted."""

    words: str
    count: int
    is_capped: bool
    days: int
    sample: tuple[SampleRow, ...]
    # How many of the matches each word or field takes part in.
    contributions: tuple[tuple[str, int], ...]
    warnings: tuple[QueryWarning, ...]
    problems: tuple[Problem, ...]


def dry_run(text: str, *, now: datetime, days: int = DRY_RUN_DAYS) -> DryRun:
    """Asks stored messages only; what matched no query was never kept. Raises QueryError."""
    compiled = Compiled()
    warnings = parse(text, names=compiled.names).warnings
    tree = compiled.resolved(text)
    found = found_by(tree, since=now - timedelta(days=days), now=now, most=DRY_RUN_AT_MOST)
    counted: Counter[str] = Counter()
    rows: list[SampleRow] = []
    for number, message in enumerate(found):
        explained = explain(tree, of_message(message), now=now)
        counted.update({printed(one.leaf) for one in explained if one.held and one.wanted})
        if number < SAMPLE:
            rows.append(_sample(message, explained))
    wanted = dict.fromkeys(
        printed(one.leaf) for one in explain(tree, Document(text=""), now=now) if one.wanted
    )
    return DryRun(
        words=in_words(tree),
        count=len(found),
        is_capped=len(found) == DRY_RUN_AT_MOST,
        days=days,
        sample=tuple(rows),
        contributions=tuple((leaf, counted[leaf]) for leaf in wanted),
        warnings=tuple(warnings),
        problems=tuple(check_for_listening(tree)),
    )


def _sample(message: Message, explained: Sequence[Explained]) -> SampleRow:
    author = message.author
    return SampleRow(
        message_id=message.pk,
        who=(author.display_name or author.name or "Somebody") if author else "Somebody erased",
        network=message.network,
        at=message.created_at,
        text=message.text,
        spans=spans_in_text(message, explained),
    )


@dataclass(frozen=True, slots=True)
class QueryCounts:
    """Mentions of a query: the last day, the last seven, the last hour. Latest is None before the first."""

    hour: int
    day: int
    week: int
    latest: datetime | None


def query_counts(*, now: datetime) -> dict[int, QueryCounts]:
    """By query; absent where there was none in a week. One statement."""
    recent = Mention.objects.filter(at__gte=now - timedelta(days=7)).order_by().values("query_id")
    counted = recent.annotate(
        week=Count("pk"),
        day=Count("pk", filter=Q(at__gte=now - timedelta(days=1))),
        hour=Count("pk", filter=Q(at__gte=now - timedelta(hours=1))),
        latest=Max("at"),
    )
    return {
        row["query_id"]: QueryCounts(row["hour"], row["day"], row["week"], row["latest"])
        for row in counted
    }


def stored_queries() -> QuerySet[Query]:
    """Those not put away, by brand and name, our own brands first and what belongs to none last."""
    found = Query.objects.filter(archived_at=None).select_related("brand", "purpose", "created_by")
    ours_first = F("brand__kind").desc(nulls_last=True)
    return found.order_by(ours_first, "brand__name", "name", "pk")


def queries_named(words: str, *, most: int) -> list[Query]:
    """Stored queries whose name holds each of these words, or parts of words; accents and case change nothing. One statement."""
    found = stored_queries()
    for word in words.split()[:NAMED_WORDS_AT_MOST]:
        found = found.filter(Q(name__icontains=word) | Q(handle__contains=fold(word)))
    return list(found[:most])


def mentions(query: Query | None = None, *, before: int | None = None) -> QuerySet[Message]:
    """Messages that match a query (any, without one), the latest first, with their authors."""
    found = Message.objects.filter(deleted_at=None).select_related("author", "reading")
    if query is not None:
        found = found.filter(mentions__query=query)
    else:
        found = found.filter(Exists(Mention.objects.filter(message=OuterRef("pk"))))
    if before is not None:
        found = found.filter(pk__lt=before)
    return found.order_by("-created_at", "-pk")


def backfills(*, running_only: bool = False) -> QuerySet[Backfill]:
    found = Backfill.objects.select_related("account", "query").order_by("-started_at", "-pk")
    return found.filter(state=Backfill.State.RUNNING) if running_only else found


def authors_without_names(message_ids: Iterable[int]) -> list[str]:
    """The network's own ids of those who wrote these messages and whose handle nobody told us yet."""
    found = Message.objects.filter(pk__in=list(message_ids), author__name="")
    return sorted(set(found.values_list("author__remote_id", flat=True)))


def to_recount(network: str, *, now: datetime) -> QuerySet[Message]:
    """Messages whose counts are to be asked for, the longest due first."""
    due = Message.objects.filter(network=network, recount_at__lte=now, deleted_at=None)
    return due.order_by("recount_at")
