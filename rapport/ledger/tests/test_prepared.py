"""A prepared queryset gives what the queryset itself gives, whatever it is asked and on whichever connection."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Concat
from django.db.transaction import TransactionManagementError

from rapport.ledger.models import StoredFact, TimelineEntry
from rapport.ledger.prepared import Prepared, first

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)


@pytest.fixture
def entries() -> list[TimelineEntry]:
    made = []
    for n in range(4):
        fact = StoredFact.objects.create(
            kind=f"tests.kind-{n}", payload={"n": n, "said": "100 %s"}, at=NOON + timedelta(hours=n)
        )
        subject = f"conversation:{n % 2}"
        made.append(TimelineEntry.objects.create(subject=subject, fact=fact, at=fact.at))
    return made


def _told(subject: str, since: datetime):  # type: ignore[no-untyped-def]
    found = TimelineEntry.objects.filter(subject=subject, at__gte=since).select_related("fact")
    words = Concat(F("subject"), Value(" at 100 %"), output_field=CharField())
    return found.annotate(words=words).order_by("-at")


def test_models_come_with_what_was_selected_beside_them(entries: list[TimelineEntry]) -> None:
    told = Prepared(_told, subject=str, since=datetime)
    for subject, since in (
        ("conversation:0", NOON),
        ("conversation:1", NOON + timedelta(hours=2)),
        ("x", NOON),
    ):
        plain = list(_told(subject, since))
        found = told(subject=subject, since=since)
        assert found == plain
        assert [e.fact.payload for e in found] == [e.fact.payload for e in plain]
        assert [e.words for e in found] == [e.words for e in plain]


def test_nothing_more_is_asked_for_what_was_selected(
    entries: list[TimelineEntry], django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    told = Prepared(_told, subject=str, since=datetime)
    with django_assert_num_queries(1):
        assert [e.fact.kind for e in told(subject="conversation:1", since=NOON)] == [
            "tests.kind-3", "tests.kind-1",
        ]  # fmt: skip


def test_values_come_as_values(entries: list[TimelineEntry]) -> None:
    rows = Prepared(
        lambda since: (
            TimelineEntry.objects.filter(at__gte=since).order_by("at").values("subject", "at")
        ),
        since=datetime,
    )
    assert rows(since=NOON + timedelta(hours=3)) == [
        {"subject": "conversation:1", "at": NOON + timedelta(hours=3)}
    ]


def test_the_statement_is_planned_once_a_connection(entries: list[TimelineEntry]) -> None:
    told = Prepared(_told, subject=str, since=datetime)
    for _ in range(4):
        told(subject="conversation:0", since=NOON)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%at 100%"]
        )
        assert cursor.fetchone() == (1,)


def test_what_was_written_meanwhile_is_seen(entries: list[TimelineEntry]) -> None:
    told = Prepared(_told, subject=str, since=datetime)
    before = len(told(subject="conversation:0", since=NOON))
    TimelineEntry.objects.create(subject="conversation:0", fact=entries[0].fact, at=NOON)
    assert len(told(subject="conversation:0", since=NOON)) == before + 1


def test_words_that_look_like_sql_are_words(entries: list[TimelineEntry]) -> None:
    told = Prepared(_told, subject=str, since=datetime)
    for words in ("' OR 1=1 --", "%s", "100%", "\\'", "$1"):
        assert told(subject=words, since=NOON) == []


def test_arithmetic_on_a_value_is_refused_when_it_is_built() -> None:
    late = Prepared(
        lambda now: TimelineEntry.objects.filter(at__lt=now - timedelta(hours=1)), now=datetime
    )
    with pytest.raises(ValueError, match="now does not reach the SQL"):
        late(now=NOON)


@pytest.mark.django_db(transaction=True)
def test_threads_use_their_own_connections(entries: list[TimelineEntry]) -> None:
    told = Prepared(_told, subject=str, since=datetime)
    told(subject="conversation:0", since=NOON)
    found: list[int] = []

    def ask() -> None:
        found.append(len(told(subject="conversation:1", since=NOON)))
        connection.close()

    threads = [Thread(target=ask) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert found == [2, 2, 2]


def test_the_first_of_nothing_is_nothing() -> None:
    assert first([]) is None


def test_a_list_of_ids_may_be_of_any_length(entries: list[TimelineEntry]) -> None:
    among = Prepared(
        lambda ids: TimelineEntry.objects.filter(pk__among=ids).order_by("pk"), ids=list
    )
    pks = [entry.pk for entry in entries]
    for asked in (pks, pks[:1], [], [*pks[2:], 0]):
        assert [entry.pk for entry in among(ids=asked)] == [pk for pk in pks if pk in asked]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_locked_outside_of_a_transaction() -> None:
    told = Prepared(lambda fact: StoredFact.objects.filter(pk=fact).select_for_update(), fact=int)
    with transaction.atomic():
        assert told(fact=1) == []
    with pytest.raises(TransactionManagementError):
        told(fact=1)
