"""The phone tree: one after the other, at any hour, until one takes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from rapport.ledger.testing import facts
from rapport.workspace import actions, queries
from rapport.workspace.errors import InvalidEntry, NotAllowed, NotThere
from rapport.workspace.models import BusinessHours, Member, Notice, PhoneCall, PhoneRun
from rapport.workspace.testing import NOON, make_member

pytestmark = pytest.mark.django_db
NIGHT = NOON.replace(hour=3)
ABOUT = ("conversation", 7)


def after(seconds: float, *, since: datetime = NIGHT) -> datetime:
    return since + timedelta(seconds=seconds)


def called() -> list[tuple[str, int]]:
    calls = PhoneCall.objects.order_by("told_at", "pk")
    return [(call.member.name.split()[0], call.step) for call in calls.select_related("member")]


@pytest.fixture
def tree(lena: Member, alice: Member, bob: Member, olivia: Member) -> None:
    night = actions.add_team("Night desk", members=[bob], by=olivia)
    actions.set_phone_tree(
        [("member", alice.pk), ("team", night.pk)], step_seconds=30, by=lena, now=NOON
    )


def run_of(alarm: PhoneRun | None) -> PhoneRun:
    assert alarm is not None
    alarm.refresh_from_db()
    return alarm


def test_each_step_is_called_when_the_one_before_did_not_take_it_at_three_at_night(
    tree: None, settings: Any, mailoutbox: list[Any]
) -> None:
    settings.RAPPORT_MAIL_FROM = "rapport@halden.example"
    BusinessHours.objects.create(day_and_night=False, week=["9-17"] * 5 + ["", ""], changed_at=NOON)
    actions.raise_alarm(ABOUT, now=NIGHT)
    assert called() == [("Alice", 0)]
    assert actions.send_at_once(NIGHT) == 1
    assert "Danger to life in a conversation" in mailoutbox[0].subject
    assert actions.call_on(after(29)) == 0
    assert actions.call_on(after(30)) == 1
    assert called() == [("Alice", 0), ("Bob", 1)]
    actions.call_on(after(60))
    assert {name for name, step in called() if step == 2} == {"Lena", "Olivia"}


def test_who_takes_it_stops_the_calling_and_the_others_are_told(
    tree: None, alice: Member, bob: Member
) -> None:
    run = run_of(actions.raise_alarm(ABOUT, now=NIGHT))
    actions.call_on(after(30))
    actions.take_alarm(run.pk, by=bob, now=after(40))
    assert actions.call_on(after(600)) == 0
    assert run_of(run).taken_by == bob
    kinds = Notice.objects.filter(member=alice).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["workspace.danger", "workspace.danger_taken"]
    actions.take_alarm(run.pk, by=alice, now=after(50))
    assert run_of(run).taken_by == bob
    assert [f["member_id"] for f in facts("workspace.phone_run_taken")] == [bob.pk]


def test_nobody_set_means_everybody_who_leads(lena: Member, olivia: Member, alice: Member) -> None:
    actions.raise_alarm(ABOUT, now=NIGHT)
    assert {name for name, _step in called()} == {"Lena", "Olivia"}


def test_a_lead_with_a_step_of_their_own_is_called_once_a_round(
    lena: Member, olivia: Member, bob: Member
) -> None:
    night = actions.add_team("Night desk", members=[lena, bob], by=olivia)
    actions.set_phone_tree(
        [("member", lena.pk), ("team", night.pk)], step_seconds=30, by=lena, now=NOON
    )
    run = run_of(actions.raise_alarm(ABOUT, now=NIGHT))
    assert run.steps == [[lena.pk], [bob.pk], [olivia.pk]]
    for seconds in (30, 60):
        actions.call_on(after(seconds))
    assert Notice.objects.filter(member=lena, kind="workspace.danger").count() == 1
    actions.call_on(after(90))
    assert Notice.objects.filter(member=lena, kind="workspace.danger").count() == 2


def test_one_thing_is_called_for_once_at_a_time(tree: None) -> None:
    assert actions.raise_alarm(ABOUT, now=NIGHT) is not None
    assert actions.raise_alarm(ABOUT, now=after(1)) is None
    actions.end_alarm(ABOUT, now=after(2))
    assert actions.raise_alarm(ABOUT, now=after(3)) is not None


def test_all_are_called_again_five_times_and_then_the_screen_keeps_it(
    tree: None, alice: Member
) -> None:
    run = run_of(actions.raise_alarm(ABOUT, now=NIGHT))
    told = sum(actions.call_on(after(30 * number)) for number in range(1, 40))
    assert told == 5 * 3 - 1
    assert run_of(run).ended_at is None
    house = queries.organisation(seen_by=alice)
    assert [one["about_id"] for one in queries.open_alarms_of(house)] == [7]
    assert Notice.objects.filter(member=alice, kind="workspace.danger").count() == 5


def test_a_member_removed_in_the_middle_is_passed_over_at_once(
    tree: None, olivia: Member, bob: Member
) -> None:
    actions.raise_alarm(ABOUT, now=NIGHT)
    actions.deactivate(bob, by=olivia)
    assert actions.call_on(after(30)) == 1
    assert ("Bob", 1) not in called()
    assert {name for name, step in called() if step == 2} == {"Lena", "Olivia"}


def test_a_team_without_members_holds_nobody_up(
    lena: Member, olivia: Member, alice: Member
) -> None:
    empty = actions.add_team("Ghosts", members=[], by=olivia)
    actions.set_phone_tree(
        [("team", empty.pk), ("member", alice.pk)], step_seconds=30, by=lena, now=NOON
    )
    actions.raise_alarm(ABOUT, now=NIGHT)
    assert called() == [("Alice", 0)]


def test_the_plan_is_the_one_that_stood_when_it_began(
    tree: None, lena: Member, bob: Member
) -> None:
    actions.raise_alarm(ABOUT, now=NIGHT)
    actions.set_phone_tree([], step_seconds=600, by=lena, now=NIGHT)
    actions.call_on(after(30))
    assert called() == [("Alice", 0), ("Bob", 1)]


def test_a_practice_says_so_counts_who_answers_in_what_time_and_ends_by_itself(
    tree: None, lena: Member, olivia: Member, alice: Member, bob: Member
) -> None:
    run = actions.practise(by=lena, now=NIGHT)
    with pytest.raises(InvalidEntry):
        actions.practise(by=lena, now=NIGHT)
    actions.take_alarm(run.pk, by=alice, now=after(12))
    assert run_of(run).ended_at is None
    actions.call_on(after(30))
    actions.take_alarm(run.pk, by=bob, now=after(35))
    actions.call_on(after(60))
    for leads in (lena, olivia):
        actions.take_alarm(run.pk, by=leads, now=after(70))
    assert run_of(run).ended_at == after(70)
    took = {
        c.member.name: (c.answered_at or c.told_at) - c.told_at for c in queries.alarm_calls(run)
    }
    assert took["Alice Ode"] == timedelta(seconds=12)
    said = queries.notice_sentences(list(Notice.objects.filter(kind="workspace.practice")))
    assert all(words.startswith("Practice, no real danger") for words in said.values())
    assert not facts("workspace.phone_run_taken")
    (line,) = queries.last_practices(limit=5)
    assert (line.told, line.answered) == (4, 4)


def test_a_practice_nobody_answers_is_over_after_one_round(tree: None, lena: Member) -> None:
    run = actions.practise(by=lena, now=NIGHT)
    for number in range(1, 6):
        actions.call_on(after(30 * number))
    assert run_of(run).ended_at is not None


def test_a_guest_takes_it_only_where_he_was_called(tree: None, gus: Member, lena: Member) -> None:
    run = run_of(actions.raise_alarm(ABOUT, now=NIGHT))
    with pytest.raises(NotAllowed):
        actions.take_alarm(run.pk, by=gus, now=NIGHT)
    with pytest.raises(NotThere):
        actions.take_alarm(999, by=lena, now=NIGHT)


@pytest.mark.parametrize("seconds", [0, 14, 601])
def test_a_tree_that_cannot_be_is_refused(lena: Member, alice: Member, seconds: int) -> None:
    with pytest.raises(InvalidEntry):
        actions.set_phone_tree([("member", alice.pk)], step_seconds=seconds, by=lena, now=NOON)
    with pytest.raises(InvalidEntry, match="twice"):
        actions.set_phone_tree([("member", alice.pk)] * 2, step_seconds=60, by=lena, now=NOON)
    with pytest.raises(NotAllowed):
        actions.set_phone_tree([], step_seconds=60, by=alice, now=NOON)


def test_the_script_is_the_usual_one_until_a_lead_writes_another(
    lena: Member, alice: Member
) -> None:
    assert "emergency services" in queries.script_of(queries.phone_tree().script)
    actions.set_script("Call 112. Then us.", by=lena, now=NOON)
    assert queries.script_of(queries.phone_tree().script) == "Call 112. Then us."
    with pytest.raises(NotAllowed):
        actions.set_script("Nothing", by=alice, now=NOON)
    actions.set_script("", by=lena, now=NOON)
    assert "emergency services" in queries.script_of(queries.phone_tree().script)


def test_ways_of_everybody_carry_it_but_those_who_left(tree: None) -> None:
    gone = make_member("Gone", is_active=False)
    actions.raise_alarm(ABOUT, now=NIGHT)
    assert not Notice.objects.filter(member=gone).exists()
