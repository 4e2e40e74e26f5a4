"""The people pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.people.models import Person
from rapport.people.testing import make_handle
from rapport.voice.actions import record_promise
from rapport.workspace.testing import NOON


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.RAPPORT_HOME = tmp_path


@pytest.fixture
def kajsa(organisation):
    return make_handle("kajsa.k", display_name="Kajsa Kron").person


def open_as(client, member, path):
    client.force_login(member)
    return client.get(path)


def test_an_empty_list_says_how_people_come(client, alice):
    assert b"Nobody yet" in open_as(client, alice, "/people/").content


def test_gus_finds_kajsa_by_her_handle(client, gus, kajsa):
    make_handle("somebody.else")
    page = open_as(client, gus, "/people/?q=@kajsa").content.decode()
    assert "Kajsa Kron" in page
    assert "somebody.else" not in page


def test_a_search_that_finds_nobody_says_so(client, gus, kajsa):
    page = open_as(client, gus, "/people/?q=<nobody>").content.decode()
    assert "Nobody by that name" in page
    assert "<nobody>" not in page


def test_a_long_list_has_pages(client, gus):
    for number in range(51):
        make_handle(f"person{number:02}", wrote_at=NOON + timedelta(minutes=number))
    first = open_as(client, gus, "/people/").content.decode()
    second = open_as(client, gus, "/people/?page=1").content.decode()
    assert "person50" in first
    assert "person00" not in first
    assert "person00" in second


@pytest.mark.parametrize("page", ["-1", "x", "99999999999999999999999", "²"])
def test_a_page_that_is_no_number_is_the_first(client, gus, kajsa, page):
    assert open_as(client, gus, f"/people/?page={page}").status_code == 200


def test_the_list_costs_the_same_however_long(client, gus, django_assert_max_num_queries):
    for number in range(40):
        make_handle(f"person{number}")
    client.force_login(gus)
    with django_assert_max_num_queries(8):
        client.get("/people/")


def test_the_page_of_a_person_shows_what_is_owed(client, alice, kajsa):
    record_promise(kajsa, text="A call about the ramp", due_at=NOON, by=alice, now=NOON)
    page = open_as(client, alice, f"/people/{kajsa.pk}/").content.decode()
    assert "A call about the ramp" in page
    assert "broken" in page


def test_alice_settles_a_promise(client, alice, kajsa):
    promise = record_promise(kajsa, text="A call", due_at=NOON, by=alice, now=NOON)
    client.force_login(alice)
    client.post(f"/people/{kajsa.pk}/promises/{promise.pk}/", {"state": "kept"})
    promise.refresh_from_db()
    assert promise.state == "kept"


def test_a_promise_to_somebody_else_is_not_settled_here(client, alice, kajsa):
    other = make_handle("other").person
    promise = record_promise(other, text="A call", due_at=NOON, by=alice, now=NOON)
    client.force_login(alice)
    path = f"/people/{kajsa.pk}/promises/{promise.pk}/"
    assert client.post(path, {"state": "kept"}).status_code == 404


def test_gus_may_look_and_neither_settles_nor_erases(client, gus, kajsa):
    page = open_as(client, gus, f"/people/{kajsa.pk}/").content.decode()
    assert "Erase" not in page
    assert client.post(f"/people/{kajsa.pk}/silence/").status_code == 403
    assert client.post(f"/people/{kajsa.pk}/erase/").status_code == 403
    assert client.post(f"/people/{kajsa.pk}/promises/1/").status_code == 403


def test_alice_may_not_erase(client, alice, kajsa):
    assert open_as(client, alice, f"/people/{kajsa.pk}/erase/").status_code == 403
    assert client.post(f"/people/{kajsa.pk}/erase/").status_code == 403
    assert Person.objects.filter(pk=kajsa.pk).exists()


def test_charlie_who_left_sees_nobody(client, charlie, kajsa):
    assert open_as(client, charlie, f"/people/{kajsa.pk}/").status_code == 302


def test_lena_reads_what_will_be_gone_and_then_erases(client, lena, kajsa):
    record_promise(kajsa, text="A call", due_at=NOON, by=lena, now=NOON)
    page = open_as(client, lena, f"/people/{kajsa.pk}/erase/").content.decode()
    assert "1 promise" in page
    assert Person.objects.filter(pk=kajsa.pk).exists(), "looking must not erase"
    answer = client.post(f"/people/{kajsa.pk}/erase/", follow=True)
    assert b"Nothing about them is kept" in answer.content
    assert not Person.objects.filter(pk=kajsa.pk).exists()
    assert client.get(f"/people/{kajsa.pk}/").status_code == 404


def test_alice_notes_that_somebody_wants_no_contact(client, alice, kajsa):
    client.force_login(alice)
    client.post(f"/people/{kajsa.pk}/silence/")
    assert b"wants no contact" in client.get(f"/people/{kajsa.pk}/").content


def test_markup_in_a_name_is_only_a_name(client, alice):
    person = make_handle("x", display_name="<script>alert(1)</script>").person
    for path in ("/people/", f"/people/{person.pk}/"):
        assert "<script>alert" not in open_as(client, alice, path).content.decode()


def test_an_address_of_a_strange_kind_is_no_link(client, alice, db):
    handle = make_handle("x")
    type(handle).objects.filter(pk=handle.pk).update(url="javascript:alert(1)")
    page = open_as(client, alice, f"/people/{handle.person_id}/").content.decode()
    assert "javascript:" not in page
