"""What Jetstream tells becomes what the contract promises; whatever else comes raises nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.channels.contract import InboundPost
from rapport.connectors.jetstream.events import Happened, place_of, read_event, time_of
from rapport.connectors.jetstream.tests.reading import NOW, payload, post, read
from rapport.connectors.jetstream.translate import (
    MOST_LINKS,
    author_from_view,
    author_of,
    counts_from_view,
)

QUOTED = "https://bsky.app/profile/did:plc:wa7b35aakoll7hugkrjtf3xf/post/3l3pte3p2e325"


def made(**fields: Any) -> InboundPost:
    event = payload("post")
    event["commit"]["record"] = {"$type": "app.bsky.feed.post", "text": "hello", **fields}
    found = read(event).post
    assert found is not None
    return found


def test_a_post_has_the_key_address_and_language_it_has_everywhere() -> None:
    told = post("post")
    did = payload("post")["did"]
    assert told.key == f"at://{did}/app.bsky.feed.post/3lgqrjxvdr22a"
    assert told.url == f"https://bsky.app/profile/{did}/post/3lgqrjxvdr22a"
    assert told.text == "Where is my parcel? Harbour has it since Monday. #harbour"
    assert told.language == "en"
    assert told.kind == "post"
    assert told.created_at == datetime(2026, 11, 26, 8, 59, 58, 102000, tzinfo=UTC)
    assert not told.own
    assert not told.to_us


def test_an_author_nobody_has_named_yet_has_the_did_for_a_handle() -> None:
    author = post("post").author
    assert author is not None
    assert author.remote_id == author.handle == payload("post")["did"]


def test_a_hashtag_beside_the_text_is_told_as_the_link_it_is() -> None:
    assert post("post").links == ("https://bsky.app/hashtag/parcel%20post",)


def test_a_reply_names_what_it_answers_and_the_root_of_the_thread() -> None:
    reply = post("reply")
    assert reply.kind == "reply"
    assert reply.parent_key.endswith("/3l3pte3p2e326")
    assert reply.root_key.endswith("/3l3pte3p2e325")


def test_pictures_keep_their_description_and_size() -> None:
    first, second = post("images").media
    assert (first.kind, first.alt, first.mime) == (
        "image",
        "A parcel without its lid",
        "image/jpeg",
    )
    assert (first.width, first.height) == (2000, 1500)
    assert first.url.endswith("/bafkreiexzs3lfglxebisqogqlfcd6heqadolsizh4d75cozuh4ho4gfkvu@jpeg")
    assert second.alt == ""


def test_a_video_is_told_with_its_description() -> None:
    (video,) = post("video").media
    assert (video.kind, video.mime) == ("video", "video/mp4")
    assert video.alt == "The parcel, carried away by a gull"


def test_links_behind_a_shortened_text_and_of_a_card_are_told_in_full() -> None:
    assert post("card").links == (
        "https://harbour.example/story/2026/11/parcels",
        "https://news.example/parcels?from=bsky",
    )


@pytest.mark.parametrize("name", ["quote", "quote_with_image"])
def test_a_quote_leads_to_what_it_quotes(name: str) -> None:
    assert post(name).links == (QUOTED,)


def test_a_quote_with_a_picture_keeps_the_picture() -> None:
    assert [media.alt for media in post("quote_with_image").media] == ["A gull"]


def test_a_change_and_a_deletion_have_the_key_of_what_they_change() -> None:
    assert post("update").key == post("delete").key == post("post").key
    assert post("update").text == "Where is my parcel? It came."
    assert post("delete").deleted


def test_likes_and_accounts_move_the_place_and_tell_no_post() -> None:
    for name in ("like", "account"):
        happened = read(payload(name))
        assert happened == Happened(at_us=payload(name)["time_us"])


def test_a_new_handle_is_told() -> None:
    did = payload("identity")["did"]
    assert read(payload("identity")).renamed == (did, "yohenrique.bsky.social")


def test_a_server_that_also_counts_its_events_reads_the_same() -> None:
    assert post("newer_server").text == "From a server that also counts"


def test_everything_that_cannot_be_a_post_says_why() -> None:
    for event in payload("hostile")[:-1]:
        happened = read(event)
        assert happened.post is None
        assert happened.rejected is not None, event
        assert happened.rejected.reason
        assert len(happened.rejected.raw) < 25_000


def test_strange_fields_are_left_out_and_the_post_stays() -> None:
    for fields in payload("strange_fields"):
        told = made(**fields)
        assert told.text == "hello"
        assert told.media == ()
        assert told.parent_key == told.language == ""
        assert told.created_at is not None
        assert told.created_at <= NOW
        assert all(link.startswith("https://") for link in told.links)


def test_a_post_is_never_newer_than_it_stood_on_the_network() -> None:
    late = made(createdAt="2027-05-01T00:00:00Z")
    assert late.created_at == time_of(payload("post")["time_us"])


def test_an_event_of_tomorrow_is_of_now() -> None:
    event = payload("post") | {"time_us": place_of(NOW + timedelta(days=1))}
    del event["commit"]["record"]["createdAt"]
    found = read(event).post
    assert found is not None
    assert found.created_at == NOW


def test_links_are_told_once_and_only_so_many() -> None:
    uris = [f"https://a.example/{n}" for n in (*range(100), *range(100))]
    facets = [{"features": [{"uri": uri}]} for uri in uris]
    assert made(facets=facets).links == tuple(uris[:MOST_LINKS])


def test_what_cannot_be_stored_is_replaced() -> None:
    assert made(text="nul \x00 and half \ud83d a pair").text == "nul \ufffd and half ? a pair"


def test_a_view_names_its_author() -> None:
    view = {
        "did": "did:plc:a",
        "handle": "mara.test",
        "displayName": "Mara",
        "avatar": "https://cdn.bsky.app/x",
        "followersCount": 12,
    }
    author = author_from_view(view)
    assert (author.handle, author.name, author.followers) == ("mara.test", "Mara", 12)
    assert author_from_view({"did": "did:plc:a", "handle": "handle.invalid"}).handle == "did:plc:a"


def test_quotes_are_shares_and_strange_numbers_are_none() -> None:
    view = {"likeCount": 3, "replyCount": True, "repostCount": 2, "quoteCount": 5}
    assert counts_from_view(view) == {"likes": 3, "shares": 7}
    assert counts_from_view({"likeCount": -1, "repostCount": "many"}) == {}


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
ANYTHING = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(st.just("uri"), SCALARS)


def places_in(value: Any, *, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Where in a JSON value something stands that could be something else."""
    inside: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    return [p for key, item in inside for p in ((*at, key), *places_in(item, at=(*at, key)))]


@settings(max_examples=100, deadline=None)
@given(name=st.sampled_from(["post", "card", "images", "identity"]), data=st.data())
def test_a_real_event_with_anything_in_it_never_makes_reading_fail(
    name: str, data: st.DataObject
) -> None:
    event = payload(name)
    *way, last = data.draw(st.sampled_from(places_in(event)))
    within = event
    for key in way:
        within = within[key]
    within[last] = data.draw(ANYTHING)
    assert isinstance(read(event), Happened)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=80))
def test_no_bytes_at_all_make_reading_fail(frame: bytes) -> None:
    assert isinstance(read_event(frame, now=NOW, author=author_of), Happened)
