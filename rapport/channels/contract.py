"""The contract between Rapport and a network: what a connector is given, and what it gives back.

A connector is one folder under `rapport/connectors/`. It knows nothing of rooms above `channels`, keeps no
tables and writes nothing: it returns values from here and raises only the errors of `channels.errors`.
All times are aware datetimes in UTC. All keys are strings the connector promises to be globally unique
(an AT-URI, an ActivityPub `uri`, mailbox and Message-ID); private messages are scoped to the account.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, Literal, Protocol

from rapport.channels.errors import NotSupported
from rapport.channels.rates import Endpoint as Endpoint
from rapport.channels.rates import Rates as Rates


class Ability(StrEnum):
    """What a connector can do. It implements exactly the methods of the abilities it declares."""

    STREAM = "stream"
    FETCH = "fetch"
    PAST = "past"
    RECEIVE = "receive"
    SEND = "send"
    FIND = "find"
    THREAD = "thread"
    PROFILE = "profile"
    COUNTS = "counts"
    REMOVE = "remove"
    REACT = "react"
    # Moderation. What a network can do it can also take back, but for a report.
    HIDE = "hide"
    UNHIDE = "unhide"
    MUTE = "mute"
    UNMUTE = "unmute"
    BLOCK = "block"
    UNBLOCK = "unblock"
    REPORT = "report"
    PRIVATE_DOOR = "private_door"


@dataclass(frozen=True, slots=True)
class SettingField:
    """One field of the form with which an account is connected."""

    name: str
    label: str
    help: str = ""
    secret: bool = False
    required: bool = True
    default: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the network allows. `text_units` says how the length of a text is counted."""

    text_length: int | None = None
    text_units: Literal["graphemes", "codepoints", "utf16", "bytes"] = "codepoints"
    images: int = 0
    alt_text_length: int | None = None
    sends_per_hour: int | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What tools and screens know of a connector without running it."""

    slug: str
    name: str
    abilities: frozenset[Ability]
    settings: tuple[SettingField, ...] = ()
    limits: Limits = Limits()
    terms_url: str = ""
    docs_url: str = ""
    # question -> "done", "todo: ..." or "exempt: why"; the questions stand in channels.quality
    quality: Mapping[str, str] = field(default_factory=dict)
    # Said on the connector's page, for example "not yet proven against the live network".
    proven: str = ""
    demo_only: bool = False
    # A place we listen to without owning it (a whole network, a hashtag, a feed): what it brings is kept where it
    # matches a stored query, and nothing is sent through it.
    is_place: bool = False
    # How often a polled place may be asked at most and at least, in seconds; its interval moves between the two.
    poll_seconds: tuple[float, float] = (30.0, 300.0)
    # The network whose posts it brings, where that is not its slug: a post is one message, however it was heard.
    network: str = ""
    # Items that could not be read can be read again by `reread`, after a fix of the connector.
    rereads: bool = False
    # "10 minutes, the feed's own word": how late a post arrives, as measured, said where the place is chosen.
    delay: str = ""
    # The parts of the network that have an allowance of requests of their own; each request names one.
    endpoints: tuple[Endpoint, ...] = ()
    # What its writer and the public see after an act of moderation, in sentences; one for each such ability declared.
    effects: Mapping[Ability, str] = field(default_factory=dict)

    @property
    def home(self) -> str:
        """The network its posts belong to: messages are unique by it and their key."""
        return self.network or self.slug


@dataclass(frozen=True, slots=True)
class AccountAccess:
    """An account as a connector sees it. `secrets` are opened in memory only; never logged or printed.

    `network` is the slug of its connector's manifest.
    """

    id: int
    network: str
    handle: str
    remote_id: str
    settings: Mapping[str, str]
    secrets: Mapping[str, str] = field(repr=False)
    # The session a connector asked us to keep (Bluesky's rotating refresh token); "" when there is none.
    session: str = field(default="", repr=False)
    # For places that must be asked for words (a search, hashtags): words one of which every live query needs. The
    # connector is opened anew when they change.
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a post. `remote_id` never changes (a DID, an actor URI), `handle` may."""

    remote_id: str
    handle: str
    name: str = ""
    avatar_url: str = ""
    followers: int | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    kind: Literal["image", "video", "audio", "file"]
    url: str
    alt: str = ""
    mime: str = ""
    width: int | None = None
    height: int | None = None
    # The bytes themselves, where no address leads to them (an attachment); then `url` is only a name for them.
    content: bytes = field(default=b"", repr=False)
    # What the sender calls the file. Hostile: never a path, never shown as anything but text.
    name: str = ""


