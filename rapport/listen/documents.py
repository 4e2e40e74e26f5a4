"""A message as queries see it: the document the matcher is asked with, and the row that search looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rapport.channels.contract import InboundPost
from rapport.ledger.rows import insert_rows
from rapport.listen.models import Message, SearchDocument
from rapport.query.document import Document, Value
from rapport.query.sql import Column, tsvector_text
from rapport.query.values import folded, host_of

# By the names under which documents carry values (`FieldSpec.held_in`): where the row holds them.
COLUMNS: Mapping[str, Column] = {
    "created_at": Column("d.created_at"),
    "source": Column("d.network"),
    "channel": Column("d.channel"),
    "author": Column("d.author"),
    "language": Column("d.language"),
    "type": Column("d.kind"),
    "followers": Column("d.followers"),
    "links": Column("d.hosts", is_array=True),
    "has": Column("d.has::text[]", is_array=True),
}


def of_post(post: InboundPost, *, network: str) -> Document:
    """A post on its way in."""
    return Document(text=post.text, title=post.title, values=_PostValues(post, network))


class _PostValues(Mapping[str, Value]):
    """What a post carries, put together when a query asks for the first of it: of most posts none does."""

    __slots__ = ("_held", "_network", "_post")

    def __init__(self, post: InboundPost, network: str) -> None:
        self._post = post
        self._network = network
        self._held: dict[str, Value] | None = None

    @property
    def _values(self) -> dict[str, Value]:
        if self._held is None:
            self._held = _values_of(self._post, self._network)
        return self._held

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def _values_of(post: InboundPost, network: str) -> dict[str, Value]:
    author = post.author
    values: dict[str, Value] = {
        "source": network,
        "channel": post.channel,
        "type": post.kind,
        "url": post.url,
        "links": post.links,
        "has": tuple(_has(post.text, post.links, [m.kind for m in post.media])),
        "is": tuple(_claims(is_reply=bool(post.parent_key), is_own=post.own)),
        **{
            name: post.counts[name]
            for name in ("likes", "replies", "shares")
            if name in post.counts
        },
    }
    if post.created_at is not None:
        values["created_at"] = post.created_at
    if post.language:
        values["language"] = post.language.partition("-")[0]
    if author is not None:
        values |= {"author": author.handle, "authorname": author.name}
        if author.followers is not None:
            values["followers"] = author.followers
    return values


def of_message(message: Message) -> Document:
    """A stored message; its author must be loaded."""
    author = message.author
    values: dict[str, Value] = {
        "source": message.network,
        "channel": message.channel,
        "type": message.kind,
        "url": message.url,
        "links": tuple(message.links),
        "created_at": message.created_at,
        "has": tuple(_has(message.text, message.links, [m.get("kind", "") for m in message.media])),
        "is": tuple(_claims(is_reply=bool(message.parent_key), is_own=message.is_own)),
        **{k: v for k, v in message.counts.items() if k in ("likes", "replies", "shares")},
    }
    if message.claimed_language:
        values["language"] = message.claimed_language.partition("-")[0]
    if author is not None:
        values |= {"author": author.name or author.remote_id, "authorname": author.display_name}
        if author.followers is not None:
            values["followers"] = author.followers
    return Document(text=message.text, title=message.title, values=values)


def write(posts: Sequence[InboundPost], *, ids: Mapping[str, int], network: str) -> None:
    """Write the search rows of new and changed messages; one statement for all."""
    ordered = sorted(posts, key=lambda post: ids[post.key])
    rows = [_row(ids[post.key], post, network) for post in ordered]
    insert_rows(SearchDocument, rows, replace=_REWRITTEN)


# Its author, its network and when it was written are those of its first version.
_REWRITTEN = ("terms", "hosts", "has", "claims", "channel", "language", "followers")


def _row(pk: int, post: InboundPost, network: str) -> dict[str, Any]:
    author = post.author
    return {
        "message_id": pk,
        "terms": tsvector_text(of_post(post, network=network).searched),
        "created_at": post.created_at,
        "network": folded(network)[:40],
        "channel": folded(post.channel)[:200],
        "author": folded(author.handle if author else "")[:300],
        "language": folded(post.language.partition("-")[0])[:12],
        "kind": post.kind,
        "followers": author.followers if author else None,
        "hosts": sorted({host_of(link)[:300] for link in post.links} - {""}),
        "has": list(_has(post.text, post.links, [m.kind for m in post.media])),
        "claims": list(_claims(is_reply=bool(post.parent_key), is_own=post.own)),
    }


def _has(text: str, links: Sequence[str], media: Iterable[str]) -> Iterable[str]:
    if kinds := set(media):
        yield from (kind for kind in ("image", "video", "audio") if kind in kinds)
    if links:
        yield "link"
    if "?" in text or "？" in text or "؟" in text:
        yield "question"


def _claims(*, is_reply: bool, is_own: bool) -> Iterable[str]:
    if is_reply:
        yield "reply"
    if is_own:
        yield "own"
