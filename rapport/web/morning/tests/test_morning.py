"""The morning: what happened, whom we owe, promises, praise, one number; the page, its lists and its mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client

from rapport.channels.contract import Author
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions as converse
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.voice.actions import record_promise, settle_promise
from rapport.web.morning.letter import morning_letter
from rapport.workspace import actions, queries
from rapport.workspace.models import Brand, Member, MorningMail, Organisation, Purpose

ZONE = ZoneInfo("Europe/Stockholm")
# Tuesday the 12th of May, half past seven, and an hour and a half later.
MORNING = datetime(2026, 5, 12, 7, 30, tzinfo=ZONE)
NINE = MORNING + timedelta(minutes=90)


@pytest.fixture
def at_nine(monkeypatch: pytest.MonkeyPatch) -> datetime:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NINE)
    return NINE


@pytest.fixture
def world(brand: Brand) -> Iterator[SmallWorld]:
    with EchoNetwork():
        world = SmallWorld(brand)
        world.now = MORNING - timedelta(hours=10)
        yield world


@pytest.fixture
def a_day(world: SmallWorld, alice: Member) -> SmallWorld:
    """Kajsa waits since last night; Nora praised in public, Per in private; one promise is broken, one is due."""
    world.says("Where is my refund? I wait for five weeks.", who="kajsa")
    world.says("Thank you, the conductor was lovely!", who="nora")
    world.says("Thank you so much, wonderful driver!", who="per", scope="private")
    world.now = NINE
    person = world.conversation("kajsa").person
    for text, due in (
        ("A call", NINE - timedelta(hours=20)),
        ("A letter", NINE + timedelta(hours=5)),
    ):
        record_promise(person, text=text, due_at=due, by=alice, now=MORNING - timedelta(days=9))
    converse.sound_alarms(now=MORNING - timedelta(hours=1))
    run_jobs()
    return world


@pytest.fixture
def as_lena(client: Client, lena: Member) -> Client:
    client.force_login(lena)
    return client


def page_of(client: Client, path: str = "/morning/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_it_tells_what_happened_and_what_is_owed(
    as_lena: Client, a_day: SmallWorld, at_nine: datetime
) -> None:
    page = page_of(as_lena)
    assert "Tuesday 12 May" in page
    assert "Three people wrote to us" in page
    assert "waited past their time" in page
    assert "too few to read a trend from" in page
    assert "Kajsa" in page
    assert "One is broken, one is due today." in page
    assert "the conductor was lovely" in page
    assert "“Thank you so much" not in page  # praise said in private is not quoted as such


@pytest.mark.parametrize(
    ("figure", "who"),
    [("wrote", {"Kajsa", "Nora", "Per"}), ("praise", {"Nora"}), ("late", None), ("breached", None)],
)
def test_every_figure_opens_its_list(
    as_lena: Client, a_day: SmallWorld, at_nine: datetime, figure: str, who: set[str] | None
) -> None:
    page = page_of(as_lena)
    url = f"/morning/list/{figure}/?day=2026-05-12"
    assert url.replace("&", "&amp;") in page
    listed = page_of(as_lena, url)
    shown = {name for name in ("Kajsa", "Nora", "Per") if f"<b>{name}</b>" in listed}
    assert shown == who if who is not None else "Kajsa" in shown


def test_a_figure_nobody_defined_is_not_there(as_lena: Client, at_nine: datetime) -> None:
    assert as_lena.get("/morning/list/followers/").status_code == 404


def test_a_silent_day_says_so_and_how_to_write_a_purpose(
    as_lena: Client, at_nine: datetime
) -> None:
    page = page_of(as_lena)
    assert "A silent day" in page
    assert "Nobody waits past their time." in page
    assert "No purpose is written down." in page


def test_a_purpose_is_judged_by_the_number_it_was_given(
    as_lena: Client, a_day: SmallWorld, at_nine: datetime, brand: Brand, olivia: Member
) -> None:
    purpose = actions.add_purpose(brand, sentence="Nobody waits for a word")
    assert "Choose by which number" in page_of(as_lena)
    actions.measure_purpose(purpose, measure=Purpose.Measure.ACKNOWLEDGED, target=90, by=olivia)
    page = page_of(as_lena)
    assert "0 %" in page
    assert "0 of 3, target 90 %, too few to read a trend from" in page
    listed = page_of(as_lena, "/morning/list/acknowledged/?day=2026-05-12")
    assert "Kajsa" in listed


def test_promises_kept_are_counted_of_those_that_fell_due(
    as_lena: Client,
    a_day: SmallWorld,
    at_nine: datetime,
    brand: Brand,
    olivia: Member,
    alice: Member,
) -> None:
    person = a_day.conversation("kajsa").person
    kept = record_promise(
        person, text="A cake", due_at=NINE - timedelta(hours=10), by=alice, now=MORNING
    )
    settle_promise(kept, state="kept", by=alice, now=MORNING)
    purpose = actions.add_purpose(brand, sentence="We keep our word")
    actions.measure_purpose(purpose, measure="promises", target=None, by=olivia)
    page = page_of(as_lena)
    assert "1 of 2" in page
    assert "/morning/list/promises/?day=2026-05-12" in page
    listed = page_of(as_lena, "/morning/list/promises/?day=2026-05-12")
    assert "A cake" in listed
    assert "kept 07:30" in listed
    assert "broken since yesterday 13:00" in listed


def test_before_its_hour_the_page_tells_the_day_before(
    as_lena: Client, a_day: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING - timedelta(hours=2))
    assert "Monday 11 May" in page_of(as_lena)


def test_another_day_is_asked_for_by_its_date_and_nonsense_is_the_latest(
    as_lena: Client, a_day: SmallWorld, at_nine: datetime
) -> None:
    assert "Sunday 10 May" in page_of(as_lena, "/morning/?day=2026-05-10")
    for day in ("2027-01-01", "x", "0001-01-01"):
        assert "Tuesday 12 May" in page_of(as_lena, f"/morning/?day={day}")


def test_an_hour_that_stood_out_is_named(
    as_lena: Client, a_day: SmallWorld, at_nine: datetime
) -> None:
    a_day.now = MORNING - timedelta(hours=3)
    for n in range(12):
        a_day.says("No train again, what now?", who=f"guest{n}")
    page = page_of(as_lena)
    assert "most between 04:00 and 05:00 (12 of 15 messages)" in page
    assert (
        "guest" in page_of(as_lena, "/morning/list/peak/?day=2026-05-12&hour=2026-05-12T02").lower()
    )


def test_it_costs_the_same_however_much_there_is(
    as_lena: Client, a_day: SmallWorld, at_nine: datetime, django_assert_max_num_queries: Any
) -> None:
    for n in range(4):
        a_day.says("Thank you, lovely staff!", who=f"guest{n}", at=MORNING - timedelta(hours=n + 1))
    with django_assert_max_num_queries(10):
        page_of(as_lena)
    with django_assert_max_num_queries(10):
        page_of(as_lena, "/morning/list/wrote/?day=2026-05-12")


def test_the_mail_names_no_customer_and_quotes_only_what_was_public(
    a_day: SmallWorld, lena: Member, settings: Any
) -> None:
    settings.RAPPORT_MAIL_FROM = "rapport@halden.example"
    assert actions.send_morning_to(lena, now=NINE) == ""
    (letter,) = mail.outbox
    (html,) = letter.alternatives  # type: ignore[attr-defined]
    assert letter.subject == "Morning at Halden Rail, Tuesday 12 May"
    for said in (letter.subject, letter.body, str(html[0])):
        for never in ("Kajsa", "kajsa", "Nora", "refund", "wonderful driver", "A call", "A letter"):
            assert never not in said, (never, said)
    for said in (letter.body, str(html[0])):
        assert "Three people wrote to us" in said
        assert "the conductor was lovely" in said
        assert f"/inbox/{a_day.conversation('kajsa').pk}/" in said
        assert "/morning/list/wrote/?day=2026-05-12" in said
    assert "\n\n\n" not in letter.body


def test_what_strangers_wrote_is_escaped_in_the_mail(
    world: SmallWorld, organisation: Organisation
) -> None:
    world.says('Thank you <img src="x" onerror=alert(1)> lovely staff!', who="nora")
    letter = morning_letter(MORNING.date(), NINE)
    assert "<img" in letter.text
    assert "<img" not in letter.html
    assert "&lt;img" in letter.html


def test_the_worker_writes_it_and_the_settings_say_what_became_of_it(
    as_lena: Client, a_day: SmallWorld, lena: Member, at_nine: datetime, settings: Any
) -> None:
    settings.RAPPORT_MAIL_FROM = "rapport@halden.example"
    Member.objects.update(created_at=MORNING - timedelta(days=30))
    assert actions.send_mornings(MORNING) == 1
    page = page_of(as_lena, "/settings/morning/")
    assert "sent 07:30" in page
    MorningMail.objects.update(state="failed", reason="The mail server could not be reached.")
    assert "could not be reached" in page_of(as_lena, "/settings/morning/")


def test_a_lead_sets_it_and_an_agent_may_not(as_lena: Client, alice: Member, lena: Member) -> None:
    typed = {"is_on": "on", "at": "08:15", "members": [alice.pk]}
    assert as_lena.post("/settings/morning/", typed).status_code == 302
    setting = queries.morning_setting()
    assert (setting.at.isoformat(), setting.to_leads) == ("08:15:00", False)
    assert [one.name for one in queries.morning_recipients(setting)] == ["Alice Ode"]
    wrong = as_lena.post("/settings/morning/", {**typed, "at": "23:00"})
    assert wrong.status_code == 422
    assert "between 04:00 and 12:00" in wrong.content.decode()
    as_lena.force_login(alice)
    assert as_lena.get("/settings/morning/").status_code == 403


def test_without_anybody_to_tell_the_settings_say_so(as_lena: Client, lena: Member) -> None:
    actions.set_mail(lena, is_on=False)
    page = page_of(as_lena, "/settings/morning/")
    assert "Nobody. No lead and no owner" in page
    assert "Turned mail off for themselves: Lena Lund" in page
    assert "No mail server is set up" in page


def test_whoever_may_look_has_todays_sent_to_themselves(
    client: Client, alice: Member, settings: Any
) -> None:
    client.force_login(alice)
    answer = client.post("/settings/morning/send/", follow=True)
    assert "No mail server is set up" in answer.content.decode()
    settings.RAPPORT_MAIL_FROM = "rapport@halden.example"
    client.post("/settings/morning/send/")
    assert [one.to for one in mail.outbox] == [[alice.email]]


def test_many_are_counted_and_the_list_shows_the_first_hundred(
    as_lena: Client, world: SmallWorld, at_nine: datetime
) -> None:
    posts = [world.post("Where is my refund?", author=author(n), to_us=True) for n in range(103)]
    world.receive(*posts)
    page = page_of(as_lena)
    assert "103 people wrote to us" in page
    assert "99+ wait past their time" in page
    assert "the first 100" in page_of(as_lena, "/morning/list/wrote/?day=2026-05-12")


def author(number: int) -> Author:
    return Author(remote_id=f"echo:{number}", handle=f"guest{number}", name=f"Guest {number}")
