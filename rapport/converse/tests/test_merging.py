"""Two conversations of a person made one, parted again, parted from a turn on; and one live one whatever happens at once."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from rapport.channels.contract import Author, Page
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.errors import CannotAnswer, CannotMerge, NoSuchCase
from rapport.converse.models import Conversation, Turn, Watch
from rapport.converse.testing import SmallWorld
from rapport.ledger.testing import facts
from rapport.listen.actions import receive
from rapport.listen.models import Message
from rapport.understand.actions import understand
from rapport.workspace.models import Brand, Member
from rapport.workspace.retention import sweep_all


@pytest.fixture
def echo():
    with EchoNetwork() as network:
        yield network


@pytest.fixture
def world(echo: EchoNetwork, brand: Brand) -> SmallWorld:
    return SmallWorld(brand)


@pytest.fixture
def two(world: SmallWorld, alice: Member) -> tuple[Conversation, Conversation]:
    """Kajsa's: one that was resolved long ago, with a note, and one that waits."""
    world.says("Where is my refund?", who="kajsa", key="k-1")
    first = world.conversation("kajsa")
    actions.note(first.pk, "The bank says Friday.", by=alice, now=world.now)
    actions.resolve(first.pk, reason="answered", by=alice, now=world.now)
    world.passes(minutes=60 * 24 * 5)
    world.says("Is the 07:12 cancelled?", who="kajsa", key="k-2")
    return first, world.conversation("kajsa")


def said_in(conversation: Conversation) -> list[str]:
    turns = Turn.objects.filter(conversation=conversation).order_by("at")
    return list(turns.values_list("message__remote_key", flat=True))


def work(conversation: Conversation) -> dict[str, object]:
    found = Conversation.objects.filter(pk=conversation.pk).values().get()
    return {
        k: v
        for k, v in found.items()
        if k not in ("version", "changed_at", "priority", "priority_parts")
    }


@pytest.mark.django_db
def test_two_become_one_that_waits_and_undo_parts_them_as_they_were(
    world: SmallWorld, two: tuple[Conversation, Conversation], alice: Member
) -> None:
    first, second = two
    before = [work(first), work(second)]
    merging = actions.merge(second.pk, first.pk, by=alice, now=world.now)
    assert said_in(second) == ["k-1", "k-2"]
    page = queries.conversation_page(alice, second.pk, now=world.now)
    assert [t.text for t in page.turns if t.kind == "note"] == ["The bank says Friday."]
    assert page.status == "open"
    assert queries.conversation_page(alice, first.pk, now=world.now).merged_into_id == second.pk
    assert [row.id for row in queries.inbox(alice)] == [second.pk]
    assert facts("converse.conversations_merged")[-1]["merging_id"] == merging.pk
    assert actions.undo_merge(merging.pk, by=alice, now=world.now)
    assert [work(first), work(second)] == before
    assert (said_in(first), said_in(second)) == (["k-1"], ["k-2"])
    assert not actions.undo_merge(merging.pk, by=alice, now=world.now)


@pytest.mark.django_db
def test_the_living_one_merged_into_the_past_one_lives_on_there(
    world: SmallWorld, two: tuple[Conversation, Conversation], alice: Member
) -> None:
    first, second = two
    merging = actions.merge(first.pk, second.pk, by=alice, now=world.now)
    first.refresh_from_db()
    assert first.status == "open"
    assert first.waiting_since is not None
    world.passes(minutes=5)
    world.says("And tomorrow?", who="kajsa", key="k-3", under="k-2")
    assert said_in(first) == ["k-1", "k-2", "k-3"]
    assert actions.undo_merge(merging.pk, by=alice, now=world.now)
    live = Conversation.objects.filter(status__in=["open", "waiting", "quiet"])
    assert [one.pk for one in live] == [first.pk]
    assert said_in(second) == ["k-2"]


