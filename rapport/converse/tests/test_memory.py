"""What was told whom is remembered, and speaks when somebody is about to say otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.channels import actions as channels
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.people.models import Person
from rapport.voice.actions import draw_what_is_left, remember_outside
from rapport.voice.contract import Finding
from rapport.voice.duties import draw_out_claims, take_up_what_came_late
from rapport.voice.models import Claim, Spoken
from rapport.workspace.models import Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db

# After what was sent at the network's own time.
LATER = NOON + timedelta(hours=1)
FOURTEEN = "Your refund will arrive within 14 days."
THIRTY = "Your refund will arrive within 30 days."


def asks(world: SmallWorld, echo: EchoNetwork, *, who: str) -> Conversation:
    said = f"Where is my refund? Yours, {who}"
    world.says(said, who=who, key=echo.says(said, by=who))
    return world.conversation(who)


def tell(world: SmallWorld, conversation: Conversation, text: str, *, by: Member) -> Spoken:
    delivery = actions.reply(conversation.pk, text, by=by, now=world.now)
    channels.send_now(delivery.pk, now=world.now)
    run_jobs()
    return Spoken.objects.get(delivery=delivery)


def check(c: Conversation, text: str, *, by: Member) -> list[Finding]:
    seen = queries.conversation_for(by, c.pk)
    return queries.check_reply(seen, text, by=by, now=LATER, zone="UTC")


def otherwise(found: list[Finding]) -> list[Finding]:
    return [one for one in found if one.kind == "contradiction"]


def test_a_person_is_not_told_something_else_the_second_time_unnoticed(
    world: SmallWorld, echo: EchoNetwork, alice: Member, bob: Member
) -> None:
    kajsa = asks(world, echo, who="kajsa")
    spoken = tell(world, kajsa, FOURTEEN, by=alice)
    (found,) = otherwise(check(kajsa, THIRTY, by=bob))
    assert (found.kind, found.severity, found.spoken_id) == ("contradiction", "second", spoken.pk)
    assert found.evidence == FOURTEEN
    assert found.why.startswith("We told them today: ")
    assert THIRTY[found.start : found.end] == "30 days"


def test_what_others_were_told_about_the_same_is_a_note(
    world: SmallWorld, echo: EchoNetwork, alice: Member, bob: Member
) -> None:
    tell(world, asks(world, echo, who="kajsa"), FOURTEEN, by=alice)
    (found,) = otherwise(check(asks(world, echo, who="olle"), THIRTY, by=bob))
    assert (found.severity, found.evidence) == ("note", FOURTEEN)
    assert found.why.startswith("We told somebody else today: ")


def test_what_others_were_told_long_ago_may_have_changed_since(
    world: SmallWorld, echo: EchoNetwork, alice: Member
) -> None:
    spoken = tell(world, asks(world, echo, who="kajsa"), FOURTEEN, by=alice)
    long_ago = LATER - timedelta(days=61)
    Spoken.objects.filter(pk=spoken.pk).update(at=long_ago)
    Claim.objects.filter(spoken=spoken).update(at=long_ago)
    assert check(asks(world, echo, who="olle"), THIRTY, by=alice) == []


def test_saying_the_same_again_is_no_contradiction(
    world: SmallWorld, echo: EchoNetwork, alice: Member
) -> None:
    kajsa = asks(world, echo, who="kajsa")
    tell(world, kajsa, FOURTEEN, by=alice)
    found = check(kajsa, "It takes two weeks at most until your refund is there.", by=alice)
    assert [one for one in found if one.kind == "contradiction"] == []


def test_what_a_colleague_wrote_outside_of_rapport_is_remembered_too(
    world: SmallWorld, echo: EchoNetwork, alice: Member
) -> None:
    asked = world.says("Where is my refund?", who="kajsa")
    world.ours(FOURTEEN, under=asked.remote_key)
    assert remember_outside(now=LATER) == 1
    assert remember_outside(now=LATER) == 0
    draw_what_is_left()
    (found,) = otherwise(check(world.conversation("kajsa"), THIRTY, by=alice))
    assert (found.severity, found.evidence) == ("second", FOURTEEN)


def test_what_came_hours_late_is_taken_up_by_the_hour(
    world: SmallWorld, echo: EchoNetwork, alice: Member
) -> None:
    asked = world.says("Where is my refund?", who="kajsa")
    world.ours(FOURTEEN, under=asked.remote_key)
    much_later = LATER + timedelta(hours=3)
    draw_out_claims(much_later)
    assert not Spoken.objects.exists()
    take_up_what_came_late(much_later)
    draw_out_claims(much_later)
    (found,) = otherwise(check(world.conversation("kajsa"), THIRTY, by=alice))
    assert found.evidence == FOURTEEN


SAME = (
    "Thank you for writing to us. The lift at the main hall is being repaired and should carry people again before the "
    "weekend; until then our colleagues at the desk help with luggage."
)


def test_what_others_were_told_word_for_word_is_said_to_sound_like_a_machine(
    world: SmallWorld, echo: EchoNetwork, alice: Member
) -> None:
    tell(world, asks(world, echo, who="kajsa"), f"Hello Kajsa! {SAME}", by=alice)
    found = check(asks(world, echo, who="olle"), f"Hello Olle! {SAME}", by=alice)
    assert [(one.kind, one.severity) for one in found] == [("robotic", "note")]


def test_what_left_by_our_door_is_not_remembered_twice(
    world: SmallWorld, echo: EchoNetwork, alice: Member
) -> None:
    tell(world, asks(world, echo, who="kajsa"), FOURTEEN, by=alice)
    assert remember_outside(now=LATER) == 0
    assert Spoken.objects.count() == 1


def test_who_asked_for_silence_is_written_to_only_after_writing_again(
    world: SmallWorld, echo: EchoNetwork, alice: Member
) -> None:
    kajsa = asks(world, echo, who="kajsa")
    wrote = kajsa.last_customer_message.created_at  # type: ignore[union-attr]
    Person.objects.filter(pk=kajsa.person_id).update(wants_silence_since=wrote)
    (found,) = check(kajsa, "How are things?", by=alice)
    assert (found.kind, found.severity) == ("wrong_moment", "second")
    Person.objects.filter(pk=kajsa.person_id).update(
        wants_silence_since=wrote - timedelta(minutes=1)
    )
    assert check(kajsa, "How are things?", by=alice) == []


def test_whoever_writes_while_sending_is_stopped_is_told_before_not_after(
    world: SmallWorld, echo: EchoNetwork, alice: Member
) -> None:
    kajsa = asks(world, echo, who="kajsa")
    channels.hold(
        [f"account:{kajsa.account_id}"], reason="We look into it first.", by=alice, now=world.now
    )
    (found,) = check(kajsa, "Thank you for asking.", by=alice)
    assert (found.kind, found.severity, found.evidence) == (
        "wrong_moment",
        "note",
        "We look into it first.",
    )


def test_a_check_asks_one_thing_however_much_was_said(
    world: SmallWorld, echo: EchoNetwork, alice: Member, django_assert_num_queries: object
) -> None:
    kajsa = asks(world, echo, who="kajsa")
    for text in (FOURTEEN, "Bikes are allowed on every train.", "The office closes at 19:30."):
        tell(world, kajsa, text, by=alice)
    seen = queries.conversation_for(alice, kajsa.pk)
    with django_assert_num_queries(1):  # type: ignore[operator]
        queries.check_reply(seen, THIRTY, by=alice, now=LATER, zone="UTC")


def test_what_was_said_before_there_was_a_memory_is_drawn_out_later(
    world: SmallWorld, echo: EchoNetwork, alice: Member
) -> None:
    spoken = tell(world, asks(world, echo, who="kajsa"), FOURTEEN, by=alice)
    Claim.objects.all().delete()
    Spoken.objects.update(drawn_by=0)
    run_jobs()
    assert draw_what_is_left() == 1
    assert draw_what_is_left() == 0
    assert set(spoken.claims.values_list("kind", flat=True)) == {"deadline"}
