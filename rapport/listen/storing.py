"""The statements behind `receive`: few, batched, and independent of how many posts a page holds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef
from psycopg.types.json import Jsonb

from rapport.assets.actions import forget_pictures
from rapport.channels.contract import Author, InboundPost
from rapport.channels.models import Account, Delivery
from rapport.ledger.lookups import as_array
from rapport.ledger.rows import insert_rows, update_rows
from rapport.listen.actions.counts import next_recount
from rapport.listen.attachments import Kept, attachments_of
from rapport.listen.models import (
    Identity,
    ImportRun,
    Message,
    Original,
    SearchDocument,
    Sighting,
    Thread,
)
from rapport.listen.reading_in import clean, content_hash, roots
from rapport.people.models import Handle

TITLE_LENGTH = 500
LINKS_AT_MOST = 50
# A connector gives less; Gmail shows the first 102 KB of a mail.
ORIGINAL_LENGTH = 400_000
NAME_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Identified:
    """Which keys were new and which changed, with the ids of their messages. Unchanged ones are absent."""

    new: dict[str, int] = field(default_factory=dict)
    edited: dict[str, int] = field(default_factory=dict)


def known_keys(network: str, posts: Sequence[InboundPost]) -> set[str]:
    """Which of these posts, of their parents and roots, we hold already."""
    named = {key for p in posts for key in (p.parent_key, p.root_key) if key}
    named |= {p.key for p in posts}
    if not named:
        return set()
    known = Identity.objects.filter(network=network, remote_key__among=named).values_list(
        "remote_key", flat=True
    )
    threads = Thread.objects.filter(network=network, root_key__among=named).values_list(
        "root_key", flat=True
    )
    return {*known, *threads}


def identify(network: str, posts: Sequence[InboundPost]) -> Identified:
    """Claim each key; tell new, edited and unchanged apart in one statement.

    `xmax = 0` holds for rows this statement inserted. Keys are sorted, so that two batches never deadlock. What its
    writer took back (`delete` leaves the hash 0) stays taken back, though an older copy of it is heard again.
    """
    rows = sorted((p.key, content_hash(p)) for p in posts)
    found = Identified()
    if not rows:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO listen_identity AS old (network, remote_key, content_hash)
               SELECT %s, k, h FROM unnest(%s::text[], %s::bigint[]) AS given(k, h)
               ON CONFLICT (network, remote_key) DO UPDATE SET content_hash = excluded.content_hash
                     WHERE old.content_hash IS DISTINCT FROM excluded.content_hash AND old.content_hash <> 0
               RETURNING id, remote_key, (xmax = 0)""",
            [network, as_array([r[0] for r in rows]), as_array([r[1] for r in rows])],
        )
        for pk, key, is_new in cursor.fetchall():
            (found.new if is_new else found.edited)[key] = pk
    return found


def write(
    account: Account,
    posts: Sequence[InboundPost],
    *,
    ids: Mapping[str, int],
    handles: Mapping[tuple[str, str], Handle],
    now: datetime,
) -> dict[int, int]:
    """Store new messages in their threads; returns threads that became part of others (from id -> into id)."""
    if not posts:
        return {}
    network = account.home
    known = _known_parents(network, posts)
    root_by_key = roots(
        posts, root_of_known={key: root for key, (_, root) in known.items() if root}
    )
    parents = {key: pk for key, (pk, _) in known.items()} | dict(ids)
    threads, merged = _threads(network, posts, root_by_key)
    # An answer whose parent we hold names the thread that parent stood in until this very batch.
    threads = {root: merged.get(pk, pk) for root, pk in threads.items()}
    insert_rows(
        Message,
        [
            _message(
                network,
                p,
                pk=ids[p.key],
                thread_id=threads[root_by_key[p.key]],
                parent_id=parents.get(p.parent_key),
                handles=handles,
                now=now,
            )
            for p in posts
        ],
    )
    _adopt_orphans(network, ids)
    return merged


def _message(
    network: str,
    post: InboundPost,
    *,
    pk: int,
    thread_id: int,
    parent_id: int | None,
    handles: Mapping[tuple[str, str], Handle],
    now: datetime,
) -> dict[str, Any]:
    """The row of a new message, by columns."""
    assert post.author is not None
    handle = handles[(network, post.author.remote_id)]
    at = post.created_at or now
    return {
        "identity_id": pk,
        "network": network,
        "remote_key": post.key,
        "kind": post.kind,
        "scope": post.scope,
        "author_id": handle.pk,
        "title": post.title[:TITLE_LENGTH],
        "text": post.text,
        "created_at": at,
        "received_at": now,
        "thread_id": thread_id,
        "parent_id": parent_id,
        "parent_key": post.parent_key,
        "url": post.url[:2000],
        "media": _media(post),
        "counts": dict(post.counts),
        "claimed_language": post.language[:12],
        "links": list(post.links[:LINKS_AT_MOST]),
        "channel": post.channel[:200],
        "automatic": post.automatic,
        "is_own": post.own or handle.is_ours,
        "recount_at": next_recount(at, now=now) if post.scope == "public" else None,
    }


