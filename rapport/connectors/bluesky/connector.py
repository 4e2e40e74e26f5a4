"""Bluesky for one account: the abilities the manifest declares, each in the steps it takes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from typing import Literal

from atproto_client.models.utils import get_model_as_dict
from atproto_client.utils.facet_detection import detect_facets, detect_mentions

from rapport.channels.contract import (
    AccountAccess,
    AccountInfo,
    Author,
    Complaint,
    Connector,
    InboundPost,
    OutboundPost,
    Page,
    Receipt,
)
from rapport.channels.errors import NotSupported, OutcomeUnknown, Refused, RetryLater
from rapport.connectors.bluesky.authors import Authors
from rapport.connectors.bluesky.client import JSON, Client
from rapport.connectors.bluesky.counts import counts_of
from rapport.connectors.bluesky.faults import ServerFault
from rapport.connectors.bluesky.history import History
from rapport.connectors.bluesky.keys import LIKE, POST, RecordAddress, rkey_for
from rapport.connectors.bluesky.manifest import MANIFEST
from rapport.connectors.bluesky.moderating import Moderating
from rapport.connectors.bluesky.stream import Stream
from rapport.connectors.bluesky.thread import thread_around
from rapport.connectors.bluesky.translate import (
    Ref,
    Us,
    like,
    moment,
    outbound,
    post_url,
    reply_refs,
)
from rapport.kit.text import grapheme_length

LARGEST_TEXT_BYTES = 3000  # lexicon app.bsky.feed.post, text.maxLength
LARGEST_IMAGE_BYTES = 1_000_000  # lexicon app.bsky.embed.images, image.maxSize


class Bluesky(Connector):
    manifest = MANIFEST

    def __init__(self, account: AccountAccess) -> None:
        super().__init__(account)
        self._client = Client(account, sessions=lambda: self.sessions, rates=lambda: self.rates)
        self._pictures = _pictures(self._client)
        self._authors = Authors(self._client, pictures=self._pictures)
        self._stream = Stream(self._client, self._authors)
        self._moderating = Moderating(self._client)

    async def aclose(self) -> None:
        await self._client.aclose()

    async def check(self) -> AccountInfo:
        session = await self._client.sign_in()
        authors = await self._authors.of([session.did])
        author = authors[session.did]
        return AccountInfo(
            remote_id=session.did,
            handle=session.handle,
            name=author.name,
            avatar_url=author.avatar_url,
            followers=author.followers,
            session=session.kept(),
        )

    # Reading.

    async def stream(self, cursor: str) -> AsyncIterator[Page]:
        async with aclosing(self._stream.pages(await self._us(), cursor)) as pages:
            async for page in pages:
                yield page

    async def fetch(self, cursor: str) -> Page:
        history = History(self._client, await self._us(), self._authors)
        return await history.page(cursor, now=_now())

    async def past(self, since: datetime, until: datetime, cursor: str) -> Page:
        history = History(self._client, await self._us(), self._authors)
        return await history.past(since, until, cursor, now=_now())

    async def thread(self, key: str) -> Sequence[InboundPost]:
        return await thread_around(
            key, us=await self._us(), client=self._client, authors=self._authors, now=_now()
        )

    async def profile(self, handle: str) -> Author:
        return await self._authors.named(handle)

    async def counts(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        return await counts_of(keys, self._client)

    # Writing.

    def expected_key(self, key: str) -> str:
        return str(RecordAddress(self.account.remote_id, POST, rkey_for(key)))

    async def send(self, post: OutboundPost, key: str) -> Receipt:
        _refuse_what_does_not_fit(post)
        try:
            record = await self._prepared(post)
        except Refused:
            # What it answers may be gone by now; if it was sent before, it stands all the same.
            standing = await self.find(key)
            if standing is None:
                raise
            return standing
        return await self._create(POST, rkey_for(key), record)

    async def find(self, key: str) -> Receipt | None:
        session = await self._client.session()
        return await self._standing(RecordAddress(session.did, POST, rkey_for(key)))

    async def remove(self, key: str) -> None:
        session = await self._client.session()
        address = RecordAddress.parse(key)
        if address is None or address.did != session.did:
            raise Refused("Only posts of our own can be deleted.")
        body = {"repo": session.did, "collection": address.collection, "rkey": address.rkey}
        try:
            await self._client.write("com.atproto.repo.deleteRecord", body)
        except OutcomeUnknown as error:
            raise RetryLater("Bluesky did not answer; deleting twice does no harm.") from error

    async def react(self, key: str, kind: Literal["like"], idempotency_key: str) -> Receipt:
        if kind != "like":
            raise NotSupported(f"Bluesky has no “{kind}”.")
        subject = _ref_of(await self._client.record(key))
        if subject is None:
            raise Refused("That post is gone from Bluesky; there is nothing left to like.")
        # The key follows from the post, so that however often we like it, one like stands.
        return await self._create(LIKE, rkey_for(f"like {key}"), like(subject, now=_now()))

    # Moderation.

    async def hide(self, key: str, reason: str) -> None:
        await self._moderating.hide(key, now=_now())

    async def unhide(self, key: str) -> None:
        await self._moderating.unhide(key)

    async def mute(self, author_id: str) -> None:
        await self._moderating.mute(author_id)

    async def unmute(self, author_id: str) -> None:
        await self._moderating.unmute(author_id)

    async def block(self, author_id: str) -> None:
        await self._moderating.block(author_id, now=_now())

    async def unblock(self, author_id: str) -> None:
        await self._moderating.unblock(author_id)

    async def report(self, complaint: Complaint) -> None:
        await self._moderating.report(complaint)

    # The steps.

    async def _us(self) -> Us:
        """Who we are, asked with our sign-in: a dead one shows here and not only when somebody answers."""
        session = await self._client.query_as_us("com.atproto.server.getSession", {})
        return Us(
            did=str(session.get("did") or self.account.remote_id),
            handle=str(session.get("handle") or self.account.handle),
            pictures=self._pictures,
        )

    async def _prepared(self, post: OutboundPost) -> JSON:
        reply = await self._reply(post.reply_to_key) if post.reply_to_key else None
        facets = await self._facets(post.text)
        blobs = [await self._client.upload(image.content, image.mime) for image in post.images]
        return outbound(post, now=_now(), facets=facets, reply=reply, blobs=blobs)

    async def _reply(self, key: str) -> tuple[Ref, Ref]:
        """(parent, root) with the content ids the network wants. Raises Refused when the parent is gone."""
        record = await self._client.record(key)
        parent = _ref_of(record)
        if record is None or parent is None:
            raise Refused("The post you answer is gone from Bluesky.")
        value = record.get("value")
        _, root = reply_refs(value) if isinstance(value, Mapping) else (None, None)
        return parent, root if root and root.cid else parent

    async def _facets(self, text: str) -> list[JSON]:
        facets = [get_model_as_dict(facet) for facet in detect_facets(text)]
        for mention in detect_mentions(text):
            did = await self._authors.did_of(mention.handle)
            if did:
                facets.append(_mention(did, mention.byte_start, mention.byte_end))
        return sorted(facets, key=lambda facet: int(facet["index"]["byteStart"]))

    async def _create(self, collection: str, rkey: str, record: JSON) -> Receipt:
        session = await self._client.session()
        address = RecordAddress(session.did, collection, rkey)
        body = {"repo": session.did, "collection": collection, "rkey": rkey, "record": record}
        try:
            await self._client.write("com.atproto.repo.createRecord", body)
        except (ServerFault, Refused):
            # A record that stands already is refused, by today's servers with a 500 that says no more.
            standing = await self._standing(address)
            if standing is None:
                raise
            return standing
        return Receipt(str(address), post_url(address), moment(record["createdAt"]))

    async def _standing(self, address: RecordAddress) -> Receipt | None:
        record = await self._client.record(str(address))
        if record is None:
            return None
        value = record.get("value")
        at = moment(value.get("createdAt")) if isinstance(value, Mapping) else None
        return Receipt(str(address), post_url(address), at)


def _refuse_what_does_not_fit(post: OutboundPost) -> None:
    for problem in _problems(post):
        raise Refused(problem)


def _problems(post: OutboundPost) -> Iterator[str]:
    limits = MANIFEST.limits
    if post.scope != "public":
        yield "Bluesky posts are public; private messages are not supported."
    if not post.text.strip() and not post.images:
        yield "There is nothing to send."
    length = grapheme_length(post.text)
    if limits.text_length and length > limits.text_length:
        yield f"Bluesky takes {limits.text_length} characters; this has {length}."
    if len(post.text.encode("utf-8", "replace")) > LARGEST_TEXT_BYTES:
        yield f"Bluesky takes {LARGEST_TEXT_BYTES:,} bytes of text; this has more."
    if len(post.images) > limits.images:
        yield f"Bluesky takes {limits.images} pictures; these are {len(post.images)}."
    for number, image in enumerate(post.images, 1):
        if not image.mime.startswith("image/"):
            yield f"Picture {number} is no picture but {image.mime}."
        if len(image.content) > LARGEST_IMAGE_BYTES:
            yield f"Picture {number} is larger than the million bytes Bluesky takes."
        if limits.alt_text_length and grapheme_length(image.alt) > limits.alt_text_length:
            yield f"The description of picture {number} is longer than {limits.alt_text_length:,} characters."


def _mention(did: str, start: int, end: int) -> JSON:
    return {
        "$type": "app.bsky.richtext.facet",
        "index": {"byteStart": start, "byteEnd": end},
        "features": [{"$type": "app.bsky.richtext.facet#mention", "did": did}],
    }


def _ref_of(record: JSON | None) -> Ref | None:
    if record is None or not isinstance(record.get("cid"), str):
        return None
    return Ref(str(record.get("uri", "")), record["cid"])


def _pictures(client: Client) -> str:
    if client.is_public:
        return "https://cdn.bsky.app/img/feed_fullsize/plain/{did}/{cid}@jpeg"
    return f"{client.host}/xrpc/com.atproto.sync.getBlob?did={{did}}&cid={{cid}}"


def _now() -> datetime:
    return datetime.now(UTC)


CONNECTOR = Bluesky
