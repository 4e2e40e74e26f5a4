"""The page of escalation: its steps, their order, what is refused, and who may come."""

from __future__ import annotations

import pytest

from rapport.converse.models import ClockPolicy
from rapport.workspace.actions import add_step, add_team
from rapport.workspace.models import EscalationStep, Member
from rapport.workspace.testing import NOON

PAGE = "/settings/escalation/"


@pytest.fixture
def as_lena(client, lena):
    client.force_login(lena)
    return client


@pytest.mark.parametrize("who", ["alice", "gus"])
def test_nobody_but_leads_and_owners_comes_in(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(PAGE).status_code == 403
    answer = client.post(PAGE, {"whom": "role:lead", "after_minutes": "0"})
    assert answer.status_code == 403
    assert not EscalationStep.objects.exists()


def test_a_house_without_steps_reads_the_usual_ones(as_lena):
    page = as_lena.get(PAGE).content.decode()
    assert "All leads" in page
    assert "These are the usual steps" in page


def test_a_step_is_added_changed_moved_and_taken_away(as_lena, bob, olivia):
    team = add_team("Night", by=olivia)
    as_lena.post(PAGE, {"whom": f"member:{bob.pk}", "after_minutes": "0"})
    as_lena.post(PAGE, {"whom": f"team:{team.pk}", "after_minutes": "20"})
    first, second = EscalationStep.objects.order_by("position")
    assert (first.whom, second.whom) == (f"member:{bob.pk}", f"team:{team.pk}")
    assert "20 min after the step before" in as_lena.get(PAGE).content.decode()
    as_lena.post(f"{PAGE}{second.pk}/move/", {"to": "up"})
    assert list(EscalationStep.objects.order_by("position")) == [second, first]
    changed = as_lena.post(f"{PAGE}{first.pk}/", {"whom": "role:owner", "after_minutes": "45"})
    assert changed.status_code == 302
    first.refresh_from_db()
    assert (first.whom, first.after_minutes) == ("role:owner", 45)
    as_lena.post(f"{PAGE}{second.pk}/remove/")
    as_lena.post(f"{PAGE}{second.pk}/remove/")
    assert EscalationStep.objects.get() == first
    assert as_lena.get(f"{PAGE}{second.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("whom", "minutes"),
    [("member:999999", "0"), ("role:agent", "0"), ("role:lead", "-1"), ("role:lead", "99999999")],
)
def test_what_cannot_be_comes_back_in_the_same_form(as_lena, whom, minutes):
    assert as_lena.post(PAGE, {"whom": whom, "after_minutes": minutes}).status_code == 422
    assert not EscalationStep.objects.exists()


def test_who_left_is_named_with_what_happens_instead(as_lena, lena, bob):
    step = add_step(f"member:{bob.pk}", after_minutes=0, by=lena, now=NOON)
    Member.objects.filter(pk=bob.pk).update(is_active=False)
    assert "the owners are told" in as_lena.get(PAGE).content.decode()
    assert bob.name in as_lena.get(f"{PAGE}{step.pk}/").content.decode()


def test_the_page_takes_the_same_few_statements_however_many_steps(
    as_lena, lena, olivia, django_assert_max_num_queries
):
    for number in range(10):
        team = add_team(f"Team {number}", by=olivia)
        add_step(f"team:{team.pk}", after_minutes=number, by=lena, now=NOON)
    with django_assert_max_num_queries(10):
        as_lena.get(PAGE)


def test_an_eleventh_step_is_refused(as_lena, lena):
    for _ in range(10):
        add_step("role:lead", after_minutes=1, by=lena, now=NOON)
    answer = as_lena.post(PAGE, {"whom": "role:owner", "after_minutes": "1"})
    assert answer.status_code == 422
    assert "10 steps are kept at most" in answer.content.decode()


def test_a_policy_says_how_long_before_a_clock_ends_it_warns(as_lena):
    given = {"name": "All", "acknowledge_minutes": "15", "warn_minutes": "5"}
    as_lena.post("/settings/clocks/add/", given)
    policy = ClockPolicy.objects.get()
    assert policy.warn_minutes == 5
    as_lena.post(f"/settings/clocks/{policy.pk}/", given | {"warn_minutes": ""})
    policy.refresh_from_db()
    assert policy.warn_minutes == 0
    answer = as_lena.post(f"/settings/clocks/{policy.pk}/", given | {"warn_minutes": "999999999"})
    assert answer.status_code == 422