def _media(post: InboundPost) -> list[dict[str, Any]]:
    return [
        {"kind": m.kind, "url": m.url, "alt": m.alt, "width": m.width, "height": m.height}
        | ({"name": m.name[:NAME_LENGTH]} if m.name else {})
        | ({"cid": m.cid} if isinstance(m, Kept) and m.cid else {})
        for m in post.media
    ]


def outside_media(posts: Sequence[InboundPost]) -> set[tuple[str, str]]:
    """Pictures, sound and videos of posts and pictures of their authors, as (kind, address), to be fetched when seen."""
    media = {(m.kind, m.url) for p in posts for m in p.media if m.kind != "file" and not m.content}
    faces = {p.author.avatar_url for p in posts if p.author and p.author.avatar_url}
    return {(str(kind), url) for kind, url in media} | {("image", url) for url in faces}


def _known_parents(network: str, posts: Sequence[InboundPost]) -> dict[str, tuple[int, str]]:
    """For parents and roots we hold: their id, and the root key of the thread each stands in now ("" for none)."""
    named = {key for p in posts for key in (p.parent_key, p.root_key) if key}
    if not named:
        return {}
    held = Message.objects.filter(identity__network=network, identity__remote_key__among=named)
    rows = held.values_list("remote_key", "pk", "thread__root_key")
    return {key: (pk, root or "") for key, pk, root in rows}


def _threads(
    network: str, posts: Sequence[InboundPost], root_by_key: Mapping[str, str]
) -> tuple[dict[str, int], dict[int, int]]:
    """Thread ids by root key, made where missing; and threads whose root turned out to stand in another."""
    spans: dict[str, tuple[datetime, datetime]] = {}
    for post in posts:
        root, at = root_by_key[post.key], post.created_at
        assert at is not None
        first, last = spans.get(root, (at, at))
        spans[root] = (min(first, at), max(last, at))
    rows = sorted(spans.items())
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO listen_thread AS old (network, root_key, started_at, last_at)
               SELECT %s, k, s, l FROM unnest(%s::text[], %s::timestamptz[], %s::timestamptz[]) AS given(k, s, l)
               ON CONFLICT (network, root_key) DO UPDATE
                  SET started_at = least(old.started_at, excluded.started_at),
                      last_at = greatest(old.last_at, excluded.last_at)
               RETURNING root_key, id""",
            [
                network,
                as_array([r[0] for r in rows]),
                [r[1][0] for r in rows],
                [r[1][1] for r in rows],
            ],
        )
        ids: dict[str, int] = dict(cursor.fetchall())
    late = {p.key: ids[root_by_key[p.key]] for p in posts if root_by_key[p.key] != p.key}
    merged = _merge(network, late)
    return ids, merged


def _merge(network: str, late: Mapping[str, int]) -> dict[int, int]:
    """Threads that had a message of `late` as provisional root move into the thread given for it."""
    provisional = Thread.objects.filter(
        network=network, root_key__among=list(late), merged_into=None
    )
    merged = {t.pk: late[t.root_key] for t in provisional if t.pk != late[t.root_key]}
    for from_id, into_id in merged.items():
        while into_id in merged and merged[into_id] != from_id:
            into_id = merged[into_id]
        merged[from_id] = into_id
    if merged:
        pairs = [list(merged), list(merged.values())]
        given = "FROM unnest(%s::bigint[], %s::bigint[]) AS given(f, i)"
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE listen_message SET thread_id = given.i {given} WHERE thread_id = given.f",  # noqa: S608
                pairs,
            )
            cursor.execute(
                f"UPDATE listen_thread SET merged_into_id = given.i {given} WHERE id = given.f",  # noqa: S608
                pairs,
            )
    return merged


def _adopt_orphans(network: str, ids: Mapping[str, int]) -> None:
    """Tie replies that came before their parents.

    Found and tied in two steps, each of one table by an array: as one statement with a join, PostgreSQL took replies
    for few where its statistics were young, and looked up every new key anew for each of them.
    """
    waiting = Message.objects.filter(network=network, parent=None, parent_key__among=list(ids))
    orphans = waiting.exclude(parent_key="").values_list("pk", "parent_key")
    adopted = [Message(identity_id=pk, parent_id=ids[key]) for pk, key in orphans if pk != ids[key]]
    update_rows(adopted, ["parent_id"])


def rewrite(posts: Sequence[InboundPost], *, ids: Mapping[str, int], now: datetime) -> None:
    """Apply edits."""
    edited = [
        Message(
            identity_id=ids[p.key],
            title=p.title[:TITLE_LENGTH],
            text=p.text,
            media=_media(p),
            links=list(p.links[:LINKS_AT_MOST]),
            edited_at=now,
            deleted_at=None,
        )
        for p in posts
    ]
    update_rows(edited, ["title", "text", "media", "links", "edited_at", "deleted_at"])
    if edited:
        Original.objects.filter(pk__in=list(ids.values())).delete()


def keep_originals(posts: Sequence[InboundPost], *, ids: Mapping[str, int]) -> None:
    """The HTML of new posts, and of changed ones after their old one was let go. Too long to keep, only the words stay."""
    html = {ids[p.key]: clean(p.html) for p in posts if p.html}
    Original.objects.bulk_create(
        [
            Original(message_id=pk, html=one)
            for pk, one in html.items()
            if len(one) <= ORIGINAL_LENGTH
        ],
        ignore_conflicts=True,
    )


def recount(network: str, posts: Sequence[InboundPost]) -> None:
    """Keep the newest likes, replies and shares of messages we held already."""
    if not posts:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE listen_message m SET counts = given.c
                 FROM unnest(%s::text[], %s::jsonb[]) AS given(k, c)
                 JOIN listen_identity i ON i.network = %s AND i.remote_key = given.k
                WHERE m.id = i.id AND m.counts IS DISTINCT FROM given.c""",
            [[p.key for p in posts], [Jsonb(dict(p.counts)) for p in posts], network],
        )


