"""Asking for a feed over HTTP, and what its server says in the words of channels.errors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from rapport.channels.errors import NetworkError, Refused, RetryLater
from rapport.kit.addresses import nameable
from rapport.kit.http import Blocked, Fetched, FetchError, TooLarge, fetch
from rapport.kit.waits import told_wait

LARGEST_BYTES = 10_000_000
TIMEOUT_SECONDS = 30.0
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.6, */*;q=0.5"
)
_UNREACHABLE_SECONDS = 60.0
_BUSY_SECONDS = 300.0
_DOWN_SECONDS = 60.0
_LONGEST_WAIT_SECONDS = 86_400.0


async def ask(url: str, *, conditions: Mapping[str, str], now: datetime) -> Fetched:
    """The answer of status 200, or 304 where conditions were sent. Raises Refused, RetryLater."""
    try:
        answer = await fetch(
            url,
            max_bytes=LARGEST_BYTES,
            timeout_seconds=TIMEOUT_SECONDS,
            headers={"accept": _ACCEPT, **conditions},
        )
    except (Blocked, TooLarge) as error:
        raise Refused(str(error)) from error
    except FetchError as error:
        raise RetryLater(str(error), after=_UNREACHABLE_SECONDS) from error
    if answer.status == 200 or (answer.status == 304 and conditions):
        return answer
    raise _as_error(answer, now)


def _as_error(answer: Fetched, now: datetime) -> NetworkError:
    status, where = answer.status, nameable(answer.url)[:200]
    told = told_wait(answer.headers, now=now)
    if status == 429:
        return RetryLater(f"{where} asks us to come less often.", after=_wait(told, _BUSY_SECONDS))
    if status == 410:
        return Refused(
            f"The feed at {where} says it is gone (410). Take it out, or find its new address."
        )
    if status == 404:
        return Refused(f"There is nothing at {where} (404). Look the feed's address up again.")
    if status == 401:
        return Refused(f"{where} asks for a password (401). Only public feeds can be read.")
    if status in (403, 451):
        # Told together with a time to come back, it is a way to say 429.
        if told is not None:
            return RetryLater(f"{where} turns us away for now.", after=_wait(told, _BUSY_SECONDS))
        return Refused(f"{where} does not let programs read it ({status}).")
    if status == 408 or status >= 500 or 300 <= status < 400:
        reason = f"{where} cannot answer for the moment ({status})."
        return RetryLater(reason, after=_wait(told, _DOWN_SECONDS))
    return Refused(f"{where} refuses to answer ({status}).")


def _wait(told: float | None, otherwise: float) -> float:
    return min(max(told if told is not None else otherwise, 1.0), _LONGEST_WAIT_SECONDS)
