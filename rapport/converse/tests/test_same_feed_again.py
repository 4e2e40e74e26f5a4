"""The same feed again, and again a day late, changes nothing: not a conversation, not a count, not a byte."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection

from rapport.channels.contract import Author, InboundPost, Page
from rapport.channels.testing import EchoNetwork
from rapport.converse import queries
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.listen.actions import receive
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db

# What was heard and what came of it. When somebody was last heard of (people) rightly moves along.
ROOMS = ("listen_", "understand_", "converse_")
SAID = (
    "Where is my refund?",
    "Still waiting, 45 minutes now.",
    "Thank you, lovely staff!",
    "Same here, and nobody answers.",
    "Somebody fainted on the platform, please help",
)


@pytest.fixture
def world(brand: Brand) -> Iterator[SmallWorld]:
    with EchoNetwork():
        yield SmallWorld(brand)


def feed(world: SmallWorld) -> list[Page]:
    """Two pages of sixty posts: questions, replies before their parents, likes counted, one taken back."""
    posts = [
        InboundPost(
            key=f"p{n}",
            author=Author(f"echo:{n % 11}", f"h{n % 11}", name=f"Person {n % 11}", followers=n % 7),
            text=f"{SAID[n % len(SAID)]} ({n})",
            created_at=world.now - timedelta(minutes=120 - n),
            kind="reply" if n % 4 == 1 else "post",
            parent_key=f"p{n + 3}" if n % 4 == 1 else "",
            counts={"likes": n % 3},
            to_us=True,
        )
        for n in range(60)
    ]
    taken_back = InboundPost(key="p7", deleted=True)
    return [Page(posts=tuple(posts[:30])), Page(posts=(*posts[30:], taken_back))]


def heard(world: SmallWorld, pages: list[Page], *, after: timedelta = timedelta()) -> None:
    for page in pages:
        receive(world.account, page, now=world.now + after)
    run_jobs()


def dump() -> str:
    """Every row of these rooms, as PostgreSQL writes it."""
    with connection.cursor() as cursor:
        tables = sorted(
            t for t in connection.introspection.table_names(cursor) if t.startswith(ROOMS)
        )
        rows = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" AS t ORDER BY 1')  # noqa: S608
            rows += [f"{table} {row[0]}" for row in cursor.fetchall()]
    return "\n".join(rows)


def test_the_same_feed_three_times_and_a_day_late_gives_the_same_to_the_byte(
    world: SmallWorld, alice: Member
) -> None:
    pages = feed(world)
    heard(world, pages)
    once, counts = dump(), queries.counts(alice, now=world.now)
    assert once.count("converse_conversation ") > 10
    heard(world, pages)
    heard(world, pages[::-1])
    assert dump() == once
    heard(world, pages, after=timedelta(days=1))
    assert dump() == once
    assert queries.counts(alice, now=world.now) == counts
