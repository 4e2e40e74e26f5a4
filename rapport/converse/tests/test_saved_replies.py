"""Saved replies beside a conversation, and what a macro does once the answer stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.models import Answer, Conversation, Note
from rapport.converse.queries.saying import next_opening_in_words
from rapport.converse.testing import SmallWorld
from rapport.kit.business_time import DAY_AND_NIGHT, Hours, block, every_day
from rapport.voice.actions import Macro, keep_saved_reply
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
OFFICE = Hours(zone="Europe/Stockholm", week=every_day(block("09:00", "17:00")))


def offers(world: SmallWorld, member: Member, who: str = "kajsa"):
    pk = world.conversation(who).pk
    return queries.saved_replies_for(member, pk, now=NOON, hours=DAY_AND_NIGHT)


def test_the_customers_language_stands_first_and_their_name_in_place(
    world: SmallWorld, alice: Member, lena: Member
) -> None:
    world.says("Warum bekomme ich keine Antwort? Ich warte seit fünf Wochen auf mein Geld!")
    for name, texts in (
        ("English only", {"en": "Hello {name}, this is {agent}."}),
        ("Both", {"en": "Sorry, {first_name}.", "de": "Es tut uns leid, {first_name}."}),
    ):
        keep_saved_reply(world.account.brand, name=name, texts=texts, by=lena, now=NOON)
    found = offers(world, alice)
    assert [(o.name, o.language) for o in found] == [("Both", "de"), ("English only", "en")]
    assert found[0].text == "Es tut uns leid, Kajsa."
    assert found[1].text == "Hello Kajsa, this is Alice Ode."
    assert found[0].missing == ()


def test_what_nobody_knows_stays_in_braces(world: SmallWorld, alice: Member, lena: Member) -> None:
    world.says("Where is it?", who="train_fan")
    texts = {"en": "Write again {next_opening}."}
    keep_saved_reply(world.account.brand, name="Closed", texts=texts, by=lena, now=NOON)
    assert [(o.text, o.missing) for o in offers(world, alice, "train_fan")] == [
        ("Write again {next_opening}.", ("next_opening",))
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Saturday 09:00"), ("de", "Samstag 09:00"), ("sv", "lördag 09:00")],
)
def test_the_next_opening_is_said_in_the_language_of_the_words(language: str, said: str) -> None:
    friday_noon = datetime(2026, 5, 8, 10, 0, tzinfo=UTC)
    assert next_opening_in_words(OFFICE, now=friday_noon, language=language).lower() == said.lower()


def answered_with(world: SmallWorld, by: Member, macro: Macro) -> Conversation:
    world.says("Where is my refund?")
    pk = world.conversation().pk
    reply = keep_saved_reply(
        world.account.brand, name="Done", texts={"en": "Done."}, by=by, now=NOON, macro=macro
    )
    actions.reply(pk, "Done.", by=by, now=NOON, macro_id=reply.pk)
    return world.conversation()


def test_a_macro_is_done_once_the_answer_stands_and_only_once(
    world: SmallWorld, echo: EchoNetwork, lena: Member, bob: Member
) -> None:
    c = answered_with(world, lena, Macro(gives_to=bob, notes="Paid by hand", resolves=True))
    assert (c.status, c.assignee_id) == ("waiting", lena.pk)
    answer = Answer.objects.get()
    for _ in range(2):
        actions.answer_sent(answer.delivery_id, now=NOON)
    c.refresh_from_db()
    assert (c.status, c.assignee_id) == ("resolved", bob.pk)
    assert [n.text for n in Note.objects.all()] == ["Paid by hand"]


def test_an_answer_taken_back_leaves_nothing_of_its_macro(
    world: SmallWorld, lena: Member, bob: Member
) -> None:
    c = answered_with(world, lena, Macro(gives_to=bob, resolves=True))
    assert actions.undo_send(Answer.objects.get().delivery_id, by=lena, now=NOON)
    c.refresh_from_db()
    assert (c.status, c.assignee_id) == ("open", lena.pk)


def test_whoever_wrote_again_meanwhile_is_not_resolved(world: SmallWorld, lena: Member) -> None:
    c = answered_with(world, lena, Macro(resolves=True))
    world.says("And my ticket?", at=world.passes(minutes=1))
    actions.answer_sent(Answer.objects.get().delivery_id, now=NOON)
    c.refresh_from_db()
    assert c.status != "resolved"


def test_a_macro_labels_and_puts_off(world: SmallWorld, lena: Member) -> None:
    kept = actions.add_label("refund", by=lena)
    gone = actions.add_label("old", by=lena)
    merged = actions.add_label("refunds", by=lena)
    macro = Macro(label_ids=(merged.pk, gone.pk), snoozes_hours=24)
    c = answered_with(world, lena, macro)
    actions.merge_labels(merged.pk, kept.pk, by=lena)
    actions.retire_label(gone.pk, by=lena, now=NOON)
    actions.answer_sent(Answer.objects.get().delivery_id, now=NOON)
    c.refresh_from_db()
    assert c.snoozed_until == NOON + timedelta(hours=24)
    assert [one.label for one in c.labelled.all()] == [kept]


def test_whoever_wrote_again_meanwhile_is_not_put_off(world: SmallWorld, lena: Member) -> None:
    c = answered_with(world, lena, Macro(snoozes_hours=24))
    world.says("And my ticket?", at=world.passes(minutes=1))
    actions.answer_sent(Answer.objects.get().delivery_id, now=NOON)
    c.refresh_from_db()
    assert c.snoozed_until is None