def delete(network: str, keys: Sequence[str], *, now: datetime) -> tuple[int, ...]:
    """The writer took it back: its words and pictures go, that there was something stays."""
    gone = Message.objects.filter(
        identity__network=network, identity__remote_key__in=keys, deleted_at=None
    )
    media = dict(gone.values_list("pk", "media"))
    ids = tuple(sorted(media))
    forget_pictures(attachments_of(media.values()))
    Message.objects.filter(pk__in=ids).update(deleted_at=now, title="", text="", media=[], links=[])
    SearchDocument.objects.filter(pk__in=ids).delete()
    Original.objects.filter(pk__in=ids).delete()
    Identity.objects.filter(pk__in=ids).update(content_hash=0)
    return ids


class Sighted(NamedTuple):
    """Ids of messages: by which this account was not known to be addressed, and which it had not seen before."""

    addressed: set[int]
    first: set[int]


def sight(
    account: Account,
    posts: Sequence[InboundPost],
    *,
    import_run: ImportRun | None,
    delays: Mapping[str, int],
    now: datetime,
) -> Sighted:
    """Note through which account each was seen. The first sighting stands; being addressed is never lost.

    `delays` are in milliseconds, by key.
    """
    if not posts:
        return Sighted(set(), set())
    table = Sighting._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO {table} AS old (message_id, account_id, import_run_id, to_us, at, delay_ms)
                SELECT i.id, %s, %s, given.t, %s, nullif(given.d, -1)
                  FROM unnest(%s::text[], %s::boolean[], %s::integer[]) AS given(k, t, d)
                  JOIN listen_identity i ON i.network = %s AND i.remote_key = given.k
                  JOIN listen_message m ON m.id = i.id
                ON CONFLICT (message_id, account_id) DO UPDATE SET to_us = true
                      WHERE excluded.to_us AND NOT old.to_us
                RETURNING message_id, to_us, xmax = 0""",  # noqa: S608  the table's name is ours
            [
                account.pk,
                import_run.pk if import_run else None,
                now,
                as_array([p.key for p in posts]),
                as_array([p.to_us for p in posts]),
                # -1 for none: only an array of nothing but numbers is written quickly.
                as_array([delays.get(p.key, -1) for p in posts]),
                account.home,
            ],
        )
        seen = cursor.fetchall()
    return Sighted(
        addressed={message_id for message_id, to_us, _ in seen if to_us},
        first={message_id for message_id, _, is_first in seen if is_first},
    )


def told_by_places_only(message_ids: Collection[int], *, account: Account) -> dict[int, str]:
    """Of these, what no other account of ours has seen, with its key. At most one statement, rarely any."""
    if not message_ids or account.is_place:
        return {}
    by_ours = Sighting.objects.filter(message_id=OuterRef("pk"), account__is_place=False)
    found = Identity.objects.filter(
        ~Exists(by_ours.exclude(account=account)), pk__in=list(message_ids)
    )
    return dict(found.values_list("pk", "remote_key"))


def link_deliveries(account_id: int, ids: Mapping[str, int]) -> None:
    """Tie own messages to the deliveries whose receipts name them."""
    sent = Delivery.objects.filter(
        account_id=account_id, remote_key__in=list(ids), kind=Delivery.Kind.POST
    )
    for pk, key in sent.values_list("pk", "remote_key"):
        Message.objects.filter(pk=ids[key], delivery=None).update(delivery_id=pk)


def link_deliveries_by_key(delivery: Delivery) -> None:
    """The same where the message was heard before its receipt."""
    Message.objects.filter(
        identity__network=delivery.account.home,
        identity__remote_key=delivery.remote_key,
        delivery=None,
    ).update(delivery_id=delivery.pk)


def own_post(delivery: Delivery) -> InboundPost:
    """A sent delivery as the network would bring it back to us."""
    account = delivery.account
    return InboundPost(
        key=delivery.remote_key,
        author=Author(remote_id=account.remote_id, handle=account.handle, name=account.name),
        text=delivery.text,
        created_at=delivery.sent_at,
        kind="reply" if delivery.reply_to_key else "post",
        parent_key=delivery.reply_to_key,
        root_key=delivery.root_key,
        url=delivery.remote_url,
        scope="private" if delivery.scope == "private" else "public",
        own=True,
    )
