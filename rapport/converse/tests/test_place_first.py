"""A place may tell of a post a moment before our own account does: the conversation is as whole as the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from rapport.channels.contract import Author, InboundPost, Page
from rapport.channels.models import Account
from rapport.channels.testing import EchoNetwork
from rapport.converse.models import Turn
from rapport.converse.testing import SmallWorld, listening_to_echo
from rapport.ledger.testing import run_jobs
from rapport.listen.actions import keep_query, receive
from rapport.listen.models import Message
from rapport.workspace.models import Brand, Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
KAJSA = Author(remote_id="echo:kajsa", handle="kajsa")
OURSELVES = Author(remote_id="echo:us", handle="haldenrail")


@pytest.fixture
def world(brand: Brand) -> Iterator[SmallWorld]:
    with EchoNetwork(starts_at=NOON):
        yield SmallWorld(brand)


@pytest.fixture
def place(world: SmallWorld, brand: Brand, alice: Member) -> Iterator[Account]:
    keep_query("harbour", name="Harbour", brand=brand, by=alice, now=NOON)
    with listening_to_echo(brand) as found:
        yield found


def hear(post: InboundPost, *accounts: Account) -> None:
    for account in accounts:
        receive(account, Page(posts=(post,)), now=NOON)
        run_jobs()


def turns() -> list[str]:
    return list(Turn.objects.order_by("message__pk").values_list("message__text", flat=True))


@pytest.mark.parametrize("own", [True, False], ids=["ours", "the customer's"])
def test_what_a_place_told_first_is_a_turn_of_the_conversation(
    world: SmallWorld, place: Account, own: bool
) -> None:
    first = world.says("Where is the harbour bus?", key="q")
    later = InboundPost(
        key="later",
        author=OURSELVES if own else KAJSA,
        text="It left at noon." if own else "Never mind, it has come.",
        created_at=NOON,
        kind="reply",
        parent_key=first.remote_key,
        root_key=first.remote_key,
    )
    as_ours = replace(later, own=own)
    hear(later, place)
    hear(as_ours, world.account)
    assert turns() == [first.text, later.text]
    hear(later, place)
    hear(as_ours, world.account)
    assert turns() == [first.text, later.text]


def test_what_strangers_say_to_each_other_is_nobodys_turn_however_often_it_is_heard(
    world: SmallWorld, place: Account
) -> None:
    ben = Author(remote_id="echo:ben", handle="ben")
    hear(InboundPost(key="x", author=ben, text="The harbour at dawn", created_at=NOON), place)
    hear(
        InboundPost(key="x", author=ben, text="The harbour at dawn", created_at=NOON),
        world.account,
    )
    assert Message.objects.count() == 1
    assert turns() == []
