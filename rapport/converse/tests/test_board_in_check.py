"""What the facts board says may be said holds as a statement does, for as long as it is going on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rapport.channels.testing import EchoNetwork
from rapport.converse.testing import SmallWorld
from rapport.converse.tests.test_memory import LATER, asks, check, otherwise
from rapport.listen.actions import change_fact, end_fact, write_fact
from rapport.listen.contract import WrittenFact
from rapport.listen.models import BoardFact
from rapport.workspace.models import Member
from rapport.workspace.testing import make_brand

pytestmark = pytest.mark.django_db
LIFT = WrittenFact(
    what="The lift at Central is out of order",
    where="Central",
    ends_at=LATER.replace(hour=18, minute=0),
    sayable=True,
)
EIGHT = "The lift at Central works again at 20:00."


@pytest.fixture
def lift(world: SmallWorld, alice: Member) -> BoardFact:
    return write_fact(LIFT, brand=world.account.brand, by=alice, now=world.now)


def test_a_reply_that_says_another_end_than_the_board_is_told_what_the_board_says(
    world: SmallWorld, echo: EchoNetwork, alice: Member, lift: BoardFact
) -> None:
    (found,) = otherwise(check(asks(world, echo, who="kajsa"), EIGHT, by=alice))
    assert (found.board_fact_id, found.statement_id) == (lift.pk, None)
    assert found.severity == "second"
    assert found.why.startswith("The facts board says")
    assert "18:00" in found.evidence
    assert found.remedy is not None
    assert found.remedy.replacement == "18:00"


def test_once_its_end_moves_the_new_one_holds(
    world: SmallWorld, echo: EchoNetwork, alice: Member, lift: BoardFact
) -> None:
    kajsa = asks(world, echo, who="kajsa")
    moved = replace(LIFT, ends_at=LATER.replace(hour=20, minute=0))
    change_fact(lift.pk, moved, seen_version=lift.version, by=alice, now=world.now)
    assert otherwise(check(kajsa, EIGHT, by=alice)) == []


@pytest.mark.parametrize("how", ["over", "past its end", "not to be said", "another brand's"])
def test_what_is_over_or_may_not_be_said_holds_nobody_up(
    world: SmallWorld, echo: EchoNetwork, alice: Member, lift: BoardFact, how: str
) -> None:
    kajsa = asks(world, echo, who="kajsa")
    if how == "over":
        end_fact(lift.pk, by=alice, now=world.now)
    elif how == "past its end":
        BoardFact.objects.update(ends_at=LATER - timedelta(minutes=1))
    elif how == "not to be said":
        BoardFact.objects.update(sayable=False)
    else:
        BoardFact.objects.update(brand=make_brand("Elsewhere"))
    assert otherwise(check(kajsa, EIGHT, by=alice)) == []
