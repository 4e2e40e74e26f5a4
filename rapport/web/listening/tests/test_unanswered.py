"""The page of calls for help that nobody answered, and the thread around one."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rapport.channels.contract import Author
from rapport.converse import actions
from rapport.converse.models import Conversation
from rapport.ledger.testing import run_jobs
from rapport.listen.actions import keep_list, listen_for
from rapport.listen.models import Message, Query, StoredList
from rapport.web.listening.tests.places_of_test import hear, post
from rapport.workspace.actions import add_brand
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db
FJORD = Author(remote_id="did:fjord", handle="fjord.example", name="Fjord")
BEN = Author(remote_id="did:ben", handle="ben.example", name="Ben Ask")
HELP = "Stranded at Halden, haldenrail, how do we get home tonight? Please help!"


@pytest.fixture
def ours(brand: Brand, alice: Member) -> Query:
    return listen_for("Halden Rail", brand=brand, by=alice, now=timezone.now())


@pytest.fixture
def reading(client: Client, alice: Member) -> Client:
    client.force_login(alice)
    return client


@pytest.fixture
def rival() -> Brand:
    rival = add_brand("Fjord Ferries", kind=Brand.Kind.COMPETITOR)
    keep_list("fjord", authors=["fjord.example"], sites=[], brand=rival, now=timezone.now())
    return rival


def heard(key: str, text: str, *, ago: float, by: Author = BEN, under: str = "") -> None:
    now = timezone.now()
    said = post(key, text, at=now - timedelta(minutes=ago), author=by)
    hear(replace(said, parent_key=under, root_key=under), now=now)
    run_jobs()


def page(client: Client, path: str = "/listening/unanswered/", **asked: object) -> str:
    answer = client.get(path, asked)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def shown(text: str) -> list[str]:
    ids = re.findall(r'id="row-(\d+)"', text)
    keys = dict(Message.objects.values_list("pk", "remote_key"))
    return [keys[int(pk)] for pk in ids]


def test_a_row_says_who_where_what_since_when_and_why(reading: Client, ours: Query) -> None:
    heard("a", HELP, ago=95)
    said = page(reading)
    assert shown(said) == ["a"]
    assert "<mark>haldenrail</mark>" in said
    assert "Ben Ask" in said
    assert "Bluesky" in said
    assert "waits 2 h" in said
    assert "no reply known" in said
    assert "stranded (“Stranded" in said
    assert 'data-live-kinds="query"' in said


def test_the_wait_is_chosen_and_what_cannot_be_read_falls_back(
    reading: Client, ours: Query
) -> None:
    heard("a", HELP, ago=95)
    assert shown(page(reading, wait="2h")) == []
    assert "Nobody is left without an answer" in page(reading, wait="24h")
    assert shown(page(reading, wait="<x>", shown="many", state="?", order="?")) == ["a"]


def test_a_competitor_who_was_first_stands_under_a_filter_of_its_own(
    reading: Client, ours: Query, rival: Brand
) -> None:
    heard("a", HELP, ago=95)
    heard("b", "Come aboard at nine.", ago=81, by=FJORD, under="a")
    assert shown(page(reading)) == []
    said = page(reading, state="rival")
    assert shown(said) == ["a"]
    assert "Fjord Ferries answered after 14 min" in said
    assert "1 reply known" in said


def test_without_their_accounts_the_filter_says_where_to_write_them(
    reading: Client, ours: Query
) -> None:
    said = page(reading, state="rival")
    assert "Write them into a list" in said
    assert "/listening/lists/" in said


def test_a_list_is_kept_for_a_competitor_and_for_nobody_else(
    client: Client, lena: Member, rival: Brand, brand: Brand
) -> None:
    client.force_login(lena)
    kept = {"name": "ferries", "authors": "fjord.example", "sites": ""}
    client.post("/listening/lists/", kept | {"brand": str(rival.pk)})
    assert StoredList.objects.get(name="ferries").brand == rival
    assert "accounts of Fjord Ferries" in page(client, "/listening/lists/")
    client.post("/listening/lists/", kept | {"brand": str(brand.pk)})
    assert StoredList.objects.get(name="ferries").brand is None
    client.post("/listening/lists/", kept | {"brand": "x" * 30})
    assert StoredList.objects.get(name="ferries").brand is None


def test_the_thread_around_it_is_a_press_away(reading: Client, ours: Query, rival: Brand) -> None:
    heard("a", HELP, ago=95)
    heard("b", "Come aboard at nine. <script>alert(1)</script>", ago=81, by=FJORD, under="a")
    pk = Message.objects.get(remote_key="a").pk
    assert f'href="/listening/around/{pk}/"' in page(reading, state="rival")
    said = page(reading, f"/listening/around/{pk}/")
    assert shown(said) == ["a", "b"]
    assert 'aria-current="true"' in said
    assert "Come aboard at nine. &lt;script&gt;" in said
    assert "Fjord Ferries answered after 14 min" in said


def test_it_is_brought_into_the_inbox_with_one_press(
    reading: Client, ours: Query, alice: Member
) -> None:
    heard("a", HELP, ago=95)
    pk = Message.objects.get(remote_key="a").pk
    for path in ("/listening/unanswered/", "/listening/stream/", f"/listening/around/{pk}/"):
        assert f'hx-post="/listening/bring/{pk}/"' in page(reading, path)
    answer = reading.post(f"/listening/bring/{pk}/", headers={"HX-Request": "true"})
    conversation = Conversation.objects.get()
    link = f'href="/inbox/{conversation.pk}/"'
    assert link in answer.content.decode()
    assert "nobody&#x27;s yet" in answer.content.decode()
    for path in ("/listening/unanswered/", "/listening/stream/", f"/listening/around/{pk}/"):
        said = page(reading, path)
        assert link in said
        assert "/listening/bring/" not in said
    actions.resolve(conversation.pk, by=alice, now=timezone.now())
    assert "In the Inbox, resolved" in page(reading)


def test_without_javascript_the_conversation_opens(reading: Client, ours: Query) -> None:
    heard("a", HELP, ago=95)
    pk = Message.objects.get(remote_key="a").pk
    for _press in range(2):
        answer = reading.post(f"/listening/bring/{pk}/")
        assert answer.headers["Location"] == f"/inbox/{Conversation.objects.get().pk}/"
    assert reading.get(f"/listening/bring/{pk}/").status_code == 405


def test_what_is_gone_is_refused_with_a_word_why(reading: Client, ours: Query) -> None:
    heard("a", HELP, ago=95)
    pk = Message.objects.get(remote_key="a").pk
    Message.objects.update(deleted_at=timezone.now())
    answer = reading.post(f"/listening/bring/{pk}/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (422, "none")
    assert "taken back" in answer.content.decode()
    answer = reading.post(f"/listening/bring/{pk}/", follow=True)
    assert "taken back" in answer.content.decode()


def test_guests_see_no_button_and_may_not_press_it(
    client: Client, ours: Query, gus: Member
) -> None:
    heard("a", HELP, ago=95)
    client.force_login(gus)
    assert "/listening/bring/" not in page(client)
    pk = Message.objects.get(remote_key="a").pk
    assert client.post(f"/listening/bring/{pk}/").status_code == 403
    assert not Conversation.objects.exists()


def test_what_a_competitor_says_is_not_brought_in(
    reading: Client, ours: Query, rival: Brand
) -> None:
    heard("a", HELP, ago=95)
    heard("b", "Come aboard at nine.", ago=81, by=FJORD, under="a")
    pk = Message.objects.get(remote_key="a").pk
    said = page(reading, f"/listening/around/{pk}/")
    assert said.count('hx-post="/listening/bring/') == 1


def test_followers_stand_beside_who_has_them(reading: Client, ours: Query) -> None:
    heard("a", HELP, ago=95, by=replace(BEN, followers=48_200))
    heard("b", HELP, ago=95, by=replace(BEN, remote_id="did:few", handle="few"))
    pk = Message.objects.get(remote_key="a").pk
    for path in ("/listening/unanswered/", "/listening/stream/", f"/listening/around/{pk}/"):
        said = page(reading, path)
        assert said.count("48k followers") == 1
        assert said.count("follower") == said.count('class="faint s net followers"') * 2


def test_private_words_and_what_is_gone_have_no_thread_here(reading: Client, ours: Query) -> None:
    heard("a", HELP, ago=95)
    Message.objects.update(scope="private")
    pk = Message.objects.get().pk
    assert reading.get(f"/listening/around/{pk}/").status_code == 404
    assert reading.get("/listening/around/999999/").status_code == 404


def test_strangers_see_neither(client: Client, ours: Query) -> None:
    heard("a", HELP, ago=95)
    pk = Message.objects.get().pk
    for path in ("/listening/unanswered/", f"/listening/around/{pk}/"):
        assert client.get(path).status_code == 302


def test_at_most_ten_statements_however_many_rows(
    reading: Client,
    ours: Query,
    rival: Brand,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    now = timezone.now()
    author = [Author(remote_id=f"did:{n}", handle=f"h{n}.example") for n in range(45)]
    asked = [
        post(f"k{n}", f"{HELP} {n}", at=now - timedelta(minutes=60 + n), author=author[n])
        for n in range(45)
    ]
    hear(*asked, now=now)
    run_jobs()
    page(reading)
    for given in ({}, {"order": "latest"}, {"state": "rival"}):
        with django_assert_max_num_queries(10):
            said = page(reading, **given)
        assert len(shown(said)) == (0 if "state" in given else 40)
    around = f"/listening/around/{Message.objects.get(remote_key='k0').pk}/"
    voices = [
        replace(
            post(f"v{n}", "Same here", at=now, author=author[n]), parent_key="k0", root_key="k0"
        )
        for n in range(1, 30)
    ]
    hear(*voices, now=now)
    run_jobs()
    with django_assert_max_num_queries(10):
        said = page(reading, around)
    assert len(shown(said)) == 30


def test_a_competitor_is_named_once_in_a_line_of_the_thread(
    reading: Client, ours: Query, rival: Brand
) -> None:
    by_its_name = replace(FJORD, name="Fjord Ferries")
    heard("a", HELP, ago=95)
    heard("b", "Come aboard at nine.", ago=81, by=by_its_name, under="a")
    pk = Message.objects.get(remote_key="a").pk
    said = page(reading, f"/listening/around/{pk}/")
    row = said[said.index(f'id="row-{Message.objects.get(remote_key="b").pk}"') :]
    assert row.count("Fjord Ferries") == 1
    assert ">competitor<" in row
    # Back to the list it came from.
    assert 'href="/listening/unanswered/?state=rival"' in said
