"""What can be done on Mastodon against abuse: mutes, blocks, reports.

By docs.joinmastodon.org/methods/mutes, methods/blocks, methods/accounts and methods/reports, read 2026-11-27. No
method lets a writer hide a reply, so there is no `hide`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from rapport.channels.contract import Complaint
from rapport.channels.errors import OutcomeUnknown, Refused, RetryLater
from rapport.connectors.mastodon.client import Params
from rapport.connectors.mastodon.faults import Missing
from rapport.connectors.mastodon.home import Home
from rapport.kit.fediverse.statuses import Unreadable, read_account

# Report.category: "violation" is for rules of the server, which are not ours to judge.
_CATEGORIES = {"abuse": "other", "spam": "spam", "private": "other"}
_LONGEST_REASON = 1000  # characters of `comment`, app/models/report.rb


class Moderating:
    def __init__(self, home: Home) -> None:
        self._home = home

    async def mute(self, author_id: str) -> None:
        """Without their notifications: by default those are muted too, and what they write to us would not arrive."""
        await self._relate(author_id, "mute", {"notifications": False})

    async def unmute(self, author_id: str) -> None:
        await self._relate(author_id, "unmute")

    async def block(self, author_id: str) -> None:
        await self._relate(author_id, "block")

    async def unblock(self, author_id: str) -> None:
        await self._relate(author_id, "unblock")

    async def report(self, complaint: Complaint) -> None:
        """A copy goes to the server of a writer from elsewhere, without our name."""
        try:
            status = await self._home.status(complaint.post_key)
        except Missing as error:
            raise Refused(
                "That post is gone from Mastodon; there is nothing left to report."
            ) from error
        body = {
            "account_id": status.account.id,
            "status_ids": [status.id],
            "comment": complaint.reason[:_LONGEST_REASON],
            "category": _CATEGORIES[complaint.category],
            "forward": True,
        }
        await self._home.client.change("POST", "/api/v1/reports", body)

    async def _relate(
        self, author_id: str, what: str, body: Mapping[str, Any] | None = None
    ) -> None:
        account_id = await self._id_of(author_id)
        path = f"/api/v1/accounts/{quote(account_id, safe='')}/{what}"
        try:
            await self._home.client.change("POST", path, body)
        except OutcomeUnknown as error:
            raise RetryLater("The server did not answer; asking twice does no harm.") from error

    async def _id_of(self, uri: str) -> str:
        """The id our server has for an actor's URI; it looks them up where it has not met them."""
        params: Params = {"q": uri, "type": "accounts", "resolve": "true", "limit": 5}
        answer = await self._home.client.get("/api/v2/search", params)
        found = answer.get("accounts") if isinstance(answer, Mapping) else None
        domain = (await self._home.rules()).domain
        for item in found if isinstance(found, list) else []:
            try:
                account = read_account(item, domain=domain)
            except Unreadable:
                continue
            if account.uri == uri:
                return account.id
        raise Missing("Nobody of that address is on Mastodon any more.")
