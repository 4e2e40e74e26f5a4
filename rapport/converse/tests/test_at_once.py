"""Somebody acts while messages are taken in: neither undoes what the other did."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import connection, transaction

from rapport.channels.contract import Author, Page
from rapport.channels.models import Delivery
from rapport.converse import actions
from rapport.converse.errors import CannotAnswer
from rapport.converse.models import Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.locks import in_turn
from rapport.listen.actions import receive
from rapport.listen.models import Message
from rapport.understand.actions import understand
from rapport.workspace import actions as workspace
from rapport.workspace.models import Member

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def meanwhile(
    act: Callable[[], object], *, then: Callable[[], object] = lambda: None
) -> Iterator[None]:
    """What stands in the block is done and not committed when `act` begins in another transaction, and waits for it.

    `then` is done last in the first of the two.
    """
    wrong: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=run)
    with transaction.atomic():
        yield
        other.start()
        while other.is_alive() and not _somebody_waits():
            other.join(0.01)
        then()
    other.join(timeout=30)
    assert wrong == []


def _somebody_waits() -> bool:
    """For this very transaction: others, of other workers of the tests too, may wait for theirs."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks"
            " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"
        )
        return bool(cursor.fetchone()[0])  # type: ignore[index]


def understood(world: SmallWorld, text: str) -> Message:
    """Heard and read, and not taken in yet."""
    post = world.post(text, author=Author(remote_id="echo:kajsa", handle="kajsa"), to_us=True)
    receive(world.account, Page(posts=(post,)), now=world.now)
    found = Message.objects.get(identity__remote_key=post.key)
    understand(
        world.account.pk, new_ids=[found.pk], edited_ids=[], deleted_ids=[], import_run_id=None,
        now=world.now,
    )  # fmt: skip
    return found


def who_writes_again(world: SmallWorld) -> tuple[int, Message]:
    """A conversation, and what its customer says half an hour later: understood, and not taken in yet."""
    world.says("Where is my refund?")
    pk = world.conversation().pk
    world.passes(minutes=30)
    return pk, understood(world, "And where is my bag?")


def test_what_is_resolved_while_they_write_begins_anew_with_what_they_wrote(
    world: SmallWorld, alice: Member
) -> None:
    pk, later = who_writes_again(world)
    take_in = partial(actions.take_in, world.account.pk, message_ids=[later.pk], now=world.now)
    with meanwhile(take_in):
        actions.resolve(pk, by=alice, now=world.now)
    found = world.conversation()
    assert (found.pk, found.status) == (pk, "open")
    assert found.waiting_since == later.created_at


def test_whoever_is_given_it_while_a_message_is_judged_again_keeps_it(
    world: SmallWorld, alice: Member
) -> None:
    heard = world.says("Where is my refund?")
    pk = world.conversation().pk
    look_again = partial(
        actions.take_in, world.account.pk, message_ids=[], again_ids=[heard.pk], now=world.now
    )
    with meanwhile(look_again):
        actions.assign(pk, to=alice, by=alice, now=world.now)
    assert world.conversation().assignee == alice


def test_what_somebody_took_at_the_end_of_a_shift_stays_theirs(
    world: SmallWorld, alice: Member, bob: Member, lena: Member, olivia: Member
) -> None:
    care = workspace.add_team("Care", members=[alice, bob], by=olivia)
    for member, starts, ends in ((alice, "6", "18"), (lena, "18", "2")):
        workspace.add_weekly_shifts(
            member, weekdays=range(7), starts=starts, ends=ends, team=care, leads=member is lena, by=lena
        )  # fmt: skip
    world.says("Where is my refund?")
    pk = world.conversation().pk
    actions.assign(pk, to=alice, by=alice, now=world.now)
    actions.end_shifts(now=world.now)
    after = world.passes(minutes=8 * 60)
    with meanwhile(partial(actions.end_shifts, now=after)):
        actions.assign(pk, to=bob, by=bob, now=after)
    assert world.conversation().assignee == bob


