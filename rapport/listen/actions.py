"""Every write of this room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from rapport.assets.actions import want_pictures
from rapport.channels.actions import save_cursor
from rapport.channels.contract import InboundPost, Page, Receipt, Rejected
from rapport.channels.delivering import settle_sent
from rapport.channels.models import Account, Delivery
from rapport.ledger.actions import publish
from rapport.ledger.locks import in_turn
from rapport.listen import storing
from rapport.listen.contract import Received
from rapport.listen.events import MessagesReceived, ThreadsMerged
from rapport.listen.models import ImportRun, Quarantined
from rapport.listen.reading_in import only_ours, storable
from rapport.people.actions import meet
from rapport.people.contract import SeenAuthor


@transaction.atomic
def receive(
    account: Account, page: Page, *, now: datetime, import_run: ImportRun | None = None
) -> Received:
    """Store what a connector brought: each message once, edits and deletions applied, the rest kept aside.

    In one transaction with the account's cursor, so that nothing is lost or doubled by a crash. Safe to
    repeat with the same page. Statements do not grow with the number of posts. Without an `import_run`, posts that
    neither address us nor stand in a thread of ours are passed by, not stored.
    """
    posts, rejected = _sift(page.posts, now)
    kept = (
        posts
        if import_run
        else only_ours(posts, known_keys=storing.known_keys(account.home, posts))
    )
    _quarantine(account, [*page.rejected, *rejected], import_run=import_run, now=now)
    received = _store(account, kept, import_run=import_run, now=now)
    if page.cursor:
        save_cursor(account.pk, cursor=page.cursor, now=now)
    return Received(
        new_ids=received.new_ids,
        edited_ids=received.edited_ids,
        deleted_ids=received.deleted_ids,
        doubled=len(page.posts) - len(posts) - len(rejected) + received.doubled,
        passed_by=len(posts) - len(kept),
        quarantined=len(page.rejected) + len(rejected),
    )


def _sift(posts: Sequence[InboundPost], now: datetime) -> tuple[list[InboundPost], list[Rejected]]:
    """One post a key (the last), oldest first; and what cannot be stored."""
    good: dict[str, InboundPost] = {}
    bad = []
    for post in posts:
        looked = storable(post, now=now)
        if isinstance(looked, Rejected):
            bad.append(looked)
        else:
            good[looked.key] = looked
    return sorted(good.values(), key=lambda p: (p.created_at or now, p.key)), bad


def _store(
    account: Account, posts: list[InboundPost], *, import_run: ImportRun | None, now: datetime
) -> Received:
    if not posts:
        return Received()
    # Two processes storing posts of one thread at the same moment could each miss the other's parent.
    in_turn(f"listen:{account.home}")
    gone = [p.key for p in posts if p.deleted]
    deleted_ids = storing.delete(account.home, gone, now=now) if gone else ()
    living = [p for p in posts if not p.deleted]
    handles = meet([_author(account, p) for p in living], now=now)
    # Whoever was erased is met no more: their posts are not stored either.
    living = [p for p in living if p.author and (account.home, p.author.remote_id) in handles]
    stored = storing.identify(account.home, living)
    new = [p for p in living if p.key in stored.new]
    edited = [p for p in living if p.key in stored.edited]
    merged = storing.write(account, new, ids=stored.new, handles=handles, now=now)
    storing.rewrite(edited, ids=stored.edited, now=now)
    storing.recount(account.home, [p for p in living if p.counts and p.key not in stored.new])
    want_pictures(storing.picture_urls(living), now=now)
    storing.sight(account, living, import_run=import_run, now=now)
    _settle_echoes(account, new, stored.new, now=now)
    new_ids, edited_ids = tuple(sorted(stored.new.values())), tuple(sorted(stored.edited.values()))
    if new_ids or edited_ids or deleted_ids:
        run_id = import_run.pk if import_run else None
        publish(MessagesReceived(account.pk, new_ids, edited_ids, deleted_ids, run_id), now=now)
    if merged:
        publish(ThreadsMerged(tuple(merged), tuple(merged.values())), now=now)
    return Received(
        new_ids, edited_ids, deleted_ids, doubled=len(living) - len(new_ids) - len(edited_ids)
    )


def _author(account: Account, post: InboundPost) -> SeenAuthor:
    author = post.author
    assert author is not None
    return SeenAuthor(
        network=account.home,
        remote_id=author.remote_id,
        name=author.handle,
        display_name=author.name,
        avatar_url=author.avatar_url,
        url=author.url,
        followers=author.followers,
        is_ours=post.own,
        wrote_at=post.created_at,
    )


def _quarantine(
    account: Account, rejected: Sequence[Rejected], *, import_run: ImportRun | None, now: datetime
) -> None:
    Quarantined.objects.bulk_create(
        Quarantined(
            account=account,
            import_run=import_run,
            reason=one.reason[:500],
            where=one.where[:120],
            raw=one.raw.replace("\x00", "").encode("utf-8", "replace").decode(),
            at=now,
        )
        for one in rejected
    )


def _settle_echoes(
    account: Account, posts: Sequence[InboundPost], ids: dict[str, int], *, now: datetime
) -> None:
    """An own message heard before its receipt came settles the delivery it is the echo of."""
    own = {p.key: p for p in posts if p.own}
    if not own:
        return
    echoed = {p.echo_of: p for p in own.values() if p.echo_of}
    # Known by our key where the network carries it back, else by the key we were told to expect.
    ours = Q(idempotency_key__in=list(echoed)) | Q(
        remote_key__in=list(own), kind=Delivery.Kind.POST
    )
    for delivery in Delivery.objects.filter(ours, account=account):
        post = echoed.get(str(delivery.idempotency_key)) or own[delivery.remote_key]
        settle_sent(
            delivery.pk, receipt=Receipt(key=post.key, url=post.url, at=post.created_at), now=now
        )
    storing.link_deliveries(account.pk, {key: ids[key] for key in own})


@transaction.atomic
def hear_own_delivery(delivery_id: int, *, now: datetime) -> None:
    """Make the message of a delivery that was sent, without waiting for the network to echo it."""
    delivery = Delivery.objects.select_related("account").get(pk=delivery_id)
    if delivery.kind != Delivery.Kind.POST or not delivery.remote_key:
        return
    receive(delivery.account, Page(posts=(storing.own_post(delivery),)), now=now)
    storing.link_deliveries_by_key(delivery)