@pytest.mark.django_db
def test_parting_leaves_the_conversation_alone_that_was_begun_since(
    world: SmallWorld, two: tuple[Conversation, Conversation], alice: Member
) -> None:
    first, second = two
    merging = actions.merge(first.pk, second.pk, by=alice, now=world.now)
    actions.resolve(first.pk, by=alice, now=world.now)
    world.passes(minutes=60 * 24 * 5)
    world.says("Where is my bag?", who="kajsa", key="k-3")
    third = world.conversation("kajsa")
    assert actions.undo_merge(merging.pk, by=alice, now=world.now)
    live = Conversation.objects.filter(status__in=["open", "waiting", "quiet"])
    assert [one.pk for one in live] == [third.pk]
    assert said_in(second) == ["k-2"]


@pytest.mark.django_db
def test_what_became_part_of_another_is_answered_there_only(
    world: SmallWorld, two: tuple[Conversation, Conversation], alice: Member
) -> None:
    first, second = two
    actions.merge(first.pk, second.pk, by=alice, now=world.now)
    with pytest.raises(CannotAnswer, match="part of another"):
        actions.reply(second.pk, "It runs.", by=alice, now=world.now)
    assert actions.reply(first.pk, "It runs.", by=alice, now=world.now)


@pytest.mark.django_db
def test_from_a_turn_on_it_is_a_conversation_of_its_own(world: SmallWorld, alice: Member) -> None:
    for number in range(3):
        world.says(f"Question {number}, where is it?", who="kajsa", key=f"k-{number}")
        world.passes(minutes=1)
    found = world.conversation("kajsa")
    from_here = Message.objects.get(identity__remote_key="k-1")
    fresh = Conversation.objects.get(
        pk=actions.split(found.pk, from_here.pk, by=alice, now=world.now)
    )
    found.refresh_from_db()
    assert (said_in(found), said_in(fresh)) == (["k-0"], ["k-1", "k-2"])
    assert (found.status, fresh.status) == ("resolved", "open")
    first = Message.objects.get(identity__remote_key="k-0")
    with pytest.raises(CannotMerge):
        actions.split(found.pk, first.pk, by=alice, now=world.now)
    with pytest.raises(CannotMerge):
        actions.split(found.pk, from_here.pk, by=alice, now=world.now)
    merging = actions.merge(fresh.pk, found.pk, by=alice, now=world.now)
    assert said_in(merging.into) == ["k-0", "k-1", "k-2"]


@pytest.mark.django_db
def test_labels_and_watchers_follow_a_split_and_the_case_is_named(
    world: SmallWorld, alice: Member, bob: Member, lena: Member
) -> None:
    refund = actions.add_label("Refund", by=lena)
    for number in range(2):
        world.says(f"Question {number}, where is it?", who="kajsa", key=f"k-{number}")
        world.passes(minutes=1)
    found = world.conversation("kajsa")
    actions.label(found.pk, refund.pk, by=alice, now=world.now)
    actions.watch(found.pk, by=bob, now=world.now)
    actions.set_case(found.pk, number="INC-42", url="", by=alice, now=world.now)
    from_here = Message.objects.get(identity__remote_key="k-1")
    fresh = actions.split(found.pk, from_here.pk, by=alice, now=world.now)
    for pk in (found.pk, fresh):
        page = queries.conversation_page(bob, pk, now=world.now)
        assert [label.name for label in page.labels] == ["Refund"]
        assert Watch.objects.filter(conversation=pk, member=bob).exists()
    assert (page.case_number, page.split_from_id, page.split_from_case) == ("", found.pk, "INC-42")
    first = queries.conversation_page(bob, found.pk, now=world.now)
    assert (first.case_number, first.split_from_id) == ("INC-42", None)


@pytest.mark.django_db
def test_two_people_are_never_one(world: SmallWorld, alice: Member) -> None:
    world.says("Where is my refund?", who="kajsa")
    world.says("Where is my bag?", who="pelle")
    one, other = world.conversation("kajsa"), world.conversation("pelle")
    with pytest.raises(CannotMerge):
        actions.merge(one.pk, other.pk, by=alice, now=world.now)
    with pytest.raises(CannotMerge):
        actions.merge(one.pk, one.pk, by=alice, now=world.now)


