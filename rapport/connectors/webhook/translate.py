"""Pure translation of a webhook's JSON (README.md says its shape) to posts and facts; no network, no clock."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from rapport.channels.contract import (
    Author,
    InboundFact,
    InboundPost,
    Media,
    Noted,
    Page,
    Rejected,
    raw_text,
)
from rapport.channels.errors import CallRefused
from rapport.connectors.webhook import values
from rapport.connectors.webhook.values import Unreadable

MOST_ITEMS = 500
LONGEST_TEXT = 100_000  # what a message holds
MOST_MEDIA = 20
COUNTS = ("likes", "replies", "shares")
KINDS = ("post", "reply", "share", "dm", "mail", "review")
MEDIA_KINDS = ("image", "video", "audio", "file")

_AUTHOR_FIELDS = {"id", "handle", "name", "followers", "url", "avatar"}
_MESSAGE_FIELDS = {
    "key", "author", "text", "title", "created_at", "kind", "parent_key", "root_key", "url",
    "language", "media", "counts", "scope", "to_us", "own", "channel",
}  # fmt: skip
_FACT_FIELDS = {
    "id", "what", "where", "cause", "starts_at", "expected_end", "may_say", "url", "status",
    "language",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a payload came from. Keys stand under `account`, so that two senders may both count from 1."""

    account: str
    call_id: str
    now: datetime

    def key(self, given: str) -> str:
        return f"{self.account}:{given}" if given else ""


def page_of(body: bytes, origin: Origin) -> Page:
    """Everything a verified call brings. Raises CallRefused (400, 413) where it is no payload at all.

    Items that cannot be read are rejected one by one, and the others are taken.
    """
    kind, items = _opened(body)
    read = _READERS.get(kind)
    posts: list[InboundPost] = []
    facts: list[InboundFact] = []
    rejected: list[Rejected] = []
    noted: list[Noted] = []
    for number, item in enumerate(items, 1):
        where = f"call {origin.call_id}, item {number}"
        try:
            if read is None:
                raise Unreadable(f"“{kind[:60]}” is no type Rapport knows.")
            found = read(_an_object(item), origin)
        except Unreadable as error:
            rejected.append(Rejected(str(error), raw_text(_raw(kind[:60], item)), where))
            continue
        if isinstance(found, InboundFact):
            facts.append(found)
        else:
            posts.append(found)
        noted += [
            Noted(f"The field “{name[:60]}” is not known.", where) for name in _odd(kind, item)
        ]
    return Page(
        posts=tuple(posts),
        facts=tuple(facts),
        rejected=tuple(rejected),
        noted=tuple(noted[:100]),
        reached_at=origin.now,
        call_id=origin.call_id,
    )


def _opened(body: bytes) -> tuple[str, list[Any]]:
    try:
        payload = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise CallRefused("The call is not JSON in UTF-8.", status=400) from error
    kind = payload.get("type") if isinstance(payload, dict) else None
    data = payload.get("data") if isinstance(payload, dict) else None
    if not isinstance(kind, str) or not isinstance(data, dict | list):
        raise CallRefused(
            'The call must be an object with "type" (a text) and "data" (an object, or a list of them).',
            status=400,
        )
    items = data if isinstance(data, list) else [data]
    if len(items) > MOST_ITEMS:
        raise CallRefused(
            f"The call holds {len(items)} items; {MOST_ITEMS} are taken at once.", status=413
        )
    return kind, items


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _message(item: Mapping[str, Any], origin: Origin) -> InboundPost:
    post = InboundPost(
        key=origin.key(values.key(item, "key", required=True)),
        author=_author(values.table(item, "author"), origin),
        title=values.text(item, "title"),
        text=values.text(item, "text", limit=LONGEST_TEXT),
        created_at=values.moment(item, "created_at"),
        kind=cast(Any, values.one_of(item, "kind", among=KINDS)),
        parent_key=origin.key(values.key(item, "parent_key")),
        root_key=origin.key(values.key(item, "root_key")),
        url=values.address(item, "url"),
        language=values.text(item, "language", limit=35),  # RFC 5646, section 4.4.1
        media=tuple(_media(row) for row in values.rows(item, "media", limit=MOST_MEDIA)),
        counts=_counts(values.table(item, "counts")),
        scope=cast(Any, values.one_of(item, "scope", among=("public", "private"))),
        # Whoever sends it here means us, unless they say otherwise.
        to_us=values.flag(item, "to_us", default=True),
        own=values.flag(item, "own", default=False),
        channel=values.text(item, "channel", limit=200),
    )
    if not (post.text or post.title or post.media):
        raise Unreadable("A message needs a “text”, a “title” or “media”.")
    return post


