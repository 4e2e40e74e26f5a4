"""Colleagues around a conversation: named in notes, watching, given tasks."""

from __future__ import annotations

import pytest

from rapport.converse import actions, queries
from rapport.converse.mentions import mentioned
from rapport.converse.models import Conversation, Watch
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.people.actions import erase_person
from rapport.workspace import actions as staff
from rapport.workspace.models import Member, Notice, StaffTask
from rapport.workspace.queries import notice_sentences

PEOPLE = {1: "Alice Ode", 2: "Bob Karlsson", 3: "Bob Lund", 4: "Åsa"}
TEAMS = [("Traffic control", [1, 3]), ("Empty", [])]


@pytest.fixture
def kajsa(world: SmallWorld) -> Conversation:
    world.says("Is the lift at Central broken?", who="kajsa")
    return world.conversation("kajsa")


def told(member: Member) -> list[str]:
    return list(Notice.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@Alice Ode please look", {1}),
        ("(@alice) and @åsa, please", {1, 4}),
        ("@Bob is two people", set()),
        ("@Bob Lund!", {3}),
        ("ask @Traffic control", {1, 3}),
        ("ask @Empty", set()),
        ("mail x@alice.example or a@Bob Lund", set()),
        ("@Aliceandra is nobody", set()),
        ("@", set()),
    ],
)
def test_a_note_names_whom_it_says(text: str, found: set[int]) -> None:
    assert mentioned(text, members=PEOPLE, teams=TEAMS) == found


def test_two_of_the_same_name_are_both_told() -> None:
    assert mentioned("@Bob Lund", members={1: "Bob Lund", 2: "Bob Lund"}, teams=[]) == {1, 2}


def test_who_is_named_in_a_note_is_told_once_without_the_words_of_anybody(
    world: SmallWorld, kajsa: Conversation, alice: Member, bob: Member
) -> None:
    actions.note(kajsa.pk, "@Bob and @Bob Karlsson: secret", by=alice, now=world.now)
    (notice,) = Notice.objects.filter(member=bob)
    assert notice_sentences([notice])[notice.pk] == (
        "Alice Ode named you in a note on the conversation with Kajsa (Echo)"
    )


def test_naming_a_team_tells_those_who_work_here(
    world: SmallWorld,
    kajsa: Conversation,
    olivia: Member,
    alice: Member,
    bob: Member,
    charlie: Member,
) -> None:
    staff.add_team("Traffic control", members=[bob, charlie, alice], by=olivia)
    actions.note(kajsa.pk, "@Traffic control: what is it?", by=alice, now=world.now)
    assert set(Notice.objects.values_list("member", flat=True)) == {bob.pk}


def test_a_watcher_is_told_what_others_do_and_not_what_they_do_themselves(
    world: SmallWorld, kajsa: Conversation, alice: Member, bob: Member
) -> None:
    actions.watch(kajsa.pk, by=alice, now=world.now)
    actions.watch(kajsa.pk, by=alice, now=world.now)
    actions.note(kajsa.pk, "Looking", by=bob, now=world.now)
    actions.note(kajsa.pk, "Me too", by=alice, now=world.now)
    actions.reply(kajsa.pk, "@kajsa We look.", by=bob, now=world.now)
    actions.resolve(kajsa.pk, by=bob, now=world.now)
    run_jobs()
    assert sorted(told(alice)) == [
        "converse.watched_answered",
        "converse.watched_noted",
        "converse.watched_resolved",
    ]
    assert told(bob) == []


def test_who_stops_watching_is_told_nothing(
    world: SmallWorld, kajsa: Conversation, alice: Member, bob: Member
) -> None:
    actions.watch(kajsa.pk, by=alice, now=world.now)
    actions.unwatch(kajsa.pk, by=alice, now=world.now)
    actions.note(kajsa.pk, "Looking", by=bob, now=world.now)
    run_jobs()
    assert told(alice) == []


def test_a_task_stands_on_the_page_and_on_the_timeline_and_is_reminded_of_once(
    world: SmallWorld, kajsa: Conversation, alice: Member, bob: Member
) -> None:
    due = world.now.replace(hour=17)
    task = staff.add_task(
        "Call the lift firm",
        to=bob,
        by=alice,
        now=world.now,
        due_at=due,
        about=("conversation", kajsa.pk),
    )
    run_jobs()
    page = queries.conversation_page(alice, kajsa.pk, now=world.now)
    assert page.together is not None
    assert [(t.text, t.who, t.due_at, t.is_done) for t in page.together.tasks] == [
        ("Call the lift firm", "Bob Karlsson", due, False)
    ]
    assert [staff.remind_of_tasks(at) for at in (world.now, due, due)] == [0, 1, 0]
    assert told(bob) == ["workspace.task_given", "workspace.task_due"]
    staff.finish_task(task.pk, by=bob, now=due)
    run_jobs()
    page = queries.conversation_page(alice, kajsa.pk, now=world.now)
    assert [t.text for t in page.turns if t.kind == "event"] == [
        f"task_added:{bob.pk}",
        "task_finished",
    ]
    assert page.version > 2


def test_tasks_of_somebody_who_leaves_go_back_to_who_gave_them(
    world: SmallWorld, alice: Member, bob: Member, olivia: Member
) -> None:
    given = staff.add_task("Call the firm", to=bob, by=alice, now=world.now)
    own = staff.add_task("Tidy up", to=bob, by=bob, now=world.now)
    staff.deactivate(bob, by=olivia)
    given.refresh_from_db()
    own.refresh_from_db()
    assert (given.member, own.member) == (alice, olivia)
    assert told(alice) == ["workspace.task_back"]


def test_erasing_a_person_takes_tasks_notices_and_watches_along(
    world: SmallWorld, kajsa: Conversation, alice: Member, bob: Member, lena: Member
) -> None:
    about = ("conversation", kajsa.pk)
    staff.add_task("Call Kajsa", to=bob, by=alice, now=world.now, about=about)
    actions.watch(kajsa.pk, by=alice, now=world.now)
    actions.note(kajsa.pk, "@Bob", by=alice, now=world.now)
    erase_person(kajsa.person_id, by=lena, now=world.now)
    assert not StaffTask.objects.exists()
    assert not Notice.objects.exists()
    assert not Watch.objects.exists()
