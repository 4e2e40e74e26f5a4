"""From a post on a real Bluesky server to the Inbox and back: heard, acknowledged, answered, never doubled."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeVar

import pytest
from django.utils import timezone

from rapport.channels.actions import connect
from rapport.channels.delivering import drain
from rapport.channels.models import Account, Delivery
from rapport.channels.testing import PIXEL
from rapport.connectors.bluesky import client
from rapport.connectors.bluesky.keys import LIKE
from rapport.converse import actions, queries
from rapport.converse.models import Conversation
from rapport.ledger.testing import run_jobs
from rapport.listen.collecting import Collector
from rapport.listen.models import Message
from rapport.workspace.models import Brand, Member
from tests.networks.bluesky.citizen import Citizen, Ref
from tests.networks.bluesky.lines import CutBeforeTheReceipt
from tests.networks.conftest import BlueskyNetwork

pytestmark = [pytest.mark.networks, pytest.mark.django_db(transaction=True)]

PATIENCE_SECONDS = 20.0
Found = TypeVar("Found")


@pytest.fixture(autouse=True)
def _loopback_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "127.0.0.1")


@pytest.fixture
def us(bluesky_network: BlueskyNetwork) -> Citizen:
    return bluesky_network.customer("brand", name="Halden Rail")


@pytest.fixture
def account(bluesky_network: BlueskyNetwork, us: Citizen, brand: Brand, lena: Member) -> Account:
    settings = {"handle": us.handle, "host": bluesky_network.pds}
    return connect(
        brand,
        network="bluesky",
        settings=settings,
        secrets={"password": us.password},
        by=lena,
        now=timezone.now(),
    )


@pytest.fixture
def collecting(account: Account) -> Iterator[None]:
    """A collector that reads every account, in a thread of its own, as `rapport collect` does in a process."""
    stopping = threading.Event()

    async def collect() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(Collector("test").run(stop))
        await asyncio.to_thread(stopping.wait)
        stop.set()
        await running

    thread = threading.Thread(target=lambda: asyncio.run(collect()), daemon=True)
    thread.start()
    until(lambda: Account.objects.get(pk=account.pk).cursor)
    yield
    stopping.set()
    thread.join(PATIENCE_SECONDS)


def test_a_customers_post_is_heard_liked_and_answered(
    bluesky_network: BlueskyNetwork, us: Citizen, collecting: None, alice: Member
) -> None:
    mara = bluesky_network.customer("mara", name="Mara Lind")
    text = f"@{us.handle} the machine ate my ticket 🎫 Can I have a new one?"
    said = mara.says(text, mentions=[us], pictures=[(PIXEL, "image/png", "An empty slot")])
    stood = time.monotonic()
    message = until(lambda: Message.objects.filter(identity__remote_key=said.uri).first())
    assert time.monotonic() - stood < 2.0
    run_jobs()
    (row,) = queries.inbox(alice, tab="newest")
    assert (row.who, row.network) == ("Mara Lind", "bluesky")
    assert message.media[0]["alt"] == "An empty slot"

    conversation = Conversation.objects.get()
    actions.acknowledge(conversation.pk, by=alice, now=timezone.now())
    actions.reply(
        conversation.pk, "Sorry, Mara. A new one is on its way.", by=alice, now=timezone.now()
    )
    send_all()
    (answer,) = us.records()
    assert answer["value"]["reply"] == {"root": vars(said), "parent": vars(said)}
    (liked,) = us.records(LIKE)
    assert liked["value"]["subject"] == vars(said)
    run_jobs()
    conversation.refresh_from_db()
    assert conversation.acknowledged_at is not None
    assert conversation.answered_at is not None

    # What we wrote comes back on the stream and is known for the answer, not for another one.
    thanks = mara.says("Thank you!", reply_to=ref_of(answer), root=said)
    until(lambda: Message.objects.filter(identity__remote_key=thanks.uri).exists())
    run_jobs()
    ours = Message.objects.get(identity__remote_key=answer["uri"])
    assert ours.delivery == Delivery.objects.get(kind=Delivery.Kind.POST)
    assert Message.objects.count() == 3
    assert Conversation.objects.count() == 1


def test_a_kill_between_send_and_receipt_doubles_nothing(
    bluesky_network: BlueskyNetwork,
    us: Citizen,
    collecting: None,
    alice: Member,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mara = bluesky_network.customer("mara", name="Mara Lind")
    said = mara.says(f"@{us.handle} hello?", mentions=[us])
    until(lambda: Message.objects.filter(identity__remote_key=said.uri).first())
    run_jobs()
    delivery = actions.reply(
        Conversation.objects.get().pk, "Hello, Mara.", by=alice, now=timezone.now()
    )
    with monkeypatch.context() as patch:
        patch.setattr(client, "guarded_async_transport", CutBeforeTheReceipt)
        send_all()
    # Whichever comes first, the post heard on the stream or the search by its key, settles it.
    until(lambda: send_all() or state_of(delivery) == Delivery.State.SENT)
    assert [record["value"]["text"] for record in us.records()] == ["Hello, Mara."]


def send_all() -> None:
    """Let the undo time of everything pass and send it."""
    waiting = Delivery.objects.filter(state__in=[Delivery.State.QUEUED, Delivery.State.UNKNOWN])
    now: datetime = timezone.now()
    waiting.update(due_at=now)
    for account in Account.objects.all():
        asyncio.run(drain(account.pk))


def state_of(delivery: Delivery) -> str:
    return Delivery.objects.values_list("state", flat=True).get(pk=delivery.pk)


def until(look: Callable[[], Found]) -> Found:
    """What `look` finds, once it finds something."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        assert time.monotonic() < end, [
            (d.state, d.reason, d.attempts, d.remote_key) for d in Delivery.objects.all()
        ]
        threading.Event().wait(0.02)
    return found


def ref_of(record: dict[str, str]) -> Ref:
    return Ref(record["uri"], record["cid"])
