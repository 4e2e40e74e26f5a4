"""The facts board: told by sources, written by hand, and found beside what people write."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from rapport.channels.contract import InboundFact, Page
from rapport.channels.testing import EchoNetwork
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import facts as ledger_facts
from rapport.listen import actions, queries
from rapport.listen.board_saying import says_end
from rapport.listen.contract import OfferedFact, WrittenFact
from rapport.listen.errors import CannotBoard, NoSuchFact
from rapport.listen.models import BoardFact, Message
from rapport.workspace import retention
from rapport.workspace.models import Brand, Member
from rapport.workspace.testing import NOON, make_brand

pytestmark = pytest.mark.django_db

SIX = NOON + timedelta(hours=6)
LIFT = InboundFact(
    key="ops:lift-7",
    what="Lift out of order",
    where="Halden Central",
    cause="a broken door",
    starts_at=NOON,
    ends_at=SIX,
    sayable=True,
    language="en",
    translations={"de": "Aufzug außer Betrieb", "sv": "Hissen är sönder"},
)


@pytest.fixture
def world(brand: Brand) -> SmallWorld:
    with EchoNetwork(starts_at=NOON):
        yield SmallWorld(brand)


def tell(world: SmallWorld, *told: InboundFact, at: datetime = NOON) -> None:
    actions.receive(world.account, Page(facts=told), now=at)


def beside(world: SmallWorld, message: Message, *, language: str = "en") -> tuple[OfferedFact, ...]:
    brand = world.account.brand_id
    return queries.offered_facts(message.pk, brand=brand, language=lambda: language, now=world.now)


def changes(fact: BoardFact) -> list[list[str]]:
    return [[one["field"] for one in version.changes] for version in queries.fact_versions(fact)]


# --- told by a source -----------------------------------------------------------------------------------------


def test_what_a_source_tells_stands_on_the_board_with_its_source(world: SmallWorld) -> None:
    tell(world, LIFT)
    [fact] = queries.board(now=NOON)
    assert (fact.what, fact.where, fact.account) == (
        "Lift out of order",
        "Halden Central",
        world.account,
    )
    assert fact.sayable
    assert ledger_facts("listen.board_changed") == [{"fact_ids": [fact.pk]}]


def test_the_same_words_again_change_nothing_and_other_words_are_a_version(
    world: SmallWorld,
) -> None:
    tell(world, LIFT)
    tell(world, LIFT, at=NOON + timedelta(minutes=1))
    tell(world, replace(LIFT, ends_at=SIX + timedelta(hours=1), cause="a new door"))
    [fact] = queries.board(now=NOON)
    assert (fact.version, fact.ends_at) == (2, SIX + timedelta(hours=1))
    assert changes(fact) == [["cause", "ends_at"], []]
    assert len(ledger_facts("listen.board_changed")) == 2


def test_the_same_key_from_another_source_is_another_fact(world: SmallWorld, brand: Brand) -> None:
    other = SmallWorld(brand, network="echo2")
    tell(world, LIFT)
    tell(other, LIFT)
    assert queries.board(now=NOON).count() == 2


def test_of_one_key_told_twice_in_a_page_the_last_counts(world: SmallWorld) -> None:
    tell(world, LIFT, replace(LIFT, where="Moss"))
    assert queries.board(now=NOON)[0].where == "Moss"


def test_a_source_ends_its_fact_and_the_end_of_nothing_is_nothing(world: SmallWorld) -> None:
    tell(world, LIFT)
    tell(world, InboundFact("ops:lift-7", over=True), InboundFact("unheard", over=True), at=SIX)
    [fact] = queries.board(now=SIX)
    assert (fact.over_at, fact.what) == (SIX, "Lift out of order")
    tell(world, InboundFact("ops:lift-7", over=True), at=SIX + timedelta(hours=1))
    fact.refresh_from_db()
    assert (fact.over_at, fact.version) == (SIX, 2)


def test_what_is_over_and_told_again_goes_on(world: SmallWorld) -> None:
    tell(world, LIFT)
    tell(world, InboundFact("ops:lift-7", over=True))
    tell(world, LIFT)
    [fact] = queries.board(now=NOON)
    assert fact.over_at is None
    assert changes(fact)[0] == ["over"]


def test_an_end_that_moves_backwards_is_taken_as_told(world: SmallWorld) -> None:
    tell(world, LIFT)
    tell(world, replace(LIFT, ends_at=SIX - timedelta(hours=2)))
    [fact] = queries.board(now=NOON)
    assert fact.ends_at == SIX - timedelta(hours=2)


def test_what_a_member_set_right_stays_until_the_source_says_something_else(
    world: SmallWorld, alice: Member
) -> None:
    tell(world, LIFT)
    fact = BoardFact.objects.get()
    written = WrittenFact("Lift out of order", "Platform 3", sayable=False, say="Take the ramp.")
    actions.change_fact(fact.pk, written, seen_version=1, by=alice, now=NOON)
    tell(world, LIFT)
    fact.refresh_from_db()
    assert (fact.where, fact.sayable) == ("Platform 3", False)
    tell(world, replace(LIFT, cause="ice"))
    fact.refresh_from_db()
    assert (fact.where, fact.sayable, fact.say) == ("Halden Central", True, "Take the ramp.")


@pytest.mark.parametrize(
    "told",
    [
        replace(LIFT, key=""),
        replace(LIFT, key="k" * 501),
        replace(LIFT, key="a\x00b"),
        replace(LIFT, what=" \u202e\x07 "),
    ],
)
def test_what_has_no_key_or_says_nothing_is_left_out(world: SmallWorld, told: InboundFact) -> None:
    tell(world, told, replace(LIFT, key="good"))
    assert [fact.key for fact in BoardFact.objects.all()] == ["good"]


def test_a_hostile_fact_is_cut_and_cleaned_before_it_is_kept(world: SmallWorld) -> None:
    tell(
        world,
        InboundFact(
            key="x",
            what="a\x00\u202eb\ud800\n" + "w" * 20_000,
            where="w\n\n" * 9_000,
            cause="c" * 9_000,
            starts_at=datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
            ends_at=datetime(1, 1, 1, tzinfo=UTC),
            url="javascript:alert(1)",
            language="x" * 900,
            translations={f"l{n}" * 30: "t" * 9_000 for n in range(90)},
        ),
    )
    [fact] = queries.board(now=NOON)
    assert fact.headline == "ab?"
    assert (fact.starts_at, fact.ends_at, fact.url) == (None, None, "")
    assert (len(fact.what), len(fact.cause), len(fact.language)) == (5_000, 300, 35)
    assert len(fact.where) <= 2_000
    assert len(fact.translations) <= 20


def test_an_end_before_the_start_is_no_end(world: SmallWorld) -> None:
    tell(world, replace(LIFT, ends_at=NOON - timedelta(days=1)))
    assert queries.board(now=NOON)[0].ends_at is None


def test_five_hundred_facts_are_stored_and_read_without_more_statements(
    world: SmallWorld,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    many = [replace(LIFT, key=f"k{n}", where=f"Station {n}") for n in range(500)]
    with django_assert_max_num_queries(15):
        tell(world, *many)
    with django_assert_max_num_queries(15):
        tell(world, *(replace(one, ends_at=SIX + timedelta(hours=1)) for one in many))
    message = world.says("Is the lift at Station 217 broken?")
    with django_assert_num_queries(1):
        assert len(list(queries.board(now=NOON))) == 500
    with django_assert_num_queries(1):
        assert beside(world, message)[0].where == "Station 217"


# --- by hand --------------------------------------------------------------------------------------------------


def test_alice_writes_changes_ends_and_goes_on_with_a_fact_and_each_is_a_version(
    brand: Brand, alice: Member, bob: Member
) -> None:
    written = WrittenFact("Card readers down", "All buses", ends_at=SIX)
    fact = actions.write_fact(written, brand=brand, by=alice, now=NOON)
    assert fact.owner == alice
    later = replace(written, ends_at=SIX + timedelta(hours=1), owner=bob)
    actions.change_fact(fact.pk, later, seen_version=1, by=bob, now=NOON)
    actions.end_fact(fact.pk, by=alice, now=SIX)
    actions.end_fact(fact.pk, by=alice, now=SIX)
    actions.go_on_with_fact(fact.pk, by=alice, now=SIX)
    assert changes(fact) == [["over"], ["over"], ["ends_at"], []]
    versions = queries.fact_versions(fact)
    assert [one.member for one in versions] == [alice, alice, bob, alice]
    assert queries.board_fact(fact.pk).written_by == "Alice Ode"


def test_of_two_who_change_at_once_the_second_is_told(brand: Brand, alice: Member) -> None:
    written = WrittenFact("Card readers down")
    fact = actions.write_fact(written, brand=brand, by=alice, now=NOON)
    actions.change_fact(fact.pk, written, seen_version=1, by=alice, now=NOON)
    with pytest.raises(CannotBoard, match="changed while you wrote"):
        actions.change_fact(fact.pk, written, seen_version=1, by=alice, now=NOON)


@pytest.mark.parametrize(
    "written",
    [
        WrittenFact(" \x00 "),
        WrittenFact("x", starts_at=SIX, ends_at=NOON),
        WrittenFact("x", ends_at=datetime(9999, 12, 31, tzinfo=UTC)),
    ],
)
def test_what_cannot_be_is_refused(brand: Brand, alice: Member, written: WrittenFact) -> None:
    with pytest.raises(CannotBoard):
        actions.write_fact(written, brand=brand, by=alice, now=NOON)
    assert not BoardFact.objects.exists()


def test_a_fact_that_is_gone_cannot_be_ended(alice: Member) -> None:
    with pytest.raises(NoSuchFact):
        actions.end_fact(4711, by=alice, now=NOON)


# --- the board ------------------------------------------------------------------------------------------------


def test_a_fact_nobody_ended_counts_as_over_a_day_after_its_expected_end_and_goes_after_a_week(
    world: SmallWorld,
) -> None:
    tell(world, LIFT)
    [fact] = queries.board(now=SIX + timedelta(hours=23))
    assert not queries.is_over(fact, now=SIX + timedelta(hours=23))
    assert queries.is_over(fact, now=SIX + timedelta(hours=24))
    assert queries.board(now=SIX + timedelta(days=6)).count() == 1
    assert queries.board(now=SIX + timedelta(days=7)).count() == 0


def test_what_is_over_is_let_go_after_a_year_and_what_goes_on_is_not(world: SmallWorld) -> None:
    tell(world, LIFT, replace(LIFT, key="endless", ends_at=None))
    tell(world, InboundFact("ops:lift-7", over=True))
    retention.sweep_all(NOON + timedelta(days=366))
    assert [fact.key for fact in BoardFact.objects.all()] == ["endless"]


# --- beside what people write -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        "Is the lift at Central broken again?",
        "LIFTS at halden central still out of ORDER!!",
        "#lift #central when?",
        "Wann geht der Aufzug am Central wieder?",
        "Hissen är sönder igen",
    ],
)
def test_a_fact_stands_beside_what_speaks_of_it(world: SmallWorld, said: str) -> None:
    tell(world, LIFT)
    assert [one.headline for one in beside(world, world.says(said))] == ["Lift out of order"]


@pytest.mark.parametrize(
    "said",
    [
        "Lovely staff at Central today",
        "Where is my refund?",
        "the and of is at",
        "",
        "🚆🚆🚆",
        "' OR 1=1; -- \\ %s {} lift",
    ],
)
def test_a_fact_does_not_stand_beside_what_speaks_of_something_else(
    world: SmallWorld, said: str
) -> None:
    tell(world, LIFT)
    assert beside(world, world.says(said)) == ()


def test_words_everybody_uses_do_not_make_a_match(world: SmallWorld) -> None:
    for number in range(30):
        world.says(f"My train was late again {number}", who=f"p{number}")
    tell(world, InboundFact("t", what="Train 204 late", where="Line 9", sayable=True))
    assert beside(world, world.says("My train is late", who="kajsa")) == ()
    assert len(beside(world, world.says("Is train 204 late?", who="otto"))) == 1


def test_a_fact_of_one_word_is_known_by_it(world: SmallWorld) -> None:
    tell(world, InboundFact("n", what="Netzausfall"))
    assert len(beside(world, world.says("Schon wieder Netzausfall?"))) == 1


def test_signs_of_scripts_without_spaces_are_half_a_word_each(world: SmallWorld) -> None:
    tell(world, InboundFact("c", what="電車遅延", where="東京駅"))
    assert len(beside(world, world.says("東京駅の電車はまだですか"))) == 1
    assert beside(world, world.says("東の空がきれい", who="otto")) == ()


def test_of_overlapping_facts_the_two_surest_are_offered(world: SmallWorld) -> None:
    tell(
        world,
        LIFT,
        replace(LIFT, key="b", where="Halden Central, platform 3"),
        replace(LIFT, key="c", where="Moss"),
    )
    offered = beside(world, world.says("Lift at Halden Central platform 3 out of order?"))
    assert [one.where for one in offered] == ["Halden Central, platform 3", "Halden Central"]


def test_nothing_of_another_brand_nor_over_nor_forgotten_is_offered(world: SmallWorld) -> None:
    message = world.says("Is the lift at Central broken?")
    other = make_brand("Moss Buses")
    tell(world, LIFT)
    BoardFact.objects.update(brand=other)
    assert beside(world, message) == ()
    BoardFact.objects.update(brand=world.account.brand)
    assert beside(world, message) != ()
    world.passes(minutes=(6 + 24) * 60)
    assert beside(world, message) == ()
    world.now = NOON
    tell(world, InboundFact("ops:lift-7", over=True))
    assert beside(world, message) == ()


def test_an_edited_message_is_looked_at_as_it_reads_now(world: SmallWorld) -> None:
    tell(world, LIFT)
    message = world.says("Where is my refund?", key="k")
    world.says("Is the lift at Central broken?", key="k")
    assert len(beside(world, message)) == 1


# --- what may be said -------------------------------------------------------------------------------------------


def line_of(world: SmallWorld, *, language: str = "en", said: str = "lift at Central?") -> str:
    return beside(world, world.says(said), language=language)[0].line


def test_the_line_to_say_has_the_end_in_the_time_of_the_organisation(world: SmallWorld) -> None:
    tell(world, LIFT)
    with timezone.override("Europe/Stockholm"):
        assert line_of(world) == "Lift out of order, Halden Central, until 20:00."


def test_the_line_is_said_in_the_language_of_the_message_where_the_source_has_it(
    world: SmallWorld,
) -> None:
    tell(world, LIFT)
    assert line_of(world, language="de") == "Aufzug außer Betrieb, bis 18:00."
    assert line_of(world, language="fi") == "Lift out of order, Halden Central, until 18:00."


def test_an_end_on_another_day_says_the_day(world: SmallWorld) -> None:
    tell(world, replace(LIFT, ends_at=SIX + timedelta(days=2)))
    assert line_of(world).endswith("until 14 May 18:00.")


def test_a_sentence_written_for_it_takes_the_end_that_holds_now(
    world: SmallWorld, alice: Member
) -> None:
    written = WrittenFact(
        "Lift broken",
        "Central",
        ends_at=SIX,
        sayable=True,
        say="The lift is back at {end}. {x} {0}",
    )
    fact = actions.write_fact(written, brand=world.account.brand, by=alice, now=NOON)
    assert line_of(world) == "The lift is back at 18:00. {x} {0}"
    later = replace(written, ends_at=SIX + timedelta(hours=1))
    actions.change_fact(fact.pk, later, seen_version=1, by=alice, now=NOON)
    assert line_of(world) == "The lift is back at 19:00. {x} {0}"


def test_what_may_not_be_said_and_what_should_have_ended_has_no_line(world: SmallWorld) -> None:
    tell(world, replace(LIFT, sayable=False))
    assert line_of(world) == ""
    tell(world, LIFT)
    assert line_of(world) != ""
    world.passes(minutes=6 * 60)
    assert line_of(world) == ""


@pytest.mark.parametrize(
    "text",
    [
        "back at 18:00",
        "until 18.00!",
        "18h00",
        "um 18 Uhr",
        "by 6 pm",
        "6:00 p.m.",
        "18:00Uhr",
        "6PM",
    ],
)
def test_the_end_is_read_however_it_is_written(text: str) -> None:
    assert says_end(text, SIX)


@pytest.mark.parametrize(
    "text", ["", "18:05", "at 8:00", "118:00", "18:000", "6 am", "in 18 days", "6"]
)
def test_other_numbers_are_not_the_end(text: str) -> None:
    assert not says_end(text, SIX)


@settings(max_examples=25)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_can_be_told_and_said(what: str, where: str) -> None:
    said = queries.sayable_line(what=what, where=where, say="", ends_at=SIX, now=NOON)
    assert len(said) <= 500
    assert "18:00" in said
