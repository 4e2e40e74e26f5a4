"""Asking a server without an account, through kit.http. Raises only the errors of channels."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from rapport.channels.contract import Rates
from rapport.channels.errors import Refused, RetryLater
from rapport.kit.fediverse.limits import (
    PAUSE_SECONDS,
    seconds_a_request,
    server_address,
    wait_seconds,
)
from rapport.kit.http import Blocked, Fetched, FetchError, fetch

LARGEST_ANSWER_BYTES = 10_000_000
CLOSED = "This server shows hashtags to its own people only. Choose another server."


class Missing(Refused):
    """There is no such address: 404."""


class Client:
    """`pace` is how many seconds apart requests may be, by the server's last word; None where it says nothing."""

    def __init__(self, host: str, *, rates: Callable[[], Rates]) -> None:
        self._rates = rates
        try:
            self.host = server_address(host)
        except ValueError as error:
            raise Refused(str(error)) from error
        self.pace: float | None = None

    async def instance(self) -> Any:
        return await self._get("/api/v2/instance", {})

    async def statuses(self, ids: list[str]) -> Any:
        return await self._get("/api/v1/statuses", {"id[]": ids})

    async def timeline(self, hashtag: str, **at: str | int) -> list[Any]:
        """Oldest first. Empty for a hashtag nobody ever used."""
        try:
            items = await self._get(f"/api/v1/timelines/tag/{quote(hashtag, safe='')}", at)
        except Missing:
            return []
        if not isinstance(items, list):
            raise RetryLater("The server's answer is no list of statuses.", after=PAUSE_SECONDS)
        return list(reversed(items))

    async def _get(self, path: str, params: Mapping[str, Any]) -> Any:
        query = f"?{urlencode(params, doseq=True)}" if params else ""
        try:
            async with self._rates().request("requests") as heard:
                answer = await fetch(self.host + path + query, max_bytes=LARGEST_ANSWER_BYTES)
                heard(answer.headers)
        except Blocked as error:
            raise Refused(str(error)) from error
        except FetchError as error:
            raise RetryLater("The server cannot be reached, or did not answer.") from error
        now = datetime.now(UTC)
        self.pace = seconds_a_request(answer.headers, now=now)
        _refuse(answer, now=now)
        try:
            return json.loads(answer.body)
        except (ValueError, RecursionError) as error:
            raise RetryLater("The server's answer is not JSON.", after=PAUSE_SECONDS) from error


def _refuse(answer: Fetched, *, now: datetime) -> None:
    """Raise what the status means."""
    wait = wait_seconds(answer.headers, now=now)
    match answer.status:
        case 200:
            return
        case 401 | 403 | 422:
            raise Refused(CLOSED)
        case 404 | 410:
            raise Missing("This server has no hashtag timelines. Is it a Mastodon server?")
        case 429:
            raise RetryLater("The server asks us to slow down.", after=wait)
        case status if status >= 500:
            raise RetryLater("The server is down for the moment.", after=wait)
        case status:
            raise Refused(f"The server answers with {status}. Is it a Mastodon server?")
