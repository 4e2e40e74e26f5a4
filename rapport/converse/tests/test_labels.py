"""Labels: where they stand, who finds them, and what happens when the house changes its mind about them."""

from __future__ import annotations

from typing import Any

import pytest

from rapport.converse import actions, queries
from rapport.converse.errors import NoSuchLabel
from rapport.converse.models import Conversation, ConversationLabel, Label
from rapport.converse.queries import Scope
from rapport.converse.testing import SmallWorld
from rapport.people.models import Person
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def refund(lena: Member) -> Label:
    return actions.add_label("Refund", hue=3, by=lena)


@pytest.fixture
def kajsas(world: SmallWorld) -> Conversation:
    world.says("Where is my money?", who="kajsa")
    return world.conversation("kajsa")


def events_of(member: Member, conversation: Conversation, world: SmallWorld) -> list[str]:
    page = queries.conversation_page(member, conversation.pk, now=world.now)
    return [turn.text for turn in page.turns if turn.kind == "event"]


def test_a_label_stands_on_the_row_the_page_and_the_timeline(
    kajsas: Conversation, refund: Label, world: SmallWorld, alice: Member
) -> None:
    actions.label(kajsas.pk, refund.pk, by=alice, now=world.now)
    actions.label(kajsas.pk, refund.pk, by=alice, now=world.now)  # once is enough
    (row,) = queries.inbox(alice)
    page = queries.conversation_page(alice, kajsas.pk, now=world.now)
    assert [(chip.name, chip.hue) for chip in row.labels] == [("Refund", 3)]
    assert page.labels == row.labels
    assert [choice.is_on for choice in page.label_choices] == [True]
    assert events_of(alice, kajsas, world) == ["labelled:Refund"]
    assert ConversationLabel.objects.get().member == alice
    actions.unlabel(kajsas.pk, refund.pk, by=alice, now=world.now)
    assert queries.inbox(alice)[0].labels == ()
    assert events_of(alice, kajsas, world) == ["labelled:Refund", "unlabelled:Refund"]


def test_open_pages_are_told_when_a_label_comes(
    kajsas: Conversation, refund: Label, world: SmallWorld, alice: Member
) -> None:
    before = world.conversation().version
    actions.label(kajsas.pk, refund.pk, by=alice, now=world.now)
    assert world.conversation().version == before + 1


def test_search_and_views_find_it_whatever_its_case_and_accents(
    kajsas: Conversation, lena: Member, world: SmallWorld, alice: Member
) -> None:
    world.says("Where is my train?", who="pelle")
    lost = actions.add_label("Café Nord", by=lena)
    actions.label(kajsas.pk, lost.pk, by=alice, now=world.now)
    for text in ('label:"cafe nord"', 'money label:"CAFÉ NORD"', 'label:other,"cafe nord"'):
        found = queries.search(alice, text, now=world.now, scope=Scope.ALL)
        assert [row.id for row in found.rows] == [kajsas.pk], text
        view = actions.keep_view(text, text, by=alice, now=world.now)
        assert [row.id for row in queries.view_rows(alice, view, now=world.now)] == [kajsas.pk]
        assert queries.view_counts([view], now=world.now) == {view.pk: 1}
    without = queries.search(alice, '-label:"cafe nord"', now=world.now, scope=Scope.ALL)
    assert [row.id for row in without.rows] == [world.conversation("pelle").pk]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "letters or digits"),
        ("  @ ", "letters or digits"),
        ("x" * 41, "At most 40"),
        ('late, "again"', "Leave"),
        ("REFÜND", "already"),
    ],
)
def test_a_name_that_cannot_be_says_why(name: str, says: str, lena: Member) -> None:
    actions.add_label("refund", by=lena)
    with pytest.raises(InvalidEntry, match=says):
        actions.add_label(name, by=lena)
    assert Label.objects.count() == 1


def test_a_name_that_was_retired_is_brought_back_and_not_made_twice(
    refund: Label, lena: Member, world: SmallWorld
) -> None:
    actions.retire_label(refund.pk, by=lena, now=world.now)
    with pytest.raises(InvalidEntry, match="bring it back"):
        actions.add_label("refund", by=lena)


