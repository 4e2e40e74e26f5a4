"""A server's word on when to come back, and how it is addressed."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from rapport.kit.allowances import told_allowance

PAUSE_SECONDS = 5.0
LONGEST_WAIT_SECONDS = 3600.0


def wait_seconds(headers: Mapping[str, str], *, now: datetime) -> float:
    """Seconds until the server takes more, from 1 to an hour; 5 where it does not say.

    `X-RateLimit-Reset` is ISO 8601 at Mastodon and seconds since 1970 at GoToSocial
    (docs.joinmastodon.org/api/rate-limits, read 2026-11-26). Both are told by the server's clock, which is `Date`.
    """
    server_now = _http_date(headers.get("date", "")) or now
    moment = _moment(headers.get("x-ratelimit-reset", ""))
    if moment is not None and is_spent(headers):
        seconds = (moment - server_now).total_seconds()
    else:
        seconds = _retry_after(headers.get("retry-after", ""), server_now)
    return min(max(seconds, 1.0), LONGEST_WAIT_SECONDS)


def is_spent(headers: Mapping[str, str]) -> bool:
    """Whether the server will refuse the next request. A 429 that tells no rest counts as spent."""
    return headers.get("x-ratelimit-remaining", "0").strip() == "0"


def seconds_a_request(headers: Mapping[str, str], *, now: datetime) -> float | None:
    """How far apart requests may be to last until the limit resets; None where the server tells no limit."""
    told = told_allowance(headers, now=now)
    if told is None:
        return None
    return min((told.resets_at - now).total_seconds(), LONGEST_WAIT_SECONDS) / max(told.left, 1)


def in_utc(moment: datetime) -> datetime:
    """Raises OverflowError at the ends of time."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def server_address(host: str) -> str:
    """ "https://host[:port]" of what a person typed. Raises ValueError, in words for that person.

    Plain http would show a token to all; it is for this machine only.
    """
    text = host.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), -1
    name = parts.hostname or ""
    beside = parts.username or parts.path.strip("/") or parts.query or parts.fragment
    if not name or port == -1 or beside or any(char.isspace() for char in name):
        raise ValueError(f"“{host}” is not a server's address. It looks like mastodon.social.")
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_this_machine(name)):
        raise ValueError(f"“{host}” must begin with https://.")
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _is_this_machine(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _retry_after(value: str, now: datetime) -> float:
    if value.strip().isdigit() and len(value) < 10:
        return float(value)
    date = _http_date(value)
    return (date - now).total_seconds() if date else PAUSE_SECONDS


def _moment(value: str) -> datetime | None:
    text = value.strip()
    try:
        if text.isdigit():
            return datetime.fromtimestamp(int(text), UTC)
        return in_utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError, OSError):
        return None


def _http_date(value: str) -> datetime | None:
    try:
        return in_utc(parsedate_to_datetime(value))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
