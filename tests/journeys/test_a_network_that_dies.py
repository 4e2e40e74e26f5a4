"""The journey after a network has gone for good and its connector with it: the past is read, found and not answered."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rapport.channels.actions import keep_account
from rapport.channels.contract import AccountInfo
from rapport.channels.models import Account
from rapport.channels.testing import EchoNetwork
from rapport.converse.actions import acknowledge, reply
from rapport.converse.errors import CannotAnswer
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld, listening_to_echo
from rapport.ledger.testing import run_jobs
from rapport.listen.actions import keep_query, plan_audits
from rapport.listen.collecting import Collector
from rapport.listen.models import DayAudit, Message
from rapport.listen.recounting import accounts_that_count
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "Still no refund after five weeks"
PAGES = (
    "/pulse/", "/inbox/", "/inbox/?tab=newest", "/people/", "/connected/", "/health/", "/health/touchpoints/",
    "/health/quarantine/", "/listening/", "/listening/stream/", "/listening/unanswered/", "/listening/places/",
    "/around/", "/statements/", "/purposes/", "/board/", "/settings/",
)  # fmt: skip


@pytest.fixture
def past(brand: Brand, alice: Member) -> Conversation:
    """A conversation and a mention from a network whose connector is installed no more."""
    with EchoNetwork(), listening_to_echo(brand) as place:
        keep_query("refund", name="Refunds", brand=brand, by=alice, now=timezone.now())
        world = SmallWorld(brand)
        world.now = timezone.now() - timedelta(hours=1)
        world.says(f"{WORDS}. Where is it?", who="kajsa")
        world.account = place
        world.says("No refund from anybody either.", who="ben", to_us=False)
        return world.conversation("kajsa")


@pytest.fixture
def signed_in(client: Client, olivia: Member) -> Client:
    client.force_login(olivia)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_every_page_stands(past: Conversation, signed_in: Client, page: str) -> None:
    assert signed_in.get(page).status_code == 200


def test_its_history_stays_readable(past: Conversation, signed_in: Client) -> None:
    mention = Message.objects.get(text__startswith="No refund from anybody")
    for page in (
        f"/inbox/{past.pk}/",
        f"/people/{past.person_id}/",
        "/inbox/?tab=newest&find=refund",
    ):
        assert WORDS in signed_in.get(page).content.decode(), page
    for page in ("/listening/stream/", f"/listening/around/{mention.pk}/"):
        assert "from anybody either" in signed_in.get(page).content.decode(), page


def test_the_account_says_that_its_network_is_gone(past: Conversation, signed_in: Client) -> None:
    for page in ("/connected/", f"/inbox/{past.pk}/"):
        assert "connector is not installed" in signed_in.get(page).content.decode(), page


def test_an_answer_is_refused_with_the_reason_and_nothing_is_left_half_done(
    past: Conversation, alice: Member
) -> None:
    with pytest.raises(CannotAnswer, match="connector is not installed"):
        reply(past.pk, "Here it is.", by=alice, now=timezone.now())
    with pytest.raises(CannotAnswer, match="connector is not installed"):
        acknowledge(past.pk, by=alice, now=timezone.now())
    past.refresh_from_db()
    assert past.status == Conversation.Status.OPEN


def test_what_stands_in_it_can_still_be_settled(past: Conversation, signed_in: Client) -> None:
    answer = signed_in.post(f"/inbox/{past.pk}/resolve/", follow=True)
    assert answer.status_code == 200
    past.refresh_from_db()
    assert past.status == Conversation.Status.RESOLVED


def test_what_is_planned_for_the_others_is_planned_all_the_same(
    past: Conversation, brand: Brand
) -> None:
    plaza = keep_account(
        brand,
        network="plaza",
        info=AccountInfo("plaza:us", "haldenrail"),
        settings={},
        secrets={},
        by=None,
        now=timezone.now() - timedelta(days=3),
    )
    every = list(Account.objects.values_list("pk", flat=True))
    Account.objects.update(created_at=timezone.now() - timedelta(days=3))
    assert accounts_that_count(every) == [plaza.pk]
    assert plan_audits(every, now=timezone.now()) >= 1
    assert DayAudit.objects.filter(account=plaza).exists()


async def test_the_collector_goes_on_without_it(past: Conversation) -> None:
    stop = asyncio.Event()
    collecting = asyncio.ensure_future(Collector("test").run(stop))
    await asyncio.sleep(1.5)
    assert not collecting.done()
    stop.set()
    await collecting


def test_jobs_about_it_end(past: Conversation) -> None:
    run_jobs()
