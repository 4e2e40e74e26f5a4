"""What a sender writes becomes what the contract promises."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rapport.channels.contract import Author, Media, Page
from rapport.connectors.webhook.tests.calls import NOW, PAYLOADS
from rapport.connectors.webhook.translate import Origin, page_of

ORIGIN = Origin(account="webhook:shop-reviews", call_id="msg_1", now=NOW)


def page(name: str) -> Page:
    return page_of((PAYLOADS / f"{name}.json").read_bytes(), ORIGIN)


def one(**fields: Any) -> Page:
    message = {"key": "1", "author": {"id": "mara"}, "text": "x"} | fields
    return page_of(json.dumps({"type": "message", "data": message}).encode(), ORIGIN)


def test_a_message_is_read_with_everything_it_holds() -> None:
    (post,) = page("message").posts
    assert post.key == "webhook:shop-reviews:review-4711"
    assert post.author == Author(
        remote_id="webhook:shop-reviews:customer-12",
        handle="mara",
        name="Mara Lind",
        avatar_url="https://shop.example/people/12.png",
        followers=12,
        url="https://shop.example/people/12",
    )
    assert (post.title, post.text) == ("Never again", "Arrived broken, and nobody answers.")
    assert post.created_at == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert (post.kind, post.scope, post.language) == ("review", "public", "en")
    assert post.url == "https://shop.example/reviews/4711"
    assert post.media == (
        Media("image", "https://shop.example/4711.jpg", "A cracked lid", "image/jpeg", 800, 600),
    )
    assert post.counts == {"likes": 3, "replies": 1}
    assert post.channel == "Kettles"
    assert post.to_us
    assert not post.own


def test_bad_items_are_rejected_with_their_field_and_the_others_are_taken() -> None:
    several = page("several")
    assert [post.key.rpartition(":")[2] for post in several.posts] == ["1", "2", "5"]
    assert several.posts[1].parent_key == several.posts[1].root_key == several.posts[0].key
    assert several.posts[1].own
    reasons = [rejected.reason for rejected in several.rejected]
    assert "“text”" in reasons[0]
    assert "“created_at” must be a time with its zone" in reasons[1]
    assert several.rejected[1].where == "call msg_1, item 4"
    assert json.loads(several.rejected[1].raw)["data"]["text"] == "No zone"
    assert [noted.what for noted in several.noted] == ["The field “txet” is not known."]


def test_a_rejected_item_can_be_sent_again_as_it_was_kept() -> None:
    raw = json.loads(page("several").rejected[1].raw)
    raw["data"]["created_at"] += "Z"
    assert page_of(json.dumps(raw).encode(), ORIGIN).posts[0].text == "No zone"


def test_a_deletion_needs_only_the_key() -> None:
    (post,) = page("deleted").posts
    assert post.deleted
    assert post.key == page("message").posts[0].key


def test_facts_are_told_and_ended() -> None:
    facts = page("facts")
    going_on, ended = facts.facts
    assert going_on.what.startswith("Trains between Halden and Moss")
    assert (going_on.where, going_on.cause) == ("Halden to Moss", "a fallen tree")
    assert going_on.starts_at == datetime(2026, 3, 2, 5, 10, tzinfo=UTC)
    assert going_on.ends_at == datetime(2026, 3, 2, 13, 0, tzinfo=UTC)
    assert going_on.sayable
    assert not going_on.over
    assert ended.over
    assert [rejected.reason for rejected in facts.rejected] == ["“what” must say what is going on."]


def test_a_fact_nobody_cleared_is_not_for_the_public() -> None:
    body = {"type": "fact", "data": {"id": 1, "what": "The depot flooded."}}
    (fact,) = page_of(json.dumps(body).encode(), ORIGIN).facts
    assert not fact.sayable


def test_two_senders_may_both_count_from_one() -> None:
    other = Origin(account="webhook:forum", call_id="msg_1", now=NOW)
    body = (PAYLOADS / "several.json").read_bytes()
    ours, theirs = page_of(body, ORIGIN), page_of(body, other)
    assert not {p.key for p in ours.posts} & {p.key for p in theirs.posts}
    assert not {p.author.remote_id for p in ours.posts if p.author} & {
        p.author.remote_id for p in theirs.posts if p.author
    }


def test_addresses_that_are_none_of_the_web_are_dropped() -> None:
    for url in ("javascript:alert(1)", "file:///etc/passwd", "http://", "http://[", "//x", "a\nb"):
        assert one(url=url).posts[0].url == ""


def test_what_postgresql_cannot_hold_is_taken_out_of_texts() -> None:
    assert one(text="a\x00b\ud800c").posts[0].text == "ab?c"


@given(st.integers(0, 2**32), st.integers(-14 * 60, 14 * 60))
def test_times_come_back_in_utc(seconds: int, minutes: int) -> None:
    written = datetime.fromtimestamp(seconds, timezone(timedelta(minutes=minutes)))
    (post,) = one(created_at=written.isoformat()).posts
    assert post.created_at == written
    assert post.created_at.tzinfo is UTC


_TEXT = st.text("a1 é\x00\ud800:", max_size=5)
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=10,
)


@given(
    st.sampled_from(["message", "message.edited", "message.deleted", "fact", "?"]),
    st.dictionaries(
        st.sampled_from(["key", "id", "author", "text", "created_at", "media", "counts", "what"]),
        _JSON,
    ),
)
def test_every_item_is_either_taken_or_rejected(kind: str, item: dict[str, Any]) -> None:
    found = page_of(json.dumps({"type": kind, "data": item}).encode(), ORIGIN)
    assert len(found.posts) + len(found.facts) + len(found.rejected) == 1
