"""The bench of the door out on few sends: every point where a send may fail is in it, and what it finds is counted."""

from __future__ import annotations

import pytest

from rapport.channels.testing import troubled
from rapport.channels.testing.driving import drain_until_done
from rapport.channels.testing.troubled import Point
from rapport.cli.bench import delivering

pytestmark = pytest.mark.django_db


def test_ninety_sends_stand_once_each_whatever_happens() -> None:
    found = delivering.measured(90)
    assert found.value == 0, found.note
    assert found.note.startswith("0 doubled, 0 lost, 0 not known to be sent")


def test_every_point_is_met_as_often_as_every_other() -> None:
    met = [point for points in delivering.planned(900).values() for point in points]
    assert {met.count(point) for point in Point if point is not Point.BUSY} == {100}
    assert 200 < met.count(Point.BUSY) < 900


def test_a_network_that_takes_an_order_twice_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def never_there(self: object, key: str) -> None:
        """A connector that says of everything that it does not stand."""

    monkeypatch.setattr(troubled._TroubledConnector, "find", never_there)
    monkeypatch.setattr(delivering, "planned", lambda sends: {"Answer 0": [Point.LOST_ANSWER]})
    monkeypatch.setattr(delivering, "drain_until_done", lambda ids, **_: drain_until_done(ids))
    found = delivering.measured(1)
    assert found.value == 1
    assert found.note.startswith("1 doubled, 0 lost")
