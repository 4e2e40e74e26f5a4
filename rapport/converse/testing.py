"""A small world for tests of conversations: an account on the network in memory, people who write to it, and a place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from rapport.channels.actions import keep_account
from rapport.channels.contract import (
    Ability,
    AccountInfo,
    Author,
    Connector,
    InboundPost,
    Manifest,
    Page,
)
from rapport.channels.models import Account
from rapport.channels.registry import installed_for_test
from rapport.converse.models import Conversation
from rapport.ledger.testing import run_jobs
from rapport.listen.actions import receive
from rapport.listen.contract import Received
from rapport.listen.models import Message
from rapport.workspace.models import Brand
from rapport.workspace.testing import NOON


class SmallWorld:
    """One account; `says` is a customer's post, `ours` one we wrote outside Rapport. Jobs run at once."""

    def __init__(self, brand: Brand, *, network: str = "echo") -> None:
        info = AccountInfo(remote_id=f"{network}:us", handle="haldenrail", name="Halden Rail")
        self.account: Account = keep_account(
            brand, network=network, info=info, settings={}, secrets={}, by=None, now=NOON
        )
        self.now = NOON
        self._number = 0

    def says(
        self,
        text: str,
        *,
        who: str = "kajsa",
        under: str = "",
        root: str = "",
        to_us: bool = True,
        at: datetime | None = None,
        key: str = "",
        followers: int | None = None,
        scope: str = "public",
    ) -> Message:
        author = Author(remote_id=f"echo:{who}", handle=who, name=who.title(), followers=followers)
        return self._hear(
            self.post(
                text,
                author=author,
                under=under,
                root=root,
                at=at,
                key=key,
                to_us=to_us,
                scope=scope,
            )
        )

    def ours(self, text: str, *, under: str, root: str = "", at: datetime | None = None) -> Message:
        author = Author(remote_id=self.account.remote_id, handle=self.account.handle)
        return self._hear(self.post(text, author=author, under=under, root=root, at=at, own=True))

    def post(
        self, text: str, *, author: Author, under: str = "", root: str = "", at: datetime | None = None,
        key: str = "", to_us: bool = False, own: bool = False, scope: str = "public",
    ) -> InboundPost:  # fmt: skip
        self._number += 1
        return InboundPost(
            key=key or f"post-{self._number}",
            author=author,
            text=text,
            created_at=at or self.now,
            kind="reply" if under else "post",
            parent_key=under,
            root_key=root,
            to_us=to_us,
            own=own,
            scope="private" if scope == "private" else "public",
        )

    def receive(self, *posts: InboundPost) -> Received:
        received = receive(self.account, Page(posts=posts), now=self.now)
        run_jobs()
        return received

    def _hear(self, post: InboundPost) -> Message:
        self.receive(post)
        return Message.objects.get(identity__remote_key=post.key)

    def passes(self, *, minutes: float) -> datetime:
        """Let time go by."""
        self.now += timedelta(minutes=minutes)
        return self.now

    def conversation(self, who: str = "kajsa") -> Conversation:
        """The latest conversation with somebody."""
        mine = Conversation.objects.filter(person__handles__name=who)
        return mine.select_related("last_customer_message").order_by("-opened_at", "-pk")[0]


class AllOfEcho(Connector):
    """The whole network in memory, listened to as a place that is nobody's account."""

    manifest = Manifest(
        slug="all-of-echo",
        name="All of Echo",
        network="echo",
        abilities=frozenset({Ability.STREAM}),
        is_place=True,
    )


@contextmanager
def listening_to_echo(brand: Brand, *, now: datetime = NOON) -> Iterator[Account]:
    """The place, for as long as the block lasts."""
    with installed_for_test(AllOfEcho):
        info = AccountInfo(remote_id="echo:everything", handle="All of Echo")
        yield keep_account(
            brand, network="all-of-echo", info=info, settings={}, secrets={}, by=None, now=now
        )
