"""Out of hours: when we are back, who is on call, and the sentence a member may put in."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from rapport.channels.testing import EchoNetwork
from rapport.converse.testing import SmallWorld
from rapport.web.rota.closed import closed_shown
from rapport.workspace import actions, queries

STOCKHOLM = ZoneInfo("Europe/Stockholm")
OFFICE = ["9-17"] * 5 + ["", ""]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@pytest.fixture
def shut(olivia, organisation):
    """A house that opens for a minute a week, some days from now."""
    far = timezone.now().astimezone(STOCKHOLM) + timedelta(days=3)
    week = ["12:00-12:01" if day == far.weekday() else "" for day in range(7)]
    actions.set_business_hours(day_and_night=False, week=week, by=olivia, now=timezone.now())


@pytest.mark.parametrize(
    ("now", "words", "line"),
    [
        ("2026-05-15T18:30", "Closed: back Mon 09:00", "We are back on Monday at 9:00."),
        ("2026-05-12T06:00", "Closed: back 09:00", "We are back today at 9:00."),
        ("2026-05-12T20:00", "Closed: back tomorrow 09:00", "We are back tomorrow at 9:00."),
    ],
)
def test_it_is_said_when_we_are_back(organisation, olivia, now, words, line):
    at = moment(now)
    actions.set_business_hours(day_and_night=False, week=OFFICE, by=olivia, now=at)
    house = queries.organisation()
    with timezone.override(STOCKHOLM):
        closed = closed_shown(queries.hours_of(house), house=house, now=at)
    assert closed is not None
    assert (closed.words, closed.line) == (words, line)


def test_an_open_house_and_one_that_works_day_and_night_say_nothing(organisation, olivia):
    house = queries.organisation()
    assert (
        closed_shown(queries.hours_of(house), house=house, now=moment("2026-05-15T23:00")) is None
    )
    actions.set_business_hours(
        day_and_night=False, week=OFFICE, by=olivia, now=moment("2026-05-12T12:00")
    )
    house = queries.organisation()
    assert (
        closed_shown(queries.hours_of(house), house=house, now=moment("2026-05-12T12:00")) is None
    )


def test_the_inbox_says_it_is_closed_and_who_is_on_call(client, brand, alice, lena, shut):
    client.force_login(alice)
    page = client.get("/inbox/").content.decode()
    assert "Closed: back" in page
    assert "is on call" not in page
    now = timezone.now()
    actions.restore_shift(lena, starts_at=now, ends_at=now + timedelta(hours=1), by=lena)
    assert "Lena Lund is on call" in client.get("/inbox/").content.decode()


def test_the_reply_box_offers_the_sentence_the_house_wrote(client, brand, alice, olivia, shut):
    actions.set_closed_words("The desk opens {back}. Your train will not wait, we will.", by=olivia)
    with EchoNetwork():
        world = SmallWorld(brand)
        world.now = timezone.now()
        world.says("Where is my refund?")
        here = f"/inbox/{world.conversation().pk}/"
        client.force_login(alice)
        page = client.get(here).content.decode()
        assert 'data-say="The desk opens on ' in page
        # Without JavaScript the link puts it into the box.
        assert ">The desk opens on " in client.get(here, {"say": "back"}).content.decode()


def test_words_without_the_day_are_refused_beside_their_field(client, olivia, shut):
    client.force_login(olivia)
    answer = client.post("/settings/hours/closed/", {"words": "We are back soon."})
    assert answer.status_code == 422
    assert "Say when you are back" in answer.content.decode()
    assert client.post("/settings/hours/closed/", {"words": "Back {back}."}).status_code == 302
    assert queries.business_hours().closed_words == "Back {back}."
