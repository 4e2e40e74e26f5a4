"""Asking for the feed over HTTP, and what its server says in the words of channels.errors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from rapport.channels.errors import NetworkError, Refused, RetryLater
from rapport.kit.http import Blocked, Fetched, FetchError, TooLarge, fetch
from rapport.kit.waits import told_wait

# New York's subway, one of the largest, sends 1 MB of alerts.
LARGEST_BYTES = 10_000_000
TIMEOUT_SECONDS = 30.0
_ACCEPT = "application/x-protobuf, application/octet-stream;q=0.9, */*;q=0.5"
_PAUSE_SECONDS = 60.0
_LONGEST_WAIT_SECONDS = 3_600.0


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
        raise RetryLater(str(error), after=_PAUSE_SECONDS) from error
    if answer.status == 200 or (answer.status == 304 and conditions):
        return answer
    raise _as_error(answer, now)


def _as_error(answer: Fetched, now: datetime) -> NetworkError:
    status, where = answer.status, answer.url.partition("?")[0][:200]
    told = told_wait(answer.headers, now=now)
    if status in (408, 429) or status >= 500 or 300 <= status < 400:
        wait = min(max(told if told is not None else _PAUSE_SECONDS, 1.0), _LONGEST_WAIT_SECONDS)
        return RetryLater(f"{where} cannot answer for the moment ({status}).", after=wait)
    if status in (401, 403):
        return Refused(
            f"{where} wants a key ({status}). One that stands in the address can be used."
        )
    if status in (404, 410):
        return Refused(f"There is no feed at {where} ({status}). Look its address up again.")
    return Refused(f"{where} refuses to answer ({status}).")
