"""A clock that ran out, as the timeline says it."""

from __future__ import annotations

from datetime import timedelta

from rapport.channels.testing import EchoNetwork
from rapport.converse.actions import sound_alarms
from rapport.converse.testing import SmallWorld


def test_a_clock_that_ran_out_is_said_on_the_timeline(client, alice, brand):
    client.force_login(alice)
    with EchoNetwork():
        world = SmallWorld(brand)
        world.says("Where is my train?")
        sound_alarms(now=world.now + timedelta(minutes=61))
        page = client.get(f"/inbox/{world.conversation().pk}/").content.decode()
    assert "Late: the first answer was due" in page
    assert "Late: nobody had given a sign in time" in page
