"""A source that names only what changed leaves the rest of a fact as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from rapport.channels.contract import InboundFact, Page
from rapport.channels.testing import EchoNetwork
from rapport.converse.testing import SmallWorld
from rapport.listen.actions import receive
from rapport.listen.models import BoardFact
from rapport.workspace.models import Brand
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
LIFT = InboundFact("news:1", what="Lift out of order", where="Halden", cause="a door", sayable=True)
LATER = InboundFact(
    "news:1", what="Lift 7", ends_at=NOON + timedelta(hours=3), only=frozenset({"ends_at"})
)


@pytest.fixture
def world(brand: Brand) -> Iterator[SmallWorld]:
    with EchoNetwork():
        yield SmallWorld(brand)


def board(world: SmallWorld, *pages: Page) -> BoardFact:
    for page in pages:
        receive(world.account, page, now=world.now)
    return BoardFact.objects.get()


def is_later(fact: BoardFact) -> bool:
    kept = (fact.what, fact.where, fact.cause, fact.sayable)
    assert kept == ("Lift out of order", "Halden", "a door", True)
    return fact.ends_at == LATER.ends_at


def test_only_what_is_named_changes(world: SmallWorld) -> None:
    assert is_later(board(world, Page(facts=(LIFT,)), Page(facts=(LATER,))))


def test_it_is_the_same_in_one_page(world: SmallWorld) -> None:
    assert is_later(board(world, Page(facts=(LIFT, LATER))))


def test_told_again_it_is_no_new_version(world: SmallWorld) -> None:
    pages = Page(facts=(LIFT,)), Page(facts=(LATER,)), Page(facts=(LATER,))
    assert board(world, *pages).version == 2


def test_a_fact_never_heard_of_takes_everything(world: SmallWorld) -> None:
    assert board(world, Page(facts=(LATER,))).what == "Lift 7"
