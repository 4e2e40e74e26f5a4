"""The page of labels: added, renamed, retired, merged, and what is refused in the same form."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from rapport.converse import actions
from rapport.converse.models import Label
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_lena(client: Client, lena: Member) -> Client:
    client.force_login(lena)
    return client


@pytest.mark.parametrize("who", ["alice", "gus"])
def test_nobody_but_leads_and_owners_keeps_labels(
    client: Client, request: pytest.FixtureRequest, who: str
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get("/settings/labels/").status_code == 403
    assert client.post("/settings/labels/", {"name": "mine", "hue": "1"}).status_code == 403


def test_a_label_is_added_renamed_retired_and_brought_back(as_lena: Client) -> None:
    assert "No label yet" in as_lena.get("/settings/labels/").content.decode()
    as_lena.post("/settings/labels/", {"name": " lost  property ", "hue": "2"})
    label = Label.objects.get()
    assert (label.name, label.hue) == ("lost property", 2)
    page = as_lena.get("/settings/labels/").content.decode()
    assert "find=label%3A%22lost+property%22" in page
    as_lena.post(f"/settings/labels/{label.pk}/", {"name": "Lost", "hue": "4"})
    as_lena.post(f"/settings/labels/{label.pk}/retire/")
    label.refresh_from_db()
    assert label.name == "Lost"
    assert label.retired_at is not None
    as_lena.post(f"/settings/labels/{label.pk}/retire/", {"to": "back"})
    label.refresh_from_db()
    assert label.retired_at is None


def test_two_labels_become_one(as_lena: Client) -> None:
    for name in ("refund", "money back"):
        as_lena.post("/settings/labels/", {"name": name, "hue": "1"})
    refund, money = Label.objects.order_by("pk")
    said = as_lena.post(f"/settings/labels/{money.pk}/merge/", {"into": refund.pk}, follow=True)
    assert "“money back” is “refund” now" in said.content.decode()
    assert list(Label.objects.all()) == [refund]
    assert as_lena.get(f"/settings/labels/{money.pk}/").status_code == 404


@pytest.mark.parametrize("name", ["", "refund", "a,b", "x" * 50])
def test_a_bad_name_comes_back_in_the_same_form(as_lena: Client, name: str) -> None:
    as_lena.post("/settings/labels/", {"name": "Refund", "hue": "1"})
    answer = as_lena.post("/settings/labels/", {"name": name, "hue": "1"})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert Label.objects.count() == 1


def test_renaming_names_the_rules_that_still_ask_for_the_old_name(
    as_lena: Client, lena: Member
) -> None:
    label = actions.add_label("refund", by=lena)
    seen = actions.add_label("seen", by=lena)
    rule = actions.RuleWanted("Money first", "message", "label:refund", [seen.pk])
    actions.set_rule(rule, by=lena, now=timezone.now())
    path = f"/settings/labels/{label.pk}/"
    said = as_lena.post(path, {"name": "Refund", "hue": "2"}, follow=True).content.decode()
    assert "Money first" not in said
    said = as_lena.post(path, {"name": "money", "hue": "2"}, follow=True).content.decode()
    assert "still ask for label:Refund" in said
    assert "Money first" in said
    assert "There is no label “refund”" in as_lena.get("/settings/rules/").content.decode()
