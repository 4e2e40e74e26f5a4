"""Talking to the account's server over HTTP. Raises only the errors of channels.

Not through Mastodon.py (weighed 2026-11-26): it blocks, sits on `requests` beside the one guarded transport we
have, hides whether a request left, drops the answer's headers (when to come back) and casts items before they could
be put into quarantine. It speaks to the server of the tests instead, as a witness that the server is like the real one.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx

from rapport.channels.contract import Rates
from rapport.channels.errors import OutcomeUnknown, Refused, RetryLater
from rapport.connectors.mastodon.faults import Broken, answered, unanswered
from rapport.kit.fediverse.limits import PAUSE_SECONDS, server_address
from rapport.kit.http import FetchError, guarded_async_transport

TIMEOUT = httpx.Timeout(20.0, connect=8.0)
LONGEST_CALL_SECONDS = 60.0
LARGEST_ANSWER_BYTES = 20_000_000
# The stream's heartbeat comes every 15 s (streaming/index.js); three missed ones mean it is dead.
SILENCE_SECONDS = 50.0

_FAILURES = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, FetchError, TimeoutError)

Params = Mapping[str, str | int | list[str]]


class Client:
    """One account's line to its server. `rates` gives what it is known to allow."""

    def __init__(self, host: str, access_token: str, *, rates: Callable[[], Rates]) -> None:
        try:
            self.host = server_address(host)
        except ValueError as error:
            raise Refused(str(error)) from error
        # A header takes no other characters; a token that has them is wrong anyway.
        token = access_token.strip().encode("ascii", "replace").decode()
        self._headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}
        self._opened: httpx.AsyncClient | None = None
        self._rates = rates

    async def aclose(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None:
            await opened.aclose()

    async def get(self, path: str, params: Params | None = None) -> Any:
        _, answer = await self._call("GET", path, writing=False, params=dict(params or {}))
        return answer

    async def change(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, key: str = ""
    ) -> Any:
        """POST or DELETE. `key` is the Idempotency-Key. Raises OutcomeUnknown when the answer was lost."""
        headers = {"Idempotency-Key": key} if key else {}
        json_body = {"json": body} if body is not None else {}
        _, answer = await self._call(method, path, writing=True, headers=headers, **json_body)
        return answer

    async def upload(self, content: bytes, *, mime: str, alt: str) -> Any:
        """Bring a file; nothing shows until a status names it, so a lost answer may just be repeated."""
        _, answer = await self._call(
            "POST",
            "/api/v2/media",
            writing=False,
            files={"file": ("picture", content, mime)},
            data={"description": alt},
        )
        return answer

    async def is_processed(self, media_id: str) -> bool:
        """Whether an uploaded file can be attached: 206 says not yet."""
        status, _ = await self._call("GET", f"/api/v1/media/{media_id}", writing=False)
        return status != 206

    @asynccontextmanager
    async def listening(self, address: str) -> AsyncIterator[AsyncIterator[bytes]]:
        """The bytes of an event stream as they come. Raises RetryLater when it breaks or falls silent."""
        timeout = httpx.Timeout(20.0, connect=8.0, read=SILENCE_SECONDS)
        try:
            async with self._http().stream(
                "GET",
                f"{address}/api/v1/streaming/user",
                headers={**self._headers, "Accept": "text/event-stream"},
                timeout=timeout,
            ) as response:
                if response.status_code != 200:
                    await _refuse(response)
                yield response.aiter_raw()
        except _FAILURES as error:
            raise unanswered(error, writing=False) from error

    async def _call(
        self, method: str, path: str, *, writing: bool, **request: Any
    ) -> tuple[int, Any]:
        headers = {**self._headers, **request.pop("headers", {})}
        try:
            async with (
                self._rates().request(_endpoint(method, path)) as heard,
                asyncio.timeout(LONGEST_CALL_SECONDS),
                self._http().stream(
                    method, self.host + path, headers=headers, **request
                ) as response,
            ):
                heard(response.headers)
                body = await _body(response)
        except _FAILURES as error:
            raise unanswered(error, writing=writing) from error
        except Broken as error:
            raise _broken(error, writing=writing) from error
        failure = answered(response.status_code, response.headers, body, writing=writing)
        if failure is not None:
            raise failure
        try:
            return response.status_code, json.loads(body or b"null")
        except (ValueError, RecursionError) as error:
            raise _broken(Broken("no JSON"), writing=writing) from error

    def _http(self) -> httpx.AsyncClient:
        if self._opened is None:
            self._opened = httpx.AsyncClient(
                transport=guarded_async_transport(),
                trust_env=False,
                timeout=TIMEOUT,
                headers={"User-Agent": "Rapport"},
            )
        return self._opened


def _endpoint(method: str, path: str) -> str:
    """Which of the manifest's endpoints counts the request: app/controllers/api, `override_rate_limit_headers`."""
    match method, path:
        case "POST", "/api/v1/statuses":
            return "posts"
        case "POST", "/api/v2/media":
            return "media"
        case "DELETE", _ if path.startswith("/api/v1/statuses/"):
            return "deletions"
        case _:
            return "requests"


async def _body(response: httpx.Response) -> bytes:
    if response.headers.get("content-encoding", "identity") != "identity":
        raise Broken("compressed without being asked")
    body = bytearray()
    async for piece in response.aiter_raw():
        body += piece
        if len(body) > LARGEST_ANSWER_BYTES:
            raise Broken("too large")
    return bytes(body)


async def _refuse(response: httpx.Response) -> None:
    try:
        body = await _body(response)
    except Broken:
        body = b""
    failure = answered(response.status_code, response.headers, body, writing=False)
    raise failure or RetryLater("The stream answered without opening.", after=PAUSE_SECONDS)


def _broken(error: Broken, *, writing: bool) -> OutcomeUnknown | RetryLater:
    if writing:
        return OutcomeUnknown(
            f"The server's answer cannot be read ({error}); look whether it stands."
        )
    return RetryLater(f"The server's answer cannot be read ({error}).", after=PAUSE_SECONDS)
