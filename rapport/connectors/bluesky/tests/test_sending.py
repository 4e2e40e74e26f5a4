"""What leaves us for Bluesky: in the network's form, once, or not at all with the reason."""

from __future__ import annotations

import httpx
import pytest

from rapport.channels.contract import OutboundImage, OutboundPost
from rapport.channels.errors import NotSupported, Refused, RetryLater
from rapport.channels.testing import PIXEL, Fault
from rapport.connectors.bluesky.connector import LARGEST_IMAGE_BYTES, Bluesky
from rapport.connectors.bluesky.keys import LIKE, POST
from rapport.connectors.bluesky.tests.far import BRAND, MARA, FakePDS, post_record


def picture(
    alt: str = "A kettle", content: bytes = PIXEL, mime: str = "image/png"
) -> OutboundImage:
    return OutboundImage(content, mime, alt, 1, 1)


async def test_links_mentions_and_tags_are_marked_by_bytes_not_characters(
    far: FakePDS, bluesky: Bluesky
) -> None:
    text = "Désolé 🫖 @mara.test, voyez https://exämple.test/é?a=1. #aide @nobody.test"
    receipt = await bluesky.send(OutboundPost(text), "k")
    facets = far.records[receipt.key]["value"]["facets"]
    marked = [
        text.encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()
        for facet in facets
    ]
    assert marked == ["@mara.test", "https://exämple.test/é?a=1", "#aide"]
    assert facets[0]["features"][0]["did"] == MARA


async def test_a_reply_carries_the_root_of_its_thread(far: FakePDS, bluesky: Bluesky) -> None:
    root = far.stands(MARA, POST, post_record("root"))
    record = {
        **post_record("in between"),
        "reply": {"root": far.ref(root), "parent": far.ref(root)},
    }
    parent = far.stands(MARA, POST, record)
    # The caller's word for the root does not matter: the network wants the parent's.
    receipt = await bluesky.send(OutboundPost("answer", reply_to_key=parent, root_key=parent), "k")
    assert far.records[receipt.key]["value"]["reply"] == {
        "root": far.ref(root),
        "parent": far.ref(parent),
    }


async def test_answering_a_deleted_post_is_refused_and_says_why(
    far: FakePDS, bluesky: Bluesky
) -> None:
    gone = await far.public_says("never mind")
    await far.public_deletes(gone)
    with pytest.raises(Refused, match="gone"):
        await bluesky.send(OutboundPost("answer", reply_to_key=gone), "k")
    assert await far.standing() == []


async def test_a_repeated_send_is_found_though_its_parent_is_gone_by_now(
    far: FakePDS, bluesky: Bluesky
) -> None:
    parent = await far.public_says("hello?")
    sent = await bluesky.send(OutboundPost("answer", reply_to_key=parent), "k")
    await far.public_deletes(parent)
    again = await bluesky.send(OutboundPost("answer", reply_to_key=parent), "k")
    assert again.key == sent.key


async def test_the_key_of_a_post_is_known_before_it_is_sent(bluesky: Bluesky) -> None:
    expected = bluesky.expected_key("k")
    assert (await bluesky.send(OutboundPost("hello"), "k")).key == expected


async def test_a_server_that_fails_before_writing_is_asked_again(
    far: FakePDS, bluesky: Bluesky, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(request: httpx.Request) -> httpx.Response:
        return httpx.Response(500, json={"error": "InternalServerError", "message": "oops"})

    await bluesky.check()
    monkeypatch.setattr(far, "_com_atproto_repo_createRecord", broken)
    with pytest.raises(RetryLater):
        await bluesky.send(OutboundPost("hello"), "k")


async def test_being_asked_to_slow_down_names_the_seconds(far: FakePDS, bluesky: Bluesky) -> None:
    far.fail_next(Fault.BUSY)
    with pytest.raises(RetryLater) as caught:
        await bluesky.send(OutboundPost("hello"), "k")
    assert 80 <= caught.value.after <= 91


@pytest.mark.parametrize(
    ("post", "reason"),
    [
        (OutboundPost("e\u0301" * 301), "300 characters"),
        (OutboundPost("a" + "\u0301" * 10_000), "3,000 bytes"),
        (OutboundPost("  "), "nothing to send"),
        (OutboundPost("x", scope="private"), "public"),
        (OutboundPost("x", images=(picture(),) * 5), "4 pictures"),
        (OutboundPost("x", images=(picture(mime="text/html"),)), "no picture"),
        (OutboundPost("x", images=(picture(content=b"x" * (LARGEST_IMAGE_BYTES + 1)),)), "million"),
        (OutboundPost("x", images=(picture(alt="x" * 2001),)), "2,000 characters"),
    ],
)
async def test_what_bluesky_would_not_take_is_refused_before_it_leaves(
    far: FakePDS, bluesky: Bluesky, post: OutboundPost, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        await bluesky.send(post, "k")
    assert far.requests == []


async def test_three_hundred_letters_with_accents_are_not_too_long(bluesky: Bluesky) -> None:
    assert await bluesky.send(OutboundPost("e\u0301" * 300), "k")


async def test_one_like_stands_however_often_and_by_whom_it_is_pressed(
    far: FakePDS, bluesky: Bluesky
) -> None:
    praise = await far.public_says("Lovely!")
    first = await bluesky.react(praise, "like", "one")
    second = await bluesky.react(praise, "like", "another")
    assert first.key == second.key
    assert [uri for uri in far.records if f"/{LIKE}/" in uri] == [first.key]
    assert far.records[first.key]["value"]["subject"] == far.ref(praise)


async def test_liking_what_is_gone_is_refused(far: FakePDS, bluesky: Bluesky) -> None:
    with pytest.raises(Refused, match="gone"):
        await bluesky.react(f"at://{MARA}/{POST}/3aaaaaaaaaaaa", "like", "one")


async def test_bluesky_has_no_other_reaction_than_a_like(bluesky: Bluesky) -> None:
    with pytest.raises(NotSupported):
        await bluesky.react(f"at://{MARA}/{POST}/3aaaaaaaaaaaa", "laugh", "one")  # type: ignore[arg-type]


async def test_only_our_own_posts_are_deleted(far: FakePDS, bluesky: Bluesky) -> None:
    theirs = await far.public_says("mine")
    for key in (theirs, "rubbish", f"at://{BRAND}"):
        with pytest.raises(Refused, match="our own"):
            await bluesky.remove(key)
    assert theirs in far.records
