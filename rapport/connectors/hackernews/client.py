"""Asking the search, within what it allows an hour. Nothing but the errors of channels.errors leaves this file."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from rapport.channels.errors import NetworkError, Refused, RetryLater
from rapport.connectors.hackernews.terms import asked
from rapport.connectors.hackernews.walk import HITS
from rapport.kit.http import Blocked, Fetched, FetchError, TooLarge, fetch

# "We are limiting the number of API requests from a single IP to 10,000 per hour" (hn.algolia.com/api, read
# 2026-11-26). Others may share the address with us.
REQUESTS_AN_HOUR = 8_000
HOUR_SECONDS = 3600.0
LARGEST_ANSWER = 20_000_000
PAUSE_SECONDS = 10.0
SLOW_DOWN_SECONDS = 60.0
LONGEST_WAIT_SECONDS = 3600.0
_TAGS = "(story,comment,poll)"
_FIELDS = (
    "objectID,author,title,url,story_text,comment_text,story_id,parent_id,points,num_comments,"
    "created_at,created_at_i,_tags"
)


class Budget:
    """So many requests in any hour of this process, whichever account asks."""

    def __init__(self, most: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._made: deque[float] = deque()

    def spend(self) -> None:
        """Count one request. Raises RetryLater when the hour is spent."""
        now = self._clock()
        while self._made and now - self._made[0] >= HOUR_SECONDS:
            self._made.popleft()
        if len(self._made) >= self._most:
            wait = HOUR_SECONDS - (now - self._made[0])
            raise RetryLater(
                "This hour's searches on Hacker News are spent. Fewer words, or longer ones, need fewer.",
                after=max(wait, 1.0),
            )
        self._made.append(now)


_BUDGET = Budget(REQUESTS_AN_HOUR)


class Client:
    def __init__(self, host: str, *, budget: Budget = _BUDGET) -> None:
        self._host = host.strip().rstrip("/")
        self._budget = budget

    async def search(
        self, word: str, *, since: int, until: int, page: int
    ) -> tuple[list[Any], int]:
        """(the hits of a page, newest first; how many there are in all). Times in seconds; `until` is not within."""
        params = {
            "query": asked(word),
            "tags": _TAGS,
            "numericFilters": f"created_at_i>={since},created_at_i<{until}",
            "hitsPerPage": HITS,
            "page": page,
            "typoTolerance": "false",
            "attributesToRetrieve": _FIELDS,
            "attributesToHighlight": "",
        }
        answer = await self._ask(f"search_by_date?{urlencode(params)}")
        hits, total = answer.get("hits"), answer.get("nbHits")
        if not isinstance(hits, list) or type(total) is not int:
            raise RetryLater("Hacker News' search answered without hits.", SLOW_DOWN_SECONDS)
        return hits, max(total, len(hits))

    async def latest(self) -> None:
        """Whether the search answers at all."""
        await self._ask("search_by_date?tags=story&hitsPerPage=1")

    async def item(self, number: str) -> Mapping[str, Any]:
        """An item with everything beneath it. Raises Refused when it does not exist."""
        return await self._ask(f"items/{number}")

    async def _ask(self, path: str) -> Mapping[str, Any]:
        self._budget.spend()
        try:
            answer = await fetch(f"{self._host}/api/v1/{path}", max_bytes=LARGEST_ANSWER)
        except (Blocked, TooLarge) as error:
            raise Refused(str(error)) from error
        except FetchError as error:
            raise RetryLater("Hacker News' search cannot be reached.", PAUSE_SECONDS) from error
        if answer.status != 200:
            raise _refusal(answer)
        content = _json(answer.body)
        if content is None:
            raise RetryLater(
                "Hacker News' search answered something that is not JSON.", SLOW_DOWN_SECONDS
            )
        return content


def _refusal(answer: Fetched) -> NetworkError:
    if answer.status == 404:
        return Refused("That is gone from Hacker News.")
    if answer.status == 429:
        return RetryLater(
            "Hacker News' search asks us to slow down.", _wait(answer.headers, SLOW_DOWN_SECONDS)
        )
    if answer.status >= 500:
        return RetryLater(
            f"Hacker News' search does not answer ({answer.status}).",
            _wait(answer.headers, PAUSE_SECONDS),
        )
    said = (_json(answer.body) or {}).get("message") or answer.status
    return Refused(f"Hacker News' search refuses: {str(said)[:300]}")


def _wait(headers: Mapping[str, str], otherwise: float) -> float:
    try:
        seconds = float(headers["retry-after"])
    except (KeyError, ValueError):
        return otherwise
    return min(max(seconds, 1.0), LONGEST_WAIT_SECONDS)


def _json(body: bytes) -> Mapping[str, Any] | None:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None
