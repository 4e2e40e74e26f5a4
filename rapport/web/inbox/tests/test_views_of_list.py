"""Saved views above the list: made, counted, walked, changed, removed and had back."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rapport.converse.models import View
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db
FORM = {"name": "Angry", "text": "sentiment:negative", "order": "newest", "share": "all"}


@pytest.fixture
def angry(client: Client, world: SmallWorld, alice: Member) -> View:
    world.says("Still no refund. Worst train ever, I am furious.", who="kajsa")
    world.says("Where is my bag?", who="pelle")
    client.force_login(alice)
    client.post("/inbox/views/", FORM)
    return View.objects.get()


def test_a_view_is_made_of_what_stands_in_the_find_box(
    client: Client, angry: View, bob: Member
) -> None:
    page = client.get("/inbox/views/?find=refund").content.decode()
    assert 'value="refund"' in page
    client.force_login(bob)
    page = client.get(f"/inbox/?view={angry.pk}").content.decode()
    assert re.findall(r'class="who">([^<]+)<', page) == ["Kajsa"]
    assert "<h1>Angry</h1>" in page


def test_its_number_stands_beside_it(client: Client, angry: View) -> None:
    bar = client.get(f"/inbox/views/counted/?view={angry.pk}").content.decode()
    assert re.search(r'Angry <span class="tn">1</span>', bar)
    assert 'aria-current="true"' in bar


def test_pages_with_views_cost_at_most_ten_statements(
    client: Client, angry: View, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for address in (f"/inbox/?view={angry.pk}", "/inbox/views/", "/inbox/views/counted/"):
        with django_assert_max_num_queries(10):
            assert client.get(address).status_code == 200


def test_it_is_removed_and_had_back(client: Client, angry: View, gus: Member) -> None:
    page = client.post(f"/inbox/views/{angry.pk}/remove/", follow=True).content.decode()
    assert "Have it back" in page
    assert client.get(f"/inbox/?view={angry.pk}").status_code == 404
    client.post(f"/inbox/views/{angry.pk}/restore/")
    assert client.get(f"/inbox/?view={angry.pk}").status_code == 200
    client.force_login(gus)
    client.post(f"/inbox/views/{angry.pk}/remove/")
    assert client.get(f"/inbox/?view={angry.pk}").status_code == 200


def test_it_is_changed_in_the_same_form_and_what_is_wrong_is_said_there(
    client: Client, angry: View
) -> None:
    client.post(f"/inbox/views/{angry.pk}/", FORM | {"name": "Waiting", "text": "is:unanswered"})
    angry.refresh_from_db()
    assert (angry.name, angry.text) == ("Waiting", "is:unanswered")
    answer = client.post(f"/inbox/views/{angry.pk}/", FORM | {"text": '"never'})
    assert answer.status_code == 422


def test_what_most_teams_begin_with_is_offered_until_it_is_there(
    client: Client, alice: Member
) -> None:
    client.force_login(alice)
    assert "Angry and waiting" in client.get("/inbox/views/").content.decode()
    text = "sentiment:negative is:unanswered"
    client.post("/inbox/views/", FORM | {"text": text, "share": "me", "name": "Mine"})
    assert "Angry and waiting" not in client.get("/inbox/views/").content.decode()


@pytest.mark.parametrize("view", ["x", "-1", "9" * 40, "٣"])
def test_a_view_nobody_would_name_shows_the_usual_list(
    client: Client, alice: Member, view: str
) -> None:
    client.force_login(alice)
    assert client.get(f"/inbox/?view={view}").status_code == 200
