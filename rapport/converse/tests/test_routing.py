"""Who gets what opens, and why; and raising it to whoever stands above."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.converse import actions
from rapport.converse.errors import CannotAnswer, NothingToSay
from rapport.converse.models import Conversation, Note
from rapport.converse.routing import Wanted, Worker, choose, next_team
from rapport.ledger.models import StoredFact
from rapport.workspace import actions as workspace
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member, Notice
from rapport.workspace.testing import NOON


def worker(pk, *, languages=(), skills=(), open=0, capacity=3, teams=(1,)):
    return Worker(pk, frozenset(teams), frozenset(languages), frozenset(skills), capacity, open)


def test_whoever_answered_them_last_and_is_here_comes_first():
    known = ((2, NOON - timedelta(days=9)), (3, NOON - timedelta(days=2)), (9, NOON))
    found = choose(Wanted(answered=known), [worker(1), worker(2), worker(3, open=2)], team_ids=[1])
    assert (found.member_id, found.why, found.since) == (3, "answered", NOON - timedelta(days=2))


def test_language_before_skill_before_load():
    team = [
        worker(1, languages=["sv"], open=2),
        worker(2, languages=["sv"], skills=["refunds"], open=2),
        worker(3, languages=["de"], skills=["refunds"]),
        worker(4),
    ]
    ask = lambda **wanted: choose(Wanted(**wanted), [*team], team_ids=[1])  # noqa: E731
    assert (ask(language="sv").member_id, team[0].open) == (1, 3)
    assert ask(language="sv", skill="refunds").why == "skill"
    assert ask(language="fi").member_id == 4
    assert ask().why == "load"


def test_nobody_gets_more_than_they_hold_but_for_danger():
    full = [worker(1, open=3)]
    assert choose(Wanted(), full, team_ids=[1]).member_id is None
    assert choose(Wanted(in_danger=True), full, team_ids=[1]).member_id == 1


@given(
    loads=st.lists(st.integers(0, 5), min_size=1, max_size=6),
    capacity=st.integers(1, 5),
    coming=st.integers(1, 30),
)
def test_work_is_spread_and_never_beyond_what_all_can_hold(loads, capacity, coming):
    team = [worker(n, open=load, capacity=capacity) for n, load in enumerate(loads)]
    room = sum(max(0, capacity - load) for load in loads)
    given_to = [choose(Wanted(), team, team_ids=[1]).member_id for _ in range(coming)]
    assert sum(one is not None for one in given_to) == min(room, coming)
    for before, now in zip(loads, team, strict=True):
        assert now.open <= max(before, capacity)


@pytest.mark.parametrize(
    ("current", "own", "above"),
    [(1, [], 2), (2, [], 3), (3, [], None), (None, [2], 3), (None, [], 2), (9, [], 2)],
)
def test_the_step_above(current, own, above):
    assert next_team([1, 2, 3], current, own=own) == above


@pytest.fixture
def care(organisation, olivia, alice, bob):
    return workspace.add_team("Care", members=[alice, bob], by=olivia)


@pytest.fixture
def desk(organisation, olivia, lena):
    return workspace.add_team("Desk", members=[], lead=lena, by=olivia)


@pytest.fixture
def routed(world, brand, care, desk, olivia):
    actions.set_routing(
        brand, is_on=True, team_ids=[care.pk, desk.pk], skills={"complaint": "refunds"}, by=olivia
    )
    return world


ASKS = "Where is my refund? I have waited five weeks, please answer me."


def test_without_routing_the_list_is_shared_as_ever(world, alice):
    world.says(ASKS)
    assert world.conversation().assignee is None
    assert not StoredFact.objects.filter(kind="converse.conversation_routed").exists()


def test_what_opens_is_given_to_whoever_has_least(routed, alice, bob, care):
    for who in ("ada", "ben", "cleo", "dan"):
        routed.says(ASKS, who=who)
    owners = [c.assignee for c in Conversation.objects.order_by("pk")]
    assert sorted(m.name for m in owners) == [alice.name, alice.name, bob.name, bob.name]
    assert {c.team for c in Conversation.objects.all()} == {care}
    assert StoredFact.objects.filter(kind="converse.conversation_routed").count() == 4


def test_only_those_on_duty_are_given_anything(routed, alice, bob, lena):
    workspace.restore_shift(
        bob, starts_at=NOON - timedelta(hours=1), ends_at=NOON + timedelta(days=900), by=lena
    )
    for who in ("ada", "ben"):
        routed.says(ASKS, who=who)
    assert {c.assignee for c in Conversation.objects.all()} == {bob}


def test_a_full_team_leaves_it_to_the_team(routed, care):
    Member.objects.update(capacity=1)
    for who in ("ada", "ben", "cleo"):
        routed.says(ASKS, who=who)
    last = routed.conversation("cleo")
    assert (last.assignee, last.team) == (None, care)


def test_a_lead_who_left_is_given_nothing_and_the_team_is_told(
    routed, alice, bob, lena, olivia, desk
):
    workspace.change_team(
        desk, name=desk.name, purpose="", members=[bob], brand=None, lead=lena, by=olivia
    )
    workspace.add_weekly_shifts(alice, weekdays=range(7), starts="6", ends="20", by=olivia)
    routed.says(ASKS)
    pk = routed.conversation().pk
    workspace.deactivate(lena, by=olivia)
    actions.escalate(pk, summary="Third time she asks.", by=alice, now=NOON)
    raised = Conversation.objects.get(pk=pk)
    assert (raised.team, raised.assignee) == (desk, None)
    assert Notice.objects.filter(kind="converse.escalated", member=bob).exists()


def test_it_is_raised_to_the_next_team_with_a_summary(routed, alice, lena, desk):
    routed.says(ASKS)
    pk = routed.conversation().pk
    with pytest.raises(NothingToSay):
        actions.escalate(pk, summary=" ", by=alice, now=NOON)
    assert actions.escalate(pk, summary="Third time she asks.", by=alice, now=NOON) == desk
    raised = Conversation.objects.get(pk=pk)
    assert (raised.team, raised.assignee) == (desk, lena)
    assert Note.objects.get().text == "Third time she asks."
    assert Notice.objects.filter(kind="converse.escalated", member=lena).exists()
    with pytest.raises(CannotAnswer, match="last step"):
        actions.escalate(pk, summary="Again.", by=lena, now=NOON)


def test_an_account_has_steps_of_its_own(routed, brand, desk, care, olivia, lena):
    actions.set_account_steps(routed.account, team_ids=[desk.pk], by=olivia)
    routed.says(ASKS)
    assert (routed.conversation().team, routed.conversation().assignee) == (desk, lena)


def test_rules_need_a_first_team_and_an_owner(brand, care, alice, olivia):
    with pytest.raises(InvalidEntry):
        actions.set_routing(brand, is_on=True, team_ids=[], skills={}, by=olivia)
    with pytest.raises(NotAllowed):
        actions.set_routing(brand, is_on=True, team_ids=[care.pk], skills={}, by=alice)


def test_the_page_of_rules_keeps_what_was_chosen(client, brand, care, desk, olivia, alice):
    client.force_login(alice)
    assert client.get("/settings/routing/").status_code == 403
    client.force_login(olivia)
    told = {"is_on": "on", "team_0": care.pk, "team_1": desk.pk, "skill_complaint": "Refunds"}
    assert client.post("/settings/routing/", {"is_on": "on"}).status_code == 422
    assert client.post("/settings/routing/", told).status_code == 302
    page = client.get("/settings/routing/").content.decode()
    assert 'value="refunds"' in page
    assert f'<option value="{desk.pk}" selected>' in page


def test_leads_give_an_account_steps_of_its_own_and_take_them_away(
    client, routed, care, desk, lena, alice
):
    account = routed.account
    client.force_login(alice)
    assert client.get("/settings/accounts/steps/").status_code == 403
    client.force_login(lena)
    assert "As the brand" in client.get("/settings/accounts/steps/").content.decode()
    path = f"/settings/accounts/{account.pk}/steps/"
    assert client.post(path, {"team_0": desk.pk, "team_1": care.pk}).status_code == 302
    assert actions.pecking_order(account) == [desk.pk, care.pk]
    assert "Desk, Care" in client.get("/settings/accounts/steps/").content.decode()
    assert f'<option value="{desk.pk}" selected>' in client.get(path).content.decode()
    assert client.post(path, {"team_0": "999999"}).status_code == 422
    assert client.post(path, {"team_0": "", "team_1": ""}).status_code == 302
    assert actions.pecking_order(account) == [care.pk, desk.pk]
    assert client.get("/settings/accounts/999999/steps/").status_code == 404


def test_the_page_raises_and_the_timeline_says_so(client, routed, alice, lena):
    routed.says(ASKS)
    pk = routed.conversation().pk
    client.force_login(alice)
    client.post(f"/inbox/{pk}/escalate/", {"summary": "Third time."})
    page = client.get(f"/inbox/{pk}/").content.decode()
    assert "raised this to the next team; Lena Lund has it" in page
    assert "had the fewest open" in page
    assert client.post(f"/inbox/{pk}/escalate/", {"summary": "More."}).status_code == 422
