"""Storing what connectors bring: each message once, with what it matched, in one transaction with the cursor."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from django.db import transaction
from django.db.models import Q

from rapport.assets.actions import want_media
from rapport.channels.actions import save_cursor
from rapport.channels.contract import Author, InboundPost, Page, Receipt, Rejected
from rapport.channels.delivering import settle_sent
from rapport.channels.models import Account, Delivery
from rapport.ledger.actions import notify_browsers, publish
from rapport.ledger.locks import in_turn
from rapport.ledger.rows import insert_rows
from rapport.listen import documents, storing
from rapport.listen.actions.backfilling import note_progress
from rapport.listen.actions.board import receive_facts
from rapport.listen.actions.quarantine import keep_aside
from rapport.listen.actions.stored_queries import set_queries_aside
from rapport.listen.actions.threads import plan_threads
from rapport.listen.attachments import with_attachments_kept
from rapport.listen.colleagues import without_colleagues
from rapport.listen.contract import Received
from rapport.listen.delays import heard_after
from rapport.listen.events import MessagesReceived, ThreadsMerged
from rapport.listen.matching import LISTENING
from rapport.listen.models import Backfill, ImportRun, Mention, Message
from rapport.listen.reading_in import only_ours, storable
from rapport.listen.staff_answers import without_staff_answers
from rapport.people.actions import meet
from rapport.people.contract import SeenAuthor


@transaction.atomic
def receive(
    account: Account, page: Page, *, now: datetime, import_run: ImportRun | None = None
) -> Received:
    """Store what a connector brought: each message once, edits and deletions applied, the rest kept aside.

    In one transaction with the account's cursor, so that nothing is lost or doubled by a crash. Safe to
    repeat with the same page. Statements do not grow with the number of posts. Without an `import_run`, posts that
    neither address us, nor stand in a thread of ours, nor match a query are passed by, not stored.
    """
    return _received(account, page, now=now, import_run=import_run, keeps_cursor=True)


@transaction.atomic
def receive_live(
    account: Account, page: Page, *, listened_since: datetime, now: datetime
) -> Received:
    """The same for what is heard as it is written: how late each post was heard is kept (listen.delays).

    `listened_since` is when the account began to be listened to without interruption.
    """
    return _received(
        account, page, now=now, import_run=None, keeps_cursor=True, listened_since=listened_since
    )


@transaction.atomic
def receive_past(backfill: Backfill, page: Page, *, now: datetime) -> Received:
    """The same for a page of a past that is being read back; how far it has come is kept with the posts."""
    received = _received(backfill.account, page, now=now, import_run=None, keeps_cursor=False)
    note_progress(backfill, page, kept=len(received.new_ids), now=now)
    return received


@transaction.atomic
def receive_thread(account: Account, posts: Sequence[InboundPost], *, now: datetime) -> Received:
    """Store the public thread around a message we hold, whole: what stands above it, beside it and beneath it.

    Only what matches a query is a mention. What others say to others opens no conversation and joins none, though its
    writer may have one with us. Private words never come this way. Safe to repeat.
    """
    public = [post for post in posts if post.scope == "public" and not post.deleted]
    good, rejected = _sift(public, now)
    keep_aside(account, rejected, import_run=None, now=now)
    wanted = LISTENING.match(account, good, now=now)
    context = {post.key for post in good if not (post.own or post.to_us)}
    received = _store(account, good, wanted=wanted, import_run=None, now=now, context=context)
    threads = Message.objects.filter(pk__in=received.new_ids).values("thread_id")
    beside = Mention.objects.filter(message__thread_id__in=threads)
    notify_browsers("query", set(beside.values_list("query_id", flat=True)))
    return replace(received, quarantined=len(rejected))


def _received(
    account: Account,
    page: Page,
    *,
    now: datetime,
    import_run: ImportRun | None,
    keeps_cursor: bool,
    listened_since: datetime | None = None,
) -> Received:
    posts, rejected = _sift(page.posts, now)
    sifted = len(posts)
    posts, not_taken = without_staff_answers(posts, now=now)
    taken = sifted - len(posts) - len(not_taken)
    posts, of_colleagues = without_colleagues(account, posts)
    rejected += [*not_taken, *of_colleagues]
    wanted = LISTENING.match(account, posts, now=now)
    if overruns := LISTENING.overruns():
        set_queries_aside(overruns, now=now)
    kept = posts if import_run else _concerning(account, posts, wanted)
    keep_aside(account, [*page.rejected, *rejected], import_run=import_run, now=now)
    # From the page itself: posts that are kept were given a date where they bore none.
    delays = (
        heard_after(page.posts, listened_since=listened_since, now=now)
        if kept and listened_since
        else {}
    )
    received = _store(account, kept, wanted=wanted, import_run=import_run, delays=delays, now=now)
    receive_facts(account, page.facts, now=now)
    if page.cursor and keeps_cursor:
        save_cursor(account.pk, cursor=page.cursor, now=now, reached_at=page.reached_at)
    return Received(
        new_ids=received.new_ids,
        edited_ids=received.edited_ids,
        deleted_ids=received.deleted_ids,
        doubled=len(page.posts) - len(posts) - len(rejected) - taken + received.doubled,
        passed_by=len(posts) - len(kept),
        quarantined=len(page.rejected) + len(rejected),
    )


def _concerning(
    account: Account, posts: Sequence[InboundPost], wanted: Mapping[str, Sequence[int]]
) -> list[InboundPost]:
    """What is kept: what concerns us, what matches a query, and the threads around both."""
    known = storing.known_keys(account.home, posts)
    kept = only_ours(posts, known_keys=known, wanted=wanted)
    if account.is_place:
        # A place tells of every post that somebody deletes anywhere.
        return [post for post in kept if not post.deleted or post.key in known]
    return kept


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
    account: Account,
    posts: list[InboundPost],
    *,
    wanted: Mapping[str, Sequence[int]],
    import_run: ImportRun | None,
    now: datetime,
    context: Container[str] = (),
    delays: Mapping[str, int] = MappingProxyType({}),
) -> Received:
    if not posts:
        return Received()
    # Two processes storing posts of one thread at the same moment could each miss the other's parent.
    network = account.home
    in_turn(f"listen:{network}")
    gone = [p.key for p in posts if p.deleted]
    deleted_ids = storing.delete(network, gone, now=now) if gone else ()
    living = [p for p in posts if not p.deleted]
    handles = meet([_author(network, p) for p in living], now=now)
    # Whoever was erased is met no more: their posts are not stored either.
    living = [p for p in living if p.author and (network, p.author.remote_id) in handles]
    stored = storing.identify(network, living)
    new = with_attachments_kept(network, [p for p in living if p.key in stored.new], now=now)
    edited = with_attachments_kept(network, [p for p in living if p.key in stored.edited], now=now)
    merged = storing.write(account, new, ids=stored.new, handles=handles, now=now)
    storing.rewrite(edited, ids=stored.edited, now=now)
    storing.keep_originals([*new, *edited], ids=stored.new | stored.edited)
    storing.recount(network, [p for p in living if p.counts and p.key not in stored.new])
    want_media(storing.outside_media(living), now=now)
    documents.write([*new, *edited], ids=stored.new | stored.edited, network=network)
    seen = storing.sight(account, living, import_run=import_run, delays=delays, now=now)
    _mention([*new, *edited], stored, wanted, now=now)
    _settle_echoes(account, new, stored.new, now=now)
    if import_run is None:
        ids = stored.new | stored.edited
        plan_threads(account, seen.addressed | {ids[k] for k in wanted if k in ids}, now=now)
    around_ids = tuple(sorted(pk for key, pk in stored.new.items() if key in context))
    new_ids = tuple(sorted(_new_to_us(account, stored, seen, context).difference(around_ids)))
    edited_ids = tuple(sorted(stored.edited.values()))
    if new_ids or edited_ids or deleted_ids or around_ids:
        run_id = import_run.pk if import_run else None
        fact = MessagesReceived(
            account.pk, new_ids, edited_ids, deleted_ids, run_id, around_ids=around_ids
        )
        publish(fact, now=now)
    if merged:
        publish(ThreadsMerged(tuple(merged), tuple(merged.values())), now=now)
    told = tuple(sorted(stored.new.values()))
    doubled = len(living) - len(told) - len(edited_ids)
    return Received(told, edited_ids, deleted_ids, doubled=doubled)


def _new_to_us(
    account: Account, stored: storing.Identified, seen: storing.Sighted, context: Container[str]
) -> set[int]:
    """What was never heard; and what a place told of first, when an account of ours hears it or was meant by it.

    What a place tells is no turn of a conversation of ours: without this our own words would be missing in theirs.
    """
    new = {*stored.new.values(), *seen.addressed}
    told = storing.told_by_places_only(seen.first - new, account=account)
    return new | {pk for pk, key in told.items() if key not in context}


def _mention(
    posts: Sequence[InboundPost],
    stored: storing.Identified,
    wanted: Mapping[str, Sequence[int]],
    *,
    now: datetime,
) -> None:
    """Write down which queries the new and changed posts match, and say so to open pages."""
    ids = stored.new | stored.edited
    if stored.edited:
        Mention.objects.filter(message_id__in=list(stored.edited.values())).delete()
    found = [
        {"message_id": ids[post.key], "query_id": query_id, "at": post.created_at or now}
        for post in posts
        for query_id in wanted.get(post.key, ())
    ]
    insert_rows(Mention, found, keep=True)
    if found:
        notify_browsers("query", {query_id for ids_of in wanted.values() for query_id in ids_of})


@transaction.atomic
def learn_names(account: Account, authors: Sequence[Author], *, now: datetime) -> None:
    """What a network said of people it had told of by number only."""
    network = account.home
    meet([_seen(network, author) for author in authors], now=now)
    written = Message.objects.filter(
        author__network=network, author__remote_id__in=[a.remote_id for a in authors]
    )
    queries = Mention.objects.filter(message__in=written).values_list("query_id", flat=True)
    notify_browsers("query", set(queries))


def _author(network: str, post: InboundPost) -> SeenAuthor:
    assert post.author is not None
    return _seen(network, post.author, is_ours=post.own, wrote_at=post.created_at)


def _seen(
    network: str, author: Author, *, is_ours: bool = False, wrote_at: datetime | None = None
) -> SeenAuthor:
    return SeenAuthor(
        network=network,
        remote_id=author.remote_id,
        # Some networks name people by number only until they are asked; a mail address is name and number in one.
        name=""
        if author.handle == author.remote_id and "@" not in author.handle
        else author.handle,
        display_name=author.name,
        avatar_url=author.avatar_url,
        url=author.url,
        followers=author.followers,
        is_ours=is_ours,
        wrote_at=wrote_at,
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
