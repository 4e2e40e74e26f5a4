"""Two gears: in a burst everything is read at once and roughly, and again and better when there is time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test.utils import override_settings
from django.utils import timezone

from rapport.channels.contract import Author
from rapport.channels.testing import EchoNetwork
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import run_jobs
from rapport.understand.actions import AT_ONCE, correct, explain, read_again
from rapport.understand.models import Reading
from rapport.workspace.models import Brand, Member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reads_fully")]
# The rough gear takes it for praise, for there is no bad word in it.
WRY = "I expected so much more from you after ten years"


@pytest.fixture
def world(brand: Brand) -> Iterator[SmallWorld]:
    with EchoNetwork():
        yield SmallWorld(brand)


def burst(world: SmallWorld, text: str = WRY, *, count: int = AT_ONCE + 1) -> None:
    posts = [
        world.post(text, author=Author(f"echo:p{n}", f"p{n}", name=f"P{n}"), to_us=True)
        for n in range(count)
    ]
    world.receive(*posts)


def gears() -> set[str]:
    return set(Reading.objects.values_list("gear", flat=True))


def test_few_are_read_fully_at_once(world: SmallWorld) -> None:
    burst(world, count=AT_ONCE)
    assert gears() == {"full"}
    assert read_again(now=world.now) == 0


def test_a_burst_is_read_roughly_at_once_and_fully_a_little_later(world: SmallWorld) -> None:
    burst(world)
    assert gears() == {"rough"}
    before = set(Conversation.objects.values_list("sentiment", flat=True))
    assert read_again(now=world.now) == AT_ONCE + 1
    run_jobs()
    assert gears() == {"full"}
    assert before != {"negative"}
    assert set(Conversation.objects.values_list("sentiment", flat=True)) == {"negative"}
    assert read_again(now=world.now) == 0


def test_what_reads_the_same_again_changes_no_conversation(world: SmallWorld) -> None:
    burst(world, "Where is my parcel?")
    read_again(now=world.now)
    run_jobs()
    versions = set(Conversation.objects.values_list("version", flat=True))
    Reading.objects.update(gear="rough")
    assert read_again(now=world.now) == AT_ONCE + 1
    run_jobs()
    assert set(Conversation.objects.values_list("version", flat=True)) == versions


def test_what_a_person_corrected_stays_corrected(world: SmallWorld, alice: Member) -> None:
    burst(world)
    reading = Reading.objects.select_related("message").order_by("pk")[0]
    correct(reading.message, field="sentiment", value="neutral", by=alice, now=world.now)
    read_again(now=world.now)
    reading.refresh_from_db()
    assert (reading.gear, reading.sentiment) == ("full", "neutral")


def test_what_is_older_than_a_day_is_left(world: SmallWorld) -> None:
    burst(world)
    assert read_again(now=timezone.now() + timedelta(days=2)) == 0
    assert gears() == {"rough"}


def test_where_nothing_waits_one_look_is_enough_and_no_model_is_loaded(
    world: SmallWorld, django_assert_num_queries, monkeypatch
) -> None:
    monkeypatch.setattr("rapport.understand.actions.read_texts", None)
    with django_assert_num_queries(1):
        assert read_again(now=world.now) == 0


@override_settings(READER="rough")
def test_an_operator_may_have_the_rough_gear_alone(world: SmallWorld) -> None:
    burst(world, count=1)
    assert gears() == {"rough"}
    assert read_again(now=world.now) == 0


def test_reading_again_takes_the_same_statements_however_many_wait(
    world: SmallWorld, django_assert_max_num_queries
) -> None:
    burst(world, count=40)
    with django_assert_max_num_queries(12):
        assert read_again(now=world.now) == 40


def test_the_words_of_a_mood_are_found_once_and_kept(
    world: SmallWorld, django_assert_num_queries
) -> None:
    message = world.says("Your staff were incredibly rude to my mother today")
    assert not _words(message.pk)
    explain(message)
    words = _words(message.pk)
    assert any("rude" in message.text[one["start"] : one["end"]] for one in words)
    with django_assert_num_queries(1):
        explain(message)
    assert _words(message.pk) == words


def _words(pk: int) -> list[dict[str, object]]:
    reading = Reading.objects.get(pk=pk)
    return [one for one in reading.reasons if one["kind"] == reading.sentiment]
