"""The page of saved replies: what is kept, what is refused beside its field, and who may come."""

from __future__ import annotations

import pytest
from django.test import Client

from rapport.converse.actions import add_label
from rapport.voice import queries
from rapport.voice.models import SavedReply
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db
URL = "/settings/replies/"


@pytest.fixture
def as_lena(client: Client, lena: Member) -> Client:
    client.force_login(lena)
    return client


def typed(brand: Brand, **fields: object) -> dict[str, object]:
    first = {"language-1": "en", "text-1": "Dear {first_name},\r\nit is on its way."}
    return {"brand": brand.pk, "name": "Refund", "gives_to": "", "notes": ""} | first | fields


@pytest.mark.parametrize("who", ["alice", "gus"])
def test_agents_and_guests_stay_out(
    client: Client, brand: Brand, request: pytest.FixtureRequest, who: str
) -> None:
    client.force_login(request.getfixturevalue(who))
    for answer in (client.get(URL), client.post(URL, typed(brand))):
        assert answer.status_code == 403
    assert not SavedReply.objects.exists()


def test_an_empty_list_says_what_it_is_for(as_lena: Client, brand: Brand) -> None:
    page = as_lena.get(URL).content.decode()
    assert "No saved reply yet" in page
    assert "{next_opening}" in page


def test_a_reply_is_kept_in_two_languages_with_what_it_does(
    as_lena: Client, brand: Brand, bob: Member
) -> None:
    second = {"language-2": "sv", "text-2": "Hej {first_name}!"}
    answer = as_lena.post(URL, typed(brand, **second, gives_to=bob.pk, resolves="on"), follow=True)
    held = queries.saved_replies().get()
    assert {t.language: t.text for t in held.texts.all()} == {
        "en": "Dear {first_name},\nit is on its way.",
        "sv": "Hej {first_name}!",
    }
    page = answer.content.decode()
    assert "English, Svenska" in page
    assert "Then gives it to Bob Karlsson, resolves" in page


def test_a_macro_labels_and_snoozes_in_words(as_lena: Client, brand: Brand, lena: Member) -> None:
    label = add_label("refund", by=lena)
    sorts = {"labels": [label.pk], "snoozes_hours": "24"}
    answer = as_lena.post(URL, typed(brand, **sorts), follow=True)
    assert "Then labels it “refund”, snoozes it for 24 h" in answer.content.decode()
    held = queries.saved_replies().get()
    assert (held.label_ids, held.snoozes_hours, held.is_macro) == ([label.pk], 24, True)
    page = as_lena.get(f"{URL}{held.pk}/").content.decode()
    assert page.count("checked") == 1
    wrong = as_lena.post(URL, typed(brand, labels=[999_999], name="Other"))
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text-1": "Dear {firstname}"}, "at letter 6 is no variable. Did you mean {first_name}?"),
        ({"text-1": " "}, "needs words in at least one language"),
        ({"language-1": ""}, "In which language is this?"),
        ({"language-2": "en", "text-2": "Again"}, "This language is there twice."),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_stays_typed(
    as_lena: Client, brand: Brand, fields: dict[str, str], said: str
) -> None:
    answer = as_lena.post(URL, typed(brand, **fields))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert 'value="Refund"' in page
    assert not SavedReply.objects.exists()


def test_one_is_changed_moved_and_removed(as_lena: Client, brand: Brand) -> None:
    for name in ("One", "Two"):
        as_lena.post(URL, typed(brand, name=name))
    one, two = queries.saved_replies()
    as_lena.post(f"{URL}{two.pk}/up/")
    as_lena.post(f"{URL}{two.pk}/", typed(brand, name="Second"))
    assert [r.name for r in queries.saved_replies()] == ["Second", "One"]
    as_lena.post(f"{URL}{two.pk}/remove/")
    assert list(queries.saved_replies()) == [one]
    assert as_lena.get(f"{URL}{two.pk}/").status_code == 404


def test_the_list_costs_the_same_however_long_it_is(
    as_lena: Client, brand: Brand, django_assert_max_num_queries: object
) -> None:
    for number in range(12):
        as_lena.post(URL, typed(brand, name=f"Reply {number}"))
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        as_lena.get(URL)
