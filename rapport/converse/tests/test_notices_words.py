"""Staff are told whom it is about, by a name looked up when they read it; what leaves by a service names nobody."""

from __future__ import annotations

import pytest

from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.people.models import Handle
from rapport.workspace.models import Member, Notice
from rapport.workspace.queries import notice_sentences
from rapport.workspace.registry import notice_kinds, without_names
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
OF_CONVERSATIONS = {
    *("given", "offered", "escalated", "promise_due", "promise_broken", "passed_on"),
    *("clock_warning", "clock_breached", "clock_escalated", "mentioned", "danger_again"),
    *("watched_answered", "watched_noted", "watched_resolved"),
}


@pytest.mark.parametrize("name", sorted(OF_CONVERSATIONS))
def test_a_notice_names_the_person_in_the_house_and_never_outside_it(
    world: SmallWorld, alice: Member, bob: Member, name: str
) -> None:
    world.says("Where is my refund?", who="zebrafink")
    notice = Notice(
        pk=1,
        member=alice,
        by=bob,
        kind=f"converse.{name}",
        about="conversation",
        about_id=Conversation.objects.get().pk,
        key="x:answer:1",
        at=NOON,
    )
    assert notice.kind in notice_kinds()
    inside = notice_sentences([notice])[1]
    assert ("Zebrafink (Echo)" in inside) == (name != "passed_on")
    with without_names():
        outside = notice_sentences([notice])[1]
    assert "zebrafink" not in outside.lower()
    for said in (inside, outside):
        assert "refund" not in said
        assert str(notice.about_id) not in said


def _given(world: SmallWorld, to: Member) -> Notice:
    about_id = Conversation.objects.get().pk
    return Notice(
        pk=1, member=to, kind="converse.given", about="conversation", about_id=about_id, at=NOON
    )


def test_a_name_is_one_short_line(world: SmallWorld, alice: Member) -> None:
    world.says("Hello?", who="kajsa")
    Handle.objects.filter(name__startswith="kajsa").update(
        display_name="Kajsa\n\nSubject:\u202e " + "x" * 200
    )
    said = notice_sentences([_given(world, alice)])[1]
    assert "Kajsa Subject: xxx" in said
    assert "\n" not in said
    assert len(said) < 110


def test_who_may_not_see_the_conversation_is_told_nothing_of_it(
    world: SmallWorld, alice: Member
) -> None:
    world.says("Hello?", who="kajsa")
    alice.is_active = False
    assert notice_sentences([_given(world, alice)]) == {}
