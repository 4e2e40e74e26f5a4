"""How long the check of a draft takes, with everything we ever said in its memory."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import uuid4

from django.db import connection

from rapport.channels.models import Account, Delivery
from rapport.cli.bench.registry import Measured, figure
from rapport.converse.testing import SmallWorld
from rapport.ledger.rows import insert_rows
from rapport.people.actions import meet
from rapport.people.contract import SeenAuthor
from rapport.voice.actions import add_statement
from rapport.voice.checking.asserting import asserted_in
from rapport.voice.checking.copies import signature
from rapport.voice.contract import Draft, DraftContext
from rapport.voice.models import Claim, Spoken
from rapport.voice.queries import check
from rapport.workspace.models import Brand
from rapport.workspace.testing import NOON, make_brand, make_organisation

LARGE, SMALL = 100_000, 1_000
PEOPLE = 5_000
# Different replies; more often than not a team says the same again.
TEXTS = 4_000
DRAFTS, WARM_UP = 400, 20
_SEED = 20261128
# Drawn by rules newer than any, so that no duty draws them again meanwhile.
_BY_ALL_RULES = 32_000
_SUBJECTS = (
    "refund", "bicycle ticket", "dog", "seat reservation", "penalty fare", "lift at Norrby", "ramp", "lost bag", "voucher", "child fare",
    "student discount", "night train", "replacement bus", "wheelchair space", "first class", "quiet coach", "luggage locker", "invoice",
    "season ticket", "group booking", "breakfast", "platform change", "customer card", "parking place", "delay compensation",
)  # fmt: skip
_SAID = (
    "Hello {who}, your {subject} is settled within {n} days, and we write to you once it is done.",
    "I am sorry about the {subject}, {who}. It costs {n} EUR, which is too much to pay for nothing.",
    "The {subject} is possible until {h}:{m:02} on the day, {who}; afterwards the office at the station helps.",
    "No, a {subject} is not included on line {line}, but on all others. Is that the one you took, {who}?",
    "{who}, for the {subject} you get {p} % back. Your number {n}{line}7 is with my colleagues since this morning.",
    "Thank you for telling us, {who}! The {subject} was broken because of the storm; it is mended on the {d} of May.",
)


@figure(
    "voice_check_p95", unit="ms", anchor=f"the same with {SMALL:,} replies", hold=("at most", 150)
)
def voice_check_p95() -> Measured:
    """A draft checked against 100,000 replies to 5,000 people and 50 statements, by `voice.check`, as typing and Send do it."""
    make_organisation()
    brand, dice = make_brand(), random.Random(_SEED)
    account = SmallWorld(brand).account
    people = _people()
    _statements(brand, dice)
    _remembered(brand, account, people, SMALL, dice)
    few, _ = _checked(brand, people, dice)
    _remembered(brand, account, people, LARGE - SMALL, dice)
    many, found = _checked(brand, people, dice)
    note = f"{Spoken.objects.count():,} replies, {Claim.objects.count():,} claims; {DRAFTS} drafts, {found} findings, median {_at(many, 50):.1f} ms"
    return Measured(_at(many, 95), anchor_value=_at(few, 95), note=note)


def _people() -> list[int]:
    seen = [
        SeenAuthor(
            network="echo", remote_id=f"echo:{n}", name=f"person{n}", display_name=f"Person {n}"
        )
        for n in range(PEOPLE)
    ]
    return sorted(handle.person_id for handle in meet(seen, NOON).values())


def _statements(brand: Brand, dice: random.Random) -> None:
    for subject in (*_SUBJECTS, *_SUBJECTS):
        add_statement(brand, text=_said(dice, subject), topic=subject, by=None, now=NOON)


def _said(dice: random.Random, subject: str) -> str:
    return dice.choice(_SAID).format(
        who=dice.choice(("Kajsa", "Olle", "Mia", "Amir", "Sven", "Lea")),
        subject=subject,
        n=dice.randrange(2, 60),
        h=dice.randrange(6, 22),
        m=dice.choice((0, 15, 30, 45)),
        line=dice.randrange(1, 12),
        p=dice.choice((5, 10, 25, 50)),
        d=dice.randrange(1, 28),
    )


def _remembered(
    brand: Brand, account: Account, people: list[int], count: int, dice: random.Random
) -> None:
    """Over the last sixty days, the newest with the highest keys, as time would have it."""
    begin = NOON - timedelta(days=60)
    pool = [_said(dice, dice.choice(_SUBJECTS)) for _ in range(min(count, TEXTS))]
    bands = {text: list(signature(text)) for text in pool}
    texts = [dice.choice(pool) for _ in range(count)]
    moments = [begin + timedelta(days=59) * number / count for number in range(count)]
    for some in _in_parts(zip(texts, moments, strict=True)):
        sent = [_delivered(account, text, at) for text, at in some]
        insert_rows(Delivery, sent)
        keys = Delivery.objects.order_by("-pk").values_list("pk", flat=True)[: len(some)]
        insert_rows(
            Spoken,
            [
                _spoken(brand, dice.choice(people), pk, text, at, bands[text])
                for pk, (text, at) in zip(sorted(keys), some, strict=True)
            ],
        )
    rows = Spoken.objects.filter(claims=None).values_list("pk", "text", "at")
    for pairs in _in_parts(list(rows)):
        claims = [
            {
                "spoken_id": pk,
                "brand_id": brand.pk,
                "kind": one.kind,
                "at": at,
                "start": one.start,
                "end": one.end,
                "terms": sorted(one.terms),
            }
            for pk, text, at in pairs
            for one in asserted_in(text)
        ]
        insert_rows(Claim, claims)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE voice_spoken, voice_claim, voice_statement")


def _delivered(account: Account, text: str, at: datetime) -> dict[str, Any]:
    return {
        "account_id": account.pk,
        "kind": "post",
        "origin": "member",
        "text": text,
        "reply_to_key": "",
        "root_key": "",
        "scope": "public",
        "asset_ids": [],
        "keys": [],
        "idempotency_key": uuid4(),
        "state": "sent",
        "reason": "",
        "attempts": 1,
        "due_at": at,
        "created_at": at,
        "sent_at": at,
        "remote_key": "",
        "remote_url": "",
    }


def _spoken(
    brand: Brand, person: int, delivery: int, text: str, at: datetime, bands: list[int]
) -> dict[str, Any]:
    return {
        "brand_id": brand.pk,
        "person_id": person,
        "delivery_id": delivery,
        "text": text,
        "at": at,
        "drawn_by": _BY_ALL_RULES,
        "bands": bands,
        "findings": [],
    }


def _in_parts(rows: Iterable[Any], size: int = 2_000) -> Iterator[list[Any]]:
    left = iter(rows)
    while part := list(islice(left, size)):
        yield part


def _checked(brand: Brand, people: list[int], dice: random.Random) -> tuple[list[float], int]:
    """Milliseconds of each draft, in order of length, and how many findings there were."""
    took, found = [], 0
    for number in range(WARM_UP + DRAFTS):
        draft = Draft(
            _said(dice, dice.choice(_SUBJECTS)), message="When is that, and what does it cost?"
        )
        context = DraftContext(brand_id=brand.pk, now=NOON, person_id=dice.choice(people))
        began = time.perf_counter()
        findings = check(draft, context)
        if number >= WARM_UP:
            took.append((time.perf_counter() - began) * 1_000)
            found += len(findings)
    return sorted(took), found


def _at(ordered: list[float], percent: int) -> float:
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
