"""How long the check of a draft takes while 100,000 replies are remembered."""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from rapport.channels.actions import keep_account
from rapport.channels.contract import AccountInfo
from rapport.channels.models import Account, Delivery
from rapport.cli.bench.registry import Measured, figure
from rapport.people.models import Person
from rapport.voice.actions import add_statement
from rapport.voice.contract import Draft, DraftContext
from rapport.voice.memory import draw_claims
from rapport.voice.models import Claim, Spoken
from rapport.voice.queries import check
from rapport.workspace.models import Brand
from rapport.workspace.testing import make_brand, make_organisation

REPLIES = 100_000
PEOPLE = 20_000
STATEMENTS = 300
DRAFTS = 400
AT_ONCE = 5_000
SEED = 20261128
_THINGS = (
    "refund", "season ticket", "lost bag", "wheelchair ramp", "bicycle", "invoice", "seat reservation", "bus replacement",
    "travel card", "group ticket", "parking permit", "loyalty points", "gift card", "student discount", "deposit",
    "replacement card", "meter reading", "broadband order", "parcel", "warranty",
)  # fmt: skip
_SAID = (
    "Hello {name}, your {thing} takes {days} days, and we write to you before then.",
    "Sorry about the {thing}, {name}. It costs {euros} EUR and the desk in {town} is open until {hour}:00.",
    "The {thing} is not included, {name}; you get {share} % off in {town} because of the works.",
    "Thank you for telling us, {name}. We will call you about the {thing} on Friday.",
)
_TOWNS = ("Halden", "Berg", "Moss", "Rygge", "Ski", "Kolbotn")
_NAMES = ("Anna", "Olle", "Kajsa", "Mehmet", "Ingrid", "Jo", "Nils", "Ada")


@figure(
    "voice_check_p95",
    unit="ms",
    anchor="the same check with nothing remembered",
    hold=("at most", 150),
)
def voice_check_p95() -> Measured:
    """A draft of two sentences, against 300 statements and the memory, as the reply box asks."""
    make_organisation()
    brand, dice = make_brand(), random.Random(SEED)
    for _ in range(STATEMENTS):
        add_statement(brand, text=_reply(dice), by=None, now=timezone.now())
    before = _p95(_seconds(brand, dice))
    _remember(brand, dice)
    took = _seconds(brand, dice)
    note = f"{REPLIES:,} replies, {Claim.objects.count():,} claims; median {sorted(took)[len(took) // 2] * 1000:.0f} ms"
    return Measured(_p95(took) * 1000, anchor_value=before * 1000, note=note)


def _reply(dice: random.Random) -> str:
    """About ten thousand different ones."""
    return dice.choice(_SAID).format(
        name=dice.choice(_NAMES),
        thing=dice.choice(_THINGS),
        days=dice.choice((3, 5, 7, 10, 14, 21, 30)),
        euros=dice.choice((5, 10, 15, 25, 50)),
        share=dice.choice((10, 20, 25, 50)),
        hour=dice.choice((16, 18, 20)),
        town=dice.choice(_TOWNS),
    )


def _remember(brand: Brand, dice: random.Random) -> None:
    now = timezone.now()
    info = AccountInfo(remote_id="bench:us", handle="us", name="Us")
    account = keep_account(
        brand, network="plaza", info=info, settings={}, secrets={}, by=None, now=now
    )
    people = Person.objects.bulk_create(Person(first_seen_at=now) for _ in range(PEOPLE))
    for first in range(0, REPLIES, AT_ONCE):
        sent = Delivery.objects.bulk_create(_deliveries(account, dice, first=first))
        draw_claims(
            Spoken.objects.bulk_create(
                Spoken(
                    delivery=one,
                    brand=brand,
                    person=dice.choice(people),
                    text=one.text,
                    at=one.due_at,
                )
                for one in sent
            )
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE voice_spoken; ANALYZE voice_claim")


def _deliveries(account: Account, dice: random.Random, *, first: int) -> Iterator[Delivery]:
    """A reply every half minute, back from now: a month and more of them."""
    now = timezone.now()
    for number in range(first, first + AT_ONCE):
        at = now - timedelta(seconds=30) * (number + 1)
        yield Delivery(
            account=account,
            kind="post",
            origin="member",
            text=_reply(dice),
            keys=[],
            idempotency_key=uuid.UUID(int=dice.getrandbits(128)),
            state=Delivery.State.SENT,
            due_at=at,
            created_at=at,
        )


def _seconds(brand: Brand, dice: random.Random) -> list[float]:
    people = list(Person.objects.values_list("pk", flat=True)[:1_000]) or [0]
    took = []
    for _ in range(DRAFTS):
        draft = Draft(text=f"{_reply(dice)} {_reply(dice)}", message="What about it?")
        context = DraftContext(
            brand_id=brand.pk, now=timezone.now(), person_id=dice.choice(people), keys=("thread:1",)
        )
        began = time.perf_counter()
        check(draft, context)
        took.append(time.perf_counter() - began)
    return took


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[len(seconds) * 95 // 100]
