"""Sending once: mentions, pictures, the server's own guard against repeats, and finding what was sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from rapport.channels.contract import OutboundImage, OutboundPost, Receipt
from rapport.channels.errors import OutcomeUnknown, Refused, RetryLater
from rapport.connectors.mastodon.evidence import Evidence, Sent, digest_of
from rapport.connectors.mastodon.faults import Missing
from rapport.connectors.mastodon.home import Home, Rules
from rapport.connectors.mastodon.manifest import MANIFEST
from rapport.connectors.mastodon.translate import (
    addressed,
    length_of,
    names_somebody,
    outbound,
    visibility_for,
)
from rapport.kit.fediverse.ids import readable_id
from rapport.kit.fediverse.statuses import Status, Unreadable, moment, read_status
from rapport.kit.text import grapheme_length

# How often, and how far apart, we ask whether a picture is ready: half a minute together.
PROCESSING_TRIES = 15
PROCESSING_PAUSE_SECONDS = 2.0
# Clocks of servers differ; what was sent cannot be older than this before our first try.
CLOCKS_APART = timedelta(minutes=5)
# How many of our newest statuses are looked through for one whose receipt was lost.
MOST_LOOKED_THROUGH = 200


@dataclass(frozen=True, slots=True)
class Prepared:
    text: str
    body: dict[str, Any]


class Sending:
    def __init__(self, home: Home, evidence: Evidence) -> None:
        self._home = home
        self._evidence = evidence

    async def send(self, post: OutboundPost, key: str, *, now: datetime) -> Receipt:
        _refuse(_problems(post))
        if await self._evidence.of(key):
            # Tried before: the server's own guard may have forgotten the key since.
            standing = await self.find(key)
            if standing:
                return standing
        prepared = await self._prepared(post)
        reply_to_id = str(prepared.body.get("in_reply_to_id", ""))
        sent = Sent(now.isoformat(), digest_of(prepared.text), reply_to_id)
        await self._evidence.note(key, sent)
        item = await self._home.client.change("POST", "/api/v1/statuses", prepared.body, key=key)
        return await self._settled(key, item)

    async def find(self, key: str) -> Receipt | None:
        """By the URI we noted; by the server's memory of the key; by what we know of the text. In this order."""
        sent = await self._evidence.of(key)
        if sent and sent.uri:
            try:
                return receipt(await self._home.status(sent.uri))
            except Missing:
                return None
        standing = await self._remembered(key)
        if standing is None and sent:
            standing = await self._alike(sent, await self._evidence.uris_under_other_keys(key))
        if standing is not None:
            await self._evidence.settle(key, standing.key)
        return standing

    async def _remembered(self, key: str) -> Receipt | None:
        """Ask with the key and no text: the server gives back what stands under the key, or refuses emptiness.

        It looks for the key before it looks at anything else (app/services/post_status_service.rb, read
        2026-11-26), so nothing new can come of it.
        """
        try:
            item = await self._home.client.change(
                "POST", "/api/v1/statuses", {"status": ""}, key=key
            )
        except Refused:  # 422: nothing to post; 404: it was deleted since
            return None
        except OutcomeUnknown as error:
            raise RetryLater("The server did not tell whether the post stands.") from error
        return await self._settled(key, item)

    async def _alike(self, sent: Sent, others: set[str]) -> Receipt | None:
        """Our own status with that very text, under that very status, written since the first try."""
        us = await self._home.us()
        earliest = (moment(sent.at) or datetime.now(UTC)) - CLOCKS_APART
        params: dict[str, str | int | list[str]] = {"limit": 40, "exclude_reblogs": "true"}
        for _ in range(MOST_LOOKED_THROUGH // 40):
            items = await self._home.client.get(f"/api/v1/accounts/{us.id}/statuses", params)
            statuses = list(_readable(items, us.domain))
            for status in statuses:
                is_late_enough = status.created_at >= earliest and status.uri not in others
                if is_late_enough and await self._is(status, sent):
                    return receipt(status)
            if not statuses or min(one.created_at for one in statuses) < earliest:
                return None
            params["max_id"] = statuses[-1].id
        return None

    async def _is(self, status: Status, sent: Sent) -> bool:
        """Compared with the source, as it was typed; the HTML may have lost something."""
        if status.reply_to_id != sent.reply_to_id:
            return False
        try:
            source = await self._home.client.get(f"/api/v1/statuses/{status.id}/source")
        except Refused:  # before Mastodon 3.5
            return digest_of(status.text) == sent.digest
        text = source.get("text") if isinstance(source, dict) else None
        return isinstance(text, str) and digest_of(text) == sent.digest

    async def _settled(self, key: str, item: Any) -> Receipt:
        domain = (await self._home.rules()).domain
        try:
            status = read_status(item, domain=domain)
        except Unreadable as error:
            raise OutcomeUnknown(f"The server's answer is no status: {error}.") from error
        self._home.known.add([status])
        await self._evidence.settle(key, status.uri)
        return receipt(status)

    async def _prepared(self, post: OutboundPost) -> Prepared:
        rules = await self._home.rules()
        answered = await self._answered(post.reply_to_key)
        try:
            visibility = visibility_for(post, answered)
        except ValueError as error:
            raise Refused(str(error)) from error
        us = await self._home.us()
        text = addressed(post.text, answered, us, longest=rules.longest_text)
        _refuse(_too_much(text, post, rules))
        if visibility == "direct" and not names_somebody(text):
            raise Refused("A private message must name whom it is for, as @name@server.")
        media_ids = [await self._uploaded(image) for image in post.images]
        body = outbound(
            text,
            visibility=visibility,
            language=post.language,
            reply_to_id=answered.id if answered else "",
            media_ids=media_ids,
        )
        return Prepared(text, body)

    async def _answered(self, key: str) -> Status | None:
        if not key:
            return None
        try:
            return await self._home.status(key)
        except Missing as error:
            raise Refused("The post you answer is gone from Mastodon.") from error

    async def _uploaded(self, image: OutboundImage) -> str:
        answer = await self._home.client.upload(image.content, mime=image.mime, alt=image.alt)
        media_id = readable_id(answer.get("id")) if isinstance(answer, dict) else ""
        if not media_id:
            raise RetryLater("The server took a picture without telling its id.")
        if answer.get("url"):
            return media_id
        for _ in range(PROCESSING_TRIES):
            if await self._home.client.is_processed(media_id):
                return media_id
            await asyncio.sleep(PROCESSING_PAUSE_SECONDS)
        raise RetryLater("The server is still working on a picture.", after=30.0)


def receipt(status: Status) -> Receipt:
    return Receipt(status.uri, status.url, status.created_at)


def _readable(items: Any, domain: str) -> Iterator[Status]:
    for item in items if isinstance(items, list) else []:
        try:
            yield read_status(item, domain=domain)
        except Unreadable:
            continue


def _refuse(problems: Iterator[str]) -> None:
    for problem in problems:
        raise Refused(problem)


def _problems(post: OutboundPost) -> Iterator[str]:
    limits = MANIFEST.limits
    if not post.text.strip() and not post.images:
        yield "There is nothing to send."
    for number, image in enumerate(post.images, 1):
        if not image.mime.startswith("image/"):
            yield f"Picture {number} is no picture but {image.mime}."
        if limits.alt_text_length and grapheme_length(image.alt) > limits.alt_text_length:
            yield f"The description of picture {number} is longer than {limits.alt_text_length:,} characters."


def _too_much(text: str, post: OutboundPost, rules: Rules) -> Iterator[str]:
    length = length_of(text)
    if length > rules.longest_text:
        yield f"This server takes {rules.longest_text} characters; with its mentions this has {length}."
    if len(post.images) > rules.most_images:
        yield f"This server takes {rules.most_images} pictures; these are {len(post.images)}."
    for number, image in enumerate(post.images, 1):
        if len(image.content) > rules.largest_image_bytes:
            yield f"Picture {number} is larger than the {rules.largest_image_bytes:,} bytes this server takes."
