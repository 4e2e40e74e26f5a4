"""What an account says by itself: in private, in a lead's words, once a day, never into anger, and no clock stops by it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rapport.channels import actions as channels
from rapport.channels.actions import deliver, stop_sending
from rapport.channels.contract import OutboundOrder
from rapport.channels.errors import MachineMayNot
from rapport.channels.machines import AT_MOST_AN_HOUR
from rapport.channels.models import Account, Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions
from rapport.converse.models import Answer, AutomaticReply, Conversation
from rapport.converse.queries.automatic import why_not
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.listen.models import Message
from rapport.people.models import Person
from rapport.understand.models import Reading
from rapport.voice.actions import set_caution
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member, Notice

pytestmark = pytest.mark.django_db
SAYS = "Thank you for writing, {first_name}. A person reads this as soon as we are back."


@pytest.fixture
def speaking(world: SmallWorld, echo: EchoNetwork, lena: Member) -> AutomaticReply:
    return actions.write_automatic_reply(
        world.account.pk, SAYS, is_on=True, only_closed=False, by=lena, now=world.now
    )


def writes(
    world: SmallWorld,
    echo: EchoNetwork,
    *,
    text: str = "When do you open tomorrow?",
    who: str = "kajsa",
    scope: str = "private",
    **more: Any,
) -> Conversation:
    world.says(text, who=who, key=echo.says(text, by=who), scope=scope, **more)
    run_jobs()
    return world.conversation(who)


def said() -> list[str]:
    machines = Delivery.objects.filter(origin=Delivery.Origin.AUTOMATIC)
    return list(machines.order_by("pk").values_list("text", flat=True))


def test_nothing_is_said_until_a_lead_wrote_it_and_switched_it_on(
    world: SmallWorld, echo: EchoNetwork, lena: Member
) -> None:
    writes(world, echo)
    actions.write_automatic_reply(
        world.account.pk, SAYS, is_on=False, only_closed=False, by=lena, now=world.now
    )
    writes(world, echo, who="olle")
    assert said() == []


def test_a_private_message_is_answered_once_in_the_leads_words_and_the_clock_runs_on(
    world: SmallWorld, echo: EchoNetwork, alice: Member, speaking: AutomaticReply, client: Client
) -> None:
    kajsa = writes(world, echo)
    waits_since = kajsa.waiting_since
    assert waits_since is not None
    assert said() == ["Thank you for writing, Kajsa. A person reads this as soon as we are back."]
    delivery = Delivery.objects.get()
    assert (delivery.scope, delivery.member_id) == ("private", None)
    channels.send_now(delivery.pk, now=world.now)
    run_jobs()
    delivery.refresh_from_db()
    kajsa.refresh_from_db()
    assert delivery.state == "sent"
    assert (kajsa.status, kajsa.waiting_since) == ("open", waits_since)
    assert (kajsa.acknowledged_at, kajsa.answered_at) == (None, None)
    client.force_login(alice)
    page = client.get(f"/inbox/{kajsa.pk}/").content.decode()
    assert "automatic reply, no clock stops by it" in page
    assert "sent outside Rapport" not in page


def test_in_public_it_says_nothing(
    world: SmallWorld, echo: EchoNetwork, speaking: AutomaticReply
) -> None:
    writes(world, echo, scope="public")
    assert said() == []


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("You lost my bag and nobody cares, this is a disgrace!", {}),
        ("When do you open?", {"sentiment": "negative"}),
        ("When do you open?", {"probabilities": [0.35, 0.6, 0.05]}),
        ("When do you open?", {"danger": True}),
        ("When do you open?", {"offensive": True}),
        ("When do you open?", {"intent": "complaint"}),
        ("When do you open?", {"covered": False}),
    ],
)
def test_anger_danger_and_what_nobody_can_read_hear_a_person(
    world: SmallWorld, echo: EchoNetwork, lena: Member, text: str, reading: dict[str, Any]
) -> None:
    kajsa = writes(world, echo, text=text)
    Reading.objects.update(**reading)
    written = actions.write_automatic_reply(
        world.account.pk, SAYS, is_on=True, only_closed=False, by=lena, now=world.now
    )
    assert why_not(world.conversation(), written, now=world.now) == "anger"
    assert actions.answer_by_itself(kajsa.pk, now=world.now) is None


def test_one_person_hears_it_once_a_day_whatever_they_write(
    world: SmallWorld, echo: EchoNetwork, speaking: AutomaticReply
) -> None:
    writes(world, echo)
    Conversation.objects.update(status="waiting", waiting_since=None)
    writes(world, echo, text="And on Sunday, when do you open?")
    assert len(said()) == 1
    Conversation.objects.update(status="waiting", waiting_since=None)
    Delivery.objects.update(created_at=timezone.now() - timedelta(hours=25))
    writes(world, echo, text="And on Monday, when do you open?")
    assert len(said()) == 2


def test_a_machine_is_never_answered(
    world: SmallWorld, echo: EchoNetwork, speaking: AutomaticReply
) -> None:
    kajsa = writes(world, echo)
    Answer.objects.all().delete()
    Delivery.objects.all().delete()
    Message.objects.update(automatic="autoreply")
    assert actions.answer_by_itself(kajsa.pk, now=world.now + timedelta(days=2)) is None


def test_while_a_colleague_answers_or_has_answered_it_keeps_silent(
    world: SmallWorld, echo: EchoNetwork, alice: Member, lena: Member
) -> None:
    kajsa = writes(world, echo)
    actions.reply(kajsa.pk, "At nine.", by=alice, now=world.now)
    actions.write_automatic_reply(
        world.account.pk, SAYS, is_on=True, only_closed=False, by=lena, now=world.now
    )
    assert actions.answer_by_itself(kajsa.pk, now=world.now) is None


def test_only_while_closed_it_keeps_silent_in_the_hours(
    world: SmallWorld, echo: EchoNetwork, lena: Member
) -> None:
    # Without hours of its own the house never closes.
    actions.write_automatic_reply(
        world.account.pk, SAYS, is_on=True, only_closed=True, by=lena, now=world.now
    )
    writes(world, echo)
    assert said() == []


def test_where_something_is_going_on_or_sending_is_stopped_it_keeps_silent(
    world: SmallWorld, echo: EchoNetwork, lena: Member, speaking: AutomaticReply
) -> None:
    caution = set_caution(
        [f"brand:{world.account.brand_id}"], reason="The app is down.", by=lena, now=world.now
    )
    writes(world, echo)
    caution.delete()
    stop_sending(world.account, reason="Looking into it.", by=lena, now=world.now)
    writes(world, echo, who="olle")
    assert said() == []


def test_who_asked_to_be_left_alone_hears_no_machine(
    world: SmallWorld, echo: EchoNetwork, lena: Member
) -> None:
    kajsa = writes(world, echo)
    Person.objects.update(wants_silence_since=world.now)
    actions.write_automatic_reply(
        world.account.pk, SAYS, is_on=True, only_closed=False, by=lena, now=world.now
    )
    assert actions.answer_by_itself(kajsa.pk, now=world.now) is None


def order(world: SmallWorld, **more: Any) -> OutboundOrder:
    usual: dict[str, Any] = {"scope": "private", "keys": ("person:1",), "text": "We are closed."}
    return OutboundOrder(account_id=world.account.pk, origin="automatic", **{**usual, **more})


@pytest.mark.parametrize("origin", ["automatic", "rule"])
@pytest.mark.parametrize(
    ("wrong", "code"),
    [({"scope": "public"}, "public"), ({"kind": "like"}, "public"), ({"keys": ()}, "nobody")],
)
def test_the_door_itself_lets_no_machine_speak_in_public(
    world: SmallWorld, echo: EchoNetwork, origin: str, wrong: dict[str, Any], code: str
) -> None:
    given = {"scope": "private", "keys": ("person:1",), **wrong}
    with pytest.raises(MachineMayNot) as refusal:
        deliver(
            OutboundOrder(account_id=world.account.pk, origin=origin, text="Hello", **given),  # type: ignore[arg-type]
            now=world.now,
        )
    assert refusal.value.code == code
    assert not Delivery.objects.exists()


def test_the_door_itself_counts_the_day_of_a_person_and_what_was_undone_does_not_count(
    world: SmallWorld, echo: EchoNetwork
) -> None:
    first = deliver(order(world), now=world.now)
    with pytest.raises(MachineMayNot, match="within a day"):
        deliver(order(world), now=world.now + timedelta(hours=23))
    channels.undo(first.pk, now=world.now)
    assert deliver(order(world), now=world.now + timedelta(hours=23))


def test_a_machine_that_speaks_too_often_falls_silent_and_leads_are_told(
    world: SmallWorld, echo: EchoNetwork, lena: Member, speaking: AutomaticReply
) -> None:
    for number in range(AT_MOST_AN_HOUR):
        deliver(order(world, keys=(f"person:{1000 + number}",)), now=timezone.now())
    writes(world, echo)
    assert len(said()) == AT_MOST_AN_HOUR
    speaking.refresh_from_db()
    assert not speaking.is_on
    assert speaking.stopped_at is not None
    told = Notice.objects.get(member=lena, kind="converse.fell_silent")
    assert (told.about, told.about_id) == ("automatic_reply", world.account.pk)


def test_undone_in_time_it_never_left(
    world: SmallWorld, echo: EchoNetwork, speaking: AutomaticReply
) -> None:
    kajsa = writes(world, echo)
    assert channels.undo(Delivery.objects.get().pk, now=world.now)
    run_jobs()
    kajsa.refresh_from_db()
    assert (kajsa.status, kajsa.drafts.count()) == ("open", 0)


def test_who_may_not_and_what_makes_no_sense_is_refused_in_words(
    world: SmallWorld, echo: EchoNetwork, alice: Member, lena: Member
) -> None:
    def write(text: str, *, by: Member, is_on: bool = True) -> None:
        actions.write_automatic_reply(
            world.account.pk, text, is_on=is_on, only_closed=True, by=by, now=world.now
        )

    with pytest.raises(NotAllowed):
        write(SAYS, by=alice)
    for text in ("", "Hello {last_seen}", "Yours, {agent}", "x" * 2_001):
        with pytest.raises(InvalidEntry):
            write(text, by=lena)
    write("", by=lena, is_on=False)
    assert not Answer.objects.exists()
    assert Account.objects.get().automatic_reply.text == ""
