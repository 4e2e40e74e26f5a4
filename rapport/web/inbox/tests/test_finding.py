"""The query box: what it finds, what it says, what it costs; and pages without end."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rapport.channels.contract import Author
from rapport.converse import actions, queries
from rapport.converse.contract import Tab
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.web.inbox.contexts import PAGE
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db
AS_THE_BOX = {"HX-Request": "true", "HX-Target": "items"}


def find(client: Client, text: str, **more: str) -> str:
    return client.get("/inbox/?" + urlencode({"find": text, **more})).content.decode()


def many(world: SmallWorld, count: int, *, words: str = "Where is my refund?") -> None:
    posts = [
        world.post(
            words,
            author=Author(remote_id=f"echo:p{n}", handle=f"p{n:03}", name=f"P{n:03}"),
            at=world.now - timedelta(seconds=n),
            to_us=True,
        )
        for n in range(count)
    ]
    world.receive(*posts)


def names(page: str) -> list[str]:
    return re.findall(r'class="who">([^<]+)<', page)


def test_words_are_marked_and_the_query_is_said_in_words(
    client: Client, world: SmallWorld, kajsa: Conversation, alice: Member
) -> None:
    world.says("Is the 07:12 still cancelled?", who="pelle")
    client.force_login(alice)
    page = find(client, "cancelled sentiment:negative OR cancelled")
    assert "<mark>cancelled</mark>" in page
    assert names(page) == ["Pelle"]
    assert 'id="find-said"' in page
    assert "sentiment" in page.split('id="find-said"')[1].split("</div>")[0].lower()


def test_all_history_is_one_press_away(client: Client, kajsa: Conversation, alice: Member) -> None:
    actions.resolve(kajsa.pk, by=alice, now=timezone.now())
    client.force_login(alice)
    nothing = find(client, "refund")
    assert "Nothing by these words" in nothing
    assert "Look in all history" in nothing
    assert names(find(client, "refund", scope="all")) == ["Kajsa"]


def test_an_error_says_where_and_leaves_the_list_as_it_was(
    client: Client, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    answer = client.get("/inbox/?" + urlencode({"find": '(refund OR "five'}), headers=AS_THE_BOX)
    assert answer.status_code == 422
    assert answer.headers["HX-Reswap"] == "none"
    said = answer.content.decode().split('id="find-said"')[1]
    assert "wrong-at" in said
    plain = client.get("/inbox/?" + urlencode({"find": '(refund OR "five'}))
    assert plain.status_code == 422
    assert "Nothing was looked for yet" in plain.content.decode()
    assert "Nothing by these words" not in plain.content.decode()
    assert "HX-Reswap" not in plain.headers


def test_markup_in_a_query_and_in_what_it_finds_is_shown_as_written(
    client: Client, world: SmallWorld, alice: Member
) -> None:
    world.says("<b>bold</b> where is <script>alert(1)</script>?", who="eve")
    client.force_login(alice)
    for text in ("bold script", "<script>x", 'raw:"<script>'):
        page = find(client, text)
        assert "<script>alert" not in page
        assert "<script>x" not in page


def test_finding_costs_at_most_ten_statements(
    client: Client, world: SmallWorld, alice: Member,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    many(world, 60)
    client.force_login(alice)
    with django_assert_max_num_queries(10):
        page = find(client, 'refund OR "my refund"', scope="all")
    assert page.count("data-item") == PAGE
    with django_assert_max_num_queries(10):
        find(client, f'refund assignee:"{alice.name}"', scope="all")


def pages(client: Client, address: str) -> list[str]:
    """Every name, walking by "Show more" as far as it goes."""
    found: list[str] = []
    while address:
        page = client.get(address).content.decode()
        found += names(page)
        more = re.search(r'class="list-more"><a[^>]* href="([^"]+)"', page)
        address = more.group(1).replace("&amp;", "&") if more else ""
    return found


@pytest.mark.parametrize("tab", list(Tab))
def test_every_list_goes_on_to_its_end_and_shows_each_once(
    client: Client, world: SmallWorld, alice: Member, tab: Tab
) -> None:
    many(world, 90)
    found = list(Conversation.objects.order_by("pk"))
    status = {Tab.WAITING: "waiting", Tab.RESOLVED: "resolved", Tab.PAST: "past"}.get(tab, "open")
    for number, one in enumerate(found):
        one.status, one.assignee = status, alice
        one.resolved_at = world.now - timedelta(minutes=number // 3) if number % 7 else None
        one.waiting_since = one.waiting_since if number % 5 else None
        one.answer_due_at = one.answer_due_at if number % 4 else None
        if tab == Tab.SNOOZED:
            one.snoozed_until = world.now + timedelta(minutes=number // 3)
        one.priority, one.danger = number % 6, number % 11 == 0
        one.save()
    client.force_login(alice)
    walked = pages(client, f"/inbox/?tab={tab}")
    assert len(walked) == 90
    assert len(set(walked)) == 90
    first = [row.who for row in queries.inbox(alice, tab=tab, limit=100)]
    assert walked == first


def test_what_is_found_goes_on_to_its_end(client: Client, world: SmallWorld, alice: Member) -> None:
    many(world, 90)
    client.force_login(alice)
    walked = pages(client, "/inbox/?find=refund")
    assert sorted(walked) == [f"P{n:03}" for n in range(90)]


def test_rows_of_what_is_found_are_asked_for_by_their_ids(
    client: Client, world: SmallWorld, kajsa: Conversation, alice: Member
) -> None:
    world.says("Is the 07:12 still cancelled?", who="pelle")
    other = world.conversation("pelle")
    client.force_login(alice)
    told = client.get(f"/inbox/rows/?ids={kajsa.pk},{other.pk}&find=refund").content.decode()
    assert f'id="row-{kajsa.pk}"' in told
    assert f'id="row-{other.pk}"' not in told
    # "Found 1" would be how many of these two.
    assert 'id="list-title"' not in told
