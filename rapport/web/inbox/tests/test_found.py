"""Opened from a search, a conversation shows what was found; opened from the list, their last words are seen."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from playwright.sync_api import expect
from pytest_django import DjangoAssertNumQueries

from rapport.channels.contract import Author
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.workspace.models import Member
from tests.browser import OpenPage

FRAGMENT = {"HX-Request": "true", "HX-Target": "open"}
IN_VIEW = """one => { const [a, b] = [one, document.getElementById("turns")].map(e => e.getBoundingClientRect());
  return a.top >= b.top - 1 && a.top < b.bottom - 10 }"""


@pytest.fixture
def lars(world: SmallWorld) -> Conversation:
    """Lars says one rare word among 120 messages, the 20th."""
    begun = world.now - timedelta(hours=4)
    author = Author(remote_id="echo:lars", handle="lars", name="Lars")
    first = world.says("Word number 0", who="lars", at=begun)
    posts = [
        world.post(
            "My zeppelin is blue" if n == 20 else f"Word number {n}",
            author=author, under="post-1", at=begun + timedelta(minutes=n), to_us=True,
        )
        for n in range(1, 120)
    ]  # fmt: skip
    world.receive(*posts)
    return Conversation.objects.get(person=first.author.person)  # type: ignore[union-attr]


@pytest.fixture
def crowded(world: SmallWorld) -> Conversation:
    """Kajsa wrote once, and forty lent their voices since."""
    world.says("Still no refund after five weeks.", who="kajsa", key="k-1")
    for number in range(40):
        world.passes(minutes=1)
        world.says("Same here.", who=f"by{number}", under="k-1", root="k-1", to_us=False)
    return world.conversation("kajsa")


def opens(client: Client, words: str) -> str:
    """The address of the one row that a search finds."""
    page = client.get("/inbox/", {"find": words, "scope": "all"}).content.decode()
    (url,) = re.findall(r'id="open-\d+" href="([^"]+)"', page)
    return unescape(url)


@pytest.mark.django_db
def test_what_was_found_is_in_the_window_and_marked_with_what_was_said_around_it(
    client: Client, lars: Conversation, alice: Member,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    client.force_login(alice)
    url = opens(client, "zeppelin")
    client.get(f"/inbox/{lars.pk}/", headers=FRAGMENT)
    with django_assert_max_num_queries(7):
        page = client.get(url, headers=FRAGMENT).content.decode()
    (found,) = re.findall(r'<article class="turn customer found".*?</article>', page, re.DOTALL)
    assert "My zeppelin is blue" in found
    assert [int(n) for n in re.findall(r"Word number (\d+)</p>", page)] == [
        *range(1, 20),
        *range(21, 31),
    ]
    earlier = re.search(r'hx-get="([^"]+before=[^"]+)" hx-target="#earlier-link"', page)
    assert earlier
    assert "to the latest" in page
    assert f'data-live-url="{url.replace("&", "&amp;")}"' in page


@pytest.mark.django_db
def test_what_was_found_among_the_latest_is_marked_there(
    client: Client, lars: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    page = client.get(opens(client, '"number 115"'), headers=FRAGMENT).content.decode()
    assert page.count("customer found") == 1
    assert "Word number 119" in page
    assert "to the latest" not in page


@pytest.mark.django_db
def test_what_was_found_and_is_gone_opens_the_latest(
    client: Client, lars: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    answer = client.get(f"/inbox/{lars.pk}/", {"at": "1-999999"}, headers=FRAGMENT)
    assert "Word number 119" in answer.content.decode()


@pytest.mark.django_db
def test_nobody_reads_another_conversation_by_the_place_of_its_message(
    client: Client, lars: Conversation, kajsa: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    at = opens(client, "zeppelin").partition("at=")[2]
    page = client.get(f"/inbox/{kajsa.pk}/", {"at": at}, headers=FRAGMENT).content.decode()
    assert "zeppelin" not in page


@pytest.mark.django_db
def test_their_last_words_stand_on_top_where_forty_spoke_since(
    client: Client, crowded: Conversation, alice: Member
) -> None:
    client.force_login(alice)
    page = client.get(f"/inbox/{crowded.pk}/", headers=FRAGMENT).content.decode()
    top = page[page.index('id="last-words"') : page.index('id="earlier"')]
    assert "Still no refund after five weeks." in top
    link = re.search(r'href="([^"]+)"', top)
    assert link
    shown = client.get(unescape(link[1]), headers=FRAGMENT).content.decode()
    assert "customer found" in shown
    assert 'id="last-words"' not in shown


@pytest.mark.browser
def test_the_page_is_scrolled_to_what_was_found(
    server: str, lars: Conversation, alice: Member, signed_in_page: OpenPage
) -> None:
    page = signed_in_page(alice)
    page.goto("/inbox/?scope=all&find=zeppelin")
    page.locator("#items a.it").click()
    found = page.locator(".turn.found")
    expect(found).to_contain_text("zeppelin")
    assert found.evaluate(IN_VIEW)
    page.get_by_role("link", name="to the latest").click()
    expect(page.locator("#turns")).to_contain_text("Word number 119")


@pytest.mark.browser
def test_their_last_message_is_seen_however_much_we_wrote_after_it(
    server: str, world: SmallWorld, kajsa: Conversation, alice: Member, signed_in_page: OpenPage
) -> None:
    for number in range(12):
        world.passes(minutes=1)
        words = f"Line {number}. " + "We look into it with our colleagues of the depot. " * 8
        world.ours(words, under="k-1", root="k-1")
    page = signed_in_page(alice)
    page.goto(f"/inbox/{kajsa.pk}/")
    expect(page.locator(".turn.ours")).to_have_count(12)
    page.wait_for_load_state("load")
    page.wait_for_timeout(300)
    assert page.locator(".turn.customer").last.evaluate(IN_VIEW)
