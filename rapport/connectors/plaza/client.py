"""Talking to the square over HTTP: one pinned address, and its answers turned into the contract's errors."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx

from rapport.channels.errors import (
    NetworkError,
    OutcomeUnknown,
    Refused,
    RetryLater,
    SignInAgain,
)
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


class PlazaClient:
    """Every call raises only errors of `channels.errors`."""

    def __init__(self, url: str, access_key: str) -> None:
        self._http = httpx.AsyncClient(
            base_url=f"{url.rstrip('/')}/plaza/api/",
            headers={"Authorization": f"Bearer {_ascii(access_key)}"},
            timeout=_TIMEOUT,
            transport=guarded_async_transport(),
            follow_redirects=False,
            trust_env=False,
        )

    async def aclose(self) -> None:
        await self._http.aclose()

    async def get(self, path: str, **params: str | int) -> Any:
        return _read(await self._call("GET", path, params=params))

    async def change(self, method: str, path: str, body: Mapping[str, str] | None = None) -> Any:
        """A call that changes something. Raises OutcomeUnknown when it may have been carried out."""
        response = await self._call(method, path, body=body)
        try:
            return _read(response)
        except RetryLater as error:
            raise OutcomeUnknown(str(error)) from error

    async def stream(self, **params: str | int) -> AsyncGenerator[Any, None]:
        """Each `data` of an event stream, as JSON, for as long as it holds. Ends by raising RetryLater."""
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
                    _refuse(response)
                yield response
        except Blocked as error:
            raise Refused(str(error)) from error
        except (httpx.HTTPError, httpx.StreamError, FetchError) as error:
            raise RetryLater(
                f"The stream from the square broke ({type(error).__name__}).", after=1.0
            ) from error

    async def _call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        body: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        changes = method != "GET"
        try:
            response = await self._http.request(method, path, params=params, json=body)
        except Blocked as error:
            raise Refused(str(error)) from error
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, FetchError) as error:
            raise RetryLater("The square cannot be reached.", after=_RETRY_SECONDS) from error
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise _broken(error, changes=changes) from error
        # These say that something between us and the square failed, not that nothing was done.
        if changes and response.status_code in (500, 502, 504):
            raise OutcomeUnknown("The square's answer was lost on the way.")
        if response.status_code >= 300:
            _refuse(response)
        return response


def _broken(error: Exception, *, changes: bool) -> NetworkError:
    if isinstance(error, httpx.InvalidURL | UnicodeError):
        return Refused("That cannot be asked of the square: it holds characters no address has.")
    if changes:
        return OutcomeUnknown(f"No answer came from the square ({type(error).__name__}).")
    return RetryLater(f"The square did not answer ({type(error).__name__}).", after=_RETRY_SECONDS)


def _refuse(response: httpx.Response) -> None:
    """Raise what the status means."""
    reason = _reason(response)
    status = response.status_code
    if status == 401:
        raise SignInAgain("The square does not accept the access key.")
    if status in _GONE:
        raise Missing(reason)
    if status == 429 or status >= 500:
        raise RetryLater(reason, after=_retry_after(response))
    raise Refused(reason)


def _reason(response: httpx.Response) -> str:
    try:
        return str(response.json()["error"]["message"])[:500]
    except (ValueError, KeyError, TypeError):
        return f"The square answered with status {response.status_code}."


def _retry_after(response: httpx.Response) -> float:
    try:
        seconds = float(response.headers.get("Retry-After", ""))
    except ValueError:
        return _RETRY_SECONDS
    return min(max(seconds, 1.0), _LONGEST_RETRY_SECONDS) if seconds == seconds else _RETRY_SECONDS


def _read(response: httpx.Response) -> Any:
    if response.status_code == 204:
        return None
    if len(response.content) > _BODY_LIMIT:
        raise RetryLater("The square's answer is far too long.", after=_LONGEST_RETRY_SECONDS)
    return _json(response.text)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RetryLater("The square's answer is not JSON.", after=_RETRY_SECONDS) from error


def _ascii(access_key: str) -> str:
    """A header takes no other characters; a key that has them is wrong anyway."""
    return access_key.strip().encode("ascii", "replace").decode()
