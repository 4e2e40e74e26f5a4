"""What the library and the network say when something fails, in the five words of channels.errors."""

from __future__ import annotations

import time

import httpx
from atproto_client.exceptions import RequestErrorBase
from atproto_client.models.common import XrpcError
from atproto_client.request import Response

from rapport.channels.errors import (
    NetworkError,
    OutcomeUnknown,
    Refused,
    RetryLater,
    SignInAgain,
)
from rapport.kit.http import Blocked, FetchError

LONGEST_WAIT_SECONDS = 3600.0
PAUSE_SECONDS = 5.0

_EXPIRED = "ExpiredToken"
_DEAD_SIGN_IN = {
    _EXPIRED,
    "InvalidToken",
    "AuthMissing",
    "AuthenticationRequired",
    "AccountTakedown",
    "AccountDeactivated",
}
_MISSING = {"RecordNotFound", "RepoNotFound", "HandleNotFound", "NotFound", "ProfileNotFound"}
_NOT_SERVED = {"MethodNotImplemented", "XRPCNotSupported", "UpstreamFailure", "UpstreamTimeout"}
# Failures before a single byte of the request left: nothing can have been accepted.
_NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    FetchError,
)


class Missing(Refused):
    """There is no such record, repository or handle."""


class ServerFault(RetryLater):
    """The server answered that it failed (500): it is done with the request, whatever came of it."""


class TokenExpired(SignInAgain):
    """The access token is too old; a renewed one will do."""


class NotServed(RetryLater):
    """This server, or the one behind it, does not answer that kind of question."""


def as_network_error(error: Exception, *, writing: bool) -> NetworkError:
    """`writing` says the request would have changed something on the network."""
    response = error.response if isinstance(error, RequestErrorBase) else None
    if response is not None:
        return _answered(response, writing=writing)
    cause = error.__cause__ if isinstance(error, RequestErrorBase) else error
    if isinstance(cause, Blocked):
        return Refused(str(cause))
    if isinstance(cause, _NEVER_LEFT) or not writing:
        return RetryLater("Bluesky cannot be reached.", after=PAUSE_SECONDS)
    return OutcomeUnknown("Bluesky did not answer; the post may stand there all the same.")


def _answered(response: Response, *, writing: bool) -> NetworkError:
    name, message = _said(response)
    status = response.status_code
    if status == 429:
        return RetryLater("Bluesky asks us to slow down.", after=_wait(response))
    if name == _EXPIRED:
        return TokenExpired("The sign-in to Bluesky has expired.")
    if name == "AuthFactorTokenRequired":
        return SignInAgain(
            "That is the account's main password. Make an app password and use that."
        )
    if status == 401 or name in _DEAD_SIGN_IN:
        return SignInAgain(f"Bluesky does not accept the sign-in: {message or name or status}.")
    if name in _NOT_SERVED or status in (404, 501):
        return NotServed(f"This server does not answer that: {message or name}.", after=60.0)
    if name in _MISSING:
        return Missing(message or "That does not exist on Bluesky any more.")
    if status == 500:
        return ServerFault("Bluesky failed to answer.", after=PAUSE_SECONDS)
    if status >= 500 and status != 503 and writing:
        return OutcomeUnknown("Bluesky's gateway lost the answer; the post may stand all the same.")
    if status >= 500:
        return RetryLater("Bluesky is down for the moment.", after=_wait(response))
    return Refused(f"Bluesky refuses: {message or name or status}")


def _said(response: Response) -> tuple[str, str]:
    content = response.content
    if isinstance(content, XrpcError):
        return str(content.error or ""), str(content.message or "")[:300]
    return "", ""


def _wait(response: Response) -> float:
    """Seconds until the network takes more, by `ratelimit-reset` (a unix time) or `retry-after`."""
    headers = response.headers
    try:
        seconds = float(headers["ratelimit-reset"]) - time.time()
    except (KeyError, ValueError):
        try:
            seconds = float(headers["retry-after"])
        except (KeyError, ValueError):
            seconds = PAUSE_SECONDS
    return min(max(seconds, 1.0), LONGEST_WAIT_SECONDS)
