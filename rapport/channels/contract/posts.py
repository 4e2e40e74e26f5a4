"""What comes from a network and goes to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal


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


def raw_text(value: Any, limit: int = 20_000) -> str:
    """Anything as text short enough to keep in quarantine."""
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= limit else text[:limit] + " ... (cut)"
