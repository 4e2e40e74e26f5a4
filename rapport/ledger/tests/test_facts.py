"""A fact and its jobs commit or vanish with the action that published them."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction

from rapport.ledger import registry
from rapport.ledger.actions import publish
from rapport.ledger.contract import fact
from rapport.ledger.errors import NotAFact, PublishedOutsideTransaction
from rapport.ledger.models import StoredFact
from rapport.ledger.queries import timeline
from rapport.ledger.registry import Duty, on
from rapport.ledger.testing import run_jobs
from rapport.ledger.ticking import _run_if_due, claim_tick

NOW = datetime(2026, 5, 12, 12, 0, tzinfo=UTC)


@fact("ledger.kettle_boiled", about={"kettle": "kettle_ids"})
@dataclass(frozen=True, slots=True)
class KettleBoiled:
    kettle_ids: tuple[int, ...]
    at: datetime | None = None


@pytest.fixture
def heard() -> Iterator[list[KettleBoiled]]:
    """A subscriber for the length of a test."""
    told: list[KettleBoiled] = []

    def remember(event: KettleBoiled) -> None:
        told.append(event)

    on(KettleBoiled, queue="in")(remember)
    yield told
    registry._SUBSCRIBERS.popitem()


@pytest.mark.django_db
def test_a_fact_reaches_its_subscriber_as_it_was(heard: list[KettleBoiled]) -> None:
    publish(KettleBoiled((1, 2), at=NOW))
    assert run_jobs() == 1
    assert heard == [KettleBoiled((1, 2), at=NOW)]


@pytest.mark.django_db
def test_a_fact_stands_on_the_timeline_of_each_subject_oldest_first(
    heard: list[KettleBoiled],
) -> None:
    publish(KettleBoiled((1, 2)), now=NOW)
    publish(KettleBoiled((2,)), now=NOW + timedelta(minutes=1))
    assert [f.payload["kettle_ids"] for f in timeline("kettle", 2)] == [[1, 2], [2]]
    assert len(timeline("kettle", 1)) == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_announced_when_the_action_rolls_back(heard: list[KettleBoiled]) -> None:
    def fails_after_publishing() -> None:
        with transaction.atomic():
            publish(KettleBoiled((1,)))
            raise RuntimeError("the action failed after it published")

    with pytest.raises(RuntimeError):
        fails_after_publishing()
    assert not StoredFact.objects.exists()
    assert run_jobs() == 0


@pytest.mark.django_db(transaction=True)
def test_publishing_outside_a_transaction_is_refused(heard: list[KettleBoiled]) -> None:
    with pytest.raises(PublishedOutsideTransaction):
        publish(KettleBoiled((1,)))


@pytest.mark.django_db
def test_publishing_from_async_code_is_refused(heard: list[KettleBoiled]) -> None:
    """There the connection belongs to another thread, so the fact could outlive a rollback."""

    async def careless() -> None:
        publish(KettleBoiled((1,)))

    with pytest.raises(PublishedOutsideTransaction, match="async"):
        async_to_sync(careless)()


@pytest.mark.django_db
def test_what_is_no_fact_is_refused() -> None:
    with pytest.raises(NotAFact):
        publish(object())


@pytest.mark.django_db
def test_a_job_for_a_subscriber_that_is_gone_is_left_in_peace(heard: list[KettleBoiled]) -> None:
    publish(KettleBoiled((1,)))
    last = list(registry._SUBSCRIBERS)[-1]
    kept = registry._SUBSCRIBERS.pop(last)
    try:
        assert run_jobs() == 1
    finally:
        registry._SUBSCRIBERS[last] = kept
    assert heard == []


@pytest.mark.django_db
def test_a_duty_runs_once_an_interval_however_many_workers_ask() -> None:
    duty = Duty(name="boil", seconds=10, queue="in", run=lambda now: None)
    asked = [claim_tick(duty, now=NOW + timedelta(seconds=s)) for s in (0, 0, 5, 9, 10, 10, 15, 20)]
    assert asked == [True, False, False, False, True, False, False, True]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("seconds", "asks_after"), [(30, 30), (86_400, 60)])
def test_who_ran_a_duty_asks_when_it_is_due_and_who_did_not_asks_soon(
    seconds: int, asks_after: int
) -> None:
    duty = Duty(name=f"boil {seconds}", seconds=seconds, queue="in", run=lambda now: None)
    began = time.monotonic()
    assert asyncio.run(_run_if_due(duty)) >= began + asks_after - 1
    assert asyncio.run(_run_if_due(duty)) <= time.monotonic() + 5


@pytest.mark.django_db
def test_jobs_carry_the_id_of_a_fact_and_nothing_else(heard: list[KettleBoiled]) -> None:
    publish(KettleBoiled((1, 2)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE status = 'todo'")
        (args,) = cursor.fetchone()
    assert set(args if isinstance(args, dict) else json.loads(args)) == {
        "fact_id",
        "subscriber",
    }
