"""What a server says is left of the requests it takes, in the headers it says so with. Header names are lower-case.

X-RateLimit-Limit, -Remaining and -Reset, whose reset is a time as ISO 8601 (Mastodon), a unix time (GoToSocial), or
seconds; RateLimit-Limit, -Remaining and -Reset (draft-ietf-httpapi-ratelimit-headers up to 07: seconds; Bluesky: a
unix time); RateLimit and RateLimit-Policy in one line each ("default";r=12;t=30 and "default";q=100;w=60).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.kit.waits import http_date, seconds_told

_FAMILIES = ("x-ratelimit-", "ratelimit-", "x-rate-limit-")
_LEFT_WITHIN = re.compile(r"(?:^|[,;\s])(?:remaining|r)=(\d{1,9})(?!\d)")
_RESET_WITHIN = re.compile(r"(?:^|[,;\s])(?:reset|t)=(\d{1,9})(?!\d)")
_LIMIT_WITHIN = re.compile(r"(?:^|[,;\s])(?:limit|q)=(\d{1,9})(?!\d)")
# "100, 100;w=10": the first number is the limit that counts now.
_FIRST_NUMBER = re.compile(r"\s*(\d{1,9})(?!\d)")
# The longest window known is a day (Bluesky's writes); what lies further away is no word to plan by.
LONGEST_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class Allowance:
    """`left` requests until `resets_at`, when all are there again; `limit` is how many that are, where it is told."""

    left: int
    limit: int | None
    resets_at: datetime


def told_allowance(headers: Mapping[str, str], *, now: datetime) -> Allowance | None:
    """None where the server says nothing, or nothing that can be read. `now` is by our clock, and so is the answer.

    A moment the server names is by its clock, which is `Date`.
    """
    server_now = http_date(headers.get("date", "")) or now
    for family in _FAMILIES:
        left = _number(headers.get(f"{family}remaining", ""))
        seconds = seconds_told(headers.get(f"{family}reset", ""), now=server_now)
        if left is not None and seconds is not None:
            return _allowance(left, _number(headers.get(f"{family}limit", "")), seconds, now)
    line = headers.get("ratelimit", "")[:500]
    left_in, reset_in = _LEFT_WITHIN.search(line), _RESET_WITHIN.search(line)
    if left_in is None or reset_in is None:
        return None
    policy = headers.get("ratelimit-policy", "")[:500]
    limit = _LIMIT_WITHIN.search(line) or _LIMIT_WITHIN.search(policy)
    return _allowance(int(left_in[1]), int(limit[1]) if limit else None, float(reset_in[1]), now)


def _allowance(left: int, limit: int | None, seconds: float, now: datetime) -> Allowance:
    return Allowance(left, limit or None, now + timedelta(seconds=min(seconds, LONGEST_SECONDS)))


def _number(text: str) -> int | None:
    match = _FIRST_NUMBER.match(text[:100])
    return int(match[1]) if match else None
