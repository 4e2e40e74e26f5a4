"""The connector of the network in memory; what happens there is `echo.EchoNetwork`'s."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal

from rapport.channels.contract import (
    Ability,
    AccountInfo,
    Author,
    Complaint,
    Connector,
    InboundPost,
    Limits,
    Manifest,
    OutboundPost,
    Page,
    Receipt,
    SettingField,
)
from rapport.channels.errors import NotSupported, Refused, RetryLater, SignInAgain

if TYPE_CHECKING:
    from rapport.channels.testing.echo import EchoNetwork

PASSWORD = "echo-password"
PAGE = 50
LOOK_EVERY_SECONDS = 0.005

MANIFEST = Manifest(
    slug="echo",
    name="Echo",
    abilities=frozenset(
        {
            Ability.STREAM,
            Ability.FETCH,
            Ability.SEND,
            Ability.FIND,
            Ability.THREAD,
            Ability.PROFILE,
            Ability.REMOVE,
            Ability.REACT,
            Ability.HIDE,
            Ability.UNHIDE,
            Ability.MUTE,
            Ability.UNMUTE,
            Ability.BLOCK,
            Ability.UNBLOCK,
            Ability.REPORT,
        }
    ),
    settings=(SettingField("password", "Password", secret=True),),
    limits=Limits(text_length=300, text_units="codepoints", images=4, alt_text_length=1000),
    quality={},
    effects={
        Ability.HIDE: "It stands behind “More replies”; whoever wants can open it there.",
        Ability.MUTE: "They see no difference.",
        Ability.BLOCK: "They can no longer answer us, and may notice.",
        Ability.REPORT: "Echo's own moderators look at it. They do not say who reported.",
    },
    demo_only=True,
)


class EchoConnector(Connector):
    """Reads and writes the EchoNetwork its class is bound to."""

    manifest = MANIFEST
    network: ClassVar[EchoNetwork]

    async def check(self) -> AccountInfo:
        await self.network.answer("check")
        if self.account.secrets.get("password") != PASSWORD:
            raise SignInAgain("Echo does not accept this password.")
        brand = self.network.brand
        return AccountInfo(
            brand.remote_id,
            brand.handle,
            brand.name,
            followers=brand.followers,
            sign_in_ends_at=self.network.sign_in_ends_at,
        )

    async def stream(self, cursor: str) -> AsyncIterator[Page]:
        await self.network.answer("stream")
        position = int(cursor) if cursor else self.network.position
        drops = self.network.drops
        yield Page(cursor=str(position))
        while True:
            if self.network.drops != drops:
                raise RetryLater("The stream broke.", after=1.0)
            page = self.network.news_after(position)
            position = int(page.cursor)
            if page.posts or page.rejected:
                yield page
            else:
                await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def fetch(self, cursor: str) -> Page:
        await self.network.answer("fetch")
        return self.network.news_after(int(cursor or 0))

    def expected_key(self, key: str) -> str:
        return self.network.expected_key(key)

    async def send(self, post: OutboundPost, key: str) -> Receipt:
        if len(post.text) > (MANIFEST.limits.text_length or 0):
            raise Refused(
                f"Echo takes {MANIFEST.limits.text_length} characters; this has {len(post.text)}."
            )
        await self.network.answer("send")
        return self.network.accept(post, key)

    async def find(self, key: str) -> Receipt | None:
        await self.network.answer("find")
        return self.network.receipt(key)

    async def thread(self, key: str) -> Sequence[InboundPost]:
        await self.network.answer("thread")
        asked = self.network.post(key)
        root = (asked.root_key or asked.key) if asked else key
        return [post for post in self.network.posts() if root in (post.key, post.root_key)]

    async def profile(self, handle: str) -> Author:
        await self.network.answer("profile")
        for post in self.network.posts():
            if post.author and post.author.handle == handle:
                return post.author
        raise Refused(f"Nobody on Echo is called {handle}.")

    async def remove(self, key: str) -> None:
        await self.network.answer("remove")
        self.network.remove(key)

    async def react(self, key: str, kind: Literal["like"], idempotency_key: str) -> Receipt:
        if kind != "like":
            raise NotSupported(f"Echo has no “{kind}”.")
        await self.network.answer("react")
        return self.network.like(key, idempotency_key)

    async def hide(self, key: str, reason: str) -> None:
        await self.network.answer("hide")
        self.network.hide(key)

    async def unhide(self, key: str) -> None:
        await self.network.answer("unhide")
        self.network.hidden.discard(key)

    async def mute(self, author_id: str) -> None:
        await self.network.answer("mute")
        self.network.muted.add(author_id)

    async def unmute(self, author_id: str) -> None:
        await self.network.answer("unmute")
        self.network.muted.discard(author_id)

    async def block(self, author_id: str) -> None:
        await self.network.answer("block")
        self.network.blocked.add(author_id)

    async def unblock(self, author_id: str) -> None:
        await self.network.answer("unblock")
        self.network.blocked.discard(author_id)

    async def report(self, complaint: Complaint) -> None:
        await self.network.answer("report")
        self.network.reports.append(complaint)


class EchoWithDoors(EchoConnector):
    """Echo as a network that has private messages; what each person takes is said by `EchoNetwork.doors`."""

    manifest = replace(MANIFEST, abilities=MANIFEST.abilities | {Ability.PRIVATE_DOOR})

    async def private_door(self, handle: str) -> Literal["direct", "invite", "none"]:
        await self.network.answer("private_door")
        return (self.network.doors or {}).get(handle, "direct")
