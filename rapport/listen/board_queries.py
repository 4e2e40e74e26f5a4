"""Reads of the facts board."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Exists, F, FloatField, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject, Left
from django.utils.dateparse import parse_datetime

from rapport.ledger.prepared import Prepared
from rapport.listen.board_saying import (
    keeps_line,
    primary,
    said_end,
    sayable_line,
    says_end,
)
from rapport.listen.board_words import STEM_SQL
from rapport.listen.contract import OfferedFact
from rapport.listen.models import BoardFact, BoardFactVersion, SearchDocument
from rapport.listen.models.board import headline

# A fact nobody ended counts as over so long after its expected end.
FORGOTTEN_AFTER = timedelta(hours=24)
OVER_SHOWN = timedelta(days=7)
BOARD_AT_MOST = 1_000
OFFERED_AT_MOST = 2
# What shared words must weigh together; two words one in twenty messages has weigh 6. See board_words.
ENOUGH = 5.0
ENOUGH_OF_ONE = 3.0

__all__ = [
    "BOARD_AT_MOST",
    "board",
    "board_fact",
    "fact_versions",
    "facts_beside",
    "forgotten_before",
    "is_over",
    "keeps_line",
    "offered",
    "offered_facts",
    "said_end",
    "sayable_line",
    "says_end",
]


def board(*, now: datetime) -> QuerySet[BoardFact]:
    """What goes on, comes, or was over in the last seven days; with source, brand and writer, in one statement."""
    since = now - OVER_SHOWN
    shown = (
        Q(over_at=None, ends_at=None) | Q(over_at__gt=since) | Q(over_at=None, ends_at__gt=since)
    )
    found = BoardFact.objects.filter(shown).select_related("account", "brand", "owner")
    # What only matching needs is long, and not shown.
    found = found.defer("stems", "weights", "translations", "told")
    return _with_writer(found).order_by("starts_at", "created_at", "pk")[:BOARD_AT_MOST]


def board_fact(fact_id: int) -> BoardFact | None:
    found = BoardFact.objects.filter(pk=fact_id).select_related("account", "brand", "owner")
    return _with_writer(found).first()


def fact_versions(fact: BoardFact) -> QuerySet[BoardFactVersion]:
    """Who changed what, the latest first."""
    return fact.versions.select_related("member").order_by("-number")


def is_over(fact: BoardFact, *, now: datetime) -> bool:
    """Ended by its source or by hand, or forgotten."""
    return fact.over_at is not None or (
        fact.ends_at is not None and fact.ends_at <= now - FORGOTTEN_AFTER
    )


def facts_beside(
    message: int | OuterRef, *, brand: int | OuterRef, ended_after: datetime
) -> QuerySet[Any, Any]:
    """The facts of a brand that a message speaks of, the surest first, as rows for `offered`; at most two.

    `message` and `brand` are ids, or an OuterRef where this stands inside another statement. They share at least two
    significant words (one, where the fact has no more) that together weigh enough, and the fact is not over: what ended
    before `ended_after` (see `forgotten_before`) is.
    """
    inner = OuterRef(message) if isinstance(message, OuterRef) else message
    said = Subquery(SearchDocument.objects.filter(message_id=inner).values("terms")[:1])
    stems = _MessageStems(said)
    going_on = Q(over_at=None) & (Q(ends_at=None) | Q(ends_at__gt=ended_after))
    found = BoardFact.objects.filter(going_on, brand=brand, stems__overlap=stems).annotate(
        score=_Score(F("stems"), F("weights"), stems)
    )
    enough = found.filter(score__gt=0).order_by("-score", "-changed_at", "pk")
    return enough.values(
        json=JSONObject(
            id="pk",
            what=Left("what", 2_000),
            where=Left("where", 300),
            say="say",
            starts_at="starts_at",
            ends_at="ends_at",
            sayable="sayable",
            language="language",
            translations="translations",
            score="score",
        )
    )[:OFFERED_AT_MOST]


def facts_stand(brand: OuterRef) -> Exists:
    """Beside another row: whether its brand has any fact that is not over, which spares asking which are beside it."""
    return Exists(BoardFact.objects.filter(over_at=None, brand_id=brand))


def forgotten_before(now: datetime) -> datetime:
    """Facts whose end is further back are offered no more."""
    return now - FORGOTTEN_AFTER


def offered(
    rows: Iterable[Mapping[str, Any]], *, language: str, now: datetime
) -> tuple[OfferedFact, ...]:
    """The rows of `facts_beside` as they are offered to whoever answers somebody who writes `language`."""
    return tuple(_offered(row, language=language, now=now) for row in rows)


def offered_facts(
    message: int, *, brand: int, language: Callable[[], str], now: datetime
) -> tuple[OfferedFact, ...]:
    """What `facts_beside` finds for one message. One statement; `language` is asked only where something is found."""
    found = _BESIDE(message=message, brand=brand, ended_after=forgotten_before(now))
    if not found:
        return ()
    return offered([row["json"] for row in found], language=language(), now=now)


_BESIDE = Prepared(
    lambda message, brand, ended_after: facts_beside(message, brand=brand, ended_after=ended_after),
    message=int,
    brand=int,
    ended_after=datetime,
)


def _offered(row: Mapping[str, Any], *, language: str, now: datetime) -> OfferedFact:
    ends_at = _moment(row["ends_at"])
    may_be_said = row["sayable"] and (ends_at is None or ends_at > now)
    line = sayable_line(
        what=row["what"],
        where=row["where"],
        say=row["say"],
        ends_at=ends_at,
        now=now,
        language=row["language"],
        translations=row["translations"],
        wanted=primary(language),
    )
    return OfferedFact(
        id=row["id"],
        headline=headline(row["what"]),
        where=row["where"],
        starts_at=_moment(row["starts_at"]),
        ends_at=ends_at,
        sayable=row["sayable"],
        line=line if may_be_said else "",
        score=row["score"],
    )


def _moment(value: str | None) -> datetime | None:
    return parse_datetime(value) if value else None


def _with_writer(found: QuerySet[BoardFact]) -> QuerySet[BoardFact]:
    first = BoardFactVersion.objects.filter(fact=OuterRef("pk"), number=1)
    return found.annotate(written_by=Subquery(first.values("member__name")[:1]))


class _MessageStems(Func):
    """The stems of a search document's terms. The same for every fact, so PostgreSQL makes them once."""

    # Cast as the column is, or no overlap is found between varchar[] and text[].
    template = f"ARRAY(SELECT {STEM_SQL} FROM unnest(%(expressions)s))::varchar[]"  # noqa: S608
    output_field = ArrayField(CharField(max_length=16))


class _Score(Func):
    """What the stems shared by a fact (stems, weights) and a message weigh; 0 where that is not enough.

    One sign of a script without spaces is half a word.
    """

    arity = 3
    output_field = FloatField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        (stems, of_stems), (weights, of_weights), (said, of_said) = (
            compiler.compile(one) for one in self.get_source_expressions()
        )
        counted = "CASE WHEN length(t.stem) = 1 AND t.stem !~ '[0-9]' THEN 0.5 ELSE 1 END"
        sql = (
            f"(SELECT CASE WHEN sum({counted}) >= least(2, cardinality({stems})) AND sum(t.weight) >="  # noqa: S608
            f" CASE WHEN cardinality({stems}) < 2 THEN {ENOUGH_OF_ONE} ELSE {ENOUGH} END"
            f" THEN sum(t.weight) ELSE 0 END"
            f" FROM unnest({stems}, {weights}) AS t(stem, weight) WHERE t.stem = ANY({said}))"
        )
        return sql, [*of_stems, *of_stems, *of_stems, *of_weights, *of_said]
