"""Ctrl K finds people by a few letters of their names or handles."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rapport.people.actions import meet
from rapport.people.contract import SeenAuthor
from rapport.people.models import Handle
from rapport.people.queries import people_named
from rapport.workspace.models import Brand, Member
from rapport.workspace.testing import NOON
from tests.browser import OpenPage


@pytest.fixture
def people(brand: Brand) -> None:
    seen = [
        SeenAuthor("plaza", "1", "kajsa", display_name="Kajsa Berg"),
        SeenAuthor("plaza", "2", "skajsan", display_name="Anna"),
        SeenAuthor("plaza", "3", "Hélène_K", display_name=""),
        SeenAuthor("plaza", "4", "kajsa_two", display_name="Kajsa Ek"),
        SeenAuthor("plaza", "5", "kajsa_of_ours", display_name="Us"),
    ]
    meet(seen, NOON)
    Handle.objects.filter(remote_id="5").update(is_ours=True)
    Handle.objects.filter(remote_id="4").update(wrote_at=NOON)
    Handle.objects.filter(remote_id="1").update(wrote_at=NOON - timedelta(days=1))


def offered(client: Client, words: str) -> list[str]:
    answer = client.get("/people/named/", {"q": words}).json()
    return [one["words"] for one in answer["offers"]]


@pytest.mark.django_db
def test_whose_name_begins_so_stands_first_and_then_who_wrote_last(
    client: Client, people: None, alice: Member
) -> None:
    client.force_login(alice)
    assert offered(client, "@kaj") == [
        "Kajsa Ek, @kajsa_two on Plaza",
        "Kajsa Berg, @kajsa on Plaza",
        "Anna, @skajsan on Plaza",
    ]
    assert offered(client, "berg KAJSA") == ["Kajsa Berg, @kajsa on Plaza"]
    assert offered(client, "helene") == ["Hélène_K, on Plaza"]
    assert offered(client, "k") == offered(client, "nobody") == offered(client, "\0\0") == []
    url = client.get("/people/named/", {"q": "berg"}).json()["offers"][0]["url"]
    assert "Kajsa Berg" in client.get(url).content.decode()


@pytest.mark.django_db
def test_however_many_there_are_few_are_read_in_one_statement(
    people: None, alice: Member, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meet([SeenAuthor("plaza", f"n{n}", f"many{n}") for n in range(40)], NOON)
    with django_assert_num_queries(1):
        assert [str(one.person) for one in people_named(alice, "many", most=3)] != []
    assert len(people_named(alice, "many", most=3)) == 3


@pytest.mark.django_db
def test_strangers_find_nobody(client: Client, people: None) -> None:
    assert client.get("/people/named/", {"q": "kajsa"}).status_code != 200


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_somebody_is_gone_to_by_ctrl_k_and_the_arrows(
    signed_in_page: OpenPage, people: None, alice: Member
) -> None:
    page = signed_in_page(alice)
    page.goto("/health/")
    page.wait_for_load_state("load")
    page.keyboard.press("Control+k")
    page.keyboard.type("kajsa")
    page.get_by_role("option", name="Kajsa Berg").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/*/")
    assert page.get_by_role("heading", name="Kajsa Berg").is_visible()
