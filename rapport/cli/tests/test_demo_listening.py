"""What the demo's team listens for, kept and heard once, on a small square served over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.test import Client

from rapport.channels.models import Account
from rapport.cli import demo_listening
from rapport.ledger.testing import run_jobs
from rapport.listen import queries
from rapport.listen.actions import archive_query
from rapport.listen.models import Backfill, Mention, Message, Query, Sighting
from rapport.plaza.tests.served import caller, cleared, seeded, served
from rapport.workspace.actions import add_brand, add_purpose
from rapport.workspace.models import Brand, Member

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture
def keys(db: None, tmp_path: Path) -> Iterator[dict[str, str]]:
    yield seeded(tmp_path)
    cleared()


@pytest.fixture
def public(address: str, keys: dict[str, str]) -> Iterator[httpx.Client]:
    with caller(address, keys["public_key"]) as found:
        yield found


@pytest.fixture
def brief(keys: dict[str, str], brand: Brand) -> dict[str, Any]:
    add_brand("Nordbuss", kind=Brand.Kind.COMPETITOR)
    for sentence in ("Nobody is stranded", "One answer", "Praise is answered"):
        add_purpose(brand, sentence=sentence)
    return {
        "account": "halden",
        "competitors": ["nordbuss"],
        "access_key": keys["access_key"],
        "people": {
            "halden": {"name": brand.name, "handle": "haldenrail"},
            "nordbuss": {"name": "Nordbuss", "handle": "nordbuss"},
        },
    }


def prepared(brief: dict[str, Any], *, address: str, by: Member) -> Account:
    now = datetime.now(UTC)
    place = demo_listening.connect_place(brief, address=address, by=by, now=now)
    demo_listening.keep_queries(brief, by=by, now=now)
    demo_listening.hear_last_days(place, address=address, by=by, now=now)
    run_jobs()
    return place


def said(public: httpx.Client, text: str) -> str:
    answer = public.post("posts", json={"text": text})
    assert answer.status_code == 201
    return str(answer.json()["key"])


def test_the_place_has_an_owner_and_a_rule_and_stands_where_the_stream_goes_on(
    brief: dict[str, Any], address: str, public: httpx.Client, olivia: Member
) -> None:
    said(public, "Good morning")
    place = prepared(brief, address=address, by=olivia)
    place.refresh_from_db()
    assert (place.owner, place.rule, place.is_place) == (olivia, Account.Rule.LISTEN, True)
    assert int(place.cursor) > 0
    # Its address is that of this installation, on whatever port it starts next.
    assert place.settings == {}


def test_what_matches_is_heard_of_the_last_days_and_the_rest_is_passed_by(
    brief: dict[str, Any], address: str, public: httpx.Client, olivia: Member, brand: Brand
) -> None:
    about_us = said(public, f"{brand.name} left us standing, no announcement. Is it only my train?")
    about_them = said(public, "@nordbuss do you take prams?")
    said(public, "The soup was good")
    prepared(brief, address=address, by=olivia)
    found = {m.query.name: m.message.remote_key for m in Mention.objects.order_by("pk")}
    assert found[f"{brand.name}, not to us"] == found["Stranded somewhere"] == about_us
    assert found["About Nordbuss"] == about_them
    assert Message.objects.count() == 2
    (heard,) = Backfill.objects.all()
    assert (heard.state, heard.heard, heard.kept) == ("done", 3, 2)
    assert heard.until - heard.since == timedelta(days=demo_listening.DAYS)


def test_queries_belong_to_brands_topics_and_purposes_and_rivals_accounts_are_known(
    brief: dict[str, Any], address: str, public: httpx.Client, olivia: Member
) -> None:
    said(public, "@nordbuss hello")
    prepared(brief, address=address, by=olivia)
    kept = {one.name: one for one in queries.stored_queries()}
    assert kept["About Nordbuss"].brand is not None
    assert kept["About Nordbuss"].brand.kind == Brand.Kind.COMPETITOR
    assert kept["Stranded somewhere"].purpose is not None
    assert all(one.is_listening and one.created_by == olivia for one in kept.values())
    listed = Brand.objects.get(name="Nordbuss").author_lists.get()
    assert listed.authors == ["@nordbuss"]


def test_prepared_again_nothing_is_there_twice(
    brief: dict[str, Any], address: str, public: httpx.Client, olivia: Member
) -> None:
    said(public, "Stranded at Kornby, haldenrail?")
    tables = (Account, Query, Backfill, Message, Mention, Sighting)
    prepared(brief, address=address, by=olivia)
    archive_query(Query.objects.get(name="About Nordbuss").pk, by=olivia, now=NOW)
    before = [table.objects.count() for table in tables]
    prepared(brief, address=address, by=olivia)
    assert [table.objects.count() for table in tables] == before
    assert Query.objects.get(name="About Nordbuss").archived_at is not None


def test_the_pages_of_listening_show_what_was_heard(
    brief: dict[str, Any], address: str, public: httpx.Client, olivia: Member, client: Client
) -> None:
    said(public, "Stranded at Kornby, haldenrail, how do we get home? Is there a bus?")
    prepared(brief, address=address, by=olivia)
    client.force_login(olivia)
    assert "Stranded somewhere" in client.get("/listening/").content.decode()
    assert "at Kornby" in client.get("/listening/stream/").content.decode()
    # Half an hour has to pass before it counts as unanswered.
    Message.objects.update(created_at=NOW - timedelta(hours=1))
    assert "at Kornby" in client.get("/listening/unanswered/").content.decode()
    assert "The whole square" in client.get("/listening/places/").content.decode()
