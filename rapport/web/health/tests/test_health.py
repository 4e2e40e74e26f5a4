"""Health says what is held, what is missing, what could not be read, and who looks after each touchpoint."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rapport.channels.actions import change_touchpoint, keep_account, set_account_state
from rapport.channels.contract import AccountInfo, Author, InboundPost, Page, Rejected
from rapport.channels.models import Account
from rapport.channels.testing import EchoNetwork
from rapport.listen import actions
from rapport.listen.models import DayAudit, Message, Quarantined
from rapport.web.health.contexts import counted_words
from rapport.workspace.actions import deactivate
from rapport.workspace.models import Brand, Member, NoticeWay

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(brand: Brand) -> Account:
    return connected(brand, "plaza", "us")


def connected(brand: Brand, network: str, handle: str) -> Account:
    return keep_account(
        brand,
        network=network,
        info=AccountInfo(remote_id=f"{network}:{handle}", handle=handle),
        settings={},
        secrets={},
        by=None,
        now=timezone.now() - timedelta(days=3),
    )


def page(client: Client, member: Member, path: str = "/health/") -> str:
    client.force_login(member)
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split('id="main"')[1].split())


def day(account: Account, **figures: object) -> DayAudit:
    now = timezone.now()
    given = {"state": "done", "asked_at": now, "checked_at": now, "expected": 4213, "held": 4213}
    return DayAudit.objects.create(
        account=account, day=now.date() - timedelta(days=1), **(given | figures)
    )


def test_a_whole_day_is_said_in_one_line(client: Client, account: Account, alice: Member) -> None:
    day(account, late=291)
    shown = page(client, alice)
    assert "held 4,213 of 4,213, 291 late" in shown
    assert "Fetch again" not in shown


def test_what_is_missing_can_be_fetched_again(
    client: Client, account: Account, lena: Member
) -> None:
    audit = day(account, held=4210, missing=3)
    shown = page(client, lena)
    assert "held 4,210 of 4,213, 3 missing, none late" in shown
    assert "Fetch again" in shown
    client.post(f"/health/{audit.pk}/again/", {"fetch": "yes"})
    audit.refresh_from_db()
    assert (audit.state, audit.fetches_again) == ("waiting", True)
    assert "fetching what is missing" in page(client, lena)


def test_where_no_past_is_listed_the_page_says_so(
    client: Client, account: Account, alice: Member
) -> None:
    audit = day(account, expected=None, held=12)
    assert counted_words(audit) == "held 12, none late"
    assert "cannot be known here" in page(client, alice)


def test_a_lead_has_any_day_counted_and_others_may_only_look(
    client: Client, account: Account, lena: Member, alice: Member
) -> None:
    client.force_login(lena)
    today = timezone.now().date()
    client.post("/health/", {"account": account.pk, "day": today.isoformat()})
    assert DayAudit.objects.get().day == today
    ahead = client.post("/health/", {"account": account.pk, "day": today + timedelta(days=2)})
    assert ahead.status_code == 422
    assert "lies ahead" in ahead.content.decode()
    client.force_login(alice)
    asked = client.post("/health/", {"account": account.pk, "day": "2026-01-01"})
    assert asked.status_code == 403
    assert not DayAudit.objects.filter(day=date(2026, 1, 1)).exists()


def test_interruptions_are_listed(client: Client, account: Account, alice: Member) -> None:
    now = timezone.now()
    actions.note_listening(account.pk, now=now - timedelta(minutes=30))
    actions.note_listening(account.pk, now=now - timedelta(minutes=23))
    shown = page(client, alice)
    assert "7 min" in shown
    assert "None in the last fourteen days" not in shown


def test_a_touchpoint_without_an_owner_is_a_task_on_pulse_until_it_has_one(
    client: Client, account: Account, brand: Brand, lena: Member, bob: Member
) -> None:
    connected(brand, "plaza", "too")
    past = connected(brand, "file", "a past from a file")
    set_account_state(past, state=Account.State.OFF, reason="", now=timezone.now())
    assert "Two touchpoints have no owner." in page(client, lena, "/pulse/")
    client.post(f"/health/touchpoints/{account.pk}/", {"owner": bob.pk, "rule": "acknowledge"})
    account.refresh_from_db()
    assert (account.owner, account.rule) == (bob, "acknowledge")
    assert "One touchpoint has no owner." in page(client, lena, "/pulse/")


def test_whoever_leaves_looks_after_nothing(
    client: Client, account: Account, olivia: Member, bob: Member
) -> None:
    change_touchpoint(account, owner=bob, rule="answer", now=timezone.now())
    assert "no owner" not in page(client, olivia, "/pulse/")
    deactivate(bob, by=olivia)
    assert "One touchpoint has no owner." in page(client, olivia, "/pulse/")
    shown = page(client, olivia, "/health/touchpoints/")
    assert "Nobody looks after this touchpoint." in shown
    assert "Bob Karlsson" not in shown


def test_an_owner_who_is_none_is_refused_with_the_same_form(
    client: Client, account: Account, lena: Member
) -> None:
    client.force_login(lena)
    answer = client.post(f"/health/touchpoints/{account.pk}/", {"owner": 999, "rule": "answer"})
    assert answer.status_code == 422
    account.refresh_from_db()
    assert account.owner is None


def test_the_daily_line_says_what_was_heard_and_what_is_usual(
    client: Client, account: Account, alice: Member
) -> None:
    now = timezone.now()
    posts = [
        InboundPost(
            key=f"p{days}-{n}",
            author=Author("sq:ann", "ann"),
            text="Hello",
            created_at=now - timedelta(days=days),
            to_us=True,
        )
        for days in range(7)
        for n in range(4 if days else 2)
    ]
    actions.receive(account, Page(posts=tuple(posts), rejected=(Rejected("odd", "{"),)), now=now)
    day(account, held=4210, missing=3)
    shown = page(client, alice, "/health/touchpoints/")
    assert "2 heard today, usually 4; the latest" in shown
    assert "3 missing, 1 could not be read" in shown


def test_what_cannot_be_read_is_shown_escaped_and_cut(
    client: Client, account: Account, alice: Member
) -> None:
    raw = "<script>alert(1)</script>" + "x" * 5000
    actions.receive(
        account, Page(rejected=(Rejected("it has no date", raw, "event 7"),)), now=timezone.now()
    )
    shown = page(client, alice, "/health/quarantine/")
    assert "it has no date" in shown
    assert "event 7" in shown
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown
    assert "x" * 700 not in shown


def test_thrown_away_items_lose_their_words_and_do_not_come_back(
    client: Client, account: Account, lena: Member
) -> None:
    items = [Rejected("odd", f"secret {n}", f"event {n}") for n in range(3)]
    actions.receive(account, Page(rejected=tuple(items)), now=timezone.now())
    one = Quarantined.objects.order_by("pk").first()
    assert one is not None
    client.force_login(lena)
    client.post("/health/quarantine/", {"item": one.pk, "do": "drop"})
    assert page(client, lena, "/health/quarantine/").count("secret") == 2
    rest = Quarantined.objects.filter(dropped_at=None).first()
    assert rest is not None
    client.post("/health/quarantine/", {"item": rest.pk, "all": "yes", "do": "drop"})
    actions.receive(account, Page(rejected=tuple(items)), now=timezone.now())
    assert "Everything could be read" in page(client, lena, "/health/quarantine/")
    assert not Quarantined.objects.exclude(raw="").exists()


def test_what_can_be_read_after_a_fix_is_replayed_and_the_rest_stays(
    client: Client, account: Account, lena: Member
) -> None:
    author = {"remote_id": "sq:ann", "handle": "ann"}
    item = {
        "key": "p9",
        "author": author,
        "text": "Where is my train?",
        "created_at": "2026-05-12T12:00:00+00:00",
        "mentions": ["us"],
    }
    raws = [json.dumps(item), '{"key": null}', '{"cut": "... (cut)']
    actions.receive(
        account,
        Page(rejected=tuple(Rejected("odd", raw, f"event {n}") for n, raw in enumerate(raws))),
        now=timezone.now(),
    )
    one = Quarantined.objects.order_by("pk").first()
    assert one is not None
    client.force_login(lena)
    answer = client.post(
        "/health/quarantine/", {"item": one.pk, "all": "yes", "do": "replay"}, follow=True
    )
    assert "1 could be read now, 2 still cannot." in answer.content.decode()
    assert Message.objects.get().text == "Where is my train?"
    one.refresh_from_db()
    assert (one.replayed_at is not None, one.raw) == (True, "")
    assert Quarantined.objects.filter(replayed_at=None).count() == 2


def test_where_items_cannot_be_replayed_the_page_says_so(
    client: Client, brand: Brand, lena: Member
) -> None:
    feed = connected(brand, "feeds", "a feed")
    actions.receive(feed, Page(rejected=(Rejected("odd", "<"),)), now=timezone.now())
    shown = page(client, lena, "/health/quarantine/")
    assert "cannot be replayed" in shown
    assert "Replay all" not in shown
    one = Quarantined.objects.get()
    client.post("/health/quarantine/", {"item": one.pk, "do": "replay"})
    one.refresh_from_db()
    assert one.replayed_at is None


def test_agents_may_look_and_not_throw_away(
    client: Client, account: Account, alice: Member
) -> None:
    actions.receive(account, Page(rejected=(Rejected("odd", "{"),)), now=timezone.now())
    client.force_login(alice)
    item = Quarantined.objects.get().pk
    assert client.post("/health/quarantine/", {"item": item, "do": "drop"}).status_code == 403
    assert "Throw away" not in page(client, alice, "/health/quarantine/")


@pytest.mark.parametrize("path", ["/health/", "/health/touchpoints/", "/health/quarantine/"])
def test_every_page_takes_the_same_few_statements(
    client: Client, brand: Brand, olivia: Member, path: str
) -> None:
    with EchoNetwork():
        client.force_login(olivia)
        client.get(path)
        counted = []
        for number in range(2):
            for n in range(4):
                account = connected(brand, "plaza", f"us{number}{n}")
                day(account, missing=n)
                rejected = Page(rejected=(Rejected(f"odd {n}", "{"),))
                actions.receive(account, rejected, now=timezone.now())
            with CaptureQueriesContext(connection) as captured:
                client.get(path)
            counted.append(len(captured))
        assert counted[0] == counted[1] <= 10


def test_each_touchpoint_says_how_late_it_hears(
    client: Client, account: Account, brand: Brand, alice: Member
) -> None:
    connected(brand, "plaza", "quiet")
    now = timezone.now()
    posts = [
        InboundPost(
            key=f"p{n}",
            author=Author("sq:ann", "ann"),
            text="Hello",
            created_at=now - timedelta(milliseconds=700 + 100 * (n % 3)),
            to_us=True,
        )
        for n in range(30)
    ]
    since = now - timedelta(hours=1)
    actions.receive_live(account, Page(posts=tuple(posts)), listened_since=since, now=now)
    shown = page(client, alice, "/health/touchpoints/")
    assert "Heard 0.8 s after it is written, 95 of 100 within 0.9 s" in shown
    assert shown.count("Delay not measured: nothing heard live in 24 h") == 1


def test_an_empty_house_says_so(client: Client, olivia: Member) -> None:
    assert "nothing to count" in page(client, olivia)
    assert "No touchpoint yet" in page(client, olivia, "/health/touchpoints/")
    assert "Everything could be read" in page(client, olivia, "/health/quarantine/")


def test_threads_a_network_does_not_give_are_said_with_its_own_word(
    client: Client, account: Account, alice: Member
) -> None:
    now = timezone.now()
    author = Author(remote_id="plaza:mara", handle="mara", name="Mara")
    reply = InboundPost(
        key="p2", author=author, text="Hm", created_at=now, parent_key="p1", to_us=True
    )
    actions.receive(account, Page(posts=(reply,)), now=now)
    assert "Threads around mentions" not in page(client, alice)
    actions.note_thread_faults(
        actions.due_threads(account.pk, most=5, now=now), reason="The square is shut.", now=now
    )
    said = page(client, alice)
    assert "us: 1 thread waits. The square is shut. Asked again" in said


def test_a_place_is_called_by_its_name_and_an_account_by_its_handle(
    client: Client, account: Account, brand: Brand, alice: Member
) -> None:
    keep_account(
        brand,
        network="square",
        info=AccountInfo(remote_id="square", handle="square", name="The whole square"),
        settings={},
        secrets={},
        by=None,
        now=timezone.now(),
    )
    said = page(client, alice, "/health/touchpoints/")
    assert "<h2>us</h2>" in said
    assert "<h2>The whole square</h2>" in said


def test_ways_to_staff_that_fail_are_named_with_their_reason(client, lena, gus):
    client.force_login(lena)
    page = client.get("/health/notices/").content.decode()
    assert "every way that was used worked" in page
    assert "No mail server is set up" in page
    NoticeWay.objects.create(
        member=gus, kind="service", name="ntfy", trouble="ntfy is gone.", failed_at=timezone.now()
    )
    page = client.get("/health/notices/").content.decode()
    assert "ntfy is gone." in page
    assert gus.name in page
