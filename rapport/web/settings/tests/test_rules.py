"""The pages of triage rules: written, tried, asked twice where they hold of too much, and taken back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rapport.channels.testing import EchoNetwork
from rapport.converse import actions
from rapport.converse.models import Label, RuleApplied, TriageRule
from rapport.converse.testing import SmallWorld
from rapport.workspace.actions import add_team
from rapport.workspace.models import Brand, Member


@pytest.fixture
def as_lena(client: Client, lena: Member) -> Client:
    client.force_login(lena)
    return client


@pytest.fixture
def money(lena: Member) -> Label:
    return actions.add_label("money", hue=3, by=lena)


@pytest.fixture
def given(money: Label) -> dict[str, Any]:
    return {
        "name": "Refunds",
        "when": "message",
        "condition": "refund",
        "labels": [money.pk],
        "gives": "",
        "is_on": "on",
        "do": "save",
    }


@pytest.fixture
def world(brand: Brand) -> Any:
    with EchoNetwork():
        yield SmallWorld(brand)


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize("who", ["alice", "gus"])
def test_nobody_but_leads_and_owners_comes_in(
    client: Client, request: pytest.FixtureRequest, given: dict[str, Any], who: str
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get("/settings/rules/").status_code == 403
    assert client.post("/settings/rules/add/", given).status_code == 403
    assert not TriageRule.objects.exists()


def test_a_rule_is_written_read_in_words_moved_turned_off_and_taken_away(
    as_lena: Client, given: dict[str, Any], alice: Member
) -> None:
    assert "No rule yet" in text_of(as_lena.get("/settings/rules/"))
    more = {"gives": f"member-{alice.pk}", "tells": [alice.pk]}
    assert as_lena.post("/settings/rules/add/", given | more).status_code == 302
    as_lena.post("/settings/rules/add/", given | {"name": "Trains", "condition": "train"})
    refunds, trains = TriageRule.objects.order_by("position")
    page = text_of(as_lena.get("/settings/rules/"))
    assert "When they write, for messages that mention refund:" in page
    assert "label “money”, give to Alice Ode, tell 1 colleague" in page
    as_lena.post(f"/settings/rules/{trains.pk}/move/", {"to": "up"})
    assert list(TriageRule.objects.order_by("position")) == [trains, refunds]
    as_lena.post(f"/settings/rules/{trains.pk}/turn/", {"to": "off"})
    trains.refresh_from_db()
    assert not trains.is_on
    changed = given | more | {"condition": "refund late"}
    as_lena.post(f"/settings/rules/{refunds.pk}/", changed)
    refunds.refresh_from_db()
    assert (refunds.condition, refunds.version, refunds.gives_to) == ("refund late", 2, alice)
    as_lena.post(f"/settings/rules/{trains.pk}/remove/")
    assert as_lena.get(f"/settings/rules/{trains.pk}/").status_code == 404


def test_trying_says_how_many_of_how_many_and_shows_them(
    as_lena: Client, given: dict[str, Any], world: SmallWorld
) -> None:
    world.now = timezone.now()
    for who in ("kajsa", "pelle"):
        world.says("Where is my refund?", who=who)
    world.says("Where is my train?", who="nurse")
    answer = as_lena.post("/settings/rules/add/", given | {"do": "try"})
    assert answer.status_code == 200
    page = text_of(answer)
    assert "2 of 3 conversations of the last 7 days" in page
    assert "2 labelled" in page
    assert "messages that mention refund" in page
    assert f"/inbox/{world.conversation('pelle').pk}/" in page
    assert not TriageRule.objects.exists()
    assert not RuleApplied.objects.exists()


def test_a_rule_that_holds_of_everything_says_so_and_is_saved_when_that_is_meant(
    as_lena: Client, given: dict[str, Any], world: SmallWorld
) -> None:
    world.now = timezone.now()
    for who in ("kajsa", "pelle"):
        world.says("Where is my refund?", who=who)
    answer = as_lena.post("/settings/rules/add/", given | {"condition": ""})
    assert answer.status_code == 422
    assert "It holds of every conversation (2 of 2" in text_of(answer)
    assert 'name="sure"' in text_of(answer)
    assert not TriageRule.objects.exists()
    as_lena.post("/settings/rules/add/", given | {"condition": "", "sure": "on"})
    assert TriageRule.objects.get().condition == ""


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"condition": "(refund"}, "At letter 1"),
        ({"condition": "label:moneys"}, "There is no label “moneys”"),
        ({"labels": []}, "Say what it does"),
        ({"gives": "member-999999"}, "Select a valid choice"),
        ({"when": "always"}, "Select a valid choice"),
        ({"name": "x" * 200}, "at most 80"),
    ],
)
def test_what_cannot_be_comes_back_in_the_same_form(
    as_lena: Client, given: dict[str, Any], changes: dict[str, Any], says: str
) -> None:
    answer = as_lena.post("/settings/rules/add/", given | changes)
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert not TriageRule.objects.exists()


def test_a_circle_is_named_in_the_form(
    as_lena: Client, given: dict[str, Any], money: Label
) -> None:
    as_lena.post("/settings/rules/add/", given)
    takes = {"name": "Takes it", "condition": "label:money", "labels": [], "unlabels": [money.pk]}
    answer = as_lena.post("/settings/rules/add/", given | takes)
    assert answer.status_code == 422
    assert "These rules go round in a circle" in text_of(answer)
    assert "“Refunds”" in text_of(answer)


def test_the_list_says_that_the_first_of_two_wins(
    as_lena: Client, given: dict[str, Any], alice: Member, bob: Member, olivia: Member
) -> None:
    desk = add_team("Desk", members=[bob], by=olivia)
    as_lena.post("/settings/rules/add/", given | {"gives": f"member-{alice.pk}"})
    second = {"name": "Second", "gives": f"team-{desk.pk}"}
    as_lena.post("/settings/rules/add/", given | second)
    assert "“Refunds” above it gives it away: the first wins" in text_of(
        as_lena.get("/settings/rules/")
    )


def test_what_it_did_is_listed_and_put_back_one_by_one_or_all_of_a_day(
    as_lena: Client, given: dict[str, Any], world: SmallWorld
) -> None:
    as_lena.post("/settings/rules/add/", given)
    rule = TriageRule.objects.get()
    assert "Nothing yet" in text_of(as_lena.get(f"/settings/rules/{rule.pk}/did/"))
    for who in ("kajsa", "pelle", "nurse"):
        world.says("Where is my refund?", who=who)
    page = text_of(as_lena.get(f"/settings/rules/{rule.pk}/did/"))
    assert page.count("labelled “money”") == 3
    one = RuleApplied.objects.order_by("pk")[0]
    as_lena.post(f"/settings/rules/{rule.pk}/undo/", {"one": one.pk})
    one.refresh_from_db()
    assert one.undone_at is not None
    said = text_of(as_lena.post(f"/settings/rules/{rule.pk}/undo/", follow=True))
    assert "Put back: 2 conversations." in said
    assert "put back by Lena Lund" in said
    said = text_of(as_lena.post(f"/settings/rules/{rule.pk}/undo/", {"one": one.pk}, follow=True))
    assert "nothing left to put back" in said


def test_what_a_rule_did_is_put_back_on_the_page_of_the_conversation(
    client: Client, as_lena: Client, given: dict[str, Any], world: SmallWorld, alice: Member
) -> None:
    as_lena.post("/settings/rules/add/", given)
    world.says("Where is my refund?")
    pk, applied = world.conversation().pk, RuleApplied.objects.get()
    client.force_login(alice)
    page = text_of(client.get(f"/inbox/{pk}/"))
    assert "Rule “Refunds”: labelled this “money”" in page
    assert f"/inbox/{pk}/rules/{applied.pk}/undo/" in page
    client.post(f"/inbox/{pk}/rules/{applied.pk}/undo/")
    page = text_of(client.get(f"/inbox/{pk}/"))
    assert "You took back what the rule “Refunds” did" in page
    assert "/undo/" not in page


def test_the_pages_cost_few_statements_however_many_rules_there_are(
    as_lena: Client, given: dict[str, Any], django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        as_lena.post("/settings/rules/add/", given | {"name": f"{number}", "condition": f"w{number}"})  # fmt: skip
    rule = TriageRule.objects.all()[0]
    for path in ("", "add/", f"{rule.pk}/", f"{rule.pk}/did/"):
        with django_assert_max_num_queries(10):
            assert as_lena.get(f"/settings/rules/{path}").status_code == 200
