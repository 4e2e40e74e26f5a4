"""The base of every connector, and where it keeps its session."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from typing import ClassVar, Literal, Protocol

from rapport.channels.contract.manifests import AccountAccess, Manifest
from rapport.channels.contract.posts import (
    AccountInfo,
    Author,
    Complaint,
    InboundPost,
    OutboundPost,
    Page,
    RawRequest,
    Receipt,
)
from rapport.channels.errors import NotSupported
from rapport.channels.rates import Rates


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
