"""The mirror of a past."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import pytest
from django.conf import settings

from rapport.listen.importing import read_in, start_import
from rapport.listen.models import Message
from rapport.measure.contract import Mirror
from rapport.measure.errors import NoSuchFigure, NotThere
from rapport.measure.queries import list_behind, mirror, run_for
from rapport.measure.tests.past import Past
from rapport.people.actions import erase_person
from rapport.workspace.models import Brand, Member


@pytest.fixture
def past(tmp_path: Path, brand: Brand) -> Past:
    return Past(tmp_path, brand)


def texts(found: Mirror, figure: str, *, at: str = "") -> list[str]:
    return [line.text for line in list_behind(found, figure=figure, at=at).lines]


def test_whoever_writes_three_times_and_is_answered_once_was_answered(past: Past) -> None:
    first = past.says("Where is my parcel?")
    second = past.says("Anybody there?", after=5, under=first)
    third = past.says("It was due on Friday.", after=9, under=second)
    past.ours("On its way, it left us today.", after=30, under=third)
    past.says("And where is it now?", after=60, under=third)
    found = past.mirror()
    assert found.customer_messages == 4
    assert texts(found, "unanswered") == ["And where is it now?"]
    assert found.acknowledge.median == found.answer.worst == timedelta(minutes=30)
    assert found.acknowledge.never == 0
    assert found.answer.never == 1, "the last turn was never answered"


def test_every_turn_has_its_own_wait_and_the_first_is_the_sign(past: Past) -> None:
    question = past.says("Where is my parcel?")
    answer = past.ours("We look.", after=10, under=question)
    again = past.says("And?", after=20, under=answer)
    past.ours("It comes tomorrow.", after=120, under=again)
    past.ours("And it is insured.", after=121, under=again)
    found = past.mirror()
    assert [wait.time for wait in found.acknowledge.waits] == [timedelta(minutes=10)]
    assert [wait.time for wait in found.answer.waits] == [
        timedelta(minutes=100),
        timedelta(minutes=10),
    ]
    assert (found.answer.median, found.answer.mean) == (
        timedelta(minutes=55),
        timedelta(minutes=55),
    )
    assert found.answer.percent_in_target == 50
    assert found.answer.is_few
    longest = list_behind(found, figure="answer").lines[0]
    assert (longest.text, longest.answer) == ("And?", "It comes tomorrow.")


def test_an_answer_to_one_person_answers_nobody_else_in_the_thread(past: Past) -> None:
    question = past.says("Where is my parcel?", who="mara")
    past.says("@haldenrail same here", who="otto", after=1, under=question)
    past.ours("On its way.", after=10, under=question)
    found = past.mirror()
    assert texts(found, "unanswered") == ["@haldenrail same here"]
    assert found.acknowledge.never == 1


def test_talk_between_customers_is_not_held_against_us(past: Past) -> None:
    question = past.says("@haldenrail the ramp is broken", who="mara")
    past.says("@mara try the other door", who="otto", after=1, under=question)
    past.says("@mara @HaldenRail it is broken here too", who="anna", after=2, under=question)
    found = past.mirror()
    past.ours("x", after=0)  # an account of ours must have spoken for its name to be known
    assert found.between_customers == 2
    past.says("@haldenrail hello", after=3)
    found = past.mirror()
    assert found.between_customers == 1
    assert "@mara try the other door" not in texts(found, "unanswered")
    assert "@mara @HaldenRail it is broken here too" in texts(found, "unanswered")


def test_an_answer_whose_question_is_not_in_the_file_answers_who_spoke_last(past: Past) -> None:
    past.lines = [
        {"key": "1", "author": "mara", "text": "Hello?", "created_at": "2026-03-02T09:00:00Z"},
        {"key": "2", "author": "us", "text": "Yes?", "created_at": "2026-03-02T09:07:00Z"},
    ]
    for line in past.lines:
        line |= {"thread": "t", "own": line["author"] == "us"}
    found = past.mirror()
    assert found.unanswered.count == 0
    assert found.acknowledge.median == timedelta(minutes=7)


def test_a_clock_that_goes_wrong_makes_no_negative_wait(past: Past) -> None:
    question = past.says("Where is my parcel?", after=10)
    past.ours("On its way.", after=8, under=question)
    found = past.mirror()
    assert found.unanswered.count == 0
    assert found.answer.worst == timedelta(0)


def test_circles_and_replies_to_oneself_are_counted_once_each(past: Past) -> None:
    past.says("I answer myself.", who="mara", under="1")
    past.says("I answer Anna.", who="otto", under="3", after=1)
    past.says("I answer Otto.", who="anna", under="2", after=2)
    past.ours("We answer nobody.", under="4", after=3)
    found = past.mirror()
    assert found.messages == 4
    assert found.customer_messages + found.between_customers == 3


def test_praise_that_was_never_thanked_is_told_from_praise_that_was(past: Past) -> None:
    lovely = past.says("What a lovely crew on the 7:05, thank you so much, great service!")
    past.ours("That makes our day.", under=lovely, after=3)
    past.says("Best train ride ever, wonderful staff, I love you!", who="otto", after=4)
    found = past.mirror()
    assert found.praise.of == 2
    assert texts(found, "praise") == ["Best train ride ever, wonderful staff, I love you!"]
    assert found.praise.definition.is_rough


def test_what_needs_an_answer_is_told_from_what_does_not(past: Past) -> None:
    past.says("When does the ticket office open on Sunday?", who="mara")
    past.says("ok", who="otto", after=1)
    found = past.mirror()
    assert found.unanswered.count == 2
    assert texts(found, "asking") == ["When does the ticket office open on Sunday?"]
    assert found.unread == 0


def test_one_account_telling_two_people_different_things_is_laid_side_by_side(past: Past) -> None:
    for who, days, after in [("mara", 30, 0), ("otto", 14, 10), ("anna", 14, 20)]:
        question = past.says(
            "@haldenrail how long can I return a season ticket?", who=who, after=after
        )
        past.ours(f"You can return it within {days} days.", under=question, after=after + 5)
    found = past.mirror()
    assert [{p.one.claim, p.other.claim} for p in found.differently.pairs] == [
        {"30 days", "14 days"},
        {"30 days", "14 days"},
    ]
    pair = found.differently.pairs[0]
    assert pair.one.answer == "You can return it within 30 days."
    assert pair.one.who == "mara"


def test_two_accounts_may_have_two_rules(past: Past) -> None:
    for who, account, days in [("mara", "haldenrail", 30), ("otto", "norrbus", 14)]:
        question = past.says("how long can I return a season ticket?", who=who)
        past.ours(f"Within {days} days.", under=question, after=5, who=account)
    assert past.mirror().differently.pairs == ()


def test_hours_in_which_nobody_answered_in_time_are_named(past: Past) -> None:
    for minute in range(4):
        late = past.says("Anybody there?", who=f"night{minute}", after=12 * 60 + minute)
        past.ours("Good morning.", under=late, after=24 * 60)
        early = past.says("Hello", who=f"day{minute}", after=60 + minute)
        past.ours("Hello.", under=early, after=70)
    found = past.mirror()
    (uncovered,) = found.hours.uncovered
    assert (uncovered.weekday, uncovered.hour) == (0, 22), "Stockholm is an hour ahead of UTC"
    assert uncovered.messages == 4
    assert found.hours.rows[0][11].percent == 100
    assert found.hours.longest is not None
    assert (found.hours.longest.start, found.hours.longest.end) == (22, 23)
    assert texts(found, "hours") == texts(found, "hours", at="0-22") == ["Anybody there?"] * 4


def test_an_answer_in_a_second_file_of_the_account_counts(past: Past) -> None:
    question = past.says("Where is my parcel?")
    assert past.mirror().unanswered.count == 1
    past.ours("On its way.", under=question, after=10)
    run = past.read_in(name="february.jsonl")
    found = mirror(run)
    assert (found.unanswered.count, found.files) == (0, 2)


def test_whoever_was_erased_is_in_no_figure(past: Past, olivia: Member) -> None:
    past.says("I want to be forgotten", who="mara")
    run = past.read_in()
    assert mirror(run).customer_messages == 1
    author = Message.objects.get().author
    assert author is not None
    erase_person(author.person_id, by=olivia, now=datetime.now(UTC))
    assert mirror(run).customer_messages == 0


def test_the_number_of_statements_does_not_grow_with_the_past(
    past: Past, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    def more(people: int, name: str) -> None:
        for n in range(people):
            question = past.says("how long can I return a ticket?", who=f"{name}{n}", after=n)
            past.ours(f"Within {n} days.", under=question, after=n + 5)
            past.says("@someone else says so too", who=f"{name}x{n}", after=n + 6, under=question)

    more(3, "a")
    small = past.read_in(account="Small")
    more(150, "b")
    large = past.read_in(account="Large")
    for run in (small, large):
        with django_assert_num_queries(8):
            mirror(run)


def test_an_empty_past_has_a_mirror_too(past: Past) -> None:
    past.says("only one", who="mara")
    run = past.read_in()
    Message.objects.all().update(deleted_at=datetime.now(UTC))
    found = mirror(run)
    assert found.messages == 0
    assert found.answer.median is None
    assert found.unanswered.percent == 0


def test_lists_come_in_pages_and_unknown_figures_are_refused(past: Past) -> None:
    for n in range(60):
        past.says(f"message {n}", who=f"p{n}", after=n)
    found = past.mirror()
    first, last = (list_behind(found, figure="unanswered", page=page) for page in (1, 99))
    assert (first.count, first.pages, len(first.lines)) == (60, 2, 50)
    assert first.lines[0].text == "message 59"
    assert (last.number, len(last.lines)) == (2, 10)
    with pytest.raises(NoSuchFigure):
        list_behind(found, figure="followers")


def test_only_who_may_see_opens_a_mirror(past: Past, gus: Member, charlie: Member) -> None:
    past.says("hello")
    run = past.read_in()
    assert run_for(gus, run.pk) == run
    with pytest.raises(NotThere):
        run_for(charlie, run.pk)
    with pytest.raises(NotThere):
        run_for(gus, run.pk + 1)


def test_the_figures_of_a_real_file_counted_a_second_way(brand: Brand) -> None:
    data = Path(os.environ.get("RAPPORT_DATA") or settings.BASE_DIR.parents[1] / "shared" / "data")
    path = data / "conversations" / "twcs_threads.csv"
    if not path.exists():
        pytest.skip(f"{path} is missing; RAPPORT_DATA names the folder it lies in")
    run = start_import(path, account="Brands", brand=brand, by=None, now=datetime.now(UTC))
    for _ in read_in(run, path):
        pass
    found = mirror(run)
    with path.open(newline="", encoding="utf-8") as rows:
        unanswered, between, firsts = _counted_by_hand(list(csv.DictReader(rows)))
    assert found.messages == 5_000
    assert found.customer_messages + found.between_customers == 2_778
    assert found.between_customers == between
    assert found.unanswered.count == unanswered
    assert found.acknowledge.median == timedelta(seconds=median(firsts))
    assert found.acknowledge.count == len(firsts)
    assert found.acknowledge.worst == timedelta(seconds=max(firsts))


def _counted_by_hand(rows: list[dict[str, str]]) -> tuple[int, int, list[float]]:
    """The same definitions, written down once more from the raw rows, message by message."""
    by_key = {row["tweet_id"]: row for row in rows}
    brands = {row["author_id"].lower() for row in rows if row["inbound"] == "False"}

    def up(row: dict[str, str]) -> list[dict[str, str]]:
        chain = []
        while (row := by_key.get(row["in_response_to_tweet_id"], {})) and row not in chain:
            chain.append(row)
        return chain

    def when(row: dict[str, str]) -> datetime:
        return datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y")

    def root(row: dict[str, str]) -> str:
        last = ([row, *up(row)])[-1]
        return last["in_response_to_tweet_id"] or last["tweet_id"]

    def speaks_of_us(row: dict[str, str]) -> bool:
        words = row["text"].lower().replace("@", " @").split()
        return any(
            "".join(c for c in word[1:] if c.isalnum() or c == "_") in brands
            or word[1:].split("'")[0].split("’")[0].rstrip(".,:;!?)") in brands
            for word in words
            if word.startswith("@")
        )

    between = 0
    asked: dict[tuple[str, str], list[datetime]] = {}
    for row in rows:
        parent = by_key.get(row["in_response_to_tweet_id"])
        if row["inbound"] != "True":
            continue
        other = parent and parent["inbound"] == "True" and parent["author_id"] != row["author_id"]
        if other and not speaks_of_us(row):
            between += 1
        else:
            asked.setdefault((root(row), row["author_id"]), []).append(when(row))
    told: dict[tuple[str, str], list[datetime]] = {}
    for row in rows:
        if row["inbound"] == "False":
            chain = up(row)
            customer = next((one for one in chain if one["inbound"] == "True"), None)
            if customer is not None:
                at = max(when(row), when(chain[0]))
                told.setdefault((root(row), customer["author_id"]), []).append(at)
    unanswered, firsts = 0, []
    for key, times in asked.items():
        answers = sorted(told.get(key, []))
        unanswered += sum(not any(answer >= at for answer in answers) for at in times)
        heard = [answer for answer in answers if answer >= min(times)]
        if heard:
            firsts.append((heard[0] - min(times)).total_seconds())
    return unanswered, between, firsts
