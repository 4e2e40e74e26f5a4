"""Mail for one account: the abilities the manifest declares, each in the steps it takes."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from typing import TypeVar

from rapport.channels.contract import (
    AccountAccess,
    AccountInfo,
    Connector,
    InboundPost,
    OutboundPost,
    Page,
    Receipt,
)
from rapport.channels.errors import NetworkError, Refused
from rapport.connectors.mail import sending, stream
from rapport.connectors.mail.compose import Answer, written
from rapport.connectors.mail.faults import FAILURES, as_network_error
from rapport.connectors.mail.folders import Folders
from rapport.connectors.mail.keys import key_for, own_message_id
from rapport.connectors.mail.line import Line
from rapport.connectors.mail.manifest import MANIFEST
from rapport.connectors.mail.reading import Places, Reading, Stands
from rapport.connectors.mail.server import Servers
from rapport.connectors.mail.translate import written_at

Result = TypeVar("Result")


class Mail(Connector):
    manifest = MANIFEST

    def __init__(self, account: AccountAccess) -> None:
        super().__init__(account)
        self._servers = Servers.of(account)
        self._line = Line(self._servers)

    async def aclose(self) -> None:
        await self._line.aclose()

    async def check(self) -> AccountInfo:
        """Both servers take the password, and the folder is there."""
        await self._line.ask(lambda folders: folders.standing(self._servers.folder), again=True)
        await asyncio.to_thread(self._try_smtp)
        address = self._servers.address
        return AccountInfo(remote_id=address, handle=address, name=self._servers.name or address)

    # Reading.

    async def stream(self, cursor: str) -> AsyncIterator[Page]:
        async with aclosing(stream.pages(self._servers, cursor)) as pages:
            async for page in pages:
                yield page

    async def fetch(self, cursor: str) -> Page:
        return await self._read(lambda reading: reading.after(Places.parse(cursor)))

    async def past(self, since: datetime, until: datetime, cursor: str) -> Page:
        """By the server's clock: when it got a mail, not when that says it was written."""
        return await self._read(lambda reading: reading.between(since, until, Places.parse(cursor)))

    async def thread(self, key: str) -> Sequence[InboundPost]:
        stands = await self._standing(key)
        return await self._read(lambda reading: reading.around(stands))

    # Writing.

    def expected_key(self, key: str) -> str:
        return key_for(self._servers.address, own_message_id(self._servers.address, key))

    async def send(self, post: OutboundPost, key: str) -> Receipt:
        _refuse_what_does_not_fit(post)
        standing = await self.find(key)
        if standing is not None:
            return standing
        parent = await self._standing(post.reply_to_key)
        now = datetime.now(UTC)
        answer = Answer(
            post,
            parent.head,
            parent_is_ours=parent.own,
            message_id=own_message_id(self._servers.address, key),
            mailbox=self._servers.address,
            name=self._servers.name,
        )
        mail = written(answer, secret=self._servers.password, now=now)
        await asyncio.to_thread(sending.hand_in, self._servers, mail.raw, mail.recipient)
        # It is out. Whether it can be filed changes nothing about that; the stream files it later.
        with contextlib.suppress(NetworkError):
            await self._line.ask(
                lambda folders: self._file(folders, mail.raw, answer.message_id, now)
            )
        return Receipt(self.expected_key(key), at=now)

    async def find(self, key: str) -> Receipt | None:
        """By its Message-ID, among the sent mail or as the copy that came back to us."""
        message_id = own_message_id(self._servers.address, key)
        stands = await self._read(lambda reading: reading.sent_with_id(message_id))
        if stands is None:
            return None
        return Receipt(self.expected_key(key), at=written_at(stands.head, datetime.now(UTC)))

    # The steps.

    async def _read(self, question: Callable[[Reading], Result]) -> Result:
        return await self._line.ask(
            lambda folders: question(Reading(folders, self._servers)), again=True
        )

    async def _standing(self, key: str) -> Stands:
        stands = await self._read(lambda reading: reading.look_up(key))
        if stands is None:
            raise Refused("The mail you answer is no longer in the mailbox.")
        return stands

    def _file(self, folders: Folders, raw: bytes, message_id: str, now: datetime) -> None:
        """Put it among the sent mail, unless it is there."""
        if not folders.sent or sending.keeps_sent_mail(self._servers):
            return
        reading = Reading(folders, self._servers)
        stands = reading.sent_with_id(message_id)
        if stands is None:
            folders.append(folders.sent, raw, now)
        elif stands.folder != folders.sent:
            folders.move_to_sent(stands.uid)
        reading.keep_one_sent(message_id)

    def _try_smtp(self) -> None:
        try:
            sending.signed_in(self._servers).quit()
        except FAILURES as error:
            doing = f"The SMTP server {self._servers.smtp.name}"
            raise as_network_error(error, doing=doing) from error


def _refuse_what_does_not_fit(post: OutboundPost) -> None:
    limits = MANIFEST.limits
    if not post.text.strip() and not post.images:
        raise Refused("There is nothing to send.")
    if limits.text_length and len(post.text) > limits.text_length:
        raise Refused(
            f"A mail takes {limits.text_length:,} characters; this has {len(post.text):,}."
        )
    if len(post.images) > limits.images:
        raise Refused(f"A mail takes {limits.images} pictures; these are {len(post.images)}.")
    if not post.reply_to_key:
        raise Refused("Mail goes only to those who wrote to us: choose the mail to answer.")


CONNECTOR = Mail
