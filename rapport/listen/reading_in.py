"""Pure steps of `receive`: what can be stored, which posts concern us, which thread each belongs to."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from rapport.channels.contract import InboundPost, Rejected, raw_text

KEY_LENGTH = 500
TEXT_LENGTH = 100_000
# Clocks of networks go a little ahead of ours; more than a day is no clock but a mistake.
AHEAD_AT_MOST = timedelta(days=1)
_SURROGATE = re.compile("[\ud800-\udfff]")


def storable(post: InboundPost, *, now: datetime) -> InboundPost | Rejected:
    """The post as PostgreSQL can hold it, or why it cannot be read."""
    if not post.key or len(post.key) > KEY_LENGTH:
        return Rejected(
            reason="It has no key, or one of more than 500 characters.", raw=raw_text(post)
        )
    if post.deleted:
        return post
    if post.author is None or not post.author.remote_id:
        return Rejected(reason="It does not say who wrote it.", raw=raw_text(post), where=post.key)
    if len(post.text) > TEXT_LENGTH:
        return Rejected(
            reason=f"Its text has {len(post.text):,} characters; {TEXT_LENGTH:,} are read at most.",
            raw=raw_text(post.text),
            where=post.key,
        )
    created = post.created_at or now
    if created > now + AHEAD_AT_MOST:
        return Rejected(
            reason=f"Its date lies ahead: {created:%Y-%m-%d}.", raw=raw_text(post), where=post.key
        )
    # Nearly every post is as it should be; making another of each costs more than all else here.
    return post if _is_as_it_should_be(post, now) else _mended(post, at=min(created, now))


def _is_as_it_should_be(post: InboundPost, now: datetime) -> bool:
    """Quick and careful: what it is not sure of is mended, which may change nothing."""
    if post.created_at is None or post.created_at > now or post.parent_key == post.key:
        return False
    if max(len(post.parent_key), len(post.root_key)) > KEY_LENGTH:
        return False
    words = "".join(
        (post.title, post.text, *post.links, post.channel, post.parent_key, post.root_key)
    )
    return "\0" not in words and (words.isascii() or not _SURROGATE.search(words))


def _mended(post: InboundPost, *, at: datetime) -> InboundPost:
    return dataclasses.replace(
        post,
        title=clean(post.title),
        text=clean(post.text),
        links=tuple(map(clean, post.links)),
        channel=clean(post.channel),
        created_at=at,
        parent_key="" if post.parent_key == post.key else clean(post.parent_key)[:KEY_LENGTH],
        root_key=clean(post.root_key)[:KEY_LENGTH],
    )


def clean(text: str) -> str:
    """Without what PostgreSQL cannot hold: NUL characters and lone surrogates."""
    if "\0" in text:
        text = text.replace("\0", "")
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def content_hash(post: InboundPost) -> int:
    """What an edit changes: text and media. Signed 64 bits, as PostgreSQL's bigint."""
    media = [[m.kind, m.url, m.alt] for m in post.media]
    # A post without a title has the hash it had before there were titles.
    words = [post.title, post.text] if post.title else [post.text]
    content = json.dumps([*words, media], ensure_ascii=False).encode()
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big", signed=True)


def only_ours(
    posts: Sequence[InboundPost], *, known_keys: Iterable[str], wanted: Container[str] = ()
) -> list[InboundPost]:
    """Posts that address us, are ours, are private, are `wanted` by a query (by key), or stand in a thread we know.

    What did not concern us is not kept (DESIGN section 10, "No silent collection"). The order of arrival
    does not matter: a reply that comes before what it replies to is kept with it.
    """
    beneath: dict[str, list[InboundPost]] = defaultdict(list)
    for post in posts:
        for key in {post.parent_key, post.root_key} - {""}:
            beneath[key].append(post)
    held = set(known_keys)
    # What we hold is followed: its edits come, even where the new words match nothing.
    kept = {
        p.key
        for p in posts
        if p.key in held or p.deleted or p.to_us or p.own or p.scope == "private" or p.key in wanted
    }
    roots_of_kept = {p.root_key for p in posts if p.key in kept and p.root_key}
    reached = [*held, *kept, *roots_of_kept]
    while reached:
        for post in beneath.pop(reached.pop(), ()):
            if post.key not in kept:
                kept.add(post.key)
                reached += [post.key, post.root_key] if post.root_key else [post.key]
    return [p for p in posts if p.key in kept]


def roots(posts: Sequence[InboundPost], *, root_of_known: Mapping[str, str]) -> dict[str, str]:
    """The root key of each post's thread, by post key.

    `root_of_known` gives the roots of threads in which parents known already stand. A parent never heard of
    is a provisional root: if it arrives later, the threads are merged then. Replies in a circle have the
    smallest of their keys as root.
    """
    by_key = {post.key: post for post in posts}
    found: dict[str, str] = {}
    for post in posts:
        path: list[str] = []
        key = post.key
        while key not in found:
            path.append(key)
            root = _root_told(by_key[key], root_of_known)
            if root is not None:
                found[key] = root
                break
            key = by_key[key].parent_key
            if key in path:
                found[key] = min(path[path.index(key) :])
                break
            if key not in by_key:
                found[key] = key
                break
        for passed in path:
            found.setdefault(passed, found[key])
    return {post.key: found[post.key] for post in posts}


def _root_told(post: InboundPost, root_of_known: Mapping[str, str]) -> str | None:
    """Where no step to the parent is needed: the network tells, the parent is known, or there is none."""
    if post.root_key:
        return root_of_known.get(post.root_key, post.root_key)
    if not post.parent_key:
        return post.key
    return root_of_known.get(post.parent_key)
