"""Two hundred answers to a real Bluesky server, of which most meet a fault: each stands once, and we know of each that it does."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import timedelta
from typing import Any

import httpx
import pytest
from django.utils import timezone

from rapport.channels.actions import connect, deliver
from rapport.channels.contract import OutboundOrder
from rapport.channels.models import Account, Delivery
from rapport.channels.testing.driving import drain_until_done
from rapport.channels.testing.troubled import Killed
from rapport.connectors.bluesky import client
from rapport.kit.http import guarded_async_transport
from rapport.workspace.models import Brand, Member
from tests.networks.bluesky.citizen import Citizen
from tests.networks.conftest import BlueskyNetwork

pytestmark = [pytest.mark.networks, pytest.mark.django_db(transaction=True)]
SENDS = 200
FAULTS = (
    "none",
    "cut before",
    "killed before",
    "cut after",
    "killed after",
    "busy looking",
    "killed looking",
)


class TroubledLine(httpx.AsyncBaseTransport):
    """Breaks by a plan: what is written to the server (createRecord) by its text, what we look for (getRecord) by turns."""

    plan: dict[str, list[str]] = {}
    met: Counter[str] = Counter()

    def __init__(self) -> None:
        self._real = guarded_async_transport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        fault = self._fault_of(request)
        self.met[fault] += fault != "none"
        if fault == "cut before":
            raise httpx.ConnectError("no line", request=request)
        if fault == "killed before":
            raise Killed
        response = await self._real.handle_async_request(request)
        if fault == "none":
            return response
        await response.aread()
        if fault.startswith("killed"):
            raise Killed
        raise httpx.ReadError("cut before the answer", request=request)

    def _fault_of(self, request: httpx.Request) -> str:
        if request.url.path.endswith("createRecord"):
            text = json.loads(request.content).get("record", {}).get("text", "")
            left = self.plan.get(text, [])
            return left.pop(0) if left and "looking" not in left[0] else "none"
        if request.url.path.endswith("getRecord"):
            for left in self.plan.values():
                if left and "looking" in left[0]:
                    return "killed before" if left.pop(0) == "killed looking" else "cut before"
        return "none"

    async def aclose(self) -> None:
        await self._real.aclose()


@pytest.fixture
def account(
    bluesky_network: BlueskyNetwork,
    us: Citizen,
    brand: Brand,
    lena: Member,
    monkeypatch: pytest.MonkeyPatch,
) -> Account:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "127.0.0.1")
    return connect(
        brand,
        network="bluesky",
        settings={"handle": us.handle, "host": bluesky_network.pds},
        secrets={"password": us.password},
        by=lena,
        now=timezone.now(),
    )


@pytest.fixture
def us(bluesky_network: BlueskyNetwork) -> Citizen:
    return bluesky_network.customer("brand200", name="Halden Rail")


def test_two_hundred_answers_stand_once_each(
    account: Account, us: Citizen, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(20261128)
    plan = {
        f"Answer number {number}": [FAULTS[number % len(FAULTS)], dice.choice(FAULTS)]
        for number in range(SENDS)
    }
    # A fault while looking needs something to look for.
    plan = {
        text: [one for f in faults for one in (["cut after", f] if "looking" in f else [f])]
        for text, faults in plan.items()
    }
    monkeypatch.setattr(TroubledLine, "plan", plan)
    monkeypatch.setattr(TroubledLine, "met", Counter())
    monkeypatch.setattr(client, "guarded_async_transport", TroubledLine)
    for text in plan:
        deliver(
            OutboundOrder(account.pk, origin="member", member_id=alice.pk, text=text),
            now=timezone.now() - timedelta(minutes=1),
        )
    drain_until_done([account.pk], rounds=400)
    assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.SENT}
    assert Counter(standing(us)) == dict.fromkeys(plan, 1)
    assert sum(TroubledLine.met.values()) > SENDS, TroubledLine.met


def standing(us: Citizen) -> list[str]:
    """The texts of all that stands, page by page."""
    texts: list[str] = []
    asked: dict[str, Any] = {"repo": us.did, "collection": "app.bsky.feed.post", "limit": 100}
    while True:
        page = us.http.get(f"{us.pds}/xrpc/com.atproto.repo.listRecords", params=asked).json()
        texts += [record["value"]["text"] for record in page["records"]]
        if not page["records"] or "cursor" not in page:
            return texts
        asked["cursor"] = page["cursor"]
