"""The stream of mentions, and where we listen."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rapport.channels.contract import Author, Page
from rapport.channels.models import Account
from rapport.listen.actions import keep_query, listen_for, receive_live
from rapport.listen.models import Backfill, Message, Query
from rapport.understand.models import Reading
from rapport.web.listening.tests.places_of_test import bluesky, hear, post
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def ours(brand: Brand, alice: Member) -> Query:
    return listen_for("Halden Rail", brand=brand, by=alice, now=timezone.now())


@pytest.fixture
def reading(client: Client, alice: Member) -> Client:
    client.force_login(alice)
    return client


def stream(client: Client, **asked: object) -> str:
    page = client.get("/listening/stream/", asked).content.decode()
    return re.sub(r"\s+", " ", page)


def shown(page: str) -> list[str]:
    return re.findall(r'id="row-(\d+)"', page)


def test_the_latest_stand_first_with_who_where_and_what_matched(
    reading: Client, ours: Query
) -> None:
    now = timezone.now()
    url = "https://bsky.example/1"
    hear(
        post("old", "Halden Rail again", at=now - timedelta(hours=2)),
        post("new", "Late: Halden Rail, as ever", at=now, url=url),
        now=now,
    )
    page = stream(reading)
    # A phrase is one mark from its first word to its last.
    assert "Late: <mark>Halden Rail</mark>, as ever" in page
    assert page.index("as ever") < page.index("again")
    assert "Kajsa Ek" in page
    assert "kajsa.example" in page
    assert f'href="{url}"' in page
    assert 'rel="noreferrer noopener nofollow"' in page
    assert 'data-live-kinds="query"' in page


def test_what_strangers_write_is_only_text(reading: Client, ours: Query) -> None:
    now = timezone.now()
    stranger = Author(remote_id="x", handle="x", name=SCRIPT)
    bad = post(
        "x", f"haldenrail {SCRIPT} \u202e", at=now, author=stranger, url="javascript:alert(1)"
    )
    hear(bad, now=now)
    page = stream(reading)
    assert SCRIPT not in page
    assert "javascript:" not in page
    assert len(shown(page)) == 1


def test_marks_stand_where_the_words_stand_behind_emoji_and_a_title(
    reading: Client, ours: Query
) -> None:
    now = timezone.now()
    hear(post("e", "😀👩‍🚀 haldenrail", at=now), now=now)
    Message.objects.update(title="A title")
    assert "😀👩‍🚀 <mark>haldenrail</mark>" in stream(reading)


def test_one_query_or_all(reading: Client, ours: Query, alice: Member) -> None:
    now = timezone.now()
    other = keep_query("nordbuss", name="Nordbuss", by=alice, now=now)
    hear(post("1", "haldenrail", at=now), post("2", "nordbuss", at=now), now=now)
    assert len(shown(stream(reading))) == 2
    page = stream(reading, query=other.pk)
    assert len(shown(page)) == 1
    assert f'data-live-ids="query:{other.pk}"' in page


def test_a_mood_is_drawn_only_where_the_reading_covers_the_language(
    reading: Client, ours: Query
) -> None:
    now = timezone.now()
    hear(post("1", "haldenrail one", at=now), post("2", "haldenrail two", at=now), now=now)
    for message, covered in zip(Message.objects.order_by("pk"), (True, False), strict=True):
        Reading.objects.create(
            message=message, language="en", language_confidence=1, covered=covered,
            sentiment="negative", probabilities=[1, 0, 0], needs_answer=False,
            needs_answer_confidence=1, intent="other", gear="light", read_at=now,
        )  # fmt: skip
    assert stream(reading).count('class="mood negative"') == 1


def test_older_ones_come_by_show_more_in_a_bounded_list(reading: Client, ours: Query) -> None:
    now = timezone.now()
    hear(
        *(post(str(n), f"haldenrail {n}", at=now - timedelta(seconds=n)) for n in range(90)),
        now=now,
    )
    page = stream(reading)
    assert len(shown(page)) == 40
    more = re.search(r'href="([^"]*shown=80[^"]*)"', page)
    assert more is not None
    assert len(shown(reading.get(unescape(more.group(1))).content.decode())) == 80
    assert len(shown(stream(reading, shown=99999999))) == 90


def test_nothing_yet_and_nonsense_asked_for(reading: Client, brand: Brand, alice: Member) -> None:
    assert "Nothing is listened for." in stream(reading)
    listen_for("Halden Rail", brand=brand, by=alice, now=timezone.now())
    page = stream(reading, query="٣", span="x", shown="-1")
    assert "What matches comes here by itself" in page
    assert "No mention in the last hour" in stream(reading, span="hour")


def test_private_words_are_in_no_stream(reading: Client, ours: Query) -> None:
    now = timezone.now()
    hear(post("1", "haldenrail", at=now), now=now)
    Message.objects.update(deleted_at=now)
    assert shown(stream(reading)) == []


def test_the_stream_costs_the_same_however_much_was_said(
    reading: Client, ours: Query, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    now = timezone.now()
    hear(*(post(str(n), f"haldenrail {n}", at=now) for n in range(45)), now=now)
    stream(reading)
    for asked in ({}, {"query": ours.pk}):
        with django_assert_max_num_queries(10):
            stream(reading, **asked)


# --- places ---------------------------------------------------------------------------------------------------


def places(client: Client) -> str:
    return re.sub(r"\s+", " ", unescape(client.get("/listening/places/").content.decode()))


def test_each_place_says_its_state_delay_and_interval(reading: Client, ours: Query) -> None:
    now = timezone.now()
    Account.objects.filter(network="jetstream").update(reached_at=now - timedelta(seconds=40))
    Account.objects.filter(network="hackernews").update(
        poll_seconds=40.2, state="fault", state_reason="Too many <b>questions</b>"
    )
    Account.objects.filter(network="hashtags").update(
        state="off", reached_at=now - timedelta(hours=3)
    )
    page = places(reading)
    assert "a stream" in page
    assert re.search(r"heard up to 4\d s ago", page)
    assert "asked every 40 s" in page
    assert "a fault, tried again" in page
    assert "How late posts arrive: about a second" in page
    assert "heard up to 3 h ago" in page
    assert "<b>questions" not in reading.get("/listening/places/").content.decode()


def test_what_was_measured_takes_the_place_of_what_a_place_says_of_itself(
    reading: Client, ours: Query, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    assert "nothing heard live in 24 h" in places(reading)
    now = timezone.now()
    heard = post("p1", "Halden Rail is late", at=now - timedelta(seconds=42))
    listened_since = now - timedelta(hours=1)
    receive_live(bluesky(), Page(posts=(heard,)), listened_since=listened_since, now=now)
    with django_assert_max_num_queries(10):
        page = places(reading)
    assert "Heard 42 s after it is written (one post)" in page
    assert "measured over 24 h" in page
    assert "How late posts arrive: about a second" not in page


def test_a_lead_stops_and_goes_on_an_agent_does_not(
    client: Client, ours: Query, lena: Member, alice: Member
) -> None:
    place = bluesky()
    client.force_login(alice)
    assert client.post(f"/listening/places/{place.pk}/stop/").status_code == 403
    client.force_login(lena)
    client.post(f"/listening/places/{place.pk}/stop/")
    place.refresh_from_db()
    assert place.state == "off"
    assert "Listen again" in places(client)
    client.post(f"/listening/places/{place.pk}/go-on/")
    place.refresh_from_db()
    assert place.state == "active"
    assert client.post("/listening/places/999999/stop/").status_code == 404


def test_a_past_is_read_back_at_most_thirty_days(reading: Client, ours: Query) -> None:
    place, today = bluesky(), timezone.now().date()
    before = Backfill.objects.count()
    url = f"/listening/places/{place.pk}/past/"
    wrong = [
        {"from": str(today - timedelta(days=40)), "to": str(today)},
        {"from": str(today), "to": str(today - timedelta(days=2))},
        {"from": "2026-02-31", "to": str(today)},
        {"from": "", "to": "tomorrow"},
    ]
    for given in wrong:
        answer = reading.post(url, given)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()
    assert Backfill.objects.count() == before
    reading.post(url, {"from": str(today - timedelta(days=2)), "to": str(today)})
    begun = Backfill.objects.latest("pk")
    assert begun.query is None
    assert timedelta(days=1) < begun.until - begun.since <= timedelta(days=3, hours=2)
    assert f"0 of {begun.hours} h" in places(reading)


def test_places_and_accounts_are_connected_from_where_they_belong(
    client: Client, ours: Query, lena: Member
) -> None:
    client.force_login(lena)
    page = places(client)
    assert "/connected/add/feeds/" in page
    assert "/connected/add/servicealerts/" in page
    assert "/connected/add/bluesky/" not in page
    accounts = client.get("/connected/").content.decode()
    assert "/connected/add/feeds/" not in accounts
    assert "/connected/add/bluesky/" in accounts
    assert 'id="account-' not in accounts  # the places are no accounts to answer from
    form = client.get("/connected/add/feeds/").content.decode()
    assert "nothing is ever sent there" in form


def test_a_guest_reads_the_places_and_changes_nothing(
    client: Client, ours: Query, gus: Member
) -> None:
    client.force_login(gus)
    page = places(client)
    assert "All of Bluesky" in page
    assert '<form method="post" action="/listening/places/' not in page
    assert client.post(f"/listening/places/{bluesky().pk}/past/", {}).status_code == 403


def test_the_places_cost_the_same_however_many(
    client: Client, ours: Query, lena: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(lena)
    places(client)
    with django_assert_max_num_queries(10):
        places(client)
