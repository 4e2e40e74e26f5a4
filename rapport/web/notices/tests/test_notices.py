"""The bell and the list: what is new, where it leads, and whose it is."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from rapport.web.notices.leading import PAGES, leads_to
from rapport.workspace import actions
from rapport.workspace.actions import notify
from rapport.workspace.models import Member, Notice
from rapport.workspace.reaching.parcels import NOTICE_PATH
from rapport.workspace.registry import register_notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _words() -> None:
    register_notice(
        "workspace.tried", say=lambda found: {n.pk: "<Olivia> asked you." for n in found}
    )


def tell(
    member: Member, *, by: Member | None = None, key: str = "k", about: str = "conversation"
) -> Notice:
    by_id = by.pk if by else None
    now = timezone.now()
    notify("workspace.tried", to=[member.pk], about=(about, 7), key=key, now=now, by_id=by_id)
    return Notice.objects.get(member=member, key=key)


def test_the_bell_counts_what_was_not_seen_on_every_page(
    client: Client, alice: Member, bob: Member
) -> None:
    tell(alice, by=bob)
    client.force_login(alice)
    assert '<em class="n new" id="rail-notices"' in client.get("/settings/").content.decode()
    assert '<em class="n new" id="rail-notices"' in client.get("/around/").content.decode()
    client.force_login(bob)
    assert '<em class="n" id="rail-notices"' in client.get("/settings/").content.decode()


def test_the_list_says_what_is_new_escaped_and_all_can_be_seen_at_once(
    client: Client, alice: Member, bob: Member
) -> None:
    tell(alice, by=bob)
    client.force_login(alice)
    page = client.get("/notices/").content.decode()
    assert "&lt;Olivia&gt; asked you." in page
    assert "told-line new" in page
    assert client.get("/notices/all/").status_code == 405
    client.post("/notices/all/")
    assert "told-line new" not in client.get("/notices/").content.decode()


def test_a_notice_leads_to_what_it_is_about_and_is_seen_then(client: Client, alice: Member) -> None:
    notice = tell(alice)
    client.force_login(alice)
    answer = client.get(NOTICE_PATH.format(id=notice.pk))
    assert (answer.status_code, answer["Location"]) == (302, "/inbox/7/")
    notice.refresh_from_db()
    assert notice.seen_at is not None


def test_nobody_opens_the_notice_of_another(client: Client, alice: Member, bob: Member) -> None:
    notice = tell(alice)
    client.force_login(bob)
    assert client.get(f"/notices/{notice.pk}/").status_code == 404
    notice.refresh_from_db()
    assert notice.seen_at is None


def test_a_notice_about_something_unknown_leads_to_the_list(client: Client, alice: Member) -> None:
    notice = tell(alice, about="elsewhere")
    client.force_login(alice)
    assert client.get(f"/notices/{notice.pk}/")["Location"] == "/notices/"


def test_an_empty_list_says_what_comes_here(client: Client, gus: Member) -> None:
    client.force_login(gus)
    assert "Nothing to tell you" in client.get("/notices/").content.decode()


def test_the_list_costs_the_same_however_long_it_is(
    client: Client, alice: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        tell(alice, key=f"k{number}")
    client.force_login(alice)
    with django_assert_max_num_queries(8):
        client.get("/notices/")


def test_every_kind_of_thing_has_a_page() -> None:
    for about in PAGES:
        assert leads_to(Notice(about=about, about_id=7)) != "/notices/"


def test_what_is_done_is_shown_as_done_and_counted_no_more(
    client: Client, alice: Member, lena: Member
) -> None:
    now = timezone.now()
    task = actions.add_task("Ring the depot", to=alice, by=lena, now=now)
    client.force_login(alice)
    assert '<em class="n new" id="rail-notices"' in client.get("/around/").content.decode()
    actions.finish_task(task.pk, by=lena, now=now)
    actions.settle_notices(now=now)
    assert '<em class="n" id="rail-notices"' in client.get("/around/").content.decode()
    page = client.get("/notices/").content.decode()
    assert "Ring the depot" in page
    assert "told-line done" in page
    assert "told-line new" not in page
