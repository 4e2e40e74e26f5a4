"""How late posts are heard: what is measured, what is not, and that reading the figures stays cheap."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from rapport.channels.actions import keep_account
from rapport.channels.contract import (
    Ability,
    AccountInfo,
    Author,
    Connector,
    InboundPost,
    Manifest,
    Page,
)
from rapport.channels.models import Account
from rapport.channels.registry import installed_for_test
from rapport.listen import actions, queries
from rapport.listen.delays import heard_after
from rapport.listen.models import ImportRun, Sighting
from rapport.listen.reading_accounts import read_account
from rapport.workspace.models import Brand
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
ANN = Author(remote_id="sq:ann", handle="ann", name="Ann")
LONG_AGO = NOON - timedelta(days=2)
SECOND = timedelta(seconds=1)


class Paced(Connector):
    """A network that hands out pages one by one; `heard_at` is what the clock says when a page is stored."""

    manifest = Manifest(
        slug="paced",
        name="Paced",
        abilities=frozenset({Ability.STREAM, Ability.PAST}),
    )
    pages: ClassVar[list[tuple[datetime, Page]]] = []
    clock: ClassVar[list[datetime]] = [NOON]
    stored: ClassVar[asyncio.Event]

    async def stream(self, cursor: str) -> AsyncIterator[Page]:
        for heard_at, page in self.pages:
            self.clock[0] = heard_at
            self.stored.clear()
            yield page
            # What comes next is a flush of its own.
            await self.stored.wait()


class Asked(Connector):
    """The same, asked again and again."""

    manifest = Manifest(
        slug="asked",
        name="Asked",
        abilities=frozenset({Ability.FETCH}),
        poll_seconds=(0.0, 0.0),
    )

    async def fetch(self, cursor: str) -> Page:
        Paced.clock[0], page = Paced.pages[int(cursor or 0)]
        return page


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    moment = [NOON]
    monkeypatch.setattr(timezone, "now", lambda: moment[0])
    monkeypatch.setattr(Paced, "clock", moment)
    return moment


@pytest.fixture(autouse=True)
def _networks() -> Iterator[None]:
    with installed_for_test(Paced), installed_for_test(Asked):
        yield


@pytest.fixture
def account(brand: Brand) -> Account:
    return connected(brand, "us")


def connected(brand: Brand, handle: str, network: str = "paced") -> Account:
    return keep_account(
        brand,
        network=network,
        info=AccountInfo(remote_id=f"{network}:{handle}", handle=handle),
        settings={},
        secrets={},
        by=None,
        now=LONG_AGO,
    )


def post(key: str, at: datetime | None) -> InboundPost:
    return InboundPost(key=key, author=ANN, text=f"Late: {key}", created_at=at, to_us=True)


def hear(
    account: Account, *posts: InboundPost, now: datetime = NOON, since: datetime = LONG_AGO
) -> None:
    actions.receive_live(account, Page(posts=posts), listened_since=since, now=now)


def measured(account: Account, *, now: datetime = NOON) -> tuple[int, float, float] | None:
    """(how many, median, 95 of 100 within), in seconds."""
    delay = queries.measured_delays(now=now).get(account.pk)
    if delay is None:
        return None
    return delay.count, delay.median.total_seconds(), delay.most.total_seconds()


def test_half_are_heard_within_the_median_and_95_of_100_within_the_most(account: Account) -> None:
    hear(account, *(post(f"p{n}", NOON - n * SECOND) for n in range(1, 101)))
    assert measured(account) == (100, 50.0, 95.0)


def test_where_nothing_was_heard_nothing_is_said(account: Account) -> None:
    assert measured(account) is None


def test_a_clock_that_is_ahead_is_no_negative_delay(account: Account) -> None:
    hear(account, post("ahead", NOON + timedelta(minutes=3)))
    assert measured(account) == (1, 0.0, 0.0)


def test_a_post_without_a_date_is_not_measured(account: Account) -> None:
    hear(account, post("undated", None))
    assert Sighting.objects.count() == 1
    assert measured(account) is None


def test_what_was_written_before_listening_began_is_not_measured(account: Account) -> None:
    began = NOON - timedelta(minutes=5)
    hear(account, post("before", began - SECOND), post("after", began + SECOND), since=began)
    assert measured(account) == (1, 299.0, 299.0)


def test_pasts_imports_threads_and_our_own_receipts_are_not_measured(account: Account) -> None:
    old = NOON - timedelta(hours=3)
    actions.receive(account, Page(posts=(post("past", old),)), now=NOON)
    backfill = actions.begin_backfill(account, since=LONG_AGO, until=NOON, by=None, now=NOON)
    actions.receive_past(backfill, Page(posts=(post("read back", old),)), now=NOON)
    actions.receive_thread(account, [post("around", old)], now=NOON)
    run = ImportRun.objects.create(account=account, file_name="old.csv", started_at=NOON)
    actions.receive(account, Page(posts=(post("imported", old),)), now=NOON, import_run=run)
    assert Sighting.objects.count() == 4
    assert measured(account) is None


def test_only_the_last_24_hours_count(account: Account) -> None:
    hear(account, post("p1", NOON - 4 * SECOND))
    assert measured(account, now=NOON + timedelta(hours=23)) == (1, 4.0, 4.0)
    assert measured(account, now=NOON + timedelta(hours=24)) is None


def test_each_account_has_its_own_delay_of_one_post(account: Account, brand: Brand) -> None:
    slower = connected(brand, "us too")
    heard = post("p1", NOON - SECOND)
    hear(account, heard)
    hear(slower, heard, now=NOON + 60 * SECOND)
    hear(account, heard, now=NOON + 90 * SECOND)
    later = NOON + timedelta(hours=1)
    assert measured(account, now=later) == (1, 1.0, 1.0)
    assert measured(slower, now=later) == (1, 61.0, 61.0)


def test_a_webhook_is_measured_from_when_the_account_was_connected(account: Account) -> None:
    page = Page(posts=(post("old", LONG_AGO - SECOND), post("new", NOON - 2 * SECOND)))
    actions.receive_webhook(account, page, call_id="c1", now=NOON)
    assert measured(account) == (1, 2.0, 2.0)


def read(account: Account, pages: int) -> None:
    """What a collector stores of so many pages."""

    async def reading() -> None:
        Paced.stored = asyncio.Event()
        stored = read_account(account.pk)
        for _ in range(pages):
            await anext(stored)
            Paced.stored.set()
        await stored.aclose()

    async_to_sync(reading)()


def test_a_stream_measures_what_is_written_while_it_holds_and_not_what_an_outage_held_up(
    account: Account, clock: list[datetime]
) -> None:
    Paced.pages = [
        (NOON, Page(posts=(post("from before", NOON - timedelta(hours=1)),))),
        (NOON + 60 * SECOND, Page(posts=(post("live", NOON + 58 * SECOND),))),
    ]
    read(account, 2)
    assert measured(account, now=clock[0]) == (1, 2.0, 2.0)
    # Nobody listens for half an hour. What was written meanwhile comes in the first pages after it.
    back = NOON + timedelta(minutes=31)
    Paced.pages = [
        (back, Page(posts=(post("held up", NOON + timedelta(minutes=5)),))),
        (back + SECOND, Page(posts=(post("held up too", back - SECOND),))),
        (back + 9 * SECOND, Page(posts=(post("live again", back + 5 * SECOND),))),
    ]
    read(account, 3)
    assert measured(account, now=clock[0]) == (2, 2.0, 4.0)


def test_a_place_that_is_asked_measures_its_interval_too_but_not_its_first_page(
    brand: Brand, clock: list[datetime]
) -> None:
    account = connected(brand, "asked", network="asked")
    Account.objects.update(backfilled_at=NOON)
    Paced.pages = [
        (NOON, Page(posts=(post("yesterday's", NOON - timedelta(days=1)),), cursor="1")),
        (NOON + 90 * SECOND, Page(posts=(post("new", NOON + 20 * SECOND),), cursor="0")),
    ]
    read(account, 2)
    assert measured(account, now=clock[0]) == (1, 70.0, 70.0)


@given(
    st.lists(st.integers(-(10**6), 10**6), max_size=20),
    st.integers(-(10**6), 10**6),
)
def test_delays_are_never_negative_nor_of_what_is_older_than_listening(
    written: list[int], began: int
) -> None:
    posts = [post(str(n), NOON + n * SECOND) for n in written]
    found = heard_after(posts, listened_since=NOON + began * SECOND, now=NOON)
    assert found.keys() == {str(n) for n in written if n >= began}
    assert all(milliseconds == max(0, -int(key) * 1000) for key, milliseconds in found.items())


def test_a_delay_of_months_fits_its_column(account: Account) -> None:
    hear(account, post("long", NOON - timedelta(days=400)), since=NOON - timedelta(days=500))
    assert measured(account) == (1, 2147483.647, 2147483.647)


def test_all_accounts_are_read_in_one_statement_from_one_index(
    account: Account, brand: Brand
) -> None:
    """Of 100,000 sightings a fifth fall into the last 24 hours."""
    hear(account, post("p1", NOON - SECOND))
    hear(connected(brand, "us too"), post("p2", NOON - SECOND))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                """INSERT INTO listen_sighting (message_id, account_id, to_us, at, delay_ms)
                   SELECT -n, %s, false, %s - make_interval(secs => n * 4.32), n %% 3000
                     FROM generate_series(1, 100000) AS n""",
                [account.pk, NOON],
            )
            cursor.execute("ANALYZE listen_sighting")
            with CaptureQueriesContext(
                connection,
            ) as asked:
                found = queries.measured_delays(now=NOON)
            cursor.execute(f"EXPLAIN {asked[0]['sql']}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
            raise _UndoneError
    except _UndoneError:
        pass
    assert len(asked) == 1
    assert found[account.pk].count == 20_000
    assert "listen_sighting_delay" in plan
    assert "Seq Scan" not in plan


class _UndoneError(Exception):
    """Rolls the rows back whose messages do not exist."""