@dataclass(frozen=True, slots=True)
class InboundPost:
    """One item heard on a network, or the news that it was changed or deleted.

    `root_key` is given where the network tells the root of the thread; "" where it must be found by
    following parents. `to_us` says the post addresses this account (a mention, a reply to us, a direct
    message), as far as the network tells. `own` says this account wrote it. `deleted` needs only `key`.
    `counts` may hold likes, replies, shares. `scope` is "public" or "private".
    """

    key: str
    author: Author | None = None
    title: str = ""
    text: str = ""
    created_at: datetime | None = None
    kind: Literal["post", "reply", "share", "dm", "mail", "review"] = "post"
    parent_key: str = ""
    root_key: str = ""
    url: str = ""
    language: str = ""
    media: tuple[Media, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    scope: Literal["public", "private"] = "public"
    to_us: bool = False
    own: bool = False
    deleted: bool = False
    # The idempotency key of our own delivery, where the network carries it back.
    echo_of: str = ""
    # Addresses the post links to (also behind a shortened or hidden text).
    links: tuple[str, ...] = ()
    # What the manifest's network cannot say otherwise: a subreddit, a hashtag's timeline, a feed's title.
    channel: str = ""
    # The whole post as HTML, cleaned and without anything that is fetched from elsewhere; "" where there is none.
    html: str = field(default="", repr=False)
    # What was cut from `text`: quoted mail and signatures.
    rest: str = field(default="", repr=False)
    # Written by a machine, not a person: nothing answers it by itself, and it is no sign of life.
    automatic: Literal["", "bounce", "autoreply", "list"] = ""
    # The addresses it was sent to, as written ("support+TOKEN@example.org").
    addressed_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that could not be read: kept in quarantine with its reason and replayed after a fix."""

    reason: str
    raw: str
    where: str = ""  # "line 17", an URI, a byte offset


@dataclass(frozen=True, slots=True)
class Noted:
    """An item that was taken although something in it had to be set right, for the report."""

    what: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Reaction:
    """A like (or its like) somebody else, or we ourselves, put on a post."""

    post_key: str
    kind: Literal["like", "share"]
    author: Author
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class InboundFact:
    """Something that is going on, told by a source that knows, or the news that it is over.

    `key` is globally unique, as a post's. `where` and `cause` are words for people ("Routes 4, 7", "strike").
    `ends_at` is when it is expected to end; None where nobody says. `sayable`: the brand may say it in public.
    `over` needs only `key`. A fact told again under its key replaces what was told before.
    """

    key: str
    what: str = ""
    where: str = ""
    cause: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    sayable: bool = False
    url: str = ""
    over: bool = False
    # The language of `what`, and `what` in the other languages the source speaks, by language.
    language: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)
    # Where not empty: of a fact told before only these fields change, by their names here. A new one takes all.
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """What one fetch, or a moment of a stream, brought. `cursor` is saved after the posts are stored.

    `more` says another fetch will bring more at once. `done`/`total` carry progress where it is known.
    """

    posts: tuple[InboundPost, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    noted: tuple[Noted, ...] = ()
    cursor: str = ""
    more: bool = False
    done: int | None = None
    total: int | None = None
    # Up to when, by the network's clock, everything has been read; for progress, delay and gaps.
    reached_at: datetime | None = None
    # When the place wants to be asked again at the earliest, in seconds (its own word); None where it says nothing.
    ask_after: float | None = None
    # What is going on, by sources of facts (service alerts, an operations system).
    facts: tuple[InboundFact, ...] = ()
    # The sender's own id of a webhook call, where it gives one: a call with an id taken before changes nothing.
    call_id: str = ""


@dataclass(frozen=True, slots=True)
class OutboundImage:
    content: bytes
    mime: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class OutboundPost:
    """What is to be sent. A reply names the post it answers and the root of its thread."""

    text: str
    reply_to_key: str = ""
    root_key: str = ""
    images: tuple[OutboundImage, ...] = ()
    language: str = ""
    scope: Literal["public", "private"] = "public"
    # Written by a rule: a network that can say so says it, so that no other machine answers.
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """The network's word that a post stands. `key` is the post's key."""

    key: str
    url: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the network itself is told of somebody. `post_key` is the post it is about, `author_id` who wrote it.

    `reason` goes to the network's moderators: the rule that was broken, never a name of staff.
    """

    post_key: str
    author_id: str
    category: Literal["abuse", "spam", "private"]
    reason: str


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """What `check` learned: the account exists and may be used."""

    remote_id: str
    handle: str
    name: str = ""
    avatar_url: str = ""
    followers: int | None = None
    # A renewed session to keep, sealed, before it is used again ("" = nothing to keep).
    session: str = field(default="", repr=False)
    # When a person must have signed in again, by the network's word; None where the sign-in does not end by itself.
    sign_in_ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RawRequest:
    """A webhook call, as bytes."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    query: Mapping[str, str] = field(default_factory=dict)


class SessionKeeper(Protocol):
    """Where a connector keeps a session that rotates. Channels gives one that writes to the database."""

    def renewing(self) -> AbstractAsyncContextManager[str]:
        """Hold the account's renewal lock, across processes; yields the session as it is kept now.

        Another process may have renewed it since ours was read: then that one is used, not renewed again.
        """

    async def save(self, session: str) -> None:
        """Keep a renewed session, sealed. It is kept when this returns."""


class SessionInMemory:
    """A keeper for one process: for tests, and for checking an account before it is stored."""

    def __init__(self, session: str = "") -> None:
        self.session = session
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def renewing(self) -> AsyncIterator[str]:
        async with self._lock:
            yield self.session

    async def save(self, session: str) -> None:
        self.session = session


class Connector:
    """Base of every connector. Subclasses override what their manifest declares, nothing else.

    One instance serves one account for the life of a process. `aclose` frees what it holds. `sessions` is
    set by channels: a connector awaits `sessions.save` with a renewed session before its first use. So is `rates`,
    through which requests to the manifest's endpoints go.
    """

    manifest: ClassVar[Manifest]

    def __init__(self, account: AccountAccess) -> None:
        self.account = account
        self.sessions: SessionKeeper = SessionInMemory(account.session)
        self.rates = Rates(self.manifest.endpoints)

    async def aclose(self) -> None:
        """Free connections. Safe to call twice."""

    async def check(self) -> AccountInfo:
        """Sign in and say who we are. Raises SignInAgain, Refused, RetryLater."""
        raise NotSupported(f"{self.manifest.name} cannot check an account")

    def stream(self, cursor: str) -> AsyncIterator[Page]:
        """Yield pages for as long as the stream holds; raise RetryLater when it breaks.

        Resumes after `cursor` ("" = from now on). May repeat posts, never skips any the network still has.
        Pages may be empty: the first tells where the stream stands, later ones move the cursor along, so
        that a break before the first post loses nothing.
        """
        raise NotSupported(f"{self.manifest.name} has no stream")

    async def fetch(self, cursor: str) -> Page:
        """One page after `cursor` ("" = from the beginning of what the network gives)."""
        raise NotSupported(f"{self.manifest.name} cannot be polled")

    async def past(self, since: datetime, until: datetime, cursor: str) -> Page:
        """One page of everything the network holds for this account from `since` up to before `until`.

        Begins at `cursor` "" and goes on with the page's `cursor` while it says `more`. Repeatable: it serves to read
        a past, to read again what may be missing, and to count what should be here. `reached_at` tells how far it is.
        Its cursors are never saved as the account's.
        """
        raise NotSupported(f"{self.manifest.name} cannot list a past")

    async def receive(self, request: RawRequest) -> Page:
        """Read a webhook call after checking its signature. Raises CallRefused, whose status is the answer."""
        raise NotSupported(f"{self.manifest.name} takes no webhooks")

    async def reread(self, raw: str, where: str) -> Page:
        """Read an item of the quarantine once more, from the raw text a Rejected kept; asks no network.

        What still cannot be read stands under `rejected`. Only where the manifest says `rereads`.
        """
        raise NotSupported(f"{self.manifest.name} cannot read an item again")

    def expected_key(self, key: str) -> str:
        """The key a post sent with that idempotency key will have, where it can be told beforehand; else "".

        Kept before sending, it lets an echo that arrives before the receipt be recognised.
        """
        return ""

    async def send(self, post: OutboundPost, key: str) -> Receipt:
        """Send once. `key` is our idempotency key: sent twice with one key, one post stands."""
        raise NotSupported(f"{self.manifest.name} cannot send")

    async def find(self, key: str) -> Receipt | None:
        """The post that was sent with that idempotency key, or None if it does not stand."""
        raise NotSupported(f"{self.manifest.name} cannot reconcile")

    async def thread(self, key: str) -> Sequence[InboundPost]:
        """The public thread around a post, oldest first."""
        raise NotSupported(f"{self.manifest.name} cannot fetch a thread")

    async def profile(self, handle: str) -> Author:
        """Who stands behind a handle."""
        raise NotSupported(f"{self.manifest.name} shows no profiles")

    async def counts(self, keys: Sequence[str]) -> Mapping[str, Mapping[str, int]]:
        """How posts fare now: likes, replies, shares by key, as far as the network tells. Posts that are gone are left out."""
        raise NotSupported(f"{self.manifest.name} tells no counts")

    async def remove(self, key: str) -> None:
        """Delete a post of ours. Deleting what is gone already is no error."""
        raise NotSupported(f"{self.manifest.name} cannot delete")

    async def react(self, key: str, kind: Literal["like"], idempotency_key: str) -> Receipt:
        """Put a visible reaction on a post; repeating it changes nothing."""
        raise NotSupported(f"{self.manifest.name} has no reactions")

    # Moderation. Each of these may be repeated and changes nothing then, but for `report`. What or who is gone already
    # raises Refused. Only `channels.delivering` calls them, for an act that names a published rule.

    async def hide(self, key: str, reason: str) -> None:
        """Hide somebody's reply under ours, for a published reason ("abuse", "spam", "private")."""
        raise NotSupported(f"{self.manifest.name} cannot hide")

    async def unhide(self, key: str) -> None:
        """Show again what we hid. What is not hidden (any more) is no error."""
        raise NotSupported(f"{self.manifest.name} cannot show again what is hidden")

    async def mute(self, author_id: str) -> None:
        """Leave somebody (by `Author.remote_id`) out of what the account is shown there; they are not told.

        What they write to us must still be heard by `stream` and `fetch`.
        """
        raise NotSupported(f"{self.manifest.name} cannot mute")

    async def unmute(self, author_id: str) -> None:
        raise NotSupported(f"{self.manifest.name} cannot unmute")

    async def block(self, author_id: str) -> None:
        """Part the account from somebody, both ways; they can find out."""
        raise NotSupported(f"{self.manifest.name} cannot block")

    async def unblock(self, author_id: str) -> None:
        raise NotSupported(f"{self.manifest.name} cannot unblock")

    async def report(self, complaint: Complaint) -> None:
        """Tell the network's own moderators. Cannot be taken back; twice is two reports. Raises OutcomeUnknown."""
        raise NotSupported(f"{self.manifest.name} takes no reports")

    async def private_door(self, handle: str) -> Literal["direct", "invite", "none"]:
        """Whether that person can be written to in private, as the network says it now.

        "direct": a post of scope "private" that answers theirs reaches them. "invite": they have to write first.
        "none": they take none. Raises Refused where nobody has that handle (any more).
        """
        raise NotSupported(f"{self.manifest.name} knows no private door")


Act = Literal["hide", "unhide", "mute", "unmute", "block", "unblock", "report"]


@dataclass(frozen=True, slots=True)
class OutboundOrder:
    """What a room asks channels to send. `keys` are what a hold can name, beside the account's own key.

    `undo_seconds` is how long it waits before it leaves, so that it can be taken back.

    Of an act of moderation `category` is the kind of rule that was broken. `reply_to_key` names the post it is done to;
    of mutes and blocks it is the person's `Author.remote_id`; of a report `root_key` is that, and `text` the reason.
    """

    account_id: int
    origin: Literal["member", "rule", "automatic", "api", "incident"]
    kind: Literal["post", "like"] | Act = "post"
    category: Literal["", "abuse", "spam", "private"] = ""
    member_id: int | None = None
    text: str = ""
    reply_to_key: str = ""
    root_key: str = ""
    scope: Literal["public", "private"] = "public"
    asset_ids: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()
    undo_seconds: int = 10


def raw_text(value: Any, limit: int = 20_000) -> str:
    """Anything as text short enough to keep in quarantine."""
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= limit else text[:limit] + " ... (cut)"
