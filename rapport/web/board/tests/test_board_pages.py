"""The facts board: who may see and write, what it shows, what it costs; and what stands beside a conversation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rapport.channels.contract import InboundFact, Page
from rapport.converse import actions as converse
from rapport.converse.models import ToldFact
from rapport.converse.testing import SmallWorld
from rapport.listen import actions
from rapport.listen.models import BoardFact
from rapport.workspace.models import Brand, Member

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Europe/Stockholm")
HOSTILE = '<script>alert(1)</script>"\'><img src=x onerror=alert(1)> {{ 7|add:7 }} {% now "Y" %}'


def typed(brand: Brand, **changed: Any) -> dict[str, Any]:
    return {"brand": brand.pk, "what": "Card readers down", "where": "All buses", **changed}


def local(hours: float) -> str:
    at = timezone.now() + timedelta(hours=hours)
    return timezone.localtime(at, timezone=ZONE).strftime("%Y-%m-%dT%H:%M")


# --- who ------------------------------------------------------------------------------------------------------


def test_a_guest_reads_the_board_and_writes_nothing(
    client: Client, lift: BoardFact, gus: Member, brand: Brand
) -> None:
    client.force_login(gus)
    page = client.get("/board/").content.decode()
    assert "Lift out of order" in page
    assert "Write a fact down" not in page
    assert "It is over" not in client.get(f"/board/{lift.pk}/").content.decode()
    for path in ("add/", f"{lift.pk}/change/", f"{lift.pk}/end/", f"{lift.pk}/go-on/"):
        assert client.post(f"/board/{path}", typed(brand)).status_code == 403


def test_charlie_who_left_sees_nothing(client: Client, lift: BoardFact, charlie: Member) -> None:
    client.force_login(charlie)
    assert client.get("/board/").status_code == 302


@pytest.mark.parametrize("who", ["alice", "lena", "olivia"])
def test_agents_leads_and_owners_write_facts_down(
    client: Client, brand: Brand, request: pytest.FixtureRequest, who: str
) -> None:
    member = request.getfixturevalue(who)
    client.force_login(member)
    assert client.post("/board/add/", typed(brand)).status_code == 302
    assert BoardFact.objects.get().owner == member
    assert f"by hand, {member.name}" in client.get("/board/").content.decode()


@pytest.mark.parametrize("path", ["4711/", "4711/change/", f"{2**63}/", f"{'9' * 40}/"])
def test_what_is_not_there_is_nothing_here(client: Client, alice: Member, path: str) -> None:
    client.force_login(alice)
    assert client.get(f"/board/{path}").status_code == 404
    assert client.post("/board/4711/end/").status_code == 404


# --- what -----------------------------------------------------------------------------------------------------


def test_an_empty_board_says_how_operations_feed_it(
    client: Client, lena: Member, brand: Brand
) -> None:
    client.force_login(lena)
    page = client.get("/board/").content.decode()
    assert "Nothing is going on" in page
    assert "webhook" in page
    assert "service alerts" in page
    assert "/connected/" in page


def test_facts_stand_under_now_coming_and_over(
    client: Client, world: SmallWorld, lift: BoardFact, alice: Member
) -> None:
    now = timezone.now()
    told = (
        InboundFact("c", what="Strike on Sunday", starts_at=now + timedelta(days=2)),
        InboundFact("o", what="Snow at Moss"),
    )
    actions.receive(world.account, Page(facts=told), now=now)
    actions.receive(world.account, Page(facts=(InboundFact("o", over=True),)), now=now)
    client.force_login(alice)
    page = client.get("/board/").content.decode()
    places = [
        page.index(words)
        for words in ("board-now", "Lift out", "board-coming", "Strike", "board-over", "Snow")
    ]
    assert places == sorted(places)
    assert "not for the public" in page


def test_alice_writes_moves_and_ends_a_fact_and_its_versions_say_so(
    client: Client, brand: Brand, alice: Member
) -> None:
    client.force_login(alice)
    ends_at = local(2)
    client.post("/board/add/", typed(brand, ends_at=ends_at, sayable="on"))
    fact = BoardFact.objects.get()
    assert abs(fact.ends_at - timezone.now() - timedelta(hours=2)) < timedelta(minutes=2)
    form = client.get(f"/board/{fact.pk}/change/").content.decode()
    assert f'value="{ends_at}"' in form
    changed = typed(brand, ends_at=local(5), sayable="on", seen_version=1)
    assert client.post(f"/board/{fact.pk}/change/", changed).status_code == 302
    client.post(f"/board/{fact.pk}/end/")
    page = client.get(f"/board/{fact.pk}/").content.decode()
    assert "Until: <del" in page
    assert "Over" in page
    assert "It goes on after all" in page
    client.post(f"/board/{fact.pk}/go-on/")
    assert BoardFact.objects.get().over_at is None


def test_saving_a_sources_fact_untouched_does_not_move_its_end_by_the_seconds_nobody_sees(
    client: Client, world: SmallWorld, brand: Brand, alice: Member
) -> None:
    ends_at = timezone.now().replace(second=42, microsecond=7) + timedelta(hours=2)
    told = InboundFact("k", what="Card readers down", where="All buses", ends_at=ends_at)
    actions.receive(world.account, Page(facts=(told,)), now=timezone.now())
    client.force_login(alice)
    fact = BoardFact.objects.get()
    shown = timezone.localtime(ends_at, timezone=ZONE).strftime("%Y-%m-%dT%H:%M")
    client.post(f"/board/{fact.pk}/change/", typed(brand, ends_at=shown, seen_version=1))
    fact.refresh_from_db()
    assert fact.ends_at == ends_at


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": "  "},
        {"what": "a\0b"},
        {"what": "x" * 5_001},
        {"starts_at": "2026-05-12T12:00", "ends_at": "2026-05-12T11:00"},
        {"ends_at": "9999-12-31T23:59"},
        {"ends_at": "0001-01-01T00:00"},
        {"ends_at": "2026-03-29T02:30"},  # there is no such time in Stockholm
        {"ends_at": "soon"},
        {"brand": "0"},
        {"owner": "x"},
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    client: Client, brand: Brand, alice: Member, wrong: dict[str, Any]
) -> None:
    client.force_login(alice)
    answer = client.post("/board/add/", typed(brand, cause="a mouse") | wrong)
    assert answer.status_code == 422
    assert "a mouse" in answer.content.decode()
    assert "errorlist" in answer.content.decode()
    assert not BoardFact.objects.exists()


def test_of_two_who_change_at_once_the_second_is_told_and_keeps_what_was_typed(
    client: Client, lift: BoardFact, brand: Brand, alice: Member
) -> None:
    client.force_login(alice)
    path = f"/board/{lift.pk}/change/"
    client.post(path, typed(brand, seen_version=1))
    answer = client.post(path, typed(brand, what="Mine", seen_version=1))
    assert answer.status_code == 422
    assert "changed while you wrote" in answer.content.decode()
    assert "Mine</textarea>" in answer.content.decode()


def test_hostile_words_of_a_source_are_shown_as_they_were_written(
    client: Client, world: SmallWorld, alice: Member
) -> None:
    told = InboundFact(
        "k", what=f"lift {HOSTILE}", where=f"central {HOSTILE}", cause=HOSTILE, sayable=True,
        url='https://x.example/"><script>',
    )  # fmt: skip
    actions.receive(world.account, Page(facts=(told,)), now=world.now)
    world.says("Is the lift at central broken?")
    client.force_login(alice)
    fact = BoardFact.objects.get()
    for path in (
        "/board/",
        f"/board/{fact.pk}/",
        f"/board/{fact.pk}/change/",
        f"/inbox/{world.conversation().pk}/?say={fact.pk}",
    ):
        page = client.get(path).content.decode()
        assert "&lt;script&gt;alert(1)" in page, path
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
        assert 'example/">' not in page, path


def test_the_board_costs_the_same_statements_with_five_hundred_facts(
    client: Client,
    world: SmallWorld,
    lift: BoardFact,
    alice: Member,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    many = tuple(
        InboundFact(f"k{n}", what=f"Delay number {n}", where=f"Station {n}") for n in range(500)
    )
    actions.receive(world.account, Page(facts=many), now=world.now)
    client.force_login(alice)
    with django_assert_max_num_queries(10):
        page = client.get("/board/").content.decode()
    assert page.count("data-item") == 100
    assert "Show 401 more" in page
    with django_assert_max_num_queries(10):
        assert client.get("/board/?all").content.count(b"data-item") == 501
    with django_assert_max_num_queries(10):
        client.get(f"/board/{lift.pk}/")


# --- beside a conversation ------------------------------------------------------------------------------------


def opened(client: Client, world: SmallWorld, query: str = "") -> str:
    page = client.get(f"/inbox/{world.conversation().pk}/{query}").content.decode()
    return page[page.index('id="open"') :]


def test_a_fact_stands_beside_the_conversation_it_touches_and_offers_its_line(
    client: Client, world: SmallWorld, lift: BoardFact, alice: Member
) -> None:
    world.says("Is the lift at Central broken?")
    client.force_login(alice)
    page = opened(client, world)
    assert "Going on" in page
    assert "may be said" in page
    assert 'data-say="Lift out of order, Halden Central, until' in page


def test_what_is_not_for_the_public_says_so_and_offers_no_line(
    client: Client, world: SmallWorld, lift: BoardFact, alice: Member
) -> None:
    BoardFact.objects.update(sayable=False)
    world.says("Is the lift at Central broken?")
    client.force_login(alice)
    page = opened(client, world)
    assert "not for the public" in page
    assert "data-say=" not in page


def test_a_guest_sees_what_is_going_on_and_has_nothing_to_put_it_into(
    client: Client, world: SmallWorld, lift: BoardFact, gus: Member
) -> None:
    world.says("Is the lift at Central broken?")
    client.force_login(gus)
    page = opened(client, world)
    assert "Lift out of order" in page
    assert "data-say=" not in page


def test_where_nothing_is_going_on_nothing_is_said(
    client: Client, world: SmallWorld, lift: BoardFact, alice: Member
) -> None:
    world.says("Where is my refund?")
    client.force_login(alice)
    assert "Lift out of order" not in opened(client, world)


def test_without_javascript_the_line_is_put_in_by_its_address_once(
    client: Client, world: SmallWorld, lift: BoardFact, alice: Member
) -> None:
    world.says("Is the lift at Central broken?")
    pk = world.conversation().pk
    client.force_login(alice)
    converse.save_draft(pk, "Sorry!", by=alice, now=timezone.now())
    page = opened(client, world, f"?say={lift.pk}")
    assert "Sorry!\n\nLift out of order" in page
    assert f'name="fact" value="{lift.pk}:' in page
    assert "Lift out of order" not in opened(client, world, "?say=4711").split("<textarea")[1]


def test_a_reply_with_the_line_is_written_down_and_when_the_end_moves_the_board_names_it(
    client: Client, world: SmallWorld, lift: BoardFact, brand: Brand, alice: Member
) -> None:
    world.says("Is the lift at Central broken?", who="kajsa")
    conversation = world.conversation("kajsa")
    client.force_login(alice)
    said = f"{lift.pk}:{int(lift.ends_at.timestamp())}"
    client.post(
        f"/inbox/{conversation.pk}/reply/",
        {"text": "Lift out of order at Halden Central.", "fact": [said, "x", "9" * 40, "1:2:3"]},
    )
    assert ToldFact.objects.get().fact == lift
    client.post(
        f"/inbox/{conversation.pk}/reply/",
        {
            "text": f"Until {timezone.localtime(lift.ends_at, timezone=ZONE):%H:%M}.",
            "answer_over": "1",
        },
    )
    assert "knows another end" not in client.get("/board/").content.decode()
    changed = typed(brand, what=lift.what, where=lift.where, sayable="on", seen_version=1)
    client.post(f"/board/{lift.pk}/change/", changed | {"ends_at": local(7)})
    assert "1 person knows another end" in client.get("/board/").content.decode()
    page = client.get(f"/board/{lift.pk}/").content.decode()
    assert f"/inbox/{conversation.pk}/?say={lift.pk}" in page
    assert "Kajsa" in page
