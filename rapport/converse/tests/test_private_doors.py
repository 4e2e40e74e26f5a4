"""Before anything is written in private, the network says whether this person takes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rapport.channels.errors import NetworkError, Refused, RetryLater, SignInAgain
from rapport.channels.testing import EchoNetwork
from rapport.connectors.bluesky.manifest import MANIFEST as BLUESKY
from rapport.connectors.plaza.manifest import MANIFEST as PLAZA
from rapport.converse import actions
from rapport.converse.errors import CannotAnswer, NoPrivateDoor
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.people.actions import erase_person
from rapport.workspace.models import Brand, Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def echo() -> Iterator[EchoNetwork]:
    """Echo as a network with private messages."""
    with EchoNetwork(starts_at=NOON, doors={}) as network:
        yield network


@pytest.fixture
def doors(world: SmallWorld) -> SmallWorld:
    world.says("Where is my refund?")
    return world


def refusal(conversation: Conversation) -> str:
    with pytest.raises(NoPrivateDoor) as refused:
        actions.demand_open_door(conversation)
    return str(refused.value)


def test_who_takes_private_messages_is_written_to(
    echo: EchoNetwork, doors: SmallWorld, alice: Member
) -> None:
    actions.demand_open_door(doors.conversation())
    delivery = actions.reply(
        doors.conversation().pk, "Your code?", by=alice, now=NOON, privately=True
    )
    assert delivery.scope == "private"


@pytest.mark.parametrize(
    ("door", "said"),
    [
        ("none", "Kajsa takes no private messages. Offer a link instead."),
        ("invite", "On Echo Kajsa has to write to us in private first. Offer a link instead."),
    ],
)
def test_who_takes_none_is_named_with_the_way_that_is_left(
    echo: EchoNetwork, doors: SmallWorld, door: str, said: str
) -> None:
    echo.doors = {"kajsa": door}  # type: ignore[dict-item]
    assert refusal(doors.conversation()) == said


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (RetryLater("busy"), "Echo does not say just now whether Kajsa takes private messages."),
        (SignInAgain("dead"), "haldenrail has to be signed in again before it can write"),
        (Refused("Nobody is called so."), "Echo refuses a private message to Kajsa: Nobody"),
    ],
)
def test_a_network_that_cannot_tell_is_told_of_in_words(
    echo: EchoNetwork, doors: SmallWorld, fault: NetworkError, said: str
) -> None:
    echo.fail_next(fault, on="private_door")
    assert refusal(doors.conversation()).startswith(said)


def test_a_network_that_hangs_is_not_waited_for(
    echo: EchoNetwork, doors: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapport.channels.doors.ANSWERS_WITHIN_SECONDS", 0)
    echo.pause()
    assert "does not say just now" in refusal(doors.conversation())
    echo.resume()


@pytest.mark.parametrize("network", [PLAZA, BLUESKY])
def test_a_network_without_private_messages_is_never_asked(
    brand: Brand, network: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug, name = network.slug, network.name  # type: ignore[attr-defined]
    monkeypatch.setattr("rapport.channels.doors.open_for_answers", None)
    world = SmallWorld(brand, network=slug)
    world.says("Where is my refund?")
    assert refusal(world.conversation()) == f"{name} has no private messages. Offer a link instead."


def test_what_is_private_already_needs_no_door(echo: EchoNetwork, world: SmallWorld) -> None:
    world.says("Between us", scope="private")
    echo.fail_next(Refused("asked"), on="private_door")
    actions.demand_open_door(world.conversation())


def test_nobody_erased_is_asked_about(echo: EchoNetwork, doors: SmallWorld, lena: Member) -> None:
    erase_person(doors.conversation().person_id, by=lena, now=NOON)
    for conversation in Conversation.objects.all():
        with pytest.raises(CannotAnswer, match="nobody to write to"):
            actions.demand_open_door(conversation)
