"""Fifty members press the same box in the same moment, a thousand times: exactly one of them has it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

from django.db import connection
from django.utils import timezone

from rapport.channels.testing import EchoNetwork
from rapport.cli.bench.registry import Measured, figure
from rapport.converse.actions import claim
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON, make_brand, make_member, make_organisation

TRIALS = 1_000
MEMBERS = 50


@figure(
    "claims_with_one_owner",
    unit="of 1,000 trials",
    anchor="",
    hold=("at least", TRIALS),
    needs_database=True,
)
def claims_with_one_owner() -> Measured:
    """Each trial is a minute after the one before, so that the claim of that has run out."""
    make_organisation()
    members = [make_member(f"Member {n}") for n in range(MEMBERS)]
    with EchoNetwork(starts_at=NOON):
        world = SmallWorld(make_brand())
        world.says("Where is my refund?")
    conversation, start, now = Conversation.objects.get(), Barrier(MEMBERS), timezone.now()

    def press(member: Member) -> list[bool]:
        try:
            return [_tried(conversation.pk, member, now, n, start) for n in range(TRIALS)]
        finally:
            connection.close()

    with ThreadPoolExecutor(MEMBERS) as pool:
        granted = list(pool.map(press, members))
    good = sum(sum(trial) == 1 for trial in zip(*granted, strict=True))
    return Measured(good, note=f"{MEMBERS} members at once, each with a connection of their own")


def _tried(pk: int, member: Member, now: datetime, trial: int, start: Barrier) -> bool:
    start.wait(timeout=60)
    return claim(pk, by=member, now=now + timedelta(minutes=trial)).granted
