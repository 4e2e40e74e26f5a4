"""How long a server asks us to wait, in the headers it says so with. Header names are lower-case.

Retry-After: RFC 9110, 10.2.3 (seconds or a date). RateLimit-Reset: draft-ietf-httpapi-ratelimit-headers (seconds);
X-RateLimit-Reset is seconds, a unix time in seconds or milliseconds, or ISO 8601, by whose habit it is. Cache-Control,
Expires, Age: RFC 9111, 4.2.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_RESETS = ("ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset")
# The draft's later form: RateLimit: limit=100, remaining=0, reset=30, or "default";r=0;t=30
_RESET_WITHIN = re.compile(r"(?:^|[,;\s])(?:reset|t)=(\d{1,9})")
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age=\"?(\d{1,12})")
_NOT_FRESH = re.compile(r"(?:^|[,\s])(?:no-store|no-cache)(?:$|[,\s=])")
# Above this a number of seconds is a unix time (it would be 31 years), above the next one in milliseconds.
_UNIX_FROM = 1e9
_MILLISECONDS_FROM = 1e11


def told_wait(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Seconds until the server takes more, as it says beside a 429 or 503; None where it says nothing."""
    said = seconds_told(headers.get("retry-after", ""), now=now)
    if said is not None:
        return said
    for name in _RESETS:
        said = seconds_told(headers.get(name, ""), now=now)
        if said is not None:
            return said
    match = _RESET_WITHIN.search(headers.get("ratelimit", "")[:500])
    return float(match[1]) if match else None


def fresh_for(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """Seconds for which an answer stays fresh by its own word, 0.0 for "never"; None where it says nothing."""
    control = headers.get("cache-control", "").lower()[:1000]
    if _NOT_FRESH.search(control):
        return 0.0
    if match := _MAX_AGE.search(control):
        age = headers.get("age", "")
        return max(0.0, float(match[1]) - (float(age) if age.isdecimal() and len(age) < 12 else 0))
    if not headers.get("expires"):
        return None
    expires = http_date(headers["expires"])
    # "0" and other words that are no date mean: expired already.
    if expires is None:
        return 0.0
    return max(0.0, (expires - (http_date(headers.get("date", "")) or now)).total_seconds())


def http_date(text: str) -> datetime | None:
    """An HTTP date in UTC; None for what is none."""
    try:
        found = parsedate_to_datetime(text[:100])
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def seconds_told(text: str, *, now: datetime) -> float | None:
    """A wait as seconds, a unix time, an HTTP date or an ISO 8601 time; None for what is none of these."""
    text = text.strip()[:100]
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        date = http_date(text) or _iso_date(text)
        return max(0.0, (date - now).total_seconds()) if date else None
    if not math.isfinite(number):
        return None
    if number >= _MILLISECONDS_FROM:
        number /= 1000
    return max(0.0, number - now.timestamp() if number >= _UNIX_FROM else number)


def _iso_date(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
