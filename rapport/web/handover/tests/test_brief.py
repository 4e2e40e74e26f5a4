"""The brief at the beginning of a shift."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from rapport.channels.testing import EchoNetwork
from rapport.converse.testing import SmallWorld
from rapport.listen.models import BoardFact
from rapport.voice.actions import add_statement, record_promise
from rapport.workspace import actions as workspace


@pytest.fixture
def begun(alice, lena):
    """Alice had a shift until yesterday and is on since ten minutes ago."""
    now = timezone.now()
    add = workspace.restore_shift
    add(alice, starts_at=now - timedelta(hours=30), ends_at=now - timedelta(hours=20), by=lena)
    add(alice, starts_at=now - timedelta(minutes=10), ends_at=now + timedelta(hours=8), by=lena)
    return now


def fact(brand, what, *, now, hours_ago, **more):
    at = now - timedelta(hours=hours_ago)
    return BoardFact.objects.create(
        brand=brand, key=what, what=what, created_at=at, changed_at=at, starts_at=at, **more
    )


def test_it_tells_what_goes_on_what_may_be_said_and_what_is_owed(client, begun, brand, alice, lena):
    now = begun
    fact(brand, "Trees on the line", now=now, hours_ago=2, sayable=True, say="Trees on the line.")
    fact(brand, "Lift is broken", now=now, hours_ago=90)
    fact(brand, "Signal fault", now=now, hours_ago=9, over_at=now - timedelta(hours=1))
    fact(brand, "Long forgotten", now=now, hours_ago=99, over_at=now - timedelta(hours=50))
    add_statement(brand, text="Refunds take ten days.", topic="refunds", by=lena, now=now)
    with EchoNetwork():
        world = SmallWorld(brand)
        world.now = now
        world.says("Where is my refund?")
        person = world.conversation().person
    late, soon, far = (now + timedelta(hours=h) for h in (-3, 3, 90))
    for text, due_at in (("A call", late), ("A letter", soon), ("A cake", far)):
        record_promise(person, text=text, due_at=due_at, by=lena, now=now)
    client.force_login(alice)
    page = client.get("/brief/").content.decode()
    for words in ("Trees on the line", "Lift is broken", "Signal fault", "Refunds take ten days."):
        assert words in page, words
    assert "Long forgotten" not in page
    assert page.count(">new<") == 2  # the trees and the statement
    assert "ask before you say it" in page
    assert "broken since" in page
    assert "A letter" in page
    assert "A cake" not in page


def test_an_empty_brief_says_so(client, begun, alice):
    client.force_login(alice)
    assert "Nothing you have to know" in client.get("/brief/").content.decode()


def test_it_stands_first_on_pulse_when_a_shift_begins(client, begun, alice, bob, lena):
    client.force_login(alice)
    assert "Your shift has begun" in client.get("/pulse/").content.decode()
    workspace.restore_shift(
        bob, starts_at=begun - timedelta(hours=8), ends_at=begun + timedelta(minutes=9), by=lena
    )
    client.force_login(bob)
    page = client.get("/pulse/").content.decode()
    assert "Your shift ends soon" in page
    assert "has begun" not in page


def test_it_costs_the_same_however_much_there_is(
    client, begun, brand, alice, django_assert_max_num_queries
):
    for n in range(5):
        fact(brand, f"Trees on line {n}", now=begun, hours_ago=1, sayable=True)
    client.force_login(alice)
    with django_assert_max_num_queries(10):
        client.get("/brief/")
