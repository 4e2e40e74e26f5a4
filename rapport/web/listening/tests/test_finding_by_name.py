"""Ctrl K finds stored queries by a few letters of their names."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rapport.listen.actions import archive_query, keep_query
from rapport.listen.models import Query
from rapport.listen.queries import queries_named
from rapport.workspace.models import Brand, Member
from tests.browser import OpenPage


def keep(name: str, *, brand: Brand, by: Member) -> Query:
    return keep_query("harbour", name=name, brand=brand, by=by, now=timezone.now())


def offered(client: Client, words: str) -> list[str]:
    answer: dict[str, Any] = client.get("/listening/named/", {"q": words}).json()
    return [one["words"] for one in answer["offers"]]


@pytest.mark.django_db
def test_each_word_has_to_stand_in_the_name_whatever_its_case_and_accents(
    client: Client, alice: Member, brand: Brand
) -> None:
    kept = keep("Café at the harbour", brand=brand, by=alice)
    keep("Harbour strikes", brand=brand, by=alice)
    client.force_login(alice)
    assert offered(client, "HARB cafe") == [kept.name]
    assert offered(client, "harb") == ["Café at the harbour", "Harbour strikes"]
    assert offered(client, "nothing") == offered(client, "h") == []
    url = client.get("/listening/named/", {"q": "café"}).json()["offers"][0]["url"]
    assert kept.name in client.get(url).content.decode()


@pytest.mark.django_db
def test_what_is_put_away_is_not_found_and_strangers_find_nothing(
    client: Client, alice: Member, brand: Brand
) -> None:
    kept = keep("Harbour", brand=brand, by=alice)
    assert client.get("/listening/named/", {"q": "harbour"}).status_code != 200
    archive_query(kept.pk, by=alice, now=timezone.now())
    client.force_login(alice)
    assert offered(client, "harbour") == []


@pytest.mark.django_db
def test_however_many_there_are_few_are_read_in_one_statement(
    alice: Member, brand: Brand, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        keep(f"Harbour {number}", brand=brand, by=alice)
    with django_assert_num_queries(1):
        found = queries_named("harbour", most=3)
        assert [one.brand == brand for one in found] == [True] * 3


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_query_is_gone_to_by_ctrl_k(
    signed_in_page: OpenPage, alice: Member, brand: Brand
) -> None:
    kept = keep("Harbour strikes", brand=brand, by=alice)
    page = signed_in_page(alice)
    page.goto("/health/")
    page.keyboard.press("Control+k")
    page.keyboard.type("strikes")
    page.get_by_role("option", name="Harbour strikes").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/listening/stream/?query={kept.pk}")
    assert page.get_by_role("heading", name="Harbour strikes").is_visible()
