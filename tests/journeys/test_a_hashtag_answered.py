"""The journey of a cry under a hashtag: heard by a place, brought into the Inbox, answered by our account on another server."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from django.utils import timezone

from rapport.channels.actions import keep_account
from rapport.channels.contract import AccountInfo
from rapport.channels.delivering import drain
from rapport.channels.models import Account, Delivery
from rapport.converse import actions, queries
from rapport.converse.models import Conversation
from rapport.kit.fediverse.tests.instance import TOKEN, Instance
from rapport.ledger.testing import run_jobs
from rapport.listen.actions import keep_query
from rapport.listen.models import Message
from rapport.listen.reading_accounts import opened, store
from rapport.listen.threads_of_work import in_database
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db(transaction=True)
CRY = "Stranded at #harbour, how do we get home tonight?"


@pytest.fixture
async def home(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Instance]:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "127.0.0.1")
    async with Instance(now=timezone.now()) as server:
        yield server


def place_and_account(server: Instance, brand: Brand, alice: Member) -> tuple[Account, Account]:
    now = timezone.now()
    keep_query("harbour OR #harbour", name="Harbour", brand=brand, by=alice, now=now)
    place = keep_account(
        brand,
        network="hashtags",
        info=AccountInfo("hashtags:home.example", "home.example"),
        settings={"host": server.url, "hashtags": "harbour"},
        secrets={},
        by=None,
        now=now,
    )
    us = AccountInfo(server.accounts["brand"]["uri"], "brand@home.example")
    account = keep_account(
        brand,
        network="mastodon",
        info=us,
        settings={"host": server.url},
        secrets={"access_token": TOKEN},
        by=None,
        now=now,
    )
    return place, account


async def hear(account: Account) -> None:
    connector = await opened(account)
    try:
        await store(account, await connector.fetch(""))
    finally:
        await connector.aclose()
    await in_database(run_jobs)


async def test_it_is_answered_where_it_was_said_and_stays_one_message(
    home: Instance, brand: Brand, alice: Member
) -> None:
    place, account = await in_database(place_and_account, home, brand, alice)
    cry = home.says("bob", CRY)
    await hear(place)
    message = await in_database(Message.objects.get)
    assert (message.network, message.remote_key) == ("mastodon", cry["uri"])

    def bring_and_answer() -> Delivery:
        pk = actions.bring_in(message.pk, by=alice, now=timezone.now())
        page = queries.conversation_page(alice, pk, now=timezone.now())
        assert (page.can_answer, page.answers_as) == (True, "brand@home.example")
        delivery = actions.reply(pk, "The last boat is at nine.", by=alice, now=timezone.now())
        Delivery.objects.filter(pk=delivery.pk).update(due_at=timezone.now())
        return delivery

    delivery = await in_database(bring_and_answer)
    assert delivery.account_id == account.pk

    await drain(account.pk)
    await in_database(run_jobs)
    conversation = await in_database(Conversation.objects.get)
    (answer,) = home.of("brand")
    assert answer["in_reply_to_id"] == cry["id"]
    assert "The last boat is at nine." in answer["content"]
    assert conversation.status == Conversation.Status.WAITING
    # Our account hears the same cry and our own answer: nothing stands twice.
    await hear(account)
    counts = [await in_database(model.objects.count) for model in (Message, Conversation)]
    assert counts == [2, 1]
