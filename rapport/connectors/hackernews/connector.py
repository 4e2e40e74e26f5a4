"""Hacker News: the abilities the manifest declares, each in the steps it takes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from rapport.channels.contract import (
    AccountAccess,
    AccountInfo,
    Connector,
    InboundPost,
    Noted,
    Page,
    Rejected,
)
from rapport.channels.errors import Refused
from rapport.connectors.hackernews.client import HOUR_SECONDS, REQUESTS_AN_HOUR, Client
from rapport.connectors.hackernews.manifest import MANIFEST, PUBLIC_HOST
from rapport.connectors.hackernews.rounds import Round, kept_in
from rapport.connectors.hackernews.terms import words
from rapport.connectors.hackernews.translate import hit, key_of, number_in, thread
from rapport.connectors.hackernews.walk import MOST_HITS, Walk

SEARCHES_A_PAGE = 5


class HackerNews(Connector):
    manifest = MANIFEST

    def __init__(self, account: AccountAccess) -> None:
        super().__init__(account)
        self._client = Client(account.settings.get("host") or PUBLIC_HOST)
        self._words = words(account.terms, typed=account.settings.get("terms", ""))

    async def check(self) -> AccountInfo:
        await self._client.latest()
        return AccountInfo(remote_id="hackernews", handle="hackernews", name="Hacker News")

    async def fetch(self, cursor: str) -> Page:
        """Up to five searches of a round through all words."""
        now = datetime.now(UTC)
        this = Round.parse(cursor, words=self._words, now=now)
        found = _Found(now)
        for _ in range(SEARCHES_A_PAGE):
            if this.is_over:
                break
            walk = this.next_walk()
            await self._search(walk, found)
            this.went(walk)
        # Half of what an hour allows is left to pasts and threads.
        spared = 2 * len(self._words) * HOUR_SECONDS / REQUESTS_AN_HOUR
        return replace(
            found.page(),
            cursor=this.cursor(),
            more=not this.is_over,
            ask_after=max(MANIFEST.poll_seconds[0], spared),
            reached_at=min(datetime.fromtimestamp(this.end, UTC), now) if this.is_over else None,
        )

    async def past(self, since: datetime, until: datetime, cursor: str) -> Page:
        now = datetime.now(UTC)
        first = int(since.timestamp())
        end = max(int(min(until, now).timestamp()) + 1, first)
        walk = Walk.parse(kept_in(cursor), since=first, until=end)
        found = _Found(now)
        walk.begin(self._words)
        if not walk.is_done:
            await self._search(walk, found)
            walk.begin(self._words)
        page = found.page()
        return replace(
            page,
            posts=tuple(p for p in page.posts if p.created_at and since <= p.created_at < until),
            cursor=json.dumps(walk.kept()),
            more=not walk.is_done,
            reached_at=until if walk.is_done else max(since, datetime.fromtimestamp(walk.at, UTC)),
        )

    async def thread(self, key: str) -> Sequence[InboundPost]:
        number = number_in(key)
        if not number:
            raise Refused(f"“{key[:200]}” is no post of Hacker News.")
        item = await self._client.item(number)
        story = number_in(key_of(item.get("story_id")))
        if story and story != number:
            item = await self._client.item(story)
        posts = thread(item, now=datetime.now(UTC))
        if key not in {post.key for post in posts}:
            raise Refused("That post is gone from Hacker News.")
        return posts

    async def _search(self, walk: Walk, found: _Found) -> None:
        """One search, and the walk one step further."""
        (start, end), page = walk.windows[-1], walk.page
        hits, total = await self._client.search(walk.word, since=start, until=end, page=page)
        if not walk.go_on(hits=total):
            return
        found.take(hits)
        if total > MOST_HITS and not page:
            found.note(f"Of {total:,} posts the search gives {MOST_HITS:,}.", f"second {start}")


class _Found:
    """What several searches brought, each post once."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._posts: dict[str, InboundPost] = {}
        self._rejected: list[Rejected] = []
        self._noted: list[Noted] = []

    def take(self, hits: Sequence[Any]) -> None:
        for item in hits:
            post = hit(item, now=self._now)
            if isinstance(post, InboundPost):
                self._posts[post.key] = post
            else:
                self._rejected.append(post)

    def note(self, what: str, where: str) -> None:
        self._noted.append(Noted(what, where))

    def page(self) -> Page:
        return Page(tuple(self._posts.values()), tuple(self._rejected), tuple(self._noted))


CONNECTOR = HackerNews
