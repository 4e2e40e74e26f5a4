"""What would be refused is not asked, and collecting never takes what is kept for answers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from asgiref.sync import async_to_sync
from hypothesis import given
from hypothesis import strategies as st

from rapport.channels import connections, queries
from rapport.channels.actions import keep_account
from rapport.channels.contract import AccountInfo, Connector, Endpoint, Manifest
from rapport.channels.errors import RetryLater
from rapport.channels.models import Account
from rapport.channels.rates import Rates, Spending
from rapport.channels.registry import installed_for_test
from rapport.kit.allowances import Allowance
from rapport.workspace.models import Brand
from rapport.workspace.testing import NOON

SEARCH = Endpoint("search", "search")
READING = Endpoint("reading", "reading", kept_for_answers=0.2)
ENDPOINTS = (SEARCH, READING)


class Clock:
    """The given clock; what sleeps on it moves it on."""

    def __init__(self) -> None:
        self.now = NOON
        self.slept = 0.0

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept += seconds
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def said(left: int, *, limit: int = 10, seconds: float = 300) -> Mapping[str, str]:
    return {
        "x-ratelimit-limit": str(limit),
        "x-ratelimit-remaining": str(left),
        "x-ratelimit-reset": str(seconds),
    }


def rates(clock: Clock, **given: object) -> Rates:
    return Rates(ENDPOINTS, clock=clock, sleep=clock.sleep, **given)  # type: ignore[arg-type]


async def ask(of: Rates, endpoint: str, headers: Mapping[str, str] | None = None) -> None:
    async with of.request(endpoint) as heard:
        if headers is not None:
            heard(headers)


async def test_what_nobody_limits_is_asked_as_often_as_one_likes(clock: Clock) -> None:
    free = rates(clock)
    for _ in range(1000):
        await ask(free, "search", {})


async def test_a_spent_endpoint_is_not_asked_before_the_network_allows_more(clock: Clock) -> None:
    account = rates(clock)
    await ask(account, "search", said(0, seconds=240))
    with pytest.raises(RetryLater, match="search") as refused:
        await ask(account, "search")
    assert refused.value.after == pytest.approx(240)
    clock.now += timedelta(seconds=230)
    with pytest.raises(RetryLater):
        await ask(account, "search")
    clock.now += timedelta(seconds=10)
    await ask(account, "search")


async def test_endpoints_are_spent_apart(clock: Clock) -> None:
    account = rates(clock)
    await ask(account, "search", said(0))
    await ask(account, "reading", said(9))


async def test_a_window_that_ends_in_a_moment_is_waited_for(clock: Clock) -> None:
    account = rates(clock)
    await ask(account, "search", said(0, seconds=1.5))
    await ask(account, "search")
    assert clock.slept == pytest.approx(1.5)


async def answered_until_refused(of: Rates, *, left: int, limit: int) -> int:
    """Ask again and again, each answer saying that one is left less; returns how many are left when it stops."""
    await ask(of, "reading", said(left, limit=limit))
    while True:
        try:
            await ask(of, "reading", said(left - 1, limit=limit))
        except RetryLater:
            return left
        left -= 1


async def test_collecting_leaves_a_share_that_answers_may_take(clock: Clock) -> None:
    known: dict[str, Spending] = {}
    collecting, answering = rates(clock, known=known), rates(clock, known=known, answers=True)
    assert await answered_until_refused(collecting, left=10, limit=10) == 2
    assert await answered_until_refused(answering, left=2, limit=10) == 0


async def test_requests_under_way_at_once_are_counted_before_their_answers_come(
    clock: Clock,
) -> None:
    account = rates(clock)
    await ask(account, "search", said(3))
    asked: list[str] = []
    may_answer = asyncio.Event()

    async def one() -> None:
        async with account.request("search"):
            asked.append("asked")
            await may_answer.wait()

    running = [asyncio.create_task(one()) for _ in range(5)]
    await asyncio.sleep(0)
    may_answer.set()
    came = await asyncio.gather(*running, return_exceptions=True)
    assert len(asked) == 3
    assert sum(isinstance(one, RetryLater) for one in came) == 2


async def test_a_request_that_fails_is_under_way_no_more(clock: Clock) -> None:
    account = rates(clock)
    await ask(account, "search", said(1))
    for _ in range(3):
        with pytest.raises(TimeoutError):
            async with account.request("search"):
                raise TimeoutError
    await ask(account, "search")


async def test_an_endpoint_the_manifest_does_not_name_is_a_mistake_of_ours(clock: Clock) -> None:
    with pytest.raises(KeyError):
        await ask(rates(clock), "nowhere")


@given(st.integers(1, 40))
def test_collecting_takes_all_but_a_fifth_of_any_limit(limit: int) -> None:
    until_refused = async_to_sync(answered_until_refused)
    assert until_refused(rates(Clock()), left=limit, limit=limit) == int(limit * 0.2)


async def test_what_is_left_is_written_down_now_and_then_and_when_it_is_spent(clock: Clock) -> None:
    written: list[int] = []

    async def keep(_endpoint: str, told: Allowance) -> None:
        written.append(told.left)

    account = rates(clock, keep=keep)
    for left in range(9, 4, -1):
        await ask(account, "search", said(left))
        clock.now += timedelta(seconds=5)
    assert written == [9, 6]
    await ask(account, "search", said(0))
    assert written == [9, 6, 0]


class Limited(Connector):
    """A network with two endpoints; each question is answered with what the test says."""

    manifest = Manifest(slug="limited", name="Limited", abilities=frozenset(), endpoints=ENDPOINTS)


@pytest.fixture
def account(brand: Brand) -> Account:
    with installed_for_test(Limited):
        yield keep_account(
            brand,
            network="limited",
            info=AccountInfo(remote_id="l:us", handle="us"),
            settings={},
            secrets={},
            by=None,
            now=NOON,
        )


@pytest.mark.django_db
def test_every_connector_of_an_account_knows_and_the_screens_are_told(account: Account) -> None:
    now = datetime.now(UTC)
    collecting = connections.open_connector(account.pk)
    async_to_sync(ask)(collecting.rates, "reading", said(2))
    with pytest.raises(RetryLater):
        async_to_sync(ask)(connections.open_connector(account.pk).rates, "reading")
    answering = connections.open_for_answers(account.pk)
    async_to_sync(ask)(answering.rates, "reading", said(0))
    (budget,) = queries.rate_budgets(now=now)[account.pk]
    assert (budget.endpoint, budget.left, budget.limit) == ("reading", 0, 10)
    assert timedelta(seconds=290) < budget.resets_at - now < timedelta(seconds=310)
    assert queries.rate_budgets(now=now + timedelta(hours=1)) == {}


@pytest.mark.django_db
def test_what_cannot_be_written_down_stops_no_request(account: Account) -> None:
    slug = "longer than its column" * 3
    one = Rates([Endpoint(slug, "x")], keep=connections.KeptBudget(account.pk))
    async_to_sync(ask)(one, slug, said(4))
