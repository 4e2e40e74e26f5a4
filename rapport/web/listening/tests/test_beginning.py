"""The first ten minutes: one name, and Rapport listens."""

from __future__ import annotations

import socket
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rapport.channels.actions import stop_listening
from rapport.channels.models import Account
from rapport.listen.actions import fail_backfill, listen_for
from rapport.listen.models import Backfill, Query
from rapport.web.listening.suggesting import spellings
from rapport.web.listening.tests.places_of_test import hear, post, read_on, read_to_the_end
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert(1)</script> "\x00 OR (*'


def begin(client: Client, name: str, **more: str) -> str:
    answer = client.post("/listening/for/", {"name": name, **more}, follow=True)
    return answer.content.decode()


def test_one_press_makes_the_query_the_places_and_their_pasts(
    client: Client, brand: Brand, alice: Member
) -> None:
    client.force_login(alice)
    page = client.get("/listening/").content.decode()
    assert 'value="Halden Rail"' in page
    page = begin(client, "Halden Rail")
    query = Query.objects.get()
    assert query.text == '"Halden Rail" OR #haldenrail OR haldenrail'
    assert (query.brand, query.is_listening, query.created_by) == (brand, True, alice)
    networks = set(Account.objects.filter(is_place=True).values_list("network", flat=True))
    assert networks == {"jetstream", "hashtags", "hackernews"}
    pasts = Backfill.objects.filter(query=query)
    assert {(p.until - p.since, p.state) for p in pasts} == {(timedelta(hours=24), "running")}
    assert page.count("0 of 24 h, 0 found") == 3


