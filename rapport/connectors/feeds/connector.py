"""The feeds of one place: checked, looked at one after the other, and listed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from rapport.channels.contract import AccountAccess, AccountInfo, Connector, Noted, Page
from rapport.channels.errors import NetworkError, Refused, RetryLater
from rapport.connectors.feeds.asking import ask
from rapport.connectors.feeds.keeping import Kept, Place, body_mark, mark
from rapport.connectors.feeds.manifest import MANIFEST
from rapport.connectors.feeds.reading.apart import TooMuch, read_apart
from rapport.connectors.feeds.reading.document import CutShort, Document, NotAFeed
from rapport.connectors.feeds.translate import (
    Translated,
    translated,
    version_of,
    version_of_rejected,
)
from rapport.kit.addresses import nameable
from rapport.kit.http import Blocked, Fetched, check_address
from rapport.kit.waits import fresh_for, http_date

MOST_FEEDS = 50
# HTTP's word counts up to a day. A feed's own (ttl, sy:updatePeriod) is written by its generator for everybody,
# often an hour that nobody meant, so it counts up to that.
LONGEST_HTTP_SECONDS = 86_400.0
LONGEST_TTL_SECONDS = 3_600.0
_REFUSED_AGAIN_SECONDS = 3_600.0
_LONGEST_NAME = 280


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a feed: `document` is None where nothing changed."""

    answer: Fetched
    document: Document | None


class Feeds(Connector):
    manifest = MANIFEST
    clock: Callable[[], datetime] = staticmethod(lambda: datetime.now(UTC))

    def __init__(self, account: AccountAccess) -> None:
        super().__init__(account)
        self._addresses = addresses(account.settings.get("addresses", ""))

    async def check(self) -> AccountInfo:
        """Reads every feed once; `name` says which they are, and which was taken where a page was named."""
        names, taken = [], []
        for address in self._addresses:
            kept = Kept()
            look = await self._look(address, kept, self.clock())
            assert look.document is not None, "nothing was kept, so nothing is unchanged"
            where = kept.found or address
            names.append(look.document.title or nameable(where))
            taken.append(f"{names[-1]} ({nameable(where)})" if kept.found else names[-1])
        one = len(self._addresses) == 1
        return AccountInfo(
            remote_id=self._remote_id(),
            handle=_cut(names[0] if one else f"{names[0]} and {len(names) - 1} more"),
            name=_cut(", ".join(taken)),
        )

    async def fetch(self, cursor: str) -> Page:
        """What is new or changed in the next feed of the round; `more` until each had its turn.

        Alone, a feed's failure is raised. Among others it is noted once, and the others go on.
        """
        now = self.clock()
        place = Place.from_cursor(cursor, self._addresses)
        address = self._addresses[place.turn]
        kept = place.feeds[address]
        is_last = place.turn + 1 == len(self._addresses)
        page = Page()
        if len(self._addresses) == 1:
            page = await self._news(address, kept, place.room, now)
        elif kept.ask_at <= now.timestamp():
            try:
                page = await self._news(address, kept, place.room, now)
            except NetworkError as error:
                page = _noted_once(address, kept, error, now)
                if is_last and all(feed.trouble for feed in place.feeds.values()):
                    raise
        place.turn = 0 if is_last else place.turn + 1
        return replace(
            page,
            cursor=place.to_cursor(),
            more=not is_last,
            ask_after=_ask_after(place, now) if is_last else None,
        )

    async def past(self, since: datetime, until: datetime, cursor: str) -> Page:
        """What one feed still holds of that time, a feed a page; entries without a date are left out.

        What lies before its oldest entry cannot be known here: that is noted.
        """
        turn = int(cursor) if cursor.isdecimal() else 0
        if turn >= len(self._addresses):
            return Page(reached_at=until)
        address, now = self._addresses[turn], self.clock()
        look = await self._look(address, Kept(), now)
        assert look.document is not None, "nothing was kept, so nothing is unchanged"
        found = translated(look.document, url=nameable(address), now=now)
        dated = [(post.created_at, post) for post in found.posts if post.created_at is not None]
        noted = list(found.noted)
        if not dated or dated[0][0] > since:
            begins = f"{dated[0][0]:%Y-%m-%d %H:%M} UTC" if dated else "no dated entry"
            what = f"The feed begins with {begins}; what was before cannot be known here."
            noted.append(Noted(what, nameable(address)))
        is_last = turn + 1 == len(self._addresses)
        return Page(
            posts=tuple(post for moment, post in dated if since <= moment < until),
            rejected=found.rejected,
            noted=tuple(noted),
            cursor=str(turn + 1),
            more=not is_last,
            done=turn + 1,
            total=len(self._addresses),
            reached_at=until if is_last else None,
        )

    async def _news(self, address: str, kept: Kept, room: int, now: datetime) -> Page:
        look = await self._look(address, kept, now)
        kept.trouble = ""
        kept.ask_at = _due(look, kept, now)
        reached_at = min(now, http_date(look.answer.headers.get("date", "")) or now)
        if look.document is None:
            return Page(reached_at=reached_at)
        found = _told_first(translated(look.document, url=nameable(address), now=now), kept, room)
        noted = found.noted
        source = kept.found or address
        if look.answer.url != source and look.answer.url != kept.moved:
            what = f"The feed answers from {nameable(look.answer.url)}; enter that address instead."
            noted = (*noted, Noted(what, nameable(address)))
        kept.moved = look.answer.url if look.answer.url != source else ""
        return Page(found.posts, found.rejected, noted, reached_at=reached_at)

    async def _look(self, address: str, kept: Kept, now: datetime) -> Look:
        """Ask for the feed, by way of the page that names it where `address` is a page's."""
        if kept.found:
            try:
                return await self._read(kept.found, kept, now)
            except Refused:
                # The site moved its feed; its page may know where to.
                kept.found = kept.etag = kept.modified = kept.body = ""
        look = await self._read(address, kept, now)
        if look.document is None or look.document.kind != "page":
            return look
        if not look.document.feeds:
            raise Refused(
                f"{nameable(address)} is a web page that names no feed. Look for its RSS or Atom address."
            )
        kept.found, kept.etag, kept.modified, kept.body = look.document.feeds[0], "", "", ""
        look = await self._read(kept.found, kept, now)
        if look.document is not None and look.document.kind == "page":
            raise Refused(
                f"{nameable(address)} names {nameable(kept.found)} as its feed, which is a web page."
            )
        return look

    async def _read(self, url: str, kept: Kept, now: datetime) -> Look:
        answer = await ask(url, conditions=kept.conditions(), now=now)
        if answer.status == 304:
            return Look(answer, None)
        digest = body_mark(answer.body)
        document = None if digest == kept.body else await _read_whole(answer, url)
        # Only now: what could not be read must be sent to us again.
        kept.body = digest
        kept.etag = answer.headers.get("etag", "")[:500]
        kept.modified = answer.headers.get("last-modified", "")[:100]
        return Look(answer, document)

    def _remote_id(self) -> str:
        names = sorted(map(nameable, self._addresses))
        return names[0] if len(names) == 1 and len(names[0]) <= 400 else f"feeds:{mark(*names)}"


