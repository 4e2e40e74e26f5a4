"""The page of the reply check: numbers that open their lists, a lead's word, thresholds that a lead sets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rapport.people.models import Person
from rapport.voice.actions import add_statement
from rapport.voice.models import Caution, CheckSetting, Objection
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db


def found(brand: Brand, member: Member, count: int = 1, **changes: object) -> Objection:
    values: dict[str, object] = {
        "brand": brand,
        "member": member,
        "kind": "contradiction",
        "severity": "hold",
        "confidence": 0.8,
        "passage": "30 days",
        "why": "We say 14 days",
        "state": "heeded",
        "evidence": "Refunds take <b>14 days</b>.",
    }
    now = timezone.now()
    made = [
        Objection(**values | {"at": now - timedelta(minutes=number)} | changes)
        for number in range(count)
    ]
    return Objection.objects.bulk_create(made)[0]


@pytest.fixture
def as_lena(client: Client, lena: Member) -> Client:
    client.force_login(lena)
    return client


def test_each_number_opens_its_list(as_lena: Client, brand: Brand, alice: Member) -> None:
    found(brand, alice, 15)
    found(brand, alice, 5, state="sent", reason="wrong", words="Lena said so")
    found(brand, alice, 2, kind="craft", severity="note", state="not_so", reason="wrong")
    page = as_lena.get("/settings/check/").content.decode()
    assert "15 of 20 right: 75 %" in page
    assert "0 of 2 right; too few to tell" in page
    assert '<a class="link" href="/settings/check/contradiction/?only=heeded">15</a>' in page
    listed = as_lena.get("/settings/check/contradiction/?only=sent").content.decode()
    assert listed.count('id="f-') == 5
    assert "Alice Ode sent it as it was: the check is wrong here: “Lena said so”" in listed
    assert "&lt;b&gt;14 days&lt;/b&gt;" in listed


def test_the_page_asks_as_often_however_much_was_found(
    as_lena: Client,
    brand: Brand,
    alice: Member,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    person = Person.objects.create(name="Kajsa", first_seen_at=timezone.now())
    found(brand, alice, 60, person=person)
    with django_assert_max_num_queries(11):
        as_lena.get("/settings/check/")
    with django_assert_max_num_queries(11):
        page = as_lena.get("/settings/check/contradiction/")
    assert page.content.decode().count('id="f-') == 50
    assert "Older" in page.content.decode()


def test_a_lead_judges_and_comes_back_to_the_place(
    as_lena: Client, brand: Brand, alice: Member
) -> None:
    one = found(brand, alice)
    answer = as_lena.post(
        f"/settings/check/found/{one.pk}/", {"verdict": "wrong", "only": "heeded"}
    )
    assert answer["Location"] == f"/settings/check/contradiction/?only=heeded#f-{one.pk}"
    one.refresh_from_db()
    assert one.verdict == "wrong"
    assert "says Lena" in as_lena.get("/settings/check/contradiction/").content.decode()
    assert as_lena.post("/settings/check/found/999/", {"verdict": "wrong"}).status_code == 404


def test_a_threshold_is_kept_shown_and_refused_where_it_makes_no_sense(as_lena: Client) -> None:
    url = "/settings/check/robotic/"
    assert as_lena.post(url, {"least": "70", "most": "note"})["Location"] == url
    kept = CheckSetting.objects.get()
    assert (kept.kind, kept.least_confidence, kept.most) == ("robotic", 0.7, "note")
    assert "from 70 % on, a note at most" in as_lena.get("/settings/check/").content.decode()
    assert "last changed by Lena" in as_lena.get(url).content.decode()
    assert as_lena.post(url, {"least": "170", "most": ""}).status_code == 422
    assert as_lena.post(url, {"least": "70", "most": "louder"}).status_code == 422
    assert as_lena.get("/settings/check/made-up/").status_code == 404
    assert CheckSetting.objects.get().least_confidence == 0.7


def test_whoever_may_not_set_it_does_not_see_it(client: Client, alice: Member) -> None:
    client.force_login(alice)
    assert client.get("/settings/check/").status_code == 403
    assert client.post("/settings/check/robotic/", {"least": "0", "most": "off"}).status_code == 403
    assert not CheckSetting.objects.exists()


def test_what_is_going_on_is_said_until_it_is_over(as_lena: Client, brand: Brand) -> None:
    answer = as_lena.post(
        "/settings/check/going-on/", {"reason": "The app <is> down", "brand": brand.pk}
    )
    assert answer.status_code == 302
    page = as_lena.get("/settings/check/").content.decode()
    assert "The app &lt;is&gt; down" in page
    assert brand.name in page
    placed = Caution.objects.get()
    assert placed.keys == [f"brand:{brand.pk}"]
    as_lena.post(f"/settings/check/going-on/{placed.pk}/lift/")
    assert "&lt;is&gt;" not in as_lena.get("/settings/check/").content.decode()
    assert as_lena.post("/settings/check/going-on/999/lift/").status_code == 404


def test_first_words_are_chosen_for_what_is_going_on(as_lena: Client, brand: Brand) -> None:
    now = timezone.now()
    add_statement(brand, text="Refunds take 14 days.", by=None, now=now)
    words = add_statement(brand, text="We <know> of it.", is_holding=True, by=None, now=now)
    page = as_lena.get("/settings/check/").content.decode()
    assert "We &lt;know&gt; of it." in page
    assert "Refunds take 14 days." not in page
    typed = {"reason": "Down", "brand": brand.pk, "statement": words.pk}
    assert as_lena.post("/settings/check/going-on/", typed).status_code == 302
    assert Caution.objects.get().statement == words
    assert "For now we say:" in as_lena.get("/settings/check/").content.decode()
    assert as_lena.post("/settings/check/going-on/", typed | {"statement": 999}).status_code == 422


def test_words_without_sense_are_refused_with_the_reason(
    as_lena: Client, client: Client, brand: Brand, alice: Member
) -> None:
    url = "/settings/check/going-on/"
    past = as_lena.post(url, {"reason": "The app is down", "until": "2020-01-01T10:00"})
    assert past.status_code == 422
    assert "That is over already" in past.content.decode()
    assert as_lena.post(url, {"reason": "  "}).status_code == 422
    client.force_login(alice)
    assert client.post(url, {"reason": "Mine"}).status_code == 403
    assert not Caution.objects.exists()
