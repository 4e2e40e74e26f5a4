"""Mail in folders as pages of posts: after a place, within a time, around a thread.

A place is a UID within a UIDVALIDITY, for the inbox and for the sent mail ("17:204 9:31"). When the server counts a
folder anew its mail is read again from the start; keys do not depend on UIDs, so nothing is stored twice.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from imaplib import IMAP4

from rapport.channels.contract import InboundFact, InboundPost, Noted, Page, Rejected, raw_text
from rapport.connectors.mail.addresses import is_ours, people
from rapport.connectors.mail.compose import seal_in
from rapport.connectors.mail.folders import LARGEST_MAIL, Folders, Item
from rapport.connectors.mail.keys import (
    head_hash,
    is_sealed,
    is_shaped_as_ours,
    message_ids,
    parts_of,
)
from rapport.connectors.mail.mime import Head, body_of
from rapport.connectors.mail.news import Newsroom, Unreadable
from rapport.connectors.mail.server import Servers
from rapport.connectors.mail.translate import Found, key_of, translated

PAGE_MAILS = 50
PAGE_BYTES = 40_000_000
MOST_IN_THREAD = 200
_PLACE = re.compile(r"(\d{1,10}):(\d{1,10})|-")


@dataclass(frozen=True, slots=True)
class Place:
    """Up to which UID a folder was read; `validity` 0 where it was not looked at."""

    validity: int = 0
    uid: int = 0

    def within(self, validity: int) -> Place:
        return self if self.validity == validity else Place(validity)

    def __str__(self) -> str:
        return f"{self.validity}:{self.uid}" if self.validity else "-"


@dataclass(frozen=True, slots=True)
class Places:
    inbox: Place = Place()
    sent: Place = Place()

    @classmethod
    def parse(cls, cursor: str) -> Places:
        found = [_PLACE.fullmatch(word) for word in cursor.split()[:2]]
        read = [Place(int(m[1]), int(m[2])) if m and m[1] else Place() for m in found]
        return cls(*read)

    def __str__(self) -> str:
        return f"{self.inbox} {self.sent}"


@dataclass(frozen=True, slots=True)
class Stands:
    """A mail that was looked up: where it lies, and its head."""

    folder: str
    uid: int
    head: Head
    own: bool


class Reading:
    """What one account's folders hold. Blocking, as `Folders` are."""

    def __init__(self, folders: Folders, servers: Servers) -> None:
        self._folders = folders
        self._servers = servers

    def now(self) -> Places:
        """Where the folders stand: what comes later comes after this."""
        inbox = self._folders.standing(self._servers.folder)
        sent = Place()
        if self._folders.sent:
            standing = self._folders.standing(self._folders.sent)
            sent = Place(standing.validity, standing.next_uid - 1)
        return Places(Place(inbox.validity, inbox.next_uid - 1), sent)

    def after(self, places: Places) -> Page:
        """The next mails after a place, the inbox's first."""
        inbox = places.inbox.within(self._folders.validity(self._servers.folder))
        uids = self._folders.uids_after(self._servers.folder, inbox.uid)
        page, inbox = self._page(self._servers.folder, uids, inbox, own=False)
        places = Places(inbox, places.sent)
        if page.more or not self._folders.sent:
            return replace(page, cursor=str(places))
        standing = self._folders.standing(self._folders.sent)
        sent = places.sent.within(standing.validity)
        if standing.next_uid <= sent.uid + 1:
            return replace(page, cursor=str(Places(inbox, sent)))
        uids = self._folders.uids_after(self._folders.sent, sent.uid)
        ours, sent = self._page(self._folders.sent, uids, sent, own=True)
        return replace(_joined(page, ours), cursor=str(Places(inbox, sent)))

    def between(self, since: datetime, until: datetime, places: Places) -> Page:
        """The next mails the server got from `since` up to before `until`, by its own clock."""
        page, place = self._past(self._servers.folder, since, until, places.inbox, own=False)
        places = Places(place, places.sent)
        if not page.more and self._folders.sent:
            ours, place = self._past(self._folders.sent, since, until, places.sent, own=True)
            page, places = _joined(page, ours), Places(places.inbox, place)
        return replace(page, cursor=str(places))

    def look_up(self, key: str) -> Stands | None:
        """The mail with that key, wherever in the mailbox it lies now; None when it is gone."""
        for folder in self._all_folders():
            for stands in self._candidates(key, folder):
                return stands
        return None

    def sent_with_id(self, message_id: str) -> Stands | None:
        """A mail of ours with that Message-ID: among the sent mail, or its copy in the inbox."""
        for folder in filter(None, (self._folders.sent, self._servers.folder)):
            for uid in self._uids_of(folder, message_id):
                head = Head.read(self._folders.head(folder, uid) or b"")
                return Stands(folder, uid, head, own=True)
        return None

    def keep_one_sent(self, message_id: str) -> None:
        """Two processes may have filed the same mail of ours at the same moment: the first stays."""
        if is_shaped_as_ours(message_id):
            for uid in self._uids_of(self._folders.sent, message_id)[1:]:
                self._folders.delete_own_copy(self._folders.sent, uid)

    def around(self, stands: Stands) -> list[InboundPost]:
        """The thread a mail stands in, as far as it lies in the inbox and among the sent mail, oldest first."""
        named = message_ids(stands.head.first("References")) or message_ids(
            stands.head.first("Message-ID"), most=1
        )
        posts: dict[str, InboundPost] = {}
        for folder in filter(None, (self._servers.folder, self._folders.sent)):
            own = folder == self._folders.sent
            uids = (
                self._folders.uids_in_thread(folder, named[0], most=MOST_IN_THREAD)
                if named
                else [stands.uid]
            )
            page, _ = self._page(folder, uids, Place(), own=own, bounded=False)
            posts |= {post.key: post for post in page.posts}
        return sorted(posts.values(), key=lambda post: _in_order(post, posts))

    # The steps.

    def _past(
        self, folder: str, since: datetime, until: datetime, place: Place, *, own: bool
    ) -> tuple[Page, Place]:
        place = place.within(self._folders.validity(folder))
        uids = self._folders.uids_between(folder, since, until)
        wanted = [i for i in self._folders.items(folder, uids) if since <= i.received < until]
        left = [item.uid for item in wanted if item.uid > place.uid]
        page, place = self._page(folder, left, place, own=own)
        done = len(wanted) - len([uid for uid in left if uid > place.uid])
        return replace(page, done=done, total=len(wanted)), place

    def _page(
        self, folder: str, uids: Sequence[int], place: Place, *, own: bool, bounded: bool = True
    ) -> tuple[Page, Place]:
        """The first mails of `uids` as a page, and the place behind the last of them."""
        taken: list[Item] = []
        size = 0
        for item in self._folders.items(folder, uids[:PAGE_MAILS] if bounded else uids):
            size += item.size
            if taken and size > PAGE_BYTES and bounded:
                break
            taken.append(item)
        last = (
            taken[-1].uid if taken else uids[min(len(uids), PAGE_MAILS) - 1] if uids else place.uid
        )
        more = bool(uids) and last < uids[-1]
        page = _gathered(self._read(folder, item, own=own) for item in taken)
        reached = taken[-1].received if taken else None
        return replace(page, more=more, reached_at=reached), Place(
            place.validity, max(place.uid, last)
        )

    def _read(self, folder: str, item: Item, *, own: bool) -> Page:
        raw = self._folders.content(folder, item)
        if raw is None:
            return Page()
        cut_at = item.size if item.size > LARGEST_MAIL else None
        found = Found(raw, item.received, own=own, cut_at=cut_at)
        if not own:
            judged = self._judged(folder, item, found)
            if isinstance(judged, Page):
                return judged
            found = judged
        where = f"{folder} {item.uid}"
        try:
            told = translated(found, mailbox=self._servers.address)
        except Exception as error:
            # A stranger built it: whatever fails in reading it may stop neither the stream nor the next mail.
            reason = f"reading it failed ({type(error).__name__})"
            return Page(rejected=(Rejected(reason, raw_text(raw[:5000].decode("latin-1")), where),))
        noted = tuple(Noted(what, where) for what in told.notes)
        if isinstance(told.post, Rejected):
            return Page(rejected=(replace(told.post, where=where),), noted=noted)
        if self._servers.news is not None and not told.post.own:
            return self._news(self._servers.news, found, told.post, where)
        return Page(posts=(told.post,), noted=noted)

    def _news(self, newsroom: Newsroom, found: Found, post: InboundPost, where: str) -> Page:
        try:
            return Page(facts=(newsroom.fact(Head.read(found.raw), post),))
        except Unreadable as reason:
            raw = raw_text(found.raw[:5000].decode("latin-1"))
            return Page(rejected=(Rejected(str(reason), raw, where),))

    def _judged(self, folder: str, item: Item, found: Found) -> Found | Page:
        """Mail in the inbox that is ours, or carries a Message-ID that was taken before.

        A Message-ID proves nothing: whoever got an answer of ours knows it, and careless programs give all their
        mail the same one. Mail that came later under a known Message-ID must not overwrite the first.
        """
        head = Head.read(found.raw)
        ids = message_ids(head.first("Message-ID"), most=1)
        if not ids:
            return found
        if is_shaped_as_ours(ids[0]):
            return self._judged_as_ours(item, found, head, ids[0])
        from_us = any(is_ours(p.address, self._servers.address) for p in people(head.first("From")))
        domain = self._servers.address.rpartition("@")[2]
        if (from_us or ids[0].lower().endswith(domain)) and self._is_among_sent(ids[0]):
            if from_us:
                return Page(noted=(Noted("A copy of our own mail; the sent one counts.", folder),))
            return replace(found, is_another=True)
        return replace(found, is_another=self._came_before(folder, item, found, head, ids[0]))

    def _judged_as_ours(
        self, item: Item, found: Found, head: Head, message_id: str
    ) -> Found | Page:
        secret = self._servers.password
        if not is_sealed(
            seal_in(head), secret=secret, message_id=message_id, body=body_of(found.raw)
        ):
            return replace(found, is_another=True)
        if not self._folders.sent:
            return replace(found, own=True)
        # The copy that came back to us is the proof that our server took the mail; now it is filed.
        with contextlib.suppress(IMAP4.error):
            if self._is_among_sent(message_id):
                self._folders.delete_own_copy(self._servers.folder, item.uid)
            else:
                self._folders.move_to_sent(item.uid)
                self.keep_one_sent(message_id)
        return Page()

    def _is_among_sent(self, message_id: str) -> bool:
        return bool(self._folders.sent and self._uids_of(self._folders.sent, message_id))

    def _uids_of(self, folder: str, message_id: str) -> list[int]:
        """Those with exactly that Message-ID: the server's search takes a part for the whole."""
        return [
            uid
            for uid in self._folders.uids_with_id(folder, message_id)
            if message_id
            in message_ids(
                Head.read(self._folders.head(folder, uid) or b"").first("Message-ID"), most=1
            )
        ]

    def _came_before(
        self, folder: str, item: Item, found: Found, head: Head, message_id: str
    ) -> bool:
        """Whether a different mail with that Message-ID lies in the folder already."""
        for uid in self._folders.uids_with_id(folder, message_id):
            if uid >= item.uid:
                continue
            earlier = self._folders.items(folder, [uid])
            raw = self._folders.content(folder, earlier[0]) if earlier else None
            if raw is None:
                continue
            other = Head.read(raw)
            if message_ids(other.first("Message-ID"), most=1) != [message_id]:
                continue
            same_words = head_hash(body_of(raw)) == head_hash(body_of(found.raw))
            return not (same_words and other.first("From") == head.first("From"))
        return False

    def _candidates(self, key: str, folder: str) -> Iterable[Stands]:
        parts = parts_of(key, self._servers.address)
        if parts is None:
            return
        own = folder == self._folders.sent
        if parts.day:
            uids = self._folders.uids_on(folder, datetime.strptime(parts.day + "Z", "%Y%m%d%z"))
        else:
            uids = self._folders.uids_with_id(folder, parts.id_piece)
        for item in self._folders.items(folder, uids):
            head = Head.read(self._folders.head(folder, item.uid) or b"")
            found = Found(head.raw, item.received, is_another="#" in key)
            if key_of(head, found, self._servers.address) == key:
                yield Stands(folder, item.uid, head, own)

    def _all_folders(self) -> list[str]:
        names = (self._servers.folder, self._folders.sent, *self._folders.others)
        return list(dict.fromkeys(filter(None, names)))