async def _read_whole(answer: Fetched, url: str) -> Document:
    kind = answer.headers.get("content-type", "")
    try:
        return await read_apart(answer.body, content_type=kind, url=answer.url)
    except CutShort as error:
        raise RetryLater(f"{nameable(url)}: {error}", after=60.0) from error
    except (NotAFeed, TooMuch) as error:
        raise Refused(f"{nameable(url)} cannot be read as a feed. {error}") from error


def addresses(typed: str) -> tuple[str, ...]:
    """The addresses somebody typed, each once. Raises Refused for what cannot be one."""
    found = []
    for word in re.split(r"\s+|,(?=\s|https?:|feed:)", typed):
        if not word.strip(",;"):
            continue
        address = re.sub(r"^feed:(?://)?(?=https?://)|^feed://", "", word.strip(",;"))
        address = address if "://" in address else f"https://{address}"
        try:
            check_address(address)
        except Blocked as error:
            raise Refused(str(error)) from error
        found.append(address)
    found = list(dict.fromkeys(found))
    if not 1 <= len(found) <= MOST_FEEDS:
        raise Refused(f"Enter the address of a feed, or of up to {MOST_FEEDS} with spaces between.")
    return tuple(found)


def _told_first(found: Translated, kept: Kept, room: int) -> Translated:
    """What was not told before; what the feed holds now is remembered, then what it held."""
    seen = set(kept.seen)
    posts = {version_of(post): post for post in found.posts}
    rejected = {version_of_rejected(item): item for item in found.rejected}
    new_keys = {post.key for version, post in posts.items() if version not in seen}
    now_held = [*reversed(posts), *rejected]
    kept.seen = list(dict.fromkeys([*now_held, *kept.seen]))[: max(room, len(now_held))]
    return Translated(
        posts=tuple(post for version, post in posts.items() if version not in seen),
        rejected=tuple(item for version, item in rejected.items() if version not in seen),
        # Remarks on entries come with them; those on the whole feed once.
        noted=tuple(n for n in found.noted if n.where in new_keys or not seen),
    )


def _due(look: Look, kept: Kept, now: datetime) -> float:
    """When the feed wants to be asked again, as a unix time; 0.0 where it does not say."""
    if look.document is not None:
        # Kept, since an unchanged body is not read again.
        kept.every = min(look.document.update_seconds or 0.0, LONGEST_TTL_SECONDS)
    http = min(fresh_for(look.answer.headers, now=now) or 0.0, LONGEST_HTTP_SECONDS)
    wait = max(http, kept.every)
    return now.timestamp() + wait if wait else 0.0


def _ask_after(place: Place, now: datetime) -> float | None:
    due = [kept.ask_at for kept in place.feeds.values()]
    return None if not all(due) else max(1.0, min(due) - now.timestamp())


def _noted_once(address: str, kept: Kept, error: NetworkError, now: datetime) -> Page:
    is_new = kept.trouble != str(error)
    kept.trouble = str(error)
    after = error.after if isinstance(error, RetryLater) else _REFUSED_AGAIN_SECONDS
    kept.ask_at = (now + timedelta(seconds=after)).timestamp()
    return Page(noted=(Noted(str(error), nameable(address)),) if is_new else ())


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"


CONNECTOR = Feeds
