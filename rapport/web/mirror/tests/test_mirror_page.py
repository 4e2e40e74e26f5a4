"""The mirror's page and the lists behind its figures."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from rapport.listen.models import Message
from rapport.measure.contract import Stretch
from rapport.measure.tests.past import Past
from rapport.web.mirror import wording
from rapport.workspace.models import Brand, Member


@pytest.fixture
def past(tmp_path: Path, brand: Brand, client: Client, gus: Member) -> Past:
    client.force_login(gus)
    return Past(tmp_path, brand)


def words(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def filled(past: Past) -> int:
    for who, days, after in [("mara", 30, 0), ("otto", 14, 10)]:
        question = past.says("how long can I return a season ticket?", who=who, after=after)
        past.ours(f"Within {days} days, <b>always</b>.", under=question, after=after + 5)
    past.says("When does the office open?", who="anna", after=30)
    past.says("Lovely crew, wonderful trip, thank you so much!", who="per", after=40)
    return past.read_in().pk


def test_the_page_says_it_then_shows_it(past: Past, client: Client) -> None:
    page = words(client, f"/mirror/{filled(past)}/")
    assert (
        "Of 4 customer messages 2 had no answer in this file, and 1 of those asked for one." in page
    )
    assert "Half of the people who heard from us waited no longer than 5 min" in page
    assert "1 kind word was never thanked for." in page
    assert "fewer than 20 cases" in page
    assert "a rough model" in page.lower()
    assert "median; worst 5 min, mean 5 min" in page


def test_every_figure_stands_beside_its_definition_and_opens_its_list(
    past: Past, client: Client
) -> None:
    run = filled(past)
    page = client.get(f"/mirror/{run}/").content.decode()
    for figure in ("unanswered", "asking", "praise", "acknowledge", "answer"):
        assert f'href="/mirror/{run}/{figure}/"' in page
        assert "case" in words(client, f"/mirror/{run}/{figure}/")
    assert "A file holds no likes" in page
    assert "When does the office open?" in words(client, f"/mirror/{run}/asking/")
    assert "waited 5 min" in words(client, f"/mirror/{run}/answer/")


def test_passages_stand_side_by_side_with_the_words_that_differ(past: Past, client: Client) -> None:
    page = client.get(f"/mirror/{filled(past)}/").content.decode()
    assert "<mark>30 days</mark>, &lt;b&gt;always&lt;/b&gt;." in page
    assert "<mark>14 days</mark>" in page


def test_an_hour_of_the_week_opens_who_wrote_in_it(past: Past, client: Client) -> None:
    run = filled(past)
    page = client.get(f"/mirror/{run}/").content.decode()
    assert f'href="/mirror/{run}/hours/?at=0-10"' in page
    listed = words(client, f"/mirror/{run}/hours/?at=0-10")
    assert "Monday 10:00, 4 cases" in listed
    assert "0 cases" in words(client, f"/mirror/{run}/hours/?at=9-99")


def test_lists_that_do_not_exist_are_not_there(past: Past, client: Client) -> None:
    run = filled(past)
    for figure in ("followers", "differently"):
        assert client.get(f"/mirror/{run}/{figure}/").status_code == 404
    assert client.get(f"/mirror/{run}/answer/?page=zwölf").status_code == 200


def test_a_past_without_customers_says_so(past: Past, client: Client) -> None:
    past.ours("Only we spoke.", after=0)
    run = past.read_in().pk
    assert "Every message in this file is ours." in words(client, f"/mirror/{run}/")
    Message.objects.update(deleted_at=timezone.now())
    assert "Nothing of this file was taken." in words(client, f"/mirror/{run}/")
    assert "Nobody." in words(client, f"/mirror/{run}/unanswered/")


def test_a_past_in_which_everybody_was_answered_is_told_so(past: Past, client: Client) -> None:
    past.ours("Here.", under=past.says("Where is my parcel?"), after=2)
    page = words(client, f"/mirror/{past.read_in().pk}/")
    assert "Every customer message in this file had an answer." in page
    assert "The one person who heard from us waited 2 min" in page


@pytest.mark.parametrize(
    ("time", "said"),
    [
        (timedelta(seconds=20), "under a minute"),
        (timedelta(minutes=13, seconds=7), "13 min"),
        (timedelta(hours=4), "4 h"),
        (timedelta(hours=4, minutes=49), "4 h 49 min"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=3, hours=4), "3 days 4 h"),
        (timedelta(days=19, hours=12), "19 days"),
    ],
)
def test_waits_are_said_as_a_person_would(time: timedelta, said: str) -> None:
    assert wording.wait(time) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (3, 9, "Monday 03:00 to 09:00"),
        (20, 24, "Monday 20:00 to 24:00"),
        (22, 31, "Monday 22:00 to Tuesday 07:00"),
        (6 * 24 + 22, 7 * 24 + 3, "Sunday 22:00 to Monday 03:00"),
    ],
)
def test_stretches_of_hours_are_said_as_a_person_would(start: int, end: int, said: str) -> None:
    assert wording.stretch(Stretch(start, end, 3)) == said
