"""Who heard which version of a statement."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from rapport.channels.testing import EchoNetwork
from rapport.converse.testing import SmallWorld
from rapport.converse.tests.test_memory import FOURTEEN, LATER, THIRTY, asks, tell
from rapport.voice import queries
from rapport.voice.actions import add_statement, revise_statement
from rapport.voice.models import Statement
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def refunds(world: SmallWorld, alice: Member) -> list[Statement]:
    """Thirty days once, fourteen now; the newest first."""
    more = {"topic": "", "owner": None, "source": "", "valid_from": None, "valid_until": None}
    old = add_statement(
        world.account.brand, text="Refunds arrive within 30 days.", by=alice, now=world.now
    )
    new = revise_statement(
        old, text="Refunds arrive within 14 days.", by=alice, now=world.now, **more
    )
    return [new, old]


@pytest.fixture
def told(world: SmallWorld, echo: EchoNetwork, alice: Member) -> None:
    said = {"kajsa": FOURTEEN, "olle": THIRTY, "vik": "Your refund will arrive within 90 days."}
    for who, text in {**said, "mia": "Hello Mia, we are looking into it."}.items():
        tell(world, asks(world, echo, who=who), text, by=alice)


def test_each_was_told_the_version_that_the_reply_agrees_with_or_something_else(
    refunds: list[Statement], told: None
) -> None:
    found = queries.heard(refunds, now=LATER, zone="UTC")
    by_name = {one.person.name: one.version for one in found if one.person}
    assert by_name == {"Kajsa": refunds[0], "Olle": refunds[1], "Vik": None}


def test_it_takes_two_questions_however_many_were_told(
    refunds: list[Statement], told: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert len(queries.heard(refunds, now=LATER, zone="UTC")) == 3


def test_the_page_counts_people_and_each_number_opens_its_list(
    client: Client, alice: Member, refunds: list[Statement], told: None
) -> None:
    client.force_login(alice)
    address = f"/statements/{refunds[0].pk}/heard/"
    page = client.get(address).content.decode()
    assert page.count("<q>") == 3
    only = client.get(address, {"version": refunds[1].pk}).content.decode()
    assert THIRTY in only
    assert FOURTEEN not in only
    other = client.get(address, {"version": "other"}).content.decode()
    assert "90 days" in other
    assert other.count("<q>") == 1
    assert client.get(address, {"version": "nonsense"}).content.decode().count("<q>") == 3


def test_before_anybody_was_told_the_page_says_so(
    client: Client, alice: Member, refunds: list[Statement]
) -> None:
    client.force_login(alice)
    page = client.get(f"/statements/{refunds[0].pk}/heard/").content.decode()
    assert "Nobody was told yet" in page
    assert client.get("/statements/999999/heard/").status_code == 404
