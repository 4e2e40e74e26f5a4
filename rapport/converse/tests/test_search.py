"""Search says what the matcher says, and nothing else: asked of made-up messages in made-up conversations."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from rapport.channels.contract import Author
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.documents import searched_document
from rapport.converse.models import Turn
from rapport.converse.queries import Scope, searching
from rapport.converse.queries import candidates as candidates_module
from rapport.converse.testing import SmallWorld
from rapport.query.printing import printed
from rapport.query.reference import matches
from rapport.query.registry import Tier
from rapport.query.testing import WORDS, generate_query
from rapport.query.tree import Node
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def echo():
    with EchoNetwork() as network:
        yield network


@pytest.fixture
def world(echo: EchoNetwork, brand: Brand) -> SmallWorld:
    return SmallWorld(brand)


def handles(found) -> list[str]:
    return [row.handle for row in found.rows]


def a_lively_house(world: SmallWorld, *members: Member) -> None:
    """Twelve people who say several made-up things, some answered, assigned, resolved, from before, in private."""
    rng = Random(5)
    posts = []
    for number in range(36):
        who = f"person{number % 12}"
        author = Author(remote_id=f"echo:{who}", handle=who, name=who.title(), followers=number)
        words = " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 12)))
        posts.append(
            world.post(
                words + rng.choice((".", "?", "! Worst ever.", " Thanks, great!")),
                author=author,
                at=world.now - timedelta(days=30 if number % 12 == 11 else 0, minutes=number),
                to_us=True,
                scope="private" if number % 5 == 0 else "public",
            )
        )
    world.receive(*posts)
    for number in range(11):
        found = world.conversation(f"person{number}")
        if number % 3 == 0:
            actions.assign(found.pk, to=members[number % 2], by=members[0], now=world.now)
        if number % 4 == 1:
            actions.resolve(found.pk, by=members[0], now=world.now)


def expected(tree: Node, *, scope: Scope, now) -> set[int]:
    turns = Turn.objects.select_related(
        "message__author", "message__reading", "conversation__brand", "conversation__assignee",
        "conversation__team",
    )  # fmt: skip
    if scope == Scope.OPEN:
        turns = turns.exclude(conversation__status__in=["resolved", "past"])
    return {
        turn.conversation_id
        for turn in turns
        if matches(tree, searched_document(turn.message, turn.conversation), now=now)
    }


@pytest.mark.parametrize("window", [1_000, 7])
@pytest.mark.parametrize("tier", list(Tier))
def test_it_finds_what_the_reference_evaluator_finds(
    world: SmallWorld, alice: Member, bob: Member, tier: Tier, window: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Also where one look holds few messages, and page after page is asked for."""
    monkeypatch.setattr(candidates_module, "WINDOW", window)
    monkeypatch.setattr(searching, "WINDOW", window)
    monkeypatch.setattr(searching, "STRETCHES", (window // 2, window * 2))
    a_lively_house(world, alice, bob)
    rng = Random(f"{tier}{window}")
    met = 0
    for number in range(30 if window == 1_000 else 12):
        query = generate_query(rng, tiers=(Tier.STREAM, tier), depth=2)
        scope = Scope.ALL if number % 2 else Scope.OPEN
        got: list[int] = []
        cursor = ""
        while True:
            found = queries.search(
                alice, printed(query), now=world.now, scope=scope, cursor=cursor, limit=3
            )
            assert found.error is None, printed(query)
            got += [row.id for row in found.rows]
            cursor = found.following
            if not cursor:
                break
        right = expected(query, scope=scope, now=world.now)
        assert set(got) == right, printed(query)
        assert len(got) == len(set(got)), "a conversation stands once"
        met += bool(right)
    assert met > 3


def test_work_and_reading_are_right_the_moment_they_change(
    world: SmallWorld, alice: Member, bob: Member
) -> None:
    world.says("Still no refund. Worst train ever.", who="kajsa")
    found = world.conversation("kajsa")

    def finds(text: str) -> bool:
        return handles(queries.search(alice, text, now=world.now)) == ["kajsa"]

    assert finds("refund is:unanswered")
    assert not finds("refund assignee:bob")
    actions.assign(found.pk, to=bob, by=alice, now=world.now)
    assert finds(f'refund assignee:"{bob.name}"')
    assert finds(f"assignee:{bob.email}")
    actions.resolve(found.pk, by=bob, now=world.now)
    assert finds("refund status:resolved")
    assert not finds("refund is:unanswered")
    assert finds(f'sentiment:negative brand:"{found.brand.name}"')


def test_a_row_shows_the_passage_that_was_found(world: SmallWorld, alice: Member) -> None:
    world.says("x " * 400 + "where is my wheelchair ramp?" + " y" * 400, who="kajsa")
    (row,) = queries.search(alice, "wheelchair ramp", now=world.now).rows
    assert [row.say[a:b] for a, b in row.marks] == ["wheelchair", "ramp"]
    assert row.say.startswith("…")
    assert len(row.say) < 300


def test_what_we_said_is_found_and_told_apart(world: SmallWorld, alice: Member) -> None:
    asked = world.says("Where is my bag?", who="kajsa", key="k-1")
    world.passes(minutes=5)
    world.ours("It waits in Oslo.", under=asked.remote_key)
    (row,) = queries.search(alice, "oslo", now=world.now).rows
    assert row.handle == "kajsa"
    assert row.by_us


def test_what_is_open_leaves_out_what_is_over(world: SmallWorld, alice: Member) -> None:
    world.says("Where is my refund?", who="kajsa")
    world.says("Where is my refund?", who="pelle")
    actions.resolve(world.conversation("kajsa").pk, by=alice, now=world.now)
    of_open = queries.search(alice, "refund", now=world.now, scope=Scope.OPEN)
    assert handles(of_open) == ["pelle"]
    assert sorted(handles(queries.search(alice, "refund", now=world.now))) == ["kajsa", "pelle"]


def test_more_of_the_words_and_newer_comes_first(world: SmallWorld, alice: Member) -> None:
    now = world.now
    world.says("refund?", who="old", at=now - timedelta(days=2))
    world.says("refund?", who="new", at=now - timedelta(days=1))
    world.says("refund? Any refund, my refund!", who="twice", at=now - timedelta(days=2))
    assert handles(queries.search(alice, "refund", now=now)) == ["twice", "new", "old"]


def test_an_error_says_where_and_what_to_do_and_nobody_without_a_seat_finds_anything(
    world: SmallWorld, alice: Member, charlie: Member
) -> None:
    world.says("Where is my refund?", who="kajsa")
    found = queries.search(alice, 'refund "never closed', now=world.now)
    assert found.error is not None
    assert found.error.position == 7
    assert found.error.remedy
    assert found.rows == ()
    assert queries.search(charlie, "refund", now=world.now).rows == ()


@pytest.mark.parametrize("cursor", ["x", "%00", "W10=", "WzEsMiwzXQ==", "é", "eyJhIjoxfQ=="])
def test_a_cursor_nobody_would_write_begins_at_the_newest(
    world: SmallWorld, alice: Member, cursor: str
) -> None:
    world.says("Where is my refund?", who="kajsa")
    assert handles(queries.search(alice, "refund", now=world.now, cursor=cursor)) == ["kajsa"]


def test_counts_stop_at_a_hundred_and_statements_do_not_grow(
    world: SmallWorld, alice: Member, django_assert_max_num_queries
) -> None:
    world.receive(
        *(
            world.post(
                "Where is my refund?",
                author=Author(remote_id=f"echo:p{n}", handle=f"p{n}", name=f"P{n}"),
                to_us=True,
            )
            for n in range(120)
        )
    )
    with django_assert_max_num_queries(4):
        found = queries.search(alice, "refund", now=world.now)
    assert found.count == 100
    assert len(found.rows) == searching.PAGE
    with django_assert_max_num_queries(6):
        asked = queries.search(alice, '"my refund" OR "no refund"', now=world.now)
    assert asked.count == 100