def _in_order(post: InboundPost, posts: Mapping[str, InboundPost]) -> tuple[str, int, str]:
    """Oldest first; mail counts in whole seconds, within which an answer follows what it answers."""
    depth, above = 0, posts.get(post.parent_key)
    while above is not None and depth < MOST_IN_THREAD:
        depth, above = depth + 1, posts.get(above.parent_key)
    return f"{post.created_at:%Y-%m-%d %H:%M:%S}", depth, post.key


def _gathered(pages: Iterable[Page]) -> Page:
    posts: list[InboundPost] = []
    rejected: list[Rejected] = []
    noted: list[Noted] = []
    facts: list[InboundFact] = []
    for page in pages:
        posts += page.posts
        rejected += page.rejected
        noted += page.noted
        facts += page.facts
    return Page(tuple(posts), tuple(rejected), tuple(noted), facts=tuple(facts))


def _joined(first: Page, second: Page) -> Page:
    both = _gathered((first, second))
    counted = None not in (first.total, second.total)
    return replace(
        both,
        more=first.more or second.more,
        reached_at=max(filter(None, (first.reached_at, second.reached_at)), default=None),
        done=(first.done or 0) + (second.done or 0) if counted else None,
        total=(first.total or 0) + (second.total or 0) if counted else None,
    )
