"""Bringing into the Inbox what was heard elsewhere: once, with its clocks, and answered by an account that can."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection

from rapport.channels.actions import keep_account
from rapport.channels.contract import (
    AccountInfo,
    Author,
    InboundPost,
    Page,
)
from rapport.channels.models import Account
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.errors import CannotAnswer, CannotBringIn
from rapport.converse.models import Conversation, Turn
from rapport.converse.testing import listening_to_echo
from rapport.ledger.models import TimelineEntry
from rapport.ledger.testing import run_jobs
from rapport.listen.actions import keep_query, receive
from rapport.listen.models import Message
from rapport.people.actions import erase_person
from rapport.workspace.actions import add_brand, set_read_only
from rapport.workspace.errors import NotAllowed
from rapport.workspace.models import Brand, Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
Status = Conversation.Status
HELP = "Stranded at the harbour, how do we get home tonight?"
WROTE, NOW = NOON, NOON + timedelta(hours=2)


@pytest.fixture
def place(brand: Brand, alice: Member) -> Iterator[Account]:
    keep_query("harbour", name="Harbour", brand=brand, by=alice, now=NOON)
    with EchoNetwork(starts_at=NOON), listening_to_echo(brand) as found:
        yield found


def connect_echo(brand: Brand, *, handle: str = "haldenrail") -> Account:
    info = AccountInfo(remote_id=f"echo:{handle}", handle=handle)
    return keep_account(
        brand, network="echo", info=info, settings={}, secrets={}, by=None, now=NOON
    )


def said(
    account: Account,
    text: str = HELP,
    *,
    key: str = "a",
    by: str = "ben",
    under: str = "",
    at: datetime = WROTE,
    now: datetime = NOW,
    to_us: bool = False,
) -> Message:
    post = InboundPost(
        key=key,
        author=Author(remote_id=f"echo:{by}", handle=by, name=by.title()),
        text=text,
        created_at=at,
        kind="reply" if under else "post",
        parent_key=under,
        root_key=under,
        to_us=to_us,
    )
    receive(account, Page(posts=(post,)), now=now)
    run_jobs()
    return Message.objects.get(remote_key=key)


def brought(message: Message, by: Member, *, now: datetime = NOW) -> Conversation:
    pk = actions.bring_in(message.pk, by=by, now=now)
    return Conversation.objects.select_related("account").get(pk=pk)


def test_it_waits_since_it_was_written_and_we_owe_from_when_it_came(
    place: Account, brand: Brand, alice: Member
) -> None:
    account = connect_echo(brand)
    message = said(place)
    assert not Conversation.objects.exists()
    conversation = brought(message, alice)
    assert (conversation.status, conversation.account) == (Status.OPEN, account)
    assert conversation.assignee is None
    assert conversation.waiting_since == WROTE
    assert conversation.acknowledge_due_at == NOW + timedelta(minutes=15)
    assert conversation.answer_due_at == NOW + timedelta(minutes=60)
    page = queries.conversation_page(alice, conversation.pk, now=NOW)
    assert [clock.target_minutes for clock in page.clocks] == [15, 60]
    assert [row.say for row in queries.inbox(alice)] == [HELP]
    assert [row.network_name for row in queries.inbox(alice)] == ["Echo"]


def test_the_timeline_says_who_brought_it_and_what_heard_it(
    place: Account, brand: Brand, alice: Member
) -> None:
    connect_echo(brand)
    conversation = brought(said(place), alice)
    page = queries.conversation_page(alice, conversation.pk, now=NOW)
    events = [(turn.text, turn.who) for turn in page.turns if turn.kind == "event"]
    assert events == [("brought:Harbour", str(alice.pk))]
    kinds = set(TimelineEntry.objects.values_list("fact__kind", flat=True))
    assert {"converse.mention_brought_in", "converse.conversations_opened"} <= kinds


def test_pressing_twice_gives_one_conversation(
    place: Account, brand: Brand, alice: Member, bob: Member
) -> None:
    connect_echo(brand)
    message = said(place)
    first, second = brought(message, alice), brought(message, bob, now=NOW + timedelta(minutes=5))
    assert first == second
    assert (Conversation.objects.count(), Turn.objects.count()) == (1, 1)
    assert second.acknowledge_due_at == NOW + timedelta(minutes=15)


def test_praise_brought_in_wants_a_sign_and_no_more(
    place: Account, brand: Brand, alice: Member
) -> None:
    connect_echo(brand)
    message = said(place, "Thank you to the lovely crew at the harbour")
    conversation = brought(message, alice)
    assert conversation.status == Status.OPEN
    assert conversation.acknowledge_due_at is not None
    assert conversation.answer_due_at is None


def test_what_asks_for_nothing_waits_all_the_same_by_the_word_of_who_brought_it(
    place: Account, brand: Brand, alice: Member
) -> None:
    connect_echo(brand)
    message = said(place, "The 18:40 at the harbour, seen from my window")
    conversation = brought(message, alice)
    assert conversation.status == Status.OPEN
    said(place, "The 18:40 at the harbour, seen from the pier", now=NOW + timedelta(minutes=1))
    conversation.refresh_from_db()
    assert conversation.status == Status.OPEN


def test_what_its_writer_takes_back_waits_no_more(
    place: Account, brand: Brand, alice: Member
) -> None:
    connect_echo(brand)
    conversation = brought(said(place), alice)
    receive(place, Page(posts=(InboundPost(key="a", deleted=True),)), now=NOW)
    run_jobs()
    conversation.refresh_from_db()
    assert conversation.status == Status.QUIET


def test_it_joins_the_live_conversation_of_its_writer(
    place: Account, brand: Brand, alice: Member
) -> None:
    account = connect_echo(brand)
    asked = said(account, "Where is my refund?", key="own", at=NOW - timedelta(hours=3), to_us=True)
    before = Conversation.objects.get()
    conversation = brought(said(place), alice)
    assert conversation == before
    assert set(conversation.turns.values_list("message__remote_key", flat=True)) == {"own", "a"}
    # What waited first keeps its clocks, and is what is answered.
    assert conversation.waiting_since == asked.created_at
    assert conversation.answer_due_at == before.answer_due_at
    assert conversation.last_customer_message == asked


def test_what_they_say_on_in_the_same_thread_joins_in_and_other_talk_does_not(
    place: Account, brand: Brand, alice: Member
) -> None:
    connect_echo(brand)
    conversation = brought(said(place), alice)
    said(place, "Nobody at the harbour answers?", key="b", under="a", at=NOW)
    said(place, "Same at the harbour!", key="c", by="cleo", under="a", at=NOW)
    said(place, "Which harbour has the best ice cream?", key="d", at=NOW)
    keys = set(conversation.turns.values_list("message__remote_key", flat=True))
    assert keys == {"a", "b"}
    conversation.refresh_from_db()
    assert conversation.last_customer_message is not None
    assert conversation.last_customer_message.remote_key == "b"


def test_our_answer_leaves_from_our_account_and_stops_the_clocks(
    place: Account, brand: Brand, alice: Member
) -> None:
    account = connect_echo(brand)
    conversation = brought(said(place), alice)
    page = queries.conversation_page(alice, conversation.pk, now=NOW)
    assert (page.can_answer, page.answers_as, page.text_length) == (True, "haldenrail", 300)
    delivery = actions.reply(conversation.pk, "The last boat is at nine.", by=alice, now=NOW)
    assert (delivery.account, delivery.reply_to_key) == (account, "a")


def test_without_an_account_that_answers_there_it_can_be_noted_and_resolved(
    place: Account, brand: Brand, alice: Member
) -> None:
    conversation = brought(said(place), alice)
    assert conversation.account == place
    page = queries.conversation_page(alice, conversation.pk, now=NOW)
    assert (page.can_answer, page.answers_as, page.connects) == (False, "", "echo")
    assert page.cannot_answer_because == f"{brand.name} has no account that can answer on Echo."
    with pytest.raises(CannotAnswer, match="Connect one"):
        actions.reply(conversation.pk, "The last boat is at nine.", by=alice, now=NOW)
    actions.note(conversation.pk, "Told them on the pier.", by=alice, now=NOW)
    actions.resolve(conversation.pk, by=alice, now=NOW)
    conversation.refresh_from_db()
    assert conversation.status == Status.RESOLVED


def test_once_an_account_is_connected_it_answers_what_came_before(
    place: Account, brand: Brand, alice: Member
) -> None:
    conversation = brought(said(place), alice)
    account = connect_echo(brand)
    page = queries.conversation_page(alice, conversation.pk, now=NOW)
    assert (page.can_answer, page.answers_as) == (True, "haldenrail")
    delivery = actions.reply(conversation.pk, "The last boat is at nine.", by=alice, now=NOW)
    conversation.refresh_from_db()
    assert delivery.account == conversation.account == account


def test_a_sister_brand_does_not_answer_in_its_place(
    place: Account, brand: Brand, alice: Member
) -> None:
    connect_echo(add_brand("Halden Bus", kind=Brand.Kind.OWN), handle="haldenbus")
    conversation = brought(said(place), alice)
    page = queries.conversation_page(alice, conversation.pk, now=NOW)
    assert (page.can_answer, conversation.account) == (False, place)


def test_an_account_somebody_made_listen_only_answers_nothing(
    place: Account, brand: Brand, alice: Member
) -> None:
    account = connect_echo(brand)
    Account.objects.filter(pk=account.pk).update(rule=Account.Rule.LISTEN)
    assert brought(said(place), alice).account == place


def test_a_read_only_workspace_may_bring_in(
    place: Account, brand: Brand, alice: Member, olivia: Member
) -> None:
    connect_echo(brand)
    set_read_only(True, by=olivia)
    conversation = brought(said(place), alice)
    assert conversation.status == Status.OPEN
    with pytest.raises(CannotAnswer):
        actions.reply(conversation.pk, "The last boat is at nine.", by=alice, now=NOW)


def test_who_may_not_answer_may_not_bring_in(place: Account, brand: Brand, gus: Member) -> None:
    message = said(place)
    with pytest.raises(NotAllowed):
        actions.bring_in(message.pk, by=gus, now=NOW)
    assert not Conversation.objects.exists()


def test_our_own_words_and_what_is_gone_cannot_be_brought_in(
    place: Account, brand: Brand, alice: Member
) -> None:
    ours = said(place, "We are back at the harbour", by="haldenrail")
    connect_echo(brand)
    taken_back = said(place, key="b")
    receive(place, Page(posts=(InboundPost(key="b", deleted=True),)), now=NOW)
    for message_id in (ours.pk, taken_back.pk, 999_999):
        with pytest.raises(CannotBringIn):
            actions.bring_in(message_id, by=alice, now=NOW)


def test_an_erased_person_takes_it_along(
    place: Account, brand: Brand, alice: Member, lena: Member
) -> None:
    connect_echo(brand)
    conversation = brought(said(place), alice)
    erase_person(conversation.person_id, by=lena, now=NOW)
    assert not Conversation.objects.exists()
    assert not Turn.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_make_one_conversation(
    place: Account, brand: Brand, alice: Member, bob: Member
) -> None:
    connect_echo(brand)
    message = said(place)
    together, found = threading.Barrier(2), list[int]()

    def press(member: Member) -> None:
        try:
            together.wait(timeout=10)
            found.append(actions.bring_in(message.pk, by=member, now=NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[member]) for member in (alice, bob)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(found) == 2
    assert len(set(found)) == 1
    assert (Conversation.objects.count(), Turn.objects.count()) == (1, 1)
