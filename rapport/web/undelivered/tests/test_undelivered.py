"""What did not leave: the reason beside it, and buttons that really do something."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rapport.channels import actions as channels
from rapport.channels.errors import Refused
from rapport.channels.models import PARKED_FOR, Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions
from rapport.converse.models import Conversation, ReplyDraft
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.people.actions import erase_person
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db
State = Delivery.State


@pytest.fixture
def echo() -> Iterator[EchoNetwork]:
    with EchoNetwork() as network:
        yield network


@pytest.fixture
def world(echo: EchoNetwork, brand: Brand) -> SmallWorld:
    small = SmallWorld(brand)
    small.now = timezone.now()
    return small


@pytest.fixture
def kajsa(world: SmallWorld, echo: EchoNetwork) -> Conversation:
    text = "Where is my <b>refund</b>?"
    world.says(text, key=echo.says(text, by="kajsa"))
    return world.conversation()


@pytest.fixture
def lost(world: SmallWorld, echo: EchoNetwork, kajsa: Conversation, alice: Member) -> Delivery:
    """The network said no to it."""
    delivery = actions.reply(kajsa.pk, "It is <i>on its way</i>.", by=alice, now=world.now)
    echo.fail_next(Refused("Replies are limited here."))
    channels.send_now(delivery.pk, now=world.now)
    run_jobs()
    delivery.refresh_from_db()
    assert delivery.state == State.REFUSED
    return delivery


@pytest.fixture
def as_alice(client: Client, alice: Member) -> Client:
    client.force_login(alice)
    return client


def page(client: Client) -> str:
    return client.get("/undelivered/").content.decode()


def test_what_was_refused_stands_with_its_reason_and_is_really_sent_again(
    as_alice: Client, lost: Delivery, world: SmallWorld, kajsa: Conversation
) -> None:
    shown = page(as_alice)
    assert "Replies are limited here." in shown
    assert "It is &lt;i&gt;on its way" in shown
    assert ReplyDraft.objects.get().text == lost.text
    answer = as_alice.post(f"/undelivered/{lost.pk}/again/", follow=True)
    assert "It leaves in ten seconds" in answer.content.decode()
    channels.send_now(lost.pk, now=timezone.now())
    run_jobs()
    lost.refresh_from_db()
    kajsa.refresh_from_db()
    assert (lost.state, kajsa.status) == (State.SENT, "waiting")
    assert not ReplyDraft.objects.exists()
    assert "All has left" in page(as_alice)


def test_pressed_twice_it_is_sent_once(as_alice: Client, lost: Delivery) -> None:
    as_alice.post(f"/undelivered/{lost.pk}/again/")
    second = as_alice.post(f"/undelivered/{lost.pk}/again/", follow=True)
    assert "Somebody was quicker" in second.content.decode()
    assert Delivery.objects.count() == 1


def test_sent_again_it_still_meets_a_stop(
    as_alice: Client, lost: Delivery, world: SmallWorld, lena: Member
) -> None:
    channels.stop_sending(world.account, reason="A storm", by=lena, now=timezone.now())
    as_alice.post(f"/undelivered/{lost.pk}/again/")
    channels.send_now(lost.pk, now=timezone.now())
    run_jobs()
    lost.refresh_from_db()
    assert (lost.state, lost.reason) == (State.HELD, "A storm")
    shown = page(as_alice)
    assert "Waits until a stop ends" in shown


def test_a_draft_begun_since_is_kept(as_alice: Client, lost: Delivery, alice: Member) -> None:
    ReplyDraft.objects.update(text="Something better")
    as_alice.post(f"/undelivered/{lost.pk}/again/")
    run_jobs()
    assert ReplyDraft.objects.get().text == "Something better"


def test_put_aside_it_is_gone_from_the_list_and_can_be_taken_up_again(
    as_alice: Client, lost: Delivery, alice: Member
) -> None:
    as_alice.post(f"/undelivered/{lost.pk}/aside/")
    lost.refresh_from_db()
    assert lost.given_up_by == alice
    shown = page(as_alice)
    assert "All has left" in shown
    assert "Take it up again" in shown
    as_alice.post(f"/undelivered/{lost.pk}/back/")
    assert "Send it again" in page(as_alice)


def test_what_nobody_knows_is_decided_here(as_alice: Client, lost: Delivery) -> None:
    parked = lost.created_at + PARKED_FOR
    Delivery.objects.update(
        state=State.UNKNOWN, due_at=parked, created_at=lost.created_at - timedelta(minutes=2)
    )
    assert "It does not; send it again" in page(as_alice)
    as_alice.post(f"/undelivered/{lost.pk}/stands/")
    lost.refresh_from_db()
    assert lost.state == State.SENT


def test_held_words_are_taken_back_into_the_draft(
    as_alice: Client, kajsa: Conversation, world: SmallWorld, alice: Member, lena: Member
) -> None:
    channels.stop_sending(world.account, reason="A storm", by=lena, now=timezone.now())
    delivery = actions.reply(kajsa.pk, "Soon.", by=alice, now=timezone.now())
    assert "A storm" in page(as_alice)
    as_alice.post(f"/undelivered/{delivery.pk}/take-back/")
    assert ReplyDraft.objects.get().text == "Soon."
    assert "All has left" in page(as_alice)


def test_of_somebody_who_was_erased_nothing_is_left_to_send(
    as_alice: Client, lost: Delivery, kajsa: Conversation, olivia: Member
) -> None:
    erase_person(kajsa.person_id, by=olivia, now=timezone.now())
    run_jobs()
    assert "All has left" in page(as_alice)
    assert (
        "Somebody was quicker"
        in as_alice.post(f"/undelivered/{lost.pk}/again/", follow=True).content.decode()
    )


def test_the_page_asks_as_often_however_much_did_not_leave(
    as_alice: Client, lost: Delivery, world: SmallWorld, alice: Member,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for number in range(12):
        world.says("And mine?", who=f"by{number}")
        actions.reply(
            world.conversation(f"by{number}").pk, f"Soon, {number}.", by=alice, now=world.now
        )
    Delivery.objects.update(state=State.REFUSED)
    with django_assert_max_num_queries(8):
        shown = page(as_alice)
    assert shown.count("Send it again") == 13


def test_guests_see_nothing_of_it(client: Client, gus: Member, lost: Delivery) -> None:
    client.force_login(gus)
    assert client.get("/undelivered/").status_code == 403
    assert client.post(f"/undelivered/{lost.pk}/again/").status_code == 403
