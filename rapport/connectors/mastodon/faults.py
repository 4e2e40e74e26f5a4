"""What a server says when something fails, in the words of channels.errors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import httpx

from rapport.channels.errors import NetworkError, OutcomeUnknown, Refused, RetryLater, SignInAgain
from rapport.kit.fediverse.limits import PAUSE_SECONDS, wait_seconds
from rapport.kit.fediverse.statuses import storable
from rapport.kit.http import Blocked, FetchError

# Failures before a single byte of the request left: nothing can have been accepted.
_NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
    FetchError,
)


class Missing(Refused):
    """There is no such status, account or address (any more): 404 and 410."""


class Broken(Exception):
    """An answer came and cannot be read: cut off, too large, or no JSON."""


def unanswered(error: Exception, *, writing: bool) -> NetworkError:
    """`writing` says the request would have changed something on the network."""
    if isinstance(error, Blocked):
        return Refused(str(error))
    if isinstance(error, _NEVER_LEFT) or not writing:
        return RetryLater("Mastodon cannot be reached, or did not answer.", after=PAUSE_SECONDS)
    return OutcomeUnknown("Mastodon did not answer; the post may stand there all the same.")


def answered(
    status: int, headers: Mapping[str, str], body: bytes, *, writing: bool
) -> NetworkError | None:
    """What an answer's status means; None where it went well."""
    said = _said(body)
    wait = wait_seconds(headers, now=datetime.now(UTC))
    match status:
        case _ if status < 300:
            return None
        case 401:
            return SignInAgain(f"The server does not accept the access token{said}.")
        case 403:
            return Refused(
                f"The server does not allow that{said}. The token may lack a permission."
            )
        case 404 | 410:
            return Missing(f"That does not stand on Mastodon (any more){said}.")
        case 429:
            return RetryLater("The server asks us to slow down.", after=wait)
        case 503:
            return RetryLater("The server is down for the moment.", after=wait)
        case _ if status >= 500 and writing:
            # It may have failed after the status stood.
            return OutcomeUnknown("The server failed to answer; the post may stand all the same.")
        case _ if status >= 500:
            return RetryLater("The server failed to answer.", after=wait)
        case _ if status < 400:
            where = headers.get("location", "")[:200]
            return Refused(
                f"That server sends us on to {where or 'another'}; enter that one instead."
            )
        case _:
            return Refused(f"Mastodon refuses{said or f': {status}'}.")


def _said(body: bytes) -> str:
    """ ": the server's own words", or nothing."""
    try:
        answer = json.loads(body)
        words = answer["error"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return f": {storable(words)[:300].rstrip('.')}" if isinstance(words, str) and words else ""
