"""How many follow our own profiles is asked for again and again: soon where it moves, seldom where it stands."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rapport.channels.actions import keep_account
from rapport.channels.contract import AccountInfo, Author, InboundPost, OutboundPost, Page
from rapport.channels.errors import RetryLater
from rapport.channels.models import Account
from rapport.channels.testing.echo import EchoNetwork
from rapport.listen import reading_followers
from rapport.listen.actions import accounts_to_ask_for_followers, note_followers, receive
from rapport.listen.models import FollowerCount
from rapport.listen.reading_followers import read_followers
from rapport.people.models import Handle
from rapport.workspace.models import Brand
from rapport.workspace.testing import NOON

HOUR = timedelta(hours=1)


@pytest.fixture
def echo() -> Iterator[EchoNetwork]:
    with EchoNetwork(starts_at=NOON) as echo:
        yield echo


@pytest.fixture
def account(echo: EchoNetwork, brand: Brand) -> Account:
    info = AccountInfo(remote_id=echo.brand.remote_id, handle=echo.brand.handle)
    return keep_account(
        brand,
        network="echo",
        info=info,
        settings={},
        secrets={"password": "echo-password"},
        by=None,
        now=NOON,
    )


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    moment = [NOON]

    class Clock:
        @staticmethod
        def now() -> datetime:
            return moment[0]

    monkeypatch.setattr(reading_followers, "timezone", Clock)
    return moment


def followed_by(account: Account, count: int | None) -> Author:
    return Author(remote_id=account.remote_id, handle=account.handle, followers=count)


@pytest.mark.django_db
def test_a_count_that_moves_is_asked_for_hourly_and_one_that_stands_ever_more_seldom(
    account: Account,
) -> None:
    now, waits = NOON, []
    for count in (10, 11, 11, 11, 11, 11, 11, 11, 12):
        note_followers(account, followed_by(account, count), now=now)
        known = FollowerCount.objects.get()
        waits.append((known.next_at - now) / HOUR)
        now = known.next_at
    assert waits == [1, 1, 2, 4, 8, 16, 24, 24, 1]
    assert known.followers == 12


@pytest.mark.django_db
def test_our_own_handle_carries_the_count_and_a_silent_network_changes_nothing(
    account: Account,
) -> None:
    note_followers(account, followed_by(account, 10), now=NOON)
    note_followers(account, followed_by(account, None), now=NOON)
    note_followers(account, None, now=NOON)
    handle = Handle.objects.get(remote_id=account.remote_id)
    assert (handle.followers, handle.is_ours) == (10, True)
    assert FollowerCount.objects.get().followers == 10


@pytest.mark.django_db(transaction=True)
def test_the_network_is_asked_once_until_it_is_due_again(
    echo: EchoNetwork, account: Account, clock: list[datetime]
) -> None:
    echo.accept(OutboundPost("Good morning"), "k")
    assert asyncio.run(read_followers([account.pk])) == 1
    assert FollowerCount.objects.get().followers == 1200
    assert asyncio.run(read_followers([account.pk])) == 0
    clock[0] = NOON + HOUR
    echo.fail_next(RetryLater("busy"), on="profile")
    assert asyncio.run(read_followers([account.pk])) == 0
    assert FollowerCount.objects.get().followers == 1200
    assert accounts_to_ask_for_followers([account.pk], now=clock[0]) == []


@pytest.mark.django_db
def test_places_have_no_followers(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_place=True)
    assert accounts_to_ask_for_followers([account.pk], now=NOON) == []


@pytest.mark.django_db
def test_an_older_post_does_not_bring_back_an_older_count(account: Account) -> None:
    ann = Author(remote_id="echo:ann", handle="ann", followers=900)
    new = InboundPost(key="new", author=ann, text="Hi", created_at=NOON, to_us=True)
    receive(account, Page(posts=(new,)), now=NOON)
    long_ago = replace(
        new, key="old", author=replace(ann, followers=12), created_at=NOON - timedelta(days=900)
    )
    receive(account, Page(posts=(long_ago,)), now=NOON)
    assert Handle.objects.get(remote_id="echo:ann").followers == 900
    later = replace(new, key="later", author=replace(ann, followers=905), created_at=NOON + HOUR)
    receive(account, Page(posts=(later,)), now=NOON + HOUR)
    assert Handle.objects.get(remote_id="echo:ann").followers == 905


@pytest.mark.django_db
def test_an_older_post_is_better_than_no_count_at_all(account: Account) -> None:
    ann = Author(remote_id="echo:ann", handle="ann")
    new = InboundPost(key="new", author=ann, text="Hi", created_at=NOON, to_us=True)
    receive(account, Page(posts=(new,)), now=NOON)
    old = replace(new, key="old", author=replace(ann, followers=12), created_at=NOON - HOUR)
    receive(account, Page(posts=(old,)), now=NOON)
    assert Handle.objects.get(remote_id="echo:ann").followers == 12