def test_of_two_who_claim_in_the_same_moment_the_second_is_told_of_the_first(
    world: SmallWorld, alice: Member, bob: Member
) -> None:
    world.says("Where is my refund?")
    pk = world.conversation().pk
    told: list[actions.Claim] = []
    with meanwhile(lambda: told.append(actions.claim(pk, by=bob, now=world.now))):
        assert actions.claim(pk, by=alice, now=world.now).granted
    assert [(one.granted, one.holder_name) for one in told] == [(False, alice.name)]
    assert world.conversation().claimed_by == alice


def test_who_waits_for_a_conversation_answers_what_was_said_meanwhile(
    world: SmallWorld, alice: Member
) -> None:
    pk, later = who_writes_again(world)

    def answer() -> None:
        actions.reply(pk, "Both are on their way.", by=alice, now=world.now)

    with meanwhile(answer):
        actions.take_in(world.account.pk, message_ids=[later.pk], now=world.now)
    assert Delivery.objects.get().reply_to_key == later.identity.remote_key


def test_merging_and_taking_in_never_wait_for_each_other(world: SmallWorld, alice: Member) -> None:
    world.says("Where is my refund?")
    first = world.conversation().pk
    actions.resolve(first, by=alice, now=world.now)
    world.passes(minutes=60 * 24 * 5)
    world.says("Is the 07:12 cancelled?")
    second = world.conversation().pk
    merge = partial(actions.merge, second, first, by=alice, now=world.now)
    # As `take_in` does: the account's turn, then its conversations.
    with meanwhile(
        merge, then=partial(actions.note, second, "Five past.", by=alice, now=world.now)
    ):
        in_turn(f"converse:{world.account.pk}")
    assert Conversation.objects.get(pk=first).merged_into_id == second


def two_resolved(world: SmallWorld, alice: Member) -> tuple[int, int]:
    """Both of one person and account, the older one first."""
    world.says("Where is my refund?")
    older = world.conversation().pk
    actions.resolve(older, by=alice, now=world.now)
    world.passes(minutes=60 * 24 * 5)
    world.says("Is the 07:12 cancelled?")
    return older, world.conversation().pk


def live_ones() -> list[int]:
    live = Conversation.objects.filter(status__in=["open", "waiting", "quiet"])
    return list(live.values_list("pk", flat=True))


def test_of_two_who_reopen_a_persons_conversations_at_once_the_second_is_told_to_go_on_in_the_other(
    world: SmallWorld, alice: Member
) -> None:
    older, newer = two_resolved(world, alice)
    actions.resolve(newer, by=alice, now=world.now)
    before = Conversation.objects.values().get(pk=older)

    def reopen_the_older() -> None:
        with pytest.raises(CannotAnswer, match="newer conversation"):
            actions.reopen(older, by=alice, now=world.now)

    with meanwhile(reopen_the_older):
        actions.reopen(newer, by=alice, now=world.now)
    assert live_ones() == [newer]
    assert Conversation.objects.values().get(pk=older) == before


def test_undoing_a_resolve_while_the_persons_other_conversation_is_reopened_leaves_that_one(
    world: SmallWorld, alice: Member
) -> None:
    older, newer = two_resolved(world, alice)
    act = actions.resolve_many([newer], by=alice, now=world.now)
    assert act is not None
    put_back: list[int] = []

    def undo() -> None:
        put_back.append(actions.undo_many(act.pk, by=alice, now=world.now))

    with meanwhile(undo):
        actions.reopen(older, by=alice, now=world.now)
    assert put_back == [0]
    assert live_ones() == [older]


def test_no_version_comes_twice_when_priorities_move_while_somebody_acts(
    world: SmallWorld, alice: Member
) -> None:
    """A page that holds a version never asks for that version again."""
    world.says("Where is my refund?")
    found = world.conversation()
    Conversation.objects.update(priority=1, priority_parts=[{"code": "of old", "points": 1}])
    with meanwhile(partial(actions.weigh_all, now=world.now)):
        actions.note(found.pk, "The bank says Friday.", by=alice, now=world.now)
        actions.note(found.pk, "They called back.", by=alice, now=world.now)
    assert world.conversation().version > found.version + 2
