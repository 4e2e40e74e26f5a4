"""Ten thousand sends, each of which something happens to: the door out doubles none, loses none, and leaves none unknown."""

from __future__ import annotations

import random
import time
from collections import Counter

from django.db import connection, transaction
from django.utils import timezone

from rapport.channels.actions import deliver, keep_account
from rapport.channels.contract import AccountInfo, OutboundOrder
from rapport.channels.models import Delivery
from rapport.channels.testing.driving import drain_until_done
from rapport.channels.testing.echo_connector import PASSWORD
from rapport.channels.testing.troubled import Killed, Point, TroubledNetwork
from rapport.cli.bench.registry import Measured, figure
from rapport.workspace.models import Member
from rapport.workspace.testing import make_brand, make_member, make_organisation

SENDS = 10_000
ACCOUNTS = 10
# Of all, beside what happens to each: so many meet a network that is busy for a while, up to so many times.
BUSY_SHARE, BUSY_AT_MOST = 0.2, 4
_SEED = 20261128


def planned(sends: int) -> dict[str, list[Point]]:
    """By text: every point as often as every other, and some of them in a storm of 429."""
    dice, points = random.Random(_SEED), [point for point in Point if point is not Point.BUSY]
    plan = {}
    for number in range(sends):
        storm = [Point.BUSY] * dice.randint(1, BUSY_AT_MOST) if dice.random() < BUSY_SHARE else []
        happens = [*storm, points[number % len(points)]]
        dice.shuffle(happens)
        plan[f"Answer {number}"] = happens
    return plan


@figure("delivery_doubled_lost_unknown", unit="of 10,000 sends", hold=("at most", 0))
def delivery_doubled_lost_unknown() -> Measured:
    """Faults at nine points from before the row is written to the commit of its receipt, processes that die, a storm of 429.

    The network in memory knows no keys: an order that it takes twice stands twice. A process dies by an exception nothing of ours
    catches, with its transaction undone; what two drains of an account do at once is in it.
    """
    return measured(SENDS)


def measured(sends: int) -> Measured:
    plan = planned(sends)
    make_organisation()
    brand, member = make_brand(), make_member("Alice Ode")
    network = TroubledNetwork(plan)
    began = time.monotonic()
    with network, network.losing_commits():
        accounts = [_account(brand, number) for number in range(ACCOUNTS)]
        for number, text in enumerate(plan):
            _ordered(network, accounts[number % ACCOUNTS], member, text)
        with connection.cursor() as cursor:
            # As a house's own would be by then: without it every claim reads the whole table.
            cursor.execute("ANALYZE channels_delivery")
        # A process that dies ends its round: one in three sends has one die.
        rounds = drain_until_done(accounts, rounds=sends)
    took = time.monotonic() - began
    states = Counter(Delivery.objects.values_list("state", flat=True))
    lost = [text for text in plan if not network.stood[text]]
    unknown = sends - states[Delivery.State.SENT]
    note = (
        f"{len(network.doubled)} doubled, {len(lost)} lost, {unknown} not known to be sent; {sum(map(len, plan.values())):,} faults,"
        f" {rounds} rounds, {took:.0f} s; rows: {dict(states)}"
    )
    return Measured(len(network.doubled) + len(lost) + unknown, note=note)


def _account(brand: object, number: int) -> int:
    info = AccountInfo(remote_id=f"echo:us{number}", handle=f"us{number}", name="Halden Rail")
    return keep_account(
        brand,  # type: ignore[arg-type]
        network="echo",
        info=info,
        settings={},
        secrets={"password": PASSWORD},
        by=None,
        now=timezone.now(),
    ).pk


def _ordered(network: TroubledNetwork, account: int, member: Member, text: str) -> None:
    """As an action orders it; where its process dies before the row is committed, its member presses again."""
    order = OutboundOrder(
        account_id=account, origin="member", kind="post", member_id=member.pk, text=text, keys=()
    )
    if network.dies_before_the_row(text):
        try:
            with transaction.atomic():
                deliver(order, now=timezone.now())
                raise Killed
        except Killed:
            pass
    with transaction.atomic():
        deliver(order, now=timezone.now())
