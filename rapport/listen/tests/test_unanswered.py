"""Who asked for help where we only listen, and who answered: nobody, a competitor first, or somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection

from rapport.channels.actions import keep_account
from rapport.channels.contract import (
    Ability,
    AccountInfo,
    Author,
    Connector,
    InboundPost,
    Manifest,
    Page,
)
from rapport.channels.models import Account
from rapport.channels.registry import installed_for_test
from rapport.listen import actions, queries, unanswered_queries
from rapport.listen.models import Message
from rapport.understand.models import Reading
from rapport.workspace.actions import add_brand
from rapport.workspace.models import Brand, Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
HALF, NOW = timedelta(minutes=30), NOON + timedelta(hours=3)


class Everywhere(Connector):
    manifest = Manifest(
        slug="everywhere",
        name="Everywhere",
        abilities=frozenset({Ability.STREAM}),
        network="market",
        is_place=True,
    )


@pytest.fixture
def place(brand: Brand, alice: Member) -> Iterator[Account]:
    actions.keep_query("harbour", name="Ours", brand=brand, by=alice, now=NOON)
    with installed_for_test(Everywhere):
        info = AccountInfo(remote_id="everywhere:all", handle="Everywhere")
        yield keep_account(
            brand, network="everywhere", info=info, settings={}, secrets={}, by=None, now=NOON
        )


@pytest.fixture
def fjord() -> Brand:
    """A competitor who speaks as @FjordHelp."""
    fjord = add_brand("Fjord Ferries", kind=Brand.Kind.COMPETITOR)
    actions.keep_list("fjord", authors=["@FjordHelp"], sites=[], brand=fjord, now=NOON)
    return fjord


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def says(
    place: Account, key: str, *, by: str, after: float, under: str = "", **more: object
) -> None:
    author = Author(remote_id=f"sq:{by}", handle=by)
    post = InboundPost(
        key=key,
        author=author,
        text=f"harbour line? says {key}" if not under else f"said {key}",
        created_at=at(after),
        parent_key=under,
        root_key="a" if under else "",
        **more,  # type: ignore[arg-type]
    )
    actions.receive(place, Page(posts=(post,)), now=at(after))


def asks(place: Account, key: str, *, after: float = 0, urgency: int = 10, **more: object) -> None:
    says(place, key, by="kajsa", after=after, **more)
    reads(key, urgency=urgency)


def reads(key: str, *, needs_answer: bool = True, danger: bool = False, urgency: int = 10) -> None:
    Reading.objects.create(
        message=Message.objects.get(remote_key=key),
        language="en",
        language_confidence=1,
        covered=True,
        sentiment="negative",
        probabilities=[1, 0, 0],
        needs_answer=needs_answer,
        needs_answer_confidence=1,
        intent="question",
        danger=danger,
        urgency=urgency,
        gear="rough",
        read_at=NOON,
    )


def open_ones(*, waited: timedelta = HALF, now: datetime = NOW) -> list[str]:
    rivals = queries.rival_handles()
    found = queries.unanswered_elsewhere(rivals, waited=waited, now=now)
    return [m.remote_key for m in queries.most_urgent_first(found)]


def lost_ones() -> list[str]:
    found = queries.answered_by_rivals(queries.rival_handles(), now=NOW)
    return [m.remote_key for m in found]


def test_the_most_urgent_stand_first_and_what_asks_for_nothing_not_at_all(place: Account) -> None:
    asks(place, "a", urgency=10)
    asks(place, "b", after=1, urgency=40)
    says(place, "c", by="ben", after=2)
    reads("c", needs_answer=False, danger=True)
    says(place, "d", by="ben", after=3)
    reads("d", needs_answer=False)
    assert open_ones() == ["c", "b", "a"]


def test_who_has_not_waited_so_long_is_not_shown_yet(place: Account) -> None:
    asks(place, "a")
    assert open_ones(now=at(29)) == []
    assert open_ones(now=at(30)) == ["a"]
    assert open_ones(waited=timedelta(hours=2), now=at(119)) == []
    assert open_ones(now=NOON + timedelta(days=8)) == []


def test_a_word_of_their_own_is_no_answer_and_anybody_elses_to_them_is(place: Account) -> None:
    asks(place, "a")
    says(place, "again", by="kajsa", after=5, under="a")
    assert open_ones() == ["a"]
    says(place, "help", by="ben", after=9, under="again")
    assert open_ones() == []


def test_what_others_tell_each_other_further_down_is_no_answer(place: Account) -> None:
    says(place, "a", by="pia", after=0)
    says(place, "deep", by="kajsa", after=2, under="a")
    reads("deep")
    query = queries.stored_queries().get()
    Message.objects.get(remote_key="deep").mentions.create(query=query, at=at(2))
    says(place, "aside", by="ben", after=3, under="a")
    assert open_ones() == ["deep"]


def test_an_answer_that_was_taken_back_is_none(place: Account) -> None:
    asks(place, "a")
    says(place, "help", by="ben", after=9, under="a")
    taken = InboundPost(key="help", deleted=True)
    actions.receive(place, Page(posts=(taken,)), now=NOW)
    assert open_ones() == ["a"]


def test_what_reached_an_account_of_ours_waits_in_the_inbox(place: Account, brand: Brand) -> None:
    asks(place, "a")
    info = AccountInfo(remote_id="sq:us", handle="us")
    ours = keep_account(
        brand, network="market", info=info, settings={}, secrets={}, by=None, now=NOON
    )
    says(ours, "a", by="kajsa", after=0, to_us=True)
    assert open_ones() == []


def test_a_competitor_who_answers_takes_it_from_the_unanswered_with_the_minutes_it_took(
    place: Account, fjord: Brand
) -> None:
    asks(place, "a")
    says(place, "theirs", by="fjordhelp", after=14.9, under="a")
    assert open_ones() == []
    assert lost_ones() == ["a"]
    rivals = queries.rival_handles()
    (told,) = queries.rival_answers(
        [Message.objects.get(remote_key="a").thread_id], rivals
    ).values()
    assert (told.name, told.minutes) == ("Fjord Ferries", 14)


def test_minutes_run_from_the_first_mention_to_their_first_reply(
    place: Account, fjord: Brand
) -> None:
    says(place, "a", by="fjordhelp", after=0)  # a word of theirs before anybody was mentioned
    Message.objects.get(remote_key="a").mentions.all().delete()
    asks(place, "b", after=10)
    thread = Message.objects.get(remote_key="b").thread_id
    Message.objects.filter(remote_key="a").update(thread_id=thread)
    says(place, "second", by="fjordhelp", after=40, under="b")
    Message.objects.filter(remote_key="second").update(thread_id=thread)
    assert queries.rival_answers([thread], queries.rival_handles())[thread or 0].minutes == 30


def test_where_we_were_first_no_competitor_was(place: Account, fjord: Brand) -> None:
    asks(place, "a")
    says(place, "ours", by="us", after=5, under="a", own=True)
    says(place, "theirs", by="fjordhelp", after=14, under="a")
    assert lost_ones() == []


def test_without_a_list_of_their_accounts_nobody_is_a_competitor(place: Account) -> None:
    add_brand("Fjord Ferries", kind=Brand.Kind.COMPETITOR)
    asks(place, "a")
    says(place, "theirs", by="fjordhelp", after=14, under="a")
    assert queries.rival_handles() == {}
    assert lost_ones() == []


@pytest.mark.parametrize("written", ["@FjordHelp", "fjordhelp", "FJORDHELP", " FjordHélp "])
@pytest.mark.parametrize("spoken", ["FjordHelp", "fjordhelp", "FJÖRDHELP"])
def test_a_competitor_is_known_whatever_the_case_of_their_name(
    place: Account, fjord: Brand, written: str, spoken: str
) -> None:
    actions.keep_list("fjord", authors=[written], sites=[], brand=fjord, now=NOON)
    says(place, "theirs", by=spoken, after=14)
    assert list(queries.rival_handles().values()) == ["Fjord Ferries"]


def test_a_name_that_only_begins_alike_is_no_competitors(place: Account, fjord: Brand) -> None:
    for name in ("fjordhelper", "fjord_help", "myfjordhelp"):
        says(place, name, by=name, after=1)
    assert queries.rival_handles() == {}


def test_competitors_are_found_by_an_index(place: Account, fjord: Brand) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {unanswered_queries._HANDLES}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "people_handle_folded" in plan


def test_a_competitors_own_question_is_no_call_for_help(place: Account, fjord: Brand) -> None:
    says(place, "a", by="fjordhelp", after=0)
    reads("a")
    assert open_ones() == []


def test_nothing_is_read_whole_where_tables_are_large(place: Account, fjord: Brand) -> None:
    asks(place, "a")
    says(place, "theirs", by="fjordhelp", after=14, under="a")
    rivals = queries.rival_handles()
    found = queries.most_urgent_first(queries.unanswered_elsewhere(rivals, waited=HALF, now=NOW))
    with connection.cursor() as cursor:
        # Small tables are read whole; the question is whether the index may serve when they are not.
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = found.explain()
    # Of 100,000 messages, 25,000 of them asking, the first 41 take some 60 ms: by urgency; the latest 3 ms.
    assert "Seq Scan on listen_message" not in plan
