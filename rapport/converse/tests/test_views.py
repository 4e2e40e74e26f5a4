"""Saved views show and count what their query says of each conversation."""

from __future__ import annotations

from random import Random

import pytest

from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.contract import Tab
from rapport.converse.documents import document_for, loaded
from rapport.converse.errors import NoSuchView
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.converse.tests.test_search import a_lively_house
from rapport.query.printing import printed
from rapport.query.reference import matches
from rapport.query.testing import generate_query
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Brand, Member, Team
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def echo():
    with EchoNetwork() as network:
        yield network


@pytest.fixture
def world(echo: EchoNetwork, brand: Brand) -> SmallWorld:
    return SmallWorld(brand)


def test_views_show_and_count_what_the_reference_evaluator_says(
    world: SmallWorld, alice: Member, bob: Member
) -> None:
    a_lively_house(world, alice, bob)
    rng = Random(9)
    trees = [generate_query(rng, depth=2) for _ in range(38)]
    views = [
        actions.keep_view(f"view {n}", printed(tree), by=alice, now=world.now)
        for n, tree in enumerate(trees)
    ]
    every = loaded(Conversation.objects.values_list("pk", flat=True))
    counts = queries.view_counts(views, now=world.now)
    met = 0
    for view, tree in zip(views, trees, strict=True):
        asks_status = "status:" in view.text
        right = {
            one.pk
            for one in every
            if (asks_status or one.status in ("open", "waiting", "quiet"))
            and matches(tree, document_for(one), now=world.now)
        }
        rows = queries.view_rows(alice, view, now=world.now)
        assert {row.id for row in rows} == right, view.text
        assert counts[view.pk] == len(right), view.text
        met += bool(right)
    assert met > 5


def test_counts_are_one_statement_however_many_views_there_are(
    world: SmallWorld, alice: Member, django_assert_num_queries
) -> None:
    world.says("Still no refund. Worst train ever.", who="kajsa")
    views = [
        actions.keep_view(f"view {n}", "sentiment:negative refund", by=alice, now=world.now)
        for n in range(12)
    ]
    with django_assert_num_queries(1):
        assert set(queries.view_counts(views, now=world.now).values()) == {1}


def test_a_view_stands_in_the_order_of_its_tab_and_goes_on(
    world: SmallWorld, alice: Member
) -> None:
    for name in ("kajsa", "pelle", "vik"):
        world.says("Where is my refund?", who=name)
        world.passes(minutes=1)
    view = actions.keep_view("All", "refund", order=Tab.NEWEST, by=alice, now=world.now)
    first = queries.view_rows(alice, view, now=world.now, limit=2)
    rest = queries.view_rows(
        alice, view, now=world.now, after=queries.view_cursor(view, first[-1]), limit=2
    )
    assert [row.handle for row in [*first, *rest]] == ["vik", "pelle", "kajsa"]


def test_whom_a_view_is_for_sees_it_and_nobody_else(
    alice: Member, bob: Member, gus: Member, lena: Member
) -> None:
    team = Team.objects.create(name="Care")
    team.members.add(bob)
    mine = actions.keep_view("Mine", "refund", by=alice, now=NOON)
    ours = actions.keep_view("Ours", "refund", by=alice, now=NOON, is_for_all=True)
    theirs = actions.keep_view("Theirs", "refund", by=alice, now=NOON, team=team)
    assert queries.views_for(alice) == [mine, ours, theirs]
    assert queries.views_for(bob) == [ours, theirs]
    assert queries.views_for(gus) == [ours]
    with pytest.raises(NoSuchView):
        queries.view_for(bob, mine.pk)
    with pytest.raises(NotAllowed):
        actions.keep_view("Bob's", "refund", by=bob, now=NOON, view_id=ours.pk)
    with pytest.raises(NotAllowed):
        actions.keep_view("Guest", "refund", by=gus, now=NOON)
    actions.remove_view(ours.pk, by=lena, now=NOON)
    assert queries.views_for(gus) == []
    actions.restore_view(ours.pk, by=lena)
    assert queries.views_for(gus) == [ours]


@pytest.mark.parametrize(
    ("name", "text"), [("", "refund"), ("x" * 61, "refund"), ("Mine", ""), ("Mine", '"never')]
)
def test_a_view_without_a_name_or_that_cannot_be_read_is_refused(
    alice: Member, name: str, text: str
) -> None:
    with pytest.raises(InvalidEntry):
        actions.keep_view(name, text, by=alice, now=NOON)


def test_a_view_whose_list_is_gone_is_not_counted_and_breaks_nothing(
    world: SmallWorld, alice: Member
) -> None:
    view = actions.keep_view("All", "refund", by=alice, now=world.now)
    view.text = "list:gone"
    view.save()
    other = actions.keep_view("Other", "refund", by=alice, now=world.now)
    assert set(queries.view_counts([view, other], now=world.now)) == {other.pk}
