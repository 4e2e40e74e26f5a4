"""A condition means one thing for policies, rules, views and search: it is asked of the same document."""

from __future__ import annotations

import pytest

from rapport.converse.actions import assign, reply
from rapport.converse.documents import loaded, which_hold
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.query.parsing import parse
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db


def _hold(*texts: str) -> set[str]:
    trees = {n: parse(text).tree for n, text in enumerate(texts)}
    (found,) = which_hold(
        trees, loaded(Conversation.objects.values_list("pk", flat=True)), now=NOON
    )
    return {texts[n] for n in found}


def test_what_was_said_what_it_means_and_how_the_work_stands_can_be_asked(
    world: SmallWorld, alice: Member
) -> None:
    world.says("Where is my refund? I am angry, this is terrible", followers=1200)
    conversation = Conversation.objects.get()
    assign(conversation.pk, to=alice, by=alice, now=NOON)
    asked = (
        "refund", "sentiment:negative", "status:open", "is:unanswered", f'assignee:"{alice.name}"',
        f"brand:{conversation.brand.slug}", "followers:>1000", "source:echo",
        "parcel", "sentiment:positive", "status:waiting", "assignee:somebody", "followers:>5000",
    )  # fmt: skip
    assert _hold(*asked) == set(asked[:8])


def test_once_answered_it_is_unanswered_no_more(world: SmallWorld, alice: Member) -> None:
    world.says("Where is my refund?")
    reply(Conversation.objects.get().pk, "On its way.", by=alice, now=NOON)
    assert _hold("is:unanswered", "status:waiting") == {"status:waiting"}


def test_conversations_are_loaded_in_one_statement_and_asked_in_none(
    world: SmallWorld, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]
    for who in ("ann", "ben", "cem"):
        world.says("Where is my refund?", who=who)
    ids = list(Conversation.objects.values_list("pk", flat=True))
    trees = {1: parse("refund sentiment:neutral").tree}
    with django_assert_num_queries(1):
        assert which_hold(trees, loaded(ids), now=NOON) == [[1], [1], [1]]
