"""Each message once, nothing lost, and what cannot be read kept with its reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from rapport.channels.actions import keep_account
from rapport.channels.contract import AccountInfo, Author, InboundPost, Media, Page, Rejected
from rapport.channels.models import Account
from rapport.ledger.testing import facts
from rapport.listen.actions import receive
from rapport.listen.models import Message, Quarantined, Sighting, Thread
from rapport.listen.reading_in import only_ours, roots
from rapport.people.models import Handle, Person
from rapport.workspace.models import Brand
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db
KAJSA = Author(
    remote_id="sq:kajsa",
    handle="kajsa",
    name="Kajsa K",
    avatar_url="https://pictures.example/k.png",
)


@pytest.fixture
def account(brand: Brand) -> Account:
    return _account(brand, "us")


def _account(brand: Brand, name: str) -> Account:
    info = AccountInfo(remote_id=f"sq:{name}", handle=name)
    return keep_account(
        brand, network="market", info=info, settings={}, secrets={}, by=None, now=NOON
    )


def post(key: str = "p1", **changes: object) -> InboundPost:
    values: dict[str, object] = {
        "author": KAJSA,
        "text": "Where is my train?",
        "created_at": NOON,
        "to_us": True,
    }
    return InboundPost(key=key, **(values | changes))  # type: ignore[arg-type]


def test_two_accounts_that_see_one_post_make_one_message(account: Account, brand: Brand) -> None:
    other = _account(brand, "us_too")
    assert len(receive(account, Page(posts=(post(),)), now=NOON).new_ids) == 1
    assert receive(other, Page(posts=(post(),)), now=NOON).doubled == 1
    assert Message.objects.count() == 1
    assert Sighting.objects.count() == 2


def test_an_edit_is_told_from_a_repetition(account: Account) -> None:
    receive(account, Page(posts=(post(),)), now=NOON)
    same = receive(account, Page(posts=(post(),)), now=NOON)
    edited = receive(account, Page(posts=(post(text="Where is the 18:40?"),)), now=NOON)
    message = Message.objects.get()
    assert (same.edited_ids, same.doubled) == ((), 1)
    assert (edited.edited_ids, message.text) == ((message.pk,), "Where is the 18:40?")
    assert message.edited_at == NOON


def test_a_post_twice_in_one_page_counts_once(account: Account) -> None:
    received = receive(account, Page(posts=(post(), post(text="Newer"))), now=NOON)
    assert (len(received.new_ids), received.doubled) == (1, 1)
    assert Message.objects.get().text == "Newer"


def test_the_fact_names_new_and_edited_apart(account: Account) -> None:
    receive(account, Page(posts=(post("p1"),)), now=NOON)
    receive(account, Page(posts=(post("p1", text="Changed"), post("p2"))), now=NOON)
    first, second = facts("listen.messages_received")
    by_key = dict(Message.objects.values_list("remote_key", "pk"))
    assert (first["new_ids"], first["edited_ids"]) == ([by_key["p1"]], [])
    assert (second["new_ids"], second["edited_ids"]) == ([by_key["p2"]], [by_key["p1"]])


def test_new_likes_are_kept_without_counting_as_an_edit(account: Account) -> None:
    receive(account, Page(posts=(post(counts={"likes": 1}),)), now=NOON)
    again = receive(account, Page(posts=(post(counts={"likes": 5}),)), now=NOON)
    assert again.edited_ids == ()
    assert Message.objects.get().counts == {"likes": 5}


def test_statements_do_not_grow_with_the_page(account: Account) -> None:
    with CaptureQueriesContext(connection) as few:
        receive(account, Page(posts=tuple(_crowd(0, 5))), now=NOON)
    with CaptureQueriesContext(connection) as many:
        receive(account, Page(posts=tuple(_crowd(5, 500))), now=NOON)
    assert Message.objects.count() == 500
    assert len(many) <= len(few)
    assert len(many) <= 36


def _crowd(first: int, last: int) -> list[InboundPost]:
    return [
        post(
            f"c{i}",
            author=Author(remote_id=f"sq:{i}", handle=f"h{i}"),
            parent_key=f"c{i - 1}" if i % 5 else "",
            media=(Media("image", f"https://pictures.example/{i}.png", alt="A platform"),),
        )
        for i in range(first, last)
    ]


def test_replies_that_wait_for_a_parent_are_found_by_their_index(account: Account) -> None:
    """In one joined statement PostgreSQL once looked up every key for every reply: minutes for a file of 5,000."""
    receive(account, Page(posts=(post("late", parent_key="first", kind="reply"),)), now=NOON)
    with CaptureQueriesContext(connection) as captured:
        receive(account, Page(posts=(post("first"),)), now=NOON)
    assert Message.objects.get(remote_key="late").parent == Message.objects.get(remote_key="first")
    (lookup,) = [
        q["sql"]
        for q in captured
        if q["sql"].startswith("SELECT") and '"parent_key" = ANY' in q["sql"]
    ]
    with connection.cursor() as cursor:
        # Small tables are read whole; the question is whether the index may serve when they are not.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {lookup}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "listen_message_orphans" in plan
    assert "Join" not in plan


@pytest.mark.parametrize(
    ("strange", "reason"),
    [
        ({"key": ""}, "no key"),
        ({"key": "k" * 501}, "no key"),
        ({"author": None}, "who wrote"),
        ({"text": "x" * 100_001}, "100,001 characters"),
        ({"created_at": datetime(9999, 1, 1, tzinfo=UTC)}, "9999"),
    ],
)
def test_what_cannot_be_stored_is_kept_aside_with_its_reason(
    account: Account, strange: dict[str, object], reason: str
) -> None:
    received = receive(account, Page(posts=(post(**strange), post("good"))), now=NOON)  # type: ignore[arg-type]
    assert (received.quarantined, len(received.new_ids)) == (1, 1)
    assert reason in Quarantined.objects.get().reason


def test_what_the_connector_could_not_read_is_kept_too(account: Account) -> None:
    page = Page(rejected=(Rejected(reason="Half a line", raw='{"key": \x00', where="line 17"),))
    receive(account, page, now=NOON)
    kept = Quarantined.objects.get()
    assert (kept.reason, kept.where) == ("Half a line", "line 17")


def test_nul_and_lone_surrogates_do_not_stop_a_page(account: Account) -> None:
    receive(account, Page(posts=(post(text="a\x00b\ud800c"),)), now=NOON)
    assert Message.objects.get().text == "ab?c"


def test_a_reply_to_itself_is_a_root(account: Account) -> None:
    receive(account, Page(posts=(post(parent_key="p1"),)), now=NOON)
    message = Message.objects.get()
    assert (message.parent_id, message.parent_key) == (None, "")


def test_a_circle_of_replies_stands_in_one_thread(account: Account) -> None:
    receive(
        account,
        Page(
            posts=(post("a", parent_key="b"), post("b", parent_key="c"), post("c", parent_key="a"))
        ),
        now=NOON,
    )
    assert Message.objects.count() == 3
    assert Thread.objects.count() == 1


def test_a_deletion_takes_the_words_and_leaves_that_there_was_something(account: Account) -> None:
    receive(account, Page(posts=(post(),)), now=NOON)
    received = receive(account, Page(posts=(InboundPost(key="p1", deleted=True),)), now=NOON)
    message = Message.objects.get()
    assert received.deleted_ids == (message.pk,)
    assert (message.text, message.media, message.deleted_at) == ("", [], NOON)


def test_deleting_what_was_never_heard_changes_nothing(account: Account) -> None:
    received = receive(account, Page(posts=(InboundPost(key="p9", deleted=True),)), now=NOON)
    assert received.deleted_ids == ()
    assert not facts("listen.messages_received")


def test_the_cursor_is_saved_with_the_posts(account: Account) -> None:
    receive(account, Page(posts=(post(),), cursor="42"), now=NOON)
    account.refresh_from_db()
    assert account.cursor == "42"


def test_our_own_posts_are_known_as_ours_and_their_author_is_no_customer(account: Account) -> None:
    us = Author(remote_id=account.remote_id, handle="us")
    receive(account, Page(posts=(post("own", author=us, own=True, to_us=False),)), now=NOON)
    assert Message.objects.get().is_own
    assert Handle.objects.get(remote_id=account.remote_id).is_ours


def test_strangers_who_do_not_concern_us_leave_no_trace(account: Account) -> None:
    received = receive(account, Page(posts=(post(to_us=False),)), now=NOON)
    assert received.passed_by == 1
    assert not Message.objects.exists()
    assert not Person.objects.filter(handles__name="kajsa").exists()


def test_a_thread_we_know_is_heard_on_in_the_same_page_and_later(account: Account) -> None:
    page = Page(
        posts=(
            post("root"),
            post("r1", parent_key="root", to_us=False),
            post("r2", parent_key="r1", to_us=False),
        )
    )
    assert len(receive(account, page, now=NOON).new_ids) == 3
    later = post("r3", parent_key="r2", to_us=False, created_at=NOON + timedelta(minutes=1))
    assert len(receive(account, Page(posts=(later,)), now=NOON).new_ids) == 1
    assert Thread.objects.count() == 1


@st.composite
def forests(draw: st.DrawFn) -> list[InboundPost]:
    """Replies to earlier posts, in any order, the parents of some missing."""
    count = draw(st.integers(1, 12))
    parents = [draw(st.integers(-3, i - 1)) if i else -1 for i in range(count)]
    posts = [
        post(f"k{i}", parent_key=f"k{p}" if p >= 0 else f"missing{p}" if p < -1 else "")
        for i, p in enumerate(parents)
    ]
    return draw(st.permutations(posts))


@given(forests())
def test_the_root_of_a_thread_does_not_depend_on_the_order_of_arrival(
    posts: list[InboundPost],
) -> None:
    assert roots(posts, root_of_known={}) == roots(
        sorted(posts, key=lambda p: p.key), root_of_known={}
    )


@given(forests())
def test_parent_and_reply_share_a_root(posts: list[InboundPost]) -> None:
    found = roots(posts, root_of_known={})
    assert all(found[p.key] == found.get(p.parent_key, p.parent_key) for p in posts if p.parent_key)


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=8))
def test_circles_of_replies_end(parents: list[str]) -> None:
    posts = [post(key, parent_key=parent) for key, parent in zip("abcdef", parents, strict=False)]
    assert set(roots(posts, root_of_known={})) == {p.key for p in posts}


@given(forests())
def test_keeping_only_ours_never_drops_what_addresses_us(posts: list[InboundPost]) -> None:
    assert only_ours(posts, known_keys=()) == posts
