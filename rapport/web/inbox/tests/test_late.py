"""A clock that ran out, as the timeline says it."""

from __future__ import annotations

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from rapport.channels.testing import EchoNetwork
from rapport.converse.actions import sound_alarms
from rapport.converse.testing import SmallWorld
from rapport.ledger.models import StoredFact


def test_a_clock_that_ran_out_is_said_on_the_timeline(client, alice, brand):
    client.force_login(alice)
    with EchoNetwork():
        world = SmallWorld(brand)
        world.says("Where is my train?")
        sound_alarms(now=world.now + timedelta(minutes=61))
        page = client.get(f"/inbox/{world.conversation().pk}/").content.decode()
    assert "Late: the first answer was due" in page
    assert "Late: nobody had given a sign in time" in page


def test_it_stands_at_the_moment_it_was_due_not_when_that_was_noticed(client, alice, brand):
    client.force_login(alice)
    with EchoNetwork():
        world = SmallWorld(brand)
        world.says("Where is my train?")
        sound_alarms(now=world.now + timedelta(minutes=116))
        path = f"/inbox/{world.conversation().pk}/"
        page = client.get(path).content.decode()
        asked = world.now.astimezone(ZoneInfo("Europe/Stockholm"))
        assert (
            _said(page, "Late: the first answer was due")
            == f"{asked + timedelta(minutes=60):%H:%M}"
        )
        for fact in StoredFact.objects.filter(kind="converse.clock_breached"):
            del fact.payload["due_at"]  # as it was kept before
            fact.save()
        page = client.get(path).content.decode()
    assert (
        _said(page, "Late: the first answer was overdue")
        == f"{asked + timedelta(minutes=116):%H:%M}"
    )


def _said(page, words):
    """The time beside a line of the timeline."""
    return re.search(r"\d\d:\d\d", page.split(words)[1])[0]
