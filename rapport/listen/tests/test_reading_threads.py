"""The public thread around a mention is read from its network once, kept whole, and read again while it is young."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

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
from rapport.channels.errors import Refused, RetryLater
from rapport.channels.models import Account
from rapport.channels.registry import installed_for_test
from rapport.channels.testing.echo import EchoNetwork
from rapport.converse.models import Conversation
from rapport.ledger.testing import run_jobs
from rapport.listen import actions, queries, reading_threads
from rapport.listen.actions import due_threads, next_reading
from rapport.listen.actions.threads import SCHEDULE
from rapport.listen.models import Mention, Message, ThreadReading
from rapport.listen.reading_threads import around, read_threads
from rapport.understand.models import Reading
from rapport.workspace.models import Brand, Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
ANN = Author(remote_id="did:ann", handle="ann", name="Ann")
BEN = Author(remote_id="did:ben", handle="ben", name="Ben")


def post(key: str, text: str, *, under: str = "", by: Author = ANN) -> InboundPost:
    return InboundPost(
        key=key,
        author=by,
        text=text,
        created_at=NOON,
        parent_key=under,
        kind="reply" if under else "post",
    )


class Square(Connector):
    """A place that tells what stands above a reply by its parent only, and is asked for words."""

    manifest = Manifest(
        slug="market",
        name="Square",
        abilities=frozenset({Ability.FETCH, Ability.THREAD}),
        is_place=True,
    )
    posts: ClassVar[list[InboundPost]] = []
    fault: ClassVar[Exception | None] = None
    asked: ClassVar[list[str]] = []

    async def thread(self, key: str) -> Sequence[InboundPost]:
        self.asked.append(key)
        if self.fault is not None:
            raise self.fault
        return list(self.posts)


@pytest.fixture
def place(brand: Brand, alice: Member) -> Iterator[Account]:
    Square.fault, Square.asked, Square.posts = None, [], []
    actions.keep_query("harbour", name="Ours", brand=brand, by=alice, now=NOON)
    with installed_for_test(Square):
        info = AccountInfo(remote_id="square:all", handle="Square")
        yield keep_account(
            brand, network="market", info=info, settings={}, secrets={}, by=None, now=NOON
        )


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """What the reading takes for now; a test moves it on."""
    moment = [NOON]

    class Clock:
        @staticmethod
        def now() -> datetime:
            return moment[0]

    monkeypatch.setattr(reading_threads, "timezone", Clock)
    return moment


def read(account: Account) -> int:
    return asyncio.run(read_threads(account.pk))


def echo_account(echo: EchoNetwork, brand: Brand) -> Account:
    return keep_account(
        brand,
        network="echo",
        info=AccountInfo(remote_id=echo.brand.remote_id, handle=echo.brand.handle),
        settings={},
        secrets={"password": "echo-password"},
        by=None,
        now=NOON,
    )


def keys() -> set[str]:
    return set(Message.objects.values_list("remote_key", flat=True))


@pytest.mark.django_db(transaction=True)
def test_what_stands_above_and_beneath_a_mention_is_kept_and_is_no_mention(
    place: Account, clock: list[datetime]
) -> None:
    Square.posts = [
        post("root", "My parcel never came", by=BEN),
        post("middle", "Which line?", under="root", by=ANN),
        post("mention", "The harbour line", under="middle", by=BEN),
        post("answer", "Same here", under="mention", by=ANN),
    ]
    actions.receive(place, Page(posts=(Square.posts[2],)), now=NOON)
    assert keys() == {"mention"}
    assert read(place) == 1
    assert keys() == {"root", "middle", "mention", "answer"}
    assert list(Mention.objects.values_list("message__remote_key", flat=True)) == ["mention"]
    assert Message.objects.values("thread_id").distinct().count() == 1
    assert Message.objects.get(remote_key="mention").parent.remote_key == "middle"  # type: ignore[union-attr]
    run_jobs()
    assert not Conversation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_thread_is_read_again_the_later_the_older_it_is_and_then_no_more(
    place: Account, clock: list[datetime]
) -> None:
    Square.posts = [post("root", "Hm", by=BEN), post("mention", "harbour", under="root")]
    actions.receive(place, Page(posts=(Square.posts[1],)), now=NOON)
    assert read(place) == 1
    assert read(place) == 0
    for later in SCHEDULE:
        clock[0] = NOON + later
        assert read(place) == 1
        before = Message.objects.count()
        assert before == 2
    clock[0] = NOON + timedelta(days=9)
    assert read(place) == 0
    assert Square.asked == ["mention"] * (1 + len(SCHEDULE))


def test_many_mentions_in_one_thread_are_one_reading(place: Account) -> None:
    replies = tuple(post(f"r{n}", "harbour", under="root") for n in range(5))
    actions.receive(place, Page(posts=replies[:3]), now=NOON)
    actions.receive(place, Page(posts=replies), now=NOON)
    assert ThreadReading.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_threads_that_turn_out_to_be_one_are_read_once(
    place: Account, clock: list[datetime]
) -> None:
    left, right = post("l", "harbour", under="a"), post("r", "harbour", under="b")
    Square.posts = [
        post("root", "Hm"),
        post("a", "So", under="root"),
        post("b", "Oh", under="root"),
        left,
        right,
    ]
    actions.receive(place, Page(posts=(left, right)), now=NOON)
    assert ThreadReading.objects.count() == 2
    read(place)
    clock[0] = NOON + SCHEDULE[0]
    assert len(due_threads(place.pk, most=5, now=clock[0])) == 1


def test_where_nothing_is_missing_a_place_asked_for_words_is_read_a_little_later(
    place: Account,
) -> None:
    actions.receive(place, Page(posts=(post("a", "harbour"),)), now=NOON)
    assert ThreadReading.objects.get().next_at == NOON + SCHEDULE[0]


def test_old_words_and_private_ones_are_not_read_around(place: Account) -> None:
    old = replace(post("a", "harbour", under="x"), created_at=NOON - timedelta(days=8))
    private = replace(post("b", "harbour", under="x"), scope="private", to_us=True)
    actions.receive(place, Page(posts=(old, private)), now=NOON)
    assert Message.objects.count() == 2
    assert not ThreadReading.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_network_that_fails_is_left_alone_longer_and_longer(
    place: Account, clock: list[datetime]
) -> None:
    mentions = tuple(post(f"m{n}", "harbour", under=f"root{n}") for n in range(3))
    actions.receive(place, Page(posts=mentions), now=NOON)
    Square.fault = RetryLater("busy", after=30)
    assert read(place) == 0
    assert len(Square.asked) == 1  # the others were not tried in vain
    waits = set(ThreadReading.objects.values_list("next_at", flat=True))
    assert waits == {NOON + timedelta(minutes=10)}
    clock[0] = NOON + timedelta(minutes=10)
    read(place)
    assert ThreadReading.objects.first().next_at == clock[0] + timedelta(minutes=20)  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_what_fails_is_said_with_the_networks_own_word_until_it_is_mended(
    place: Account, clock: list[datetime]
) -> None:
    mentions = tuple(post(f"m{n}", "harbour", under=f"root{n}") for n in range(8))
    actions.receive(place, Page(posts=mentions), now=NOON)
    Square.fault = RetryLater("Square asks us to slow down.", after=1800)
    read(place)
    (trouble,) = queries.thread_troubles()
    assert (trouble.handle, trouble.reason) == ("Square", "Square asks us to slow down.")
    # Those that were not tried wait as well: the network asked for half an hour.
    assert not ThreadReading.objects.filter(next_at__lt=NOON + timedelta(minutes=30)).exists()
    Square.fault, Square.posts = None, list(mentions)
    clock[0] = NOON + timedelta(minutes=30)
    while read(place):
        pass
    assert queries.thread_troubles() == []


def test_a_place_that_cannot_ask_leaves_it_to_another_account_of_its_network(
    place: Account, brand: Brand
) -> None:
    class Tags(Connector):
        manifest = Manifest(
            slug="tags",
            name="Tags",
            abilities=frozenset({Ability.FETCH}),
            network="market",
            is_place=True,
        )

    with installed_for_test(Tags):
        info = AccountInfo(remote_id="tags:all", handle="Tags")
        tags = keep_account(
            brand, network="tags", info=info, settings={}, secrets={}, by=None, now=NOON
        )
        actions.receive(tags, Page(posts=(post("a", "harbour", under="x"),)), now=NOON)
    assert ThreadReading.objects.get().account == place


@pytest.mark.django_db(transaction=True)
def test_what_our_customer_says_to_others_in_that_thread_joins_no_conversation(
    brand: Brand, clock: list[datetime]
) -> None:
    with EchoNetwork() as echo:
        account = echo_account(echo, brand)
        root = echo.says("A lovely day", to_us=False, by="pia.echo")
        asking = echo.says("@brand where is my parcel?", reply_to=root)
        echo.says("Can somebody else help me?", reply_to=root, to_us=False)
        asked = echo.post(asking)
        assert asked is not None
        clock[0] = echo.now
        actions.receive(account, Page(posts=(asked,)), now=echo.now)
        run_jobs()
        read(account)
        run_jobs()
    assert Message.objects.count() == 3
    assert Conversation.objects.get().turns.count() == 1
    # It was read all the same: its mood is known where the thread is shown.
    assert Reading.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_thread_that_is_gone_is_asked_for_no_more(place: Account, clock: list[datetime]) -> None:
    actions.receive(place, Page(posts=(post("a", "harbour", under="gone"),)), now=NOON)
    Square.fault = Refused("It was deleted.")
    read(place)
    assert ThreadReading.objects.get().next_at is None


@pytest.mark.django_db(transaction=True)
def test_a_reply_that_reaches_our_account_brings_what_it_speaks_of(
    brand: Brand, clock: list[datetime]
) -> None:
    with EchoNetwork() as echo:
        account = echo_account(echo, brand)
        above = echo.says("Their app ate my ticket", to_us=False)
        asking = echo.says("@brand can you help her?", by="jo.echo", reply_to=above)
        asked = echo.post(asking)
        assert asked is not None
        clock[0] = echo.now
        actions.receive(account, Page(posts=(asked,)), now=echo.now)
        assert read(account) == 1
        run_jobs()
    assert keys() == {above, asking}
    assert Conversation.objects.count() == 1


def test_the_statements_do_not_grow_with_the_thread(place: Account) -> None:
    def statements(count: int, root: str) -> int:
        posts = [post(root, "Hm")] + [
            post(f"{root}{n}", "well", under=root, by=BEN) for n in range(count)
        ]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            actions.receive_thread(place, posts, now=NOON)
        return len(captured)

    statements(1, "warm")
    # What is kept for some seconds may be asked for anew in one of them, on a slow machine.
    assert min(statements(40, "many"), statements(40, "more")) <= statements(4, "few")


@given(st.lists(st.integers(0, 30), min_size=1, max_size=40), st.integers(1, 60))
def test_a_bounded_thread_holds_the_mention_and_at_most_so_many(
    parents: list[int], most: int
) -> None:
    posts = [
        post(str(n), "x", under=str(parent) if parent < n else "")
        for n, parent in enumerate(parents)
    ]
    kept = around(posts, posts[-1].key, most=most)
    assert len(kept) == min(most, len(posts))
    assert posts[-1].key in {p.key for p in kept}
    assert len({p.key for p in kept}) == len(kept)


def test_the_next_reading_lies_ahead_whatever_happened_meanwhile() -> None:
    assert next_reading(NOON, now=NOON + timedelta(minutes=30)) == NOON + timedelta(hours=1)
    assert next_reading(NOON, now=NOON + timedelta(days=2)) is None
