"""Conversations of airlines over two days and a holiday, answered by six: nothing unowned, every clock right."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from rapport.channels.testing import EchoNetwork
from rapport.converse import actions
from rapport.converse.models import ClockPolicy, Conversation
from rapport.converse.testing import SmallWorld
from rapport.converse.tests.replaying import Replay, Talk, talks
from rapport.workspace import actions as workspace
from rapport.workspace.models import Brand, Member
from rapport.workspace.queries import working_hours
from rapport.workspace.testing import make_member

# Wednesday noon in Oslo; the next day is Ascension, on Friday evening it is over.
BEGINS = datetime(2026, 5, 13, 10, tzinfo=UTC)
HOURS_LONG = 54
WEEK = ("7:30-12, 12:30-20", *["7:30-12, 12:30-20"] * 4, "9-13", "")
# A hundred times real time is a minute of ours for more than an hour and a half of theirs.
TIMES_REAL = 100


@pytest.fixture
def recorded() -> list[Talk]:
    data = Path(os.environ.get("RAPPORT_DATA") or settings.BASE_DIR.parents[1] / "shared" / "data")
    path = data / "conversations" / "airlines.jsonl.gz"
    if not path.exists():
        pytest.skip(f"{path} is missing; RAPPORT_DATA names the folder it lies in")
    return talks(path, limit=int(os.environ.get("RAPPORT_REPLAYED") or 24))


@pytest.mark.django_db
def test_airlines_days_leave_nothing_unowned_and_every_clock_right(
    recorded: list[Talk], brand: Brand, olivia: Member
) -> None:
    agents = [make_member(f"Agent {n}") for n in range(6)]
    Member.objects.filter(pk__in=[one.pk for one in agents]).update(capacity=10_000)
    care = workspace.add_team("Care", members=agents, by=olivia)
    workspace.set_business_hours(
        day_and_night=False, week=WEEK, zone="Europe/Oslo", country="NO", by=olivia, now=BEGINS
    )
    policy = ClockPolicy(name="Everybody", first_response_minutes=60, next_response_minutes=90, resolve_minutes=480)  # fmt: skip
    policy = actions.set_policy(policy, by=olivia, now=BEGINS)
    actions.set_routing(brand, is_on=True, team_ids=[care.pk], skills={}, by=olivia)
    began = time.monotonic()
    with EchoNetwork(starts_at=BEGINS) as network:
        replay = Replay(SmallWorld(brand), network, agents, policy=policy, hours=working_hours())
        found = replay.run(recorded, starts_at=BEGINS, hours_long=HOURS_LONG)
    took = timedelta(seconds=time.monotonic() - began)
    assert found.unowned == []
    assert found.wrong == []
    assert found.compared > found.messages
    assert not Conversation.objects.filter(status=Conversation.Status.OPEN).exists()
    assert found.lasted / took > TIMES_REAL
    print(f"{found.messages} messages, {found.answers} answers, {found.compared} clocks: {found.lasted / took:.0f} times real time")  # fmt: skip