def _author(author: Mapping[str, Any], origin: Origin) -> Author:
    known_as = values.key(author, "id") or values.key(author, "handle")
    if not known_as:
        raise Unreadable("“author” must be an object with an “id” or a “handle”.")
    return Author(
        remote_id=origin.key(known_as),
        handle=values.key(author, "handle") or known_as,
        name=values.text(author, "name", limit=300),
        avatar_url=values.address(author, "avatar"),
        followers=values.number(author, "followers"),
        url=values.address(author, "url"),
    )


def _media(row: Mapping[str, Any]) -> Media:
    url = values.address(row, "url")
    if not url:
        raise Unreadable("“url” of “media” must be an http or https address.")
    return Media(
        kind=cast(Any, values.one_of(row, "kind", among=MEDIA_KINDS)),
        url=url,
        alt=values.text(row, "alt", limit=5_000),
        mime=values.text(row, "mime", limit=100),
        width=values.number(row, "width"),
        height=values.number(row, "height"),
    )


def _counts(table: Mapping[str, Any]) -> dict[str, int]:
    counted = {name: values.number(table, name) for name in COUNTS}
    return {name: number for name, number in counted.items() if number is not None}


def _deletion(item: Mapping[str, Any], origin: Origin) -> InboundPost:
    return InboundPost(key=origin.key(values.key(item, "key", required=True)), deleted=True)


def _fact(item: Mapping[str, Any], origin: Origin) -> InboundFact:
    key = origin.key(values.key(item, "id", required=True))
    what = values.text(item, "what", limit=5_000)
    over = values.one_of(item, "status", among=("open", "over")) == "over"
    if not (what.strip() or over):
        raise Unreadable("“what” must say what is going on.")
    starts_at, ends_at = values.moment(item, "starts_at"), values.moment(item, "expected_end")
    if starts_at and ends_at and ends_at < starts_at:
        raise Unreadable("“expected_end” lies before “starts_at”.")
    return InboundFact(
        key=key,
        what=what,
        where=values.text(item, "where"),
        cause=values.text(item, "cause"),
        starts_at=starts_at,
        ends_at=ends_at,
        # What nobody cleared is not for the public.
        sayable=values.flag(item, "may_say", default=False),
        url=values.address(item, "url"),
        over=over,
        language=values.text(item, "language", limit=35),
    )


def _an_object(item: Any) -> Mapping[str, Any]:
    if not isinstance(item, dict):
        raise Unreadable("An item of “data” must be an object.")
    return item


def _raw(kind: str, item: Any) -> str:
    try:
        return json.dumps({"type": kind, "data": item})
    except RecursionError:
        return f"{kind}: nested too deeply to be shown"


def _odd(kind: str, item: Mapping[str, Any]) -> list[str]:
    if kind in ("message", "message.edited"):
        author = item.get("author")
        odd = [f"author.{name}" for name in sorted(set(author or {}) - _AUTHOR_FIELDS)]
        return [*sorted(set(item) - _MESSAGE_FIELDS), *odd]
    return sorted(set(item) - (_FACT_FIELDS if kind == "fact" else {"key"}))


_READERS: Mapping[str, Callable[[Mapping[str, Any], Origin], InboundPost | InboundFact]] = {
    "message": _message,
    # An edit is the whole message under its key again.
    "message.edited": _message,
    "message.deleted": _deletion,
    "fact": _fact,
}