def test_a_retired_label_stays_where_it_stands_and_is_put_nowhere_else(
    kajsas: Conversation, refund: Label, lena: Member, alice: Member, world: SmallWorld
) -> None:
    actions.label(kajsas.pk, refund.pk, by=alice, now=world.now)
    world.says("And my train?", who="pelle")
    pelles = world.conversation("pelle")
    actions.retire_label(refund.pk, by=lena, now=world.now)
    with pytest.raises(NoSuchLabel, match="retired"):
        actions.label(pelles.pk, refund.pk, by=alice, now=world.now)
    assert queries.conversation_page(alice, kajsas.pk, now=world.now).labels
    assert queries.conversation_page(alice, pelles.pk, now=world.now).label_choices == ()
    actions.bring_label_back(refund.pk, by=lena)
    actions.label(pelles.pk, refund.pk, by=alice, now=world.now)


def test_merging_two_puts_the_one_that_stays_wherever_either_stood(
    kajsas: Conversation, refund: Label, lena: Member, alice: Member, world: SmallWorld
) -> None:
    money = actions.add_label("money back", by=lena)
    world.says("And my money?", who="pelle")
    for pk in (refund.pk, money.pk):
        actions.label(kajsas.pk, pk, by=alice, now=world.now)
    actions.label(world.conversation("pelle").pk, money.pk, by=alice, now=world.now)
    assert actions.merge_labels(money.pk, refund.pk, by=lena) == 2
    assert ConversationLabel.objects.filter(label=refund).count() == 2
    assert list(Label.objects.all()) == [refund]
    with pytest.raises(InvalidEntry, match="another label"):
        actions.merge_labels(refund.pk, refund.pk, by=lena)


def test_the_labels_of_both_stand_on_what_two_become(
    kajsas: Conversation, refund: Label, lena: Member, alice: Member, world: SmallWorld
) -> None:
    late = actions.add_label("late", by=lena)
    actions.label(kajsas.pk, refund.pk, by=alice, now=world.now)
    actions.resolve(kajsas.pk, by=alice, now=world.now)
    world.says("And my train?", at=world.passes(minutes=60 * 24 * 5))
    newer = world.conversation()
    assert newer.pk != kajsas.pk
    actions.label(newer.pk, late.pk, by=alice, now=world.now)
    actions.merge(newer.pk, kajsas.pk, by=alice, now=world.now)
    page = queries.conversation_page(alice, newer.pk, now=world.now)
    assert [chip.name for chip in page.labels] == ["late", "Refund"]


def test_guests_label_nothing_and_agents_keep_no_labels(
    kajsas: Conversation, refund: Label, gus: Member, alice: Member, world: SmallWorld
) -> None:
    with pytest.raises(NotAllowed):
        actions.label(kajsas.pk, refund.pk, by=gus, now=world.now)
    with pytest.raises(NotAllowed):
        actions.add_label("mine", by=alice)


def test_many_are_labelled_at_once_and_one_press_undoes_it(
    kajsas: Conversation,
    refund: Label,
    alice: Member,
    world: SmallWorld,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(12):
        world.says("And my money?", who=f"p{number}")
    actions.label(kajsas.pk, refund.pk, by=alice, now=world.now)
    ids = list(Conversation.objects.values_list("pk", flat=True))
    world.passes(minutes=1)
    with django_assert_max_num_queries(14):
        act = actions.label_many(ids, refund.pk, by=alice, now=world.now)
    assert act is not None
    assert act.ones.count() == 12
    assert actions.label_many(ids, refund.pk, by=alice, now=world.now) is None
    changed = Conversation.objects.exclude(pk=kajsas.pk).latest("pk")
    actions.unlabel(changed.pk, refund.pk, by=alice, now=world.now)
    actions.label(changed.pk, refund.pk, by=alice, now=world.passes(minutes=1))
    assert actions.undo_many(act.pk, by=alice, now=world.now) == 11
    there = ConversationLabel.objects.values_list("conversation_id", flat=True)
    assert set(there) == {kajsas.pk, changed.pk}
    assert actions.undo_many(act.pk, by=alice, now=world.now) == 0


def test_no_label_leads_to_a_person() -> None:
    """What a conversation is about may be said; what a person is may not."""
    models = {field.related_model for field in Label._meta.get_fields() if field.is_relation}
    assert Person not in models
    assert Person not in {
        field.related_model
        for field in ConversationLabel._meta.get_fields()
        if field.is_relation and field.concrete
    }
