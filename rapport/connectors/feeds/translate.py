"""Pure translation of a document's entries to the contract's posts; no network, the clock is given."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from rapport.channels.contract import Author, InboundPost, Media, Noted, Rejected, raw_text
from rapport.connectors.feeds.keeping import mark
from rapport.connectors.feeds.reading.addresses import host
from rapport.connectors.feeds.reading.document import Document, Entry

LONGEST_KEY = 500
# Ids of these schemes name one thing in the whole world; "id:5" or "post:12" does not.
# Google Alerts gives one article another id in each alert.
_GLOBAL = re.compile(
    r"(?!tag:google\.com,\d+:googlealerts)(?:https?://\S+\.\S|tag:\S+[,:]\S|urn:\S+:\S|yt:video:\S|doi:10\.\S|at://\S|mid:\S+@\S)\S*"
)
# Clocks differ; what claims to be written later than this was not written yet.
_AHEAD = timedelta(hours=1)
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # before the web there were no feeds


@dataclass(frozen=True, slots=True)
class Translated:
    posts: tuple[InboundPost, ...]
    rejected: tuple[Rejected, ...]
    noted: tuple[Noted, ...]


def translated(document: Document, *, url: str, now: datetime) -> Translated:
    """Every entry of the feed at `url`, oldest first. Of several with one key, the newest stands."""
    repeated = _repeated(document.entries)
    posts: dict[str, InboundPost] = {}
    changed: dict[str, str] = {}
    rejected = [Rejected(item.reason, item.raw, f"{url} {item.where}") for item in document.unread]
    noted = [Noted(what, url) for what in document.noted]
    for number, entry in enumerate(document.entries, 1):
        if not (entry.title or entry.text or entry.media):
            where = f"{url} entry {number}"
            reason = "The entry has neither title nor text nor anything to see or hear."
            rejected.append(Rejected(reason, raw_text(json.dumps(asdict(entry))), where))
            continue
        key = key_of(entry, url=url, repeated=repeated)
        if key in posts and entry.updated <= changed[key]:
            continue
        created_at, remarks = _created_at(entry, now)
        posts[key] = _post(entry, key, created_at, document, url)
        changed[key] = entry.updated
        noted += [Noted(what, key) for what in (*entry.noted, *remarks)]
    return Translated(tuple(_oldest_first(posts.values())), tuple(rejected), tuple(noted))


def key_of(entry: Entry, *, url: str, repeated: frozenset[str] = frozenset()) -> str:
    """A key that is the same in whichever feed the entry stands: its id where that is an address or a global
    name, else its link, else the feed's address and what identifies it there.

    `repeated` are links that several entries of the feed share (a status page's): those identify nothing.
    """
    if _GLOBAL.fullmatch(entry.id) and len(entry.id) <= LONGEST_KEY:
        return entry.id
    if entry.link and entry.link not in repeated and len(entry.link) <= LONGEST_KEY:
        return entry.link
    local = entry.id or entry.link or "\x1f".join((entry.title, entry.published, entry.text[:500]))
    within = url if len(url) <= LONGEST_KEY - 20 else mark(url)
    return f"{within}#{mark(local, entry.title if entry.link in repeated and not entry.id else '')}"


def version_of(post: InboundPost) -> str:
    """What makes it another post than before: told again only when this changes."""
    media = json.dumps([[item.url, item.alt] for item in post.media])
    return mark(post.key, post.title, post.text, post.url, media)


def version_of_rejected(item: Rejected) -> str:
    return mark(item.reason, item.raw)


def _repeated(entries: Iterable[Entry]) -> frozenset[str]:
    links = Counter(entry.link for entry in entries if entry.link)
    return frozenset(link for link, times in links.items() if times > 1)


def _post(
    entry: Entry, key: str, created_at: datetime | None, document: Document, url: str
) -> InboundPost:
    return InboundPost(
        key=key,
        author=_author(entry, document, url),
        title=entry.title,
        # What repeats the title says nothing new.
        text="" if entry.text == entry.title else entry.text,
        created_at=created_at,
        kind="reply" if entry.reply_to else "post",
        parent_key=entry.reply_to[:LONGEST_KEY],
        url=entry.link,
        language=entry.language or document.language,
        media=tuple(
            Media(cast(Any, m.kind), m.url, m.alt, m.mime, m.width, m.height) for m in entry.media
        ),
        counts=entry.counts,
        links=tuple(entry.links),
        channel=document.title[:200] or host(url),
    )


def _author(entry: Entry, document: Document, url: str) -> Author:
    """The writer by name at that site; the site itself where no writer is named."""
    site = host(entry.link) or host(document.home) or host(url)
    if not entry.author:
        remote_id = f"https://{site}/"
        if site not in (host(document.home), host(url)):
            # A search's feed carries the title of the search, not of the sites it found.
            return Author(remote_id, handle=site, name=site, url=remote_id)
        name = document.title[:300] or site
        return Author(remote_id, site, name, avatar_url=document.picture, url=document.home)
    remote_id = entry.author_url or f"https://{site}/#{entry.author}"
    if len(remote_id) > LONGEST_KEY:
        remote_id = f"https://{site}/#{mark(remote_id)}"
    return Author(remote_id=remote_id, handle=site, name=entry.author, url=entry.author_url)


def _created_at(entry: Entry, now: datetime) -> tuple[datetime | None, list[str]]:
    """When it was published, else changed; None (it counts as written when it arrives) and why where neither will do."""
    remarks = []
    for said in filter(None, (entry.published, entry.updated)):
        try:
            moment = datetime.fromisoformat(said).astimezone(UTC)
        except (ValueError, OverflowError):
            remarks.append(f"Its date “{said[:40]}” cannot be read.")
            continue
        if moment > now + _AHEAD:
            remarks.append(f"Its date lies ahead ({moment:%Y-%m-%d %H:%M} UTC).")
        elif moment < _EARLIEST:
            remarks.append(f"Its date is before there were feeds ({moment:%Y-%m-%d}).")
        else:
            return moment, remarks
    return None, remarks


def _oldest_first(posts: Iterable[InboundPost]) -> Iterator[InboundPost]:
    latest = datetime.max.replace(tzinfo=UTC)
    # Feeds are written newest first; turned round, those without a date keep the order they came in.
    in_order = list(posts)
    in_order.reverse()
    yield from sorted(in_order, key=lambda post: post.created_at or latest)