def test_no_network_is_called_while_somebody_waits(
    client: Client, brand: Brand, alice: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("A socket was opened inside the request.")

    listen_for("warm up", brand=brand, by=alice, now=timezone.now())
    client.force_login(alice)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    assert "0 of 24 h" in begin(client, "Halden Rail")


def test_pressed_twice_it_is_one_query(client: Client, brand: Brand, alice: Member) -> None:
    client.force_login(alice)
    begin(client, "Halden Rail")
    begin(client, "Halden Rail")
    assert (Query.objects.count(), Backfill.objects.count()) == (1, 3)


def test_a_place_somebody_switched_off_stays_off(
    client: Client, brand: Brand, alice: Member
) -> None:
    listen_for("Halden Rail", brand=brand, by=alice, now=timezone.now())
    stop_listening(Account.objects.get(network="hashtags"), now=timezone.now())
    query = listen_for("Nordbuss", brand=brand, by=alice, now=timezone.now())
    assert Account.objects.get(network="hashtags").state == "off"
    read = Backfill.objects.filter(query=query).values_list("account__network", flat=True)
    assert set(read) == {"jetstream", "hackernews"}


def test_a_name_without_a_word_is_refused_and_nothing_is_begun(
    client: Client, brand: Brand, alice: Member
) -> None:
    client.force_login(alice)
    for kind in ("", "competitor"):
        answer = client.post("/listening/for/", {"name": "!!!", "kind": kind})
        assert answer.status_code == 422
        assert "There is no word in this name." in answer.content.decode()
    assert not Query.objects.exists()
    assert Brand.objects.count() == 1


def test_a_hostile_name_is_only_a_name(client: Client, brand: Brand, alice: Member) -> None:
    client.force_login(alice)
    page = begin(client, HOSTILE)
    assert "<script>alert" not in page
    assert Query.objects.get().is_listening
    assert "<script>alert" not in client.get("/listening/").content.decode()


def test_progress_and_what_was_found_are_said(client: Client, brand: Brand, alice: Member) -> None:
    client.force_login(alice)
    begin(client, "Halden Rail")
    now = timezone.now()
    backfill = Backfill.objects.get(account__network="jetstream")
    reached = backfill.since + timedelta(hours=3, minutes=5)
    said = [post(str(n), "Halden Rail is late", at=reached) for n in range(7)]
    read_on(backfill, *said, reached=reached, now=now)
    page = client.get(f"/listening/{backfill.query_id}/begun/").content.decode()
    assert "3 of 24 h, 7 found" in page
    assert "7 mentions" in page
    assert 'data-live-kinds="backfill query account"' in page


def test_a_past_is_paused_and_gone_on_with(client: Client, brand: Brand, alice: Member) -> None:
    client.force_login(alice)
    begin(client, "Halden Rail")
    backfill = Backfill.objects.get(account__network="jetstream")
    page = client.post(f"/listening/past/{backfill.pk}/pause/", follow=True).content.decode()
    assert "paused" in page
    client.post(f"/listening/past/{backfill.pk}/go-on/")
    backfill.refresh_from_db()
    assert backfill.state == "running"


def test_a_fault_says_what_happened_and_what_to_do(
    client: Client, brand: Brand, alice: Member
) -> None:
    client.force_login(alice)
    begin(client, "Halden Rail")
    backfill = Backfill.objects.get(account__network="jetstream")
    fail_backfill(backfill.pk, reason="No server answered.", now=timezone.now())
    Account.objects.filter(network="hashtags").update(state="fault", state_reason="Busy <b>now</b>")
    Backfill.objects.filter(account__network="hackernews").update(
        started_at=timezone.now() - timedelta(minutes=2)
    )
    page = client.get(f"/listening/{backfill.query_id}/begun/").content.decode()
    assert "No server answered. What was read stays. Go on when it is mended." in page
    assert "Busy &lt;b&gt;now&lt;/b&gt;. It is tried again by itself" in page
    assert "the collector does not run" in page


def test_nothing_found_is_said_plainly_and_other_spellings_are_offered(
    client: Client, brand: Brand, alice: Member
) -> None:
    client.force_login(alice)
    begin(client, "river cafe")
    now = timezone.now()
    listen_for("cafe", brand=brand, by=alice, now=now)
    hear(*(post(f"c{n}", f"The cafe has new pastries, {n}", at=now) for n in range(4)), now=now)
    listen_for("train", brand=brand, by=alice, now=now)
    hear(*(post(f"t{n}", f"The train is late {n}", at=now) for n in range(40)), now=now)
    read_to_the_end(now=now)
    query = Query.objects.get(name="river cafe")
    page = client.get(f"/listening/{query.pk}/begun/").content.decode()
    assert "nobody named it" in page
    assert ">river cafes</a>" in page
    assert ">pastries</a>" in page
    assert ">late</a>" not in page
    assert "Listen to a competitor" in page
    editor = client.get(f"/listening/{query.pk}/", {"also": '"river cafes"'}).content.decode()
    assert "OR &quot;river cafes&quot;" in editor
    query.refresh_from_db()
    assert "river cafes" not in query.text  # only offered


def test_a_competitor_is_a_brand_of_its_own(client: Client, brand: Brand, alice: Member) -> None:
    client.force_login(alice)
    begin(client, "Nordbuss", kind="competitor")
    begin(client, "nordbuss", kind="competitor")
    query = Query.objects.get(name="Nordbuss")
    assert query.brand is not None
    assert (query.brand.name, query.brand.kind) == ("Nordbuss", Brand.Kind.COMPETITOR)
    assert Brand.objects.filter(kind=Brand.Kind.COMPETITOR).count() == 1
    # Places are kept for our own brand, whoever is listened for.
    assert set(Account.objects.values_list("brand", flat=True)) == {brand.pk}


def test_a_guest_sees_but_does_not_begin(client: Client, brand: Brand, gus: Member) -> None:
    client.force_login(gus)
    page = client.get("/listening/")
    assert page.status_code == 200
    assert "/listening/for/" not in page.content.decode()
    assert client.post("/listening/for/", {"name": "Halden"}).status_code == 403
    assert not Query.objects.exists()


def test_nobody_comes_in_without_a_session(
    client: Client, brand: Brand, charlie: Member, db: None
) -> None:
    for path in ("", "new/", "stream/", "places/", "lists/"):
        assert client.get(f"/listening/{path}").status_code == 302
    client.force_login(charlie)
    assert client.get("/listening/").status_code == 302


def test_spellings_are_variants_of_the_letters_only() -> None:
    assert spellings("river café") == ['"river cafes"', "rivercafes"]
    assert spellings("Halden") == ["haldens"]
    assert spellings("Bäckerei Müller")[0] == '"baeckerei mueller"'
    assert '"marks spencer"' in spellings("Marks and Spencer")
    assert spellings("Cannon Books") == ['"cannon book"', "cannonbook", '"canon boks"']
    assert spellings("!!!") == []


def test_the_first_pages_cost_a_fixed_number_of_statements(
    client: Client,
    brand: Brand,
    alice: Member,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(alice)
    client.get("/listening/")
    with django_assert_max_num_queries(10):
        client.get("/listening/")
    begin(client, "Halden Rail")
    query = Query.objects.get()
    read_to_the_end(now=timezone.now())
    with django_assert_max_num_queries(10):
        client.get(f"/listening/{query.pk}/begun/")
