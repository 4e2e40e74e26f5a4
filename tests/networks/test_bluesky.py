"""The journey against a real Bluesky server: hear a customer, answer, like, break, go on.

What stands there is read back through the server's own API, never through the connector under test.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection

from rapport.channels.contract import InboundPost, OutboundImage, OutboundPost, Page, Receipt
from rapport.channels.errors import OutcomeUnknown, Refused, RetryLater, SignInAgain
from rapport.channels.testing import PIXEL
from rapport.connectors.bluesky import client
from rapport.connectors.bluesky.connector import Bluesky
from rapport.connectors.bluesky.firehose import Happened, next_event
from rapport.connectors.bluesky.keys import LIKE, POST
from rapport.connectors.bluesky.session import Session
from tests.networks.bluesky.citizen import Citizen
from tests.networks.bluesky.lines import CutBeforeTheReceipt
from tests.networks.conftest import BlueskyNetwork

pytestmark = pytest.mark.networks

# The key the test server signs its tokens with: @atproto/dev-env, src/const.ts.
JWT_SECRET = b"jwt-secret"
KETTLE = (PIXEL, "image/png", "A kettle without its lid")


@pytest.fixture(autouse=True)
def _loopback_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "127.0.0.1")


@pytest.fixture
def brand(bluesky_network: BlueskyNetwork) -> Citizen:
    """A brand of its own for each test, so that what stands there is what the test wrote."""
    return bluesky_network.customer("brand", name="The Brand")


@pytest.fixture
def mara(bluesky_network: BlueskyNetwork) -> Citizen:
    return bluesky_network.customer("mara", name="Mara Lind")


@pytest.fixture
async def bluesky(bluesky_network: BlueskyNetwork, brand: Citizen) -> AsyncIterator[Bluesky]:
    connector = Bluesky(bluesky_network.access(brand))
    yield connector
    await connector.aclose()


async def heard(stream: AsyncIterator[Page], key: str) -> InboundPost:
    async with asyncio.timeout(15):
        async for page in stream:
            for post in page.posts:
                if post.key == key:
                    return post
    raise AssertionError("the stream ended")


async def test_signing_in_says_who_we_are(bluesky: Bluesky, brand: Citizen) -> None:
    info = await bluesky.check()
    assert (info.remote_id, info.handle, info.name) == (brand.did, brand.handle, "The Brand")


async def test_a_wrong_password_asks_a_person_to_sign_in_again(
    bluesky_network: BlueskyNetwork, brand: Citizen
) -> None:
    wrong = replace(bluesky_network.access(brand), secrets={"password": "not this one"})
    connector = Bluesky(wrong)
    with pytest.raises(SignInAgain, match="Invalid identifier or password"):
        await connector.check()
    await connector.aclose()


async def test_a_mention_with_a_picture_is_heard_within_two_seconds(
    bluesky: Bluesky, brand: Citizen, mara: Citizen
) -> None:
    stream = bluesky.stream("")
    await anext(stream)
    text = f"@{brand.handle} my kettle arrived broken 🫖"
    said = await asyncio.to_thread(mara.says, text, mentions=[brand], pictures=[KETTLE])
    stood = time.monotonic()
    post = await heard(stream, said.uri)
    assert time.monotonic() - stood < 2.0
    assert post.text == text
    assert post.to_us
    assert post.author is not None
    assert (post.author.handle, post.author.name) == (mara.handle, "Mara Lind")
    (picture,) = post.media
    assert picture.alt == "A kettle without its lid"
    assert mara.http.get(picture.url).content == PIXEL
    await stream.aclose()


async def test_a_reply_with_a_picture_and_a_like_stand_on_the_server(
    bluesky: Bluesky, brand: Citizen, mara: Citizen
) -> None:
    said = mara.says(f"@{brand.handle} what now?", mentions=[brand])
    image = OutboundImage(PIXEL, "image/png", "The new kettle", 1, 1)
    answer = OutboundPost(
        f"Sorry @{mara.handle}! A new one: https://example.com/kettle",
        reply_to_key=said.uri,
        root_key=said.uri,
        images=(image,),
        language="en",
    )
    receipt = await bluesky.send(answer, "delivery-1")
    await bluesky.react(said.uri, "like", "delivery-2")
    (stands,) = brand.records()
    assert stands["uri"] == receipt.key
    assert stands["value"]["reply"] == {"root": vars(said), "parent": vars(said)}
    assert stands["value"]["embed"]["images"][0]["alt"] == "The new kettle"
    features = [facet["features"][0] for facet in stands["value"]["facets"]]
    assert [feature.get("did") or feature.get("uri") for feature in features] == [
        mara.did,
        "https://example.com/kettle",
    ]
    (liked,) = brand.records(LIKE)
    assert liked["value"]["subject"] == vars(said)


async def test_our_own_posts_come_back_as_our_own(bluesky: Bluesky, brand: Citizen) -> None:
    stream = bluesky.stream("")
    await anext(stream)
    outside = await asyncio.to_thread(brand.says, "Written in the app.")
    assert (await heard(stream, outside.uri)).own
    receipt = await bluesky.send(OutboundPost("Written here."), "delivery-1")
    assert receipt.key == bluesky.expected_key("delivery-1")
    assert (await heard(stream, receipt.key)).own
    await stream.aclose()


async def test_sending_twice_with_one_key_leaves_one_post(bluesky: Bluesky, brand: Citizen) -> None:
    first = await bluesky.send(OutboundPost("Once."), "delivery-1")
    second = await bluesky.send(OutboundPost("Once."), "delivery-1")
    assert first.key == second.key
    assert len(brand.records()) == 1


async def test_a_send_killed_before_its_receipt_is_found_and_not_doubled(
    bluesky_network: BlueskyNetwork, brand: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "guarded_async_transport", CutBeforeTheReceipt)
    killed = Bluesky(bluesky_network.access(brand))
    with pytest.raises(OutcomeUnknown):
        await killed.send(OutboundPost("Did it arrive?"), "delivery-1")
    await killed.aclose()
    monkeypatch.undo()
    monkeypatch.setenv("RAPPORT_ALLOW_HOSTS", "127.0.0.1")
    restarted = Bluesky(bluesky_network.access(brand))
    found = await restarted.find("delivery-1")
    assert isinstance(found, Receipt)
    assert (await restarted.send(OutboundPost("Did it arrive?"), "delivery-1")).key == found.key
    assert [record["uri"] for record in brand.records()] == [found.key]
    await restarted.aclose()


async def test_deleting_is_told_and_deleting_again_is_no_error(
    bluesky: Bluesky, brand: Citizen, mara: Citizen
) -> None:
    stream = bluesky.stream("")
    await anext(stream)
    receipt = await bluesky.send(OutboundPost("A slip."), "delivery-1")
    await heard(stream, receipt.key)
    await bluesky.remove(receipt.key)
    await bluesky.remove(receipt.key)
    assert (await heard(stream, receipt.key)).deleted
    assert brand.records() == []
    theirs = await asyncio.to_thread(mara.says, f"@{brand.handle} oh", mentions=[brand])
    await heard(stream, theirs.uri)
    await asyncio.to_thread(mara.deletes, theirs)
    assert (await heard(stream, theirs.uri)).deleted
    await stream.aclose()


async def test_after_a_break_the_stream_goes_on_without_loss(
    bluesky: Bluesky, brand: Citizen, mara: Citizen, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = bluesky.stream("")
    cursor = (await anext(stream)).cursor
    first = await asyncio.to_thread(mara.says, f"@{brand.handle} one", mentions=[brand])
    async for page in stream:
        cursor = page.cursor
        if first.uri in {post.key for post in page.posts}:
            break

    async def cut(connection: ClientConnection, *, now: datetime) -> Happened:
        connection.transport.abort()
        return await next_event(connection, now=now)

    with monkeypatch.context() as patch:
        patch.setattr("rapport.connectors.bluesky.stream.next_event", cut)
        with pytest.raises(RetryLater):
            async for _ in stream:
                pass
    missed = [
        await asyncio.to_thread(mara.says, f"@{brand.handle} {n}", mentions=[brand])
        for n in range(3)
    ]
    again = bluesky.stream(cursor)
    seen: set[str] = set()
    async with asyncio.timeout(15):
        async for page in again:
            seen |= {post.key for post in page.posts}
            if {ref.uri for ref in missed} <= seen:
                break
    await again.aclose()


async def test_an_expired_session_is_renewed_and_kept(
    bluesky_network: BlueskyNetwork, brand: Citizen
) -> None:
    first = Bluesky(bluesky_network.access(brand))
    session = Session.from_kept((await first.check()).session)
    await first.aclose()
    assert session is not None
    expired = replace(session, access=expired_token(session.access))
    connector = Bluesky(bluesky_network.access(brand, session=expired.kept()))
    await connector.send(OutboundPost("Still signed in."), "delivery-1")
    async with connector.sessions.renewing() as kept:
        renewed = Session.from_kept(kept)
    await connector.aclose()
    assert renewed is not None
    assert renewed.refresh != session.refresh
    assert len(brand.records()) == 1


async def test_strange_records_are_kept_aside_and_the_next_post_arrives(
    bluesky: Bluesky, brand: Citizen, mara: Citizen
) -> None:
    stream = bluesky.stream("")
    await anext(stream)
    hostile = Path(client.__file__).parent / "tests" / "payloads" / "hostile_records.json"
    records = json.loads(hostile.read_text().replace("did:plc:brandbrandbrandbrandbran", brand.did))
    marks = {"$type": POST, "text": f"@{brand.handle} e" + "\u0301" * 10_000}
    for record in [*records, {**marks, "createdAt": "2026-03-02T09:00:00Z"}]:
        # The server itself refuses the strangest; the others stand.
        await asyncio.to_thread(write_anyhow, mara, record)
    sane = await asyncio.to_thread(mara.says, f"@{brand.handle} hello", mentions=[brand])
    posts, rejected = [], []
    async with asyncio.timeout(20):
        async for page in stream:
            posts += page.posts
            rejected += page.rejected
            if sane.uri in {post.key for post in posts}:
                break
    assert any(post.text.count("\u0301") == 10_000 for post in posts)
    assert any(item.reason == "its text is not text" for item in rejected)
    await stream.aclose()


async def test_answering_a_deleted_post_is_refused_and_says_why(
    bluesky: Bluesky, brand: Citizen, mara: Citizen
) -> None:
    said = mara.says(f"@{brand.handle} never mind", mentions=[brand])
    mara.deletes(said)
    with pytest.raises(Refused, match="gone from Bluesky"):
        await bluesky.send(OutboundPost("Too late.", reply_to_key=said.uri), "delivery-1")
    assert brand.records() == []


async def test_a_thread_and_a_profile_are_read_without_an_appview(
    bluesky: Bluesky, brand: Citizen, mara: Citizen
) -> None:
    said = mara.says(f"@{brand.handle} hello", mentions=[brand])
    receipt = await bluesky.send(OutboundPost("Hello.", reply_to_key=said.uri), "delivery-1")
    thread = await bluesky.thread(receipt.key)
    assert [post.key for post in thread] == [said.uri, receipt.key]
    assert (await bluesky.profile(mara.handle)).name == "Mara Lind"


def test_the_server_listens_on_loopback_only(bluesky_network: BlueskyNetwork) -> None:
    ports = {int(url.rsplit(":", 1)[1]) for url in (bluesky_network.pds, bluesky_network.plc)}
    bound = {port: address for address, port in listening_sockets() if port in ports}
    assert bound == dict.fromkeys(ports, "0100007F")


def expired_token(token: str) -> str:
    """The same token, signed anew by the test server's key, but two hours too old."""
    head, body, _ = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    claims |= {"iat": int(time.time()) - 7200, "exp": int(time.time()) - 60}
    body = _base64url(json.dumps(claims).encode())
    return f"{head}.{body}.{_base64url(hmac.digest(JWT_SECRET, f'{head}.{body}'.encode(), hashlib.sha256))}"


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def write_anyhow(citizen: Citizen, record: dict[str, object]) -> None:
    try:
        citizen.writes(POST, record, validate=False)
    except AssertionError:
        return


def listening_sockets() -> list[tuple[str, int]]:
    """(address, port) of every listening TCP socket of this machine, as Linux writes them down."""
    rows = []
    for name in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]:
            local, state = line.split()[1], line.split()[3]
            if state == "0A":
                address, port = local.split(":")
                rows.append((address, int(port, 16)))
    return rows