@pytest.mark.django_db(transaction=True)
def test_two_messages_200_ms_apart_taken_in_at_once_make_one_conversation(
    world: SmallWorld,
) -> None:
    """Two workers, two transactions, at the same time."""
    posts = [
        world.post(
            f"Hello {number}, where is my refund?",
            author=Author(remote_id="echo:kajsa", handle="kajsa", name="Kajsa"),
            at=world.now + timedelta(milliseconds=200 * number),
            key=f"k-{number}",
            to_us=True,
        )
        for number in range(2)
    ]
    ids = []
    for post in posts:
        receive(world.account, Page(posts=(post,)), now=world.now)
        ids.append(Message.objects.get(identity__remote_key=post.key).pk)
    for pk in ids:
        understand(
            world.account.pk, new_ids=[pk], edited_ids=[], deleted_ids=[], import_run_id=None,
            now=world.now,
        )  # fmt: skip
    both = threading.Barrier(2, timeout=20)
    wrong: list[BaseException] = []

    def take(message_id: int) -> None:
        try:
            both.wait()
            actions.take_in(world.account.pk, message_ids=[message_id], now=world.now)
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(pk,)) for pk in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert wrong == []
    assert Conversation.objects.count() == 1
    assert Turn.objects.count() == 2


@pytest.mark.django_db
def test_a_case_number_is_set_found_and_taken_away(world: SmallWorld, alice: Member) -> None:
    world.says("Where is my refund?", who="kajsa")
    found = world.conversation("kajsa")
    url = "https://desk.example/c/1204"
    actions.set_case(found.pk, number=" CS-1204 ", url=url, by=alice, now=world.now)
    page = queries.conversation_page(alice, found.pk, now=world.now)
    assert (page.case_number, page.case_url) == ("CS-1204", url)
    (row,) = queries.search(alice, "case:cs-1204", now=world.now).rows
    assert row.id == found.pk
    assert queries.search(alice, "case:cs-12", now=world.now).rows == ()
    actions.set_case(found.pk, number="", by=alice, now=world.now)
    assert queries.search(alice, "case:cs-1204", now=world.now).rows == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "desk.example", "https://", "http://[", "ftp://x"]
)
def test_an_address_that_leads_nowhere_is_refused(
    world: SmallWorld, alice: Member, url: str
) -> None:
    world.says("Where is my refund?", who="kajsa")
    with pytest.raises(NoSuchCase):
        actions.set_case(
            world.conversation("kajsa").pk, number="1", url=url, by=alice, now=world.now
        )


@pytest.mark.django_db
def test_a_file_sets_what_can_be_read_and_tells_the_lines_of_the_rest(world: SmallWorld) -> None:
    world.says("Where is my refund?", who="kajsa")
    found = world.conversation("kajsa")
    rows = [
        {"conversation": f"#{found.pk}", "case_number": "CS-1", "case_url": ""},
        {"conversation": "x", "case_number": "CS-2", "case_url": None},
        {"conversation": "999999", "case_number": "CS-3", "case_url": ""},
    ]
    read = actions.set_cases(rows, now=world.now)
    assert read.set == 1
    assert [line for line, _ in read.wrong] == [3, 4]
    found.refresh_from_db()
    assert found.case_number == "CS-1"


def test_what_became_part_of_another_is_let_go_in_its_time_and_the_other_stays(
    world: SmallWorld, two: tuple[Conversation, Conversation], alice: Member
) -> None:
    first, second = two
    merging = actions.merge(second.pk, first.pk, by=alice, now=world.now)
    world.passes(minutes=60 * 24 * 400)
    sweep_all(world.now)
    assert Conversation.objects.filter(pk=first.pk).exists()
    world.passes(minutes=60 * 24 * 400)
    world.says("One more thing", who="kajsa", key="k-3")
    sweep_all(world.now)
    assert not Conversation.objects.filter(pk=first.pk).exists()
    page = queries.conversation_page(alice, second.pk, now=world.now)
    assert page.turns[-1].text == "One more thing"
    assert not actions.undo_merge(merging.pk, by=alice, now=world.now)
