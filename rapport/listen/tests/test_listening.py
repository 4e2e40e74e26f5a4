"""Stored queries: what matches is kept, what does not leaves no trace, and every change takes effect at the next page."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from rapport.channels.actions import keep_account
from rapport.channels.contract import (
    Ability,
    AccountAccess,
    AccountInfo,
    Author,
    Connector,
    InboundPost,
    Manifest,
    Page,
)
from rapport.channels.errors import Refused
from rapport.channels.models import Account
from rapport.channels.registry import installed_for_test
from rapport.ledger.testing import facts, run_jobs
from rapport.listen import actions, queries
from rapport.listen.errors import CannotListen, CannotReadBack
from rapport.listen.matching import LISTENING
from rapport.listen.models import Mention, Message, Query, SearchDocument
from rapport.listen.naming_authors import Naming
from rapport.listen.threads_of_work import in_database
from rapport.people.models import Handle
from rapport.query.errors import QueryError
from rapport.workspace.models import Brand, Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
ANN = Author(remote_id="did:ann", handle="ann", name="Ann")


class Everywhere(Connector):
    """A whole network, listened to without an account. It names people when it is asked for them."""

    manifest = Manifest(
        slug="everywhere",
        name="Everywhere",
        abilities=frozenset({Ability.STREAM, Ability.PAST, Ability.PROFILE}),
        network="market",
        is_place=True,
    )

    async def profile(self, handle: str) -> Author:
        if handle == "did:gone":
            raise Refused("There is nobody of that name.")
        return Author(remote_id=handle, handle=f"{handle[4:]}.example", name="Ann Named")


@pytest.fixture
def place(brand: Brand) -> Iterator[Account]:
    with installed_for_test(Everywhere):
        info = AccountInfo(remote_id="everywhere:all", handle="Everywhere")
        yield keep_account(
            brand, network="everywhere", info=info, settings={}, secrets={}, by=None, now=NOON
        )


def post(key: str, text: str, **changes: object) -> InboundPost:
    given = InboundPost(key=key, author=ANN, text=text, created_at=NOON)
    return replace(given, **changes)  # type: ignore[arg-type]


def listen(text: str, *, by: Member, brand: Brand | None = None, name: str = "Ours") -> Query:
    return actions.keep_query(text, name=name, brand=brand, by=by, now=NOON)


def test_what_matches_is_kept_and_what_does_not_leaves_no_trace(
    place: Account, alice: Member, brand: Brand
) -> None:
    query = listen('harbour AND (late OR "no show")', by=alice, brand=brand)
    page = Page(posts=(post("a", "Harbour line late again"), post("b", "Harbour view, lovely")))
    received = actions.receive(place, page, now=NOON)
    assert (len(received.new_ids), received.passed_by) == (1, 1)
    assert list(Message.objects.values_list("remote_key", flat=True)) == ["a"]
    assert list(Mention.objects.values_list("query_id", "message__remote_key")) == [(query.pk, "a")]
    assert Handle.objects.filter(is_ours=False).count() == 1


def test_a_place_is_no_profile_of_ours_and_sends_nothing(place: Account) -> None:
    assert place.is_place
    assert place.read_only
    assert place.rule == Account.Rule.LISTEN
    assert not Handle.objects.exists()


def test_a_post_heard_by_a_place_and_by_an_account_is_one_message(
    place: Account, alice: Member, brand: Brand
) -> None:
    listen("refund", by=alice)
    info = AccountInfo(remote_id="sq:us", handle="us")
    ours = keep_account(
        brand, network="market", info=info, settings={}, secrets={}, by=None, now=NOON
    )
    first = actions.receive(place, Page(posts=(post("a", "A refund please"),)), now=NOON)
    told = post("a", "A refund please", to_us=True)
    second = actions.receive(ours, Page(posts=(told,)), now=NOON)
    assert second.doubled == 1
    assert Message.objects.count() == 1
    # Only now is it known that it was meant for us, so whoever hears of new messages must hear of it again.
    announced = [f for f in facts("listen.messages_received") if f["account_id"] == ours.pk]
    assert [tuple(f["new_ids"]) for f in announced] == [first.new_ids]


def test_replies_around_a_mention_are_kept_and_strangers_deletions_are_not_looked_for(
    place: Account, alice: Member
) -> None:
    listen("refund", by=alice)
    actions.receive(place, Page(posts=(post("a", "My refund is late"),)), now=NOON)
    page = Page(
        posts=(
            post("b", "Same here", kind="reply", parent_key="a", root_key="a"),
            InboundPost(key="never-heard", deleted=True),
            InboundPost(key="a", deleted=True),
        )
    )
    received = actions.receive(place, page, now=NOON)
    assert set(Message.objects.values_list("remote_key", flat=True)) == {"a", "b"}
    assert len(received.deleted_ids) == 1
    assert not SearchDocument.objects.filter(message__remote_key="a").exists()


def test_an_edit_is_asked_again(place: Account, alice: Member) -> None:
    listen("refund", by=alice)
    actions.receive(place, Page(posts=(post("a", "My refund is late"),)), now=NOON)
    actions.receive(place, Page(posts=(post("a", "Never mind, solved", parent_key=""),)), now=NOON)
    # What we hold is followed, though its new words match nothing.
    assert Message.objects.get().text == "Never mind, solved"
    assert not Mention.objects.exists()


def test_a_change_takes_effect_with_the_next_page(place: Account, alice: Member) -> None:
    query = listen("refund", by=alice)
    actions.keep_query("parcel", name="Ours", query=query, by=alice, now=NOON)
    actions.receive(place, Page(posts=(post("a", "refund"), post("b", "parcel"))), now=NOON)
    assert list(Message.objects.values_list("remote_key", flat=True)) == ["b"]
    actions.set_listening(query.pk, is_listening=False, by=alice, now=NOON)
    actions.receive(place, Page(posts=(post("c", "parcel"),)), now=NOON)
    assert Message.objects.count() == 1
    assert [v.text for v in query.versions.order_by("number")] == ["refund", "parcel"]


def test_a_named_query_is_used_where_it_is_named_and_follows_its_changes(
    place: Account, alice: Member
) -> None:
    terms = listen("harbour", by=alice, name="Brand terms")
    assert terms.handle == "brand_terms"
    trouble = listen("@brand_terms AND late", by=alice, name="Trouble")
    actions.set_listening(terms.pk, is_listening=False, by=alice, now=NOON)
    actions.keep_query(
        "harbour OR hbr", name="Brand terms", query=terms, by=alice, now=NOON, is_listening=False
    )
    actions.receive(place, Page(posts=(post("a", "hbr is late"),)), now=NOON)
    assert list(Mention.objects.values_list("query_id", flat=True)) == [trouble.pk]
    with pytest.raises(CannotListen, match="Trouble"):
        actions.archive_query(terms.pk, by=alice, now=NOON)


def test_a_circle_of_names_changes_nothing(place: Account, alice: Member) -> None:
    first = listen("harbour", by=alice, name="First")
    listen("@first OR late", by=alice, name="Second")
    with pytest.raises((QueryError, CannotListen)):
        actions.keep_query("@second", name="First", query=first, by=alice, now=NOON)


@pytest.mark.parametrize("text", ["-harbour", "language:en", "sentiment:negative harbour", ""])
def test_what_cannot_be_listened_with_is_refused_with_a_remedy(alice: Member, text: str) -> None:
    with pytest.raises((QueryError, CannotListen)):
        listen(text, by=alice)
    assert not Query.objects.exists()


def test_a_list_of_authors_is_used_by_its_name(place: Account, alice: Member) -> None:
    actions.keep_list("Press", authors=["@ann", ""], sites=["example.org"], now=NOON)
    listen("harbour list:press", by=alice, name="Press")
    listen("harbour -list:press", by=alice, name="Others")
    bea = Author(remote_id="did:bea", handle="bea")
    page = Page(posts=(post("a", "harbour"), post("b", "harbour", author=bea)))
    actions.receive(place, page, now=NOON)
    found = set(Mention.objects.values_list("query__name", "message__remote_key"))
    assert found == {("Press", "a"), ("Others", "b")}
    with pytest.raises(CannotListen, match="uses list:press"):
        actions.drop_list("press", now=NOON)


def test_a_new_query_finds_what_is_stored_already(place: Account, alice: Member) -> None:
    listen("harbour", by=alice, name="All")
    posts = (post("a", "Harbour line is late"), post("b", "Harbour café"), post("c", "harbours"))
    actions.receive(place, Page(posts=posts), now=NOON)
    late = listen('"line is" harbour', by=alice, name="Late")
    assert actions.listen_again_to_the_past(late.pk, now=NOON) == 1
    assert actions.listen_again_to_the_past(late.pk, now=NOON) == 1
    assert [m.message.remote_key for m in Mention.objects.filter(query=late)] == ["a"]


def test_a_past_is_read_back_with_its_progress_and_never_moves_the_cursor(
    place: Account, alice: Member
) -> None:
    listen("harbour", by=alice)
    since = NOON - timedelta(hours=24)
    begun = actions.begin_backfill(place, since=since, until=NOON, by=alice, now=NOON)
    assert actions.take_backfills([place.pk], now=NOON) == [begun.pk]
    assert actions.take_backfills([place.pk], now=NOON) == []
    page = Page(
        posts=(post("a", "harbour"), post("b", "nothing")),
        cursor="page-2",
        reached_at=since + timedelta(hours=3, minutes=10),
        more=True,
    )
    actions.receive_past(begun, page, now=NOON)
    begun.refresh_from_db()
    assert (begun.hours_done, begun.hours, begun.kept, begun.heard) == (3, 24, 1, 2)
    assert begun.cursor == "page-2"
    place.refresh_from_db()
    assert place.cursor == ""
    assert actions.pause_backfill(begun.pk, now=NOON)
    assert actions.take_backfills([place.pk], now=NOON) == []
    assert actions.go_on_backfill(begun.pk, now=NOON)
    # A reader that fell silent is followed by another.
    actions.take_backfills([place.pk], now=NOON)
    assert actions.take_backfills([place.pk], now=NOON + timedelta(seconds=30)) == [begun.pk]
    assert actions.finish_backfill(begun.pk, now=NOON)
    assert not actions.finish_backfill(begun.pk, now=NOON)


def test_what_gives_no_past_says_so(brand: Brand, alice: Member) -> None:
    info = AccountInfo(remote_id="sq:us", handle="us")
    ours = keep_account(
        brand, network="file", info=info, settings={}, secrets={}, by=None, now=NOON
    )
    with pytest.raises(CannotReadBack, match="gives no past"):
        actions.begin_backfill(ours, since=NOON, until=NOON, by=alice, now=NOON)


def test_places_are_asked_for_the_words_that_queries_need(alice: Member) -> None:
    listen("harbour AND (late OR cancelled)", by=alice, name="One")
    listen('"river cafe" OR bistro', by=alice, name="Two")
    words = set(LISTENING.terms())
    assert "harbour" in words or {"late", "cancelled"} <= words
    assert "bistro" in words


def test_what_a_query_would_find_is_seen_before_it_listens(place: Account, alice: Member) -> None:
    listen("harbour", by=alice, name="All")
    posts = (post("a", "Harbour line is late"), post("b", "Harbour café"), post("c", "harbours"))
    actions.receive(place, Page(posts=posts), now=NOON)
    run_jobs()
    tried = queries.dry_run("harbour AND (late OR café OR zeppelin)", now=NOON)
    assert tried.count == 2
    assert {row.text for row in tried.sample} == {"Harbour line is late", "Harbour café"}
    assert dict(tried.contributions)["harbour"] == 2
    assert dict(tried.contributions)["zeppelin"] == 0
    assert "harbour" in tried.words


@pytest.mark.django_db(transaction=True)
async def test_those_whose_words_are_kept_get_their_names(place: Account, alice: Member) -> None:
    def hear() -> tuple[int, ...]:
        listen("harbour", by=alice)
        numbers = [Author(remote_id=f"did:{who}", handle=f"did:{who}") for who in ("ann", "gone")]
        posts = tuple(post(a.remote_id, "harbour", author=a) for a in numbers)
        return actions.receive(place, Page(posts=posts), now=NOON).new_ids

    new_ids = await in_database(hear)
    naming = Naming(place, Everywhere(AccountAccess(1, "everywhere", "", "", {}, {})))
    naming.ask_for(new_ids)
    await asyncio.wait_for(naming._task, 20)
    names = await in_database(lambda: dict(Handle.objects.values_list("remote_id", "name")))
    assert names == {"did:ann": "ann.example", "did:gone": ""}
    await naming.aclose()


def test_counts_are_told_anew_the_sooner_the_younger_a_message_is(
    place: Account, alice: Member
) -> None:
    listen("harbour", by=alice)
    old = post("old", "harbour", created_at=NOON - timedelta(days=6))
    actions.receive(place, Page(posts=(post("a", "harbour"), post("b", "harbour"), old)), now=NOON)
    later = NOON + timedelta(minutes=6)
    due = queries.to_recount("market", now=later)
    assert [m.remote_key for m in due] == ["a", "b"]
    told = {"a": {"likes": 40, "shares": 2, "strange": 9}}
    assert actions.note_counts("market", ["a", "b"], told, now=later) == 1
    first = Message.objects.get(remote_key="a")
    assert first.counts == {"likes": 40, "shares": 2}
    assert first.recount_at == later + timedelta(minutes=5)
    # The network was silent about it: gone, or hidden.
    assert Message.objects.get(remote_key="b").recount_at is None
    assert actions.next_recount(NOON - timedelta(days=8), now=NOON) is None
    actions.note_counts("market", ["a"], {}, now=later, again_after=timedelta(minutes=10))
    assert Message.objects.get(remote_key="a").counts == {"likes": 40, "shares": 2}
