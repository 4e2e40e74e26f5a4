"""Reading the square over HTTP: one pinned address, and its answers turned into the contract's errors."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx

from rapport.channels.errors import Refused, RetryLater, SignInAgain
from rapport.kit.http import Blocked, FetchError, guarded_async_transport

_TIMEOUT = httpx.Timeout(20.0, connect=5.0)
# The square gives a sign of life every 15 s.
_STREAM_TIMEOUT = httpx.Timeout(45.0, connect=5.0)
_RETRY_SECONDS = 2.0
_LONGEST_RETRY_SECONDS = 600.0
_BODY_LIMIT = 8_000_000
_GONE = (404, 410)


class Missing(Refused):
    """What was asked for does not stand on the square."""


class SquareClient:
    """Asks and never changes anything. Every call raises only errors of `channels.errors`."""

    def __init__(self, address: str, access_key: str) -> None:
        # A header takes no other characters; a key that has them is wrong anyway.
        key = access_key.strip().encode("ascii", "replace").decode()
        self._http = httpx.AsyncClient(
            base_url=f"{address}/plaza/api/",
            headers={"Authorization": f"Bearer {key}"},
            timeout=_TIMEOUT,
            transport=guarded_async_transport(),
            follow_redirects=False,
            trust_env=False,
        )

    async def aclose(self) -> None:
        await self._http.aclose()

    async def get(self, path: str, **params: str | int) -> Any:
        try:
            response = await self._http.get(path, params=params)
        except (Blocked, httpx.InvalidURL, UnicodeError) as error:
            raise Refused(f"That cannot be asked of the square: {error}") from error
        except (httpx.HTTPError, FetchError) as error:
            raise RetryLater(
                f"The square cannot be reached ({type(error).__name__}).", after=_RETRY_SECONDS
            ) from error
        _demand_answered(response)
        if len(response.content) > _BODY_LIMIT:
            raise RetryLater("The square's answer is far too long.", after=_LONGEST_RETRY_SECONDS)
        return _json(response.text)

    async def stream(self, **params: str | int) -> AsyncGenerator[Any, None]:
        """Each page of the stream, as JSON, for as long as it holds. Ends by raising RetryLater."""
        async with self._opened_stream(params) as response:
            async for line in response.aiter_lines():
                if line.startswith("data: "):
                    yield _json(line.removeprefix("data: "))
        raise RetryLater("The square ended the stream.", after=1.0)

    @asynccontextmanager
    async def _opened_stream(
        self, params: Mapping[str, str | int]
    ) -> AsyncIterator[httpx.Response]:
        try:
            async with self._http.stream(
                "GET", "stream", params=dict(params), timeout=_STREAM_TIMEOUT
            ) as response:
                if response.status_code != 200:
                    await response.aread()
                    _demand_answered(response)
                yield response
        except Blocked as error:
            raise Refused(str(error)) from error
        except (httpx.HTTPError, httpx.StreamError, FetchError) as error:
            raise RetryLater(
                f"The stream from the square broke ({type(error).__name__}).", after=1.0
            ) from error


def _demand_answered(response: httpx.Response) -> None:
    """Raise what the status means, unless it is an answer."""
    status = response.status_code
    if status < 300:
        return
    if status == 401:
        raise SignInAgain("The square does not accept the access key.")
    if status in _GONE:
        raise Missing("That does not stand on the square.")
    if status == 429 or status >= 500:
        raise RetryLater(f"The square answered with status {status}.", after=_retry_after(response))
    raise Refused(f"The square refuses that (status {status}).")


def _retry_after(response: httpx.Response) -> float:
    try:
        seconds = float(response.headers.get("Retry-After", ""))
    except ValueError:
        return _RETRY_SECONDS
    return min(max(seconds, 1.0), _LONGEST_RETRY_SECONDS) if seconds == seconds else _RETRY_SECONDS


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RetryLater("The square's answer is not JSON.", after=_RETRY_SECONDS) from error
