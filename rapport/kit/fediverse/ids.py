"""Ids of statuses and notifications: which is newer, and when one was made.

An id is a string and may be anything; Mastodon's are numbers, and those of statuses hold their time
(lib/mastodon/snowflake.rb: milliseconds since 1970, times 2^16; docs.joinmastodon.org/api/guidelines, read 2026-11-26).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
# Ids of before snowflakes (Mastodon 1.6) count from 1. 2^16 times the milliseconds of a week in 1970 is 3.9e13.
_FIRST_SNOWFLAKE = 10**15


def readable_id(value: object) -> str:
    """An id as a string that may stand in an address; "" for what is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""


def age_order(remote_id: str) -> tuple[int, str]:
    """Sorts ids of one server by age: numbers by their value, others (all of one length) by their letters."""
    plain = remote_id.lstrip("0") or "0"
    return (len(plain), plain) if remote_id.isdigit() else (len(remote_id), remote_id)


def newest(ids: Iterable[str]) -> str:
    """The newest of them; "" of none."""
    return max(filter(None, ids), key=age_order, default="")


def is_newer(remote_id: str, than: str) -> bool:
    return age_order(remote_id) > age_order(than)


def id_at(moment: datetime) -> str:
    """The smallest id a status made at that moment can have."""
    milliseconds = max(0, (moment - _EPOCH) // _MILLISECOND)
    return str(milliseconds << 16)


def made_at(remote_id: str) -> datetime | None:
    """When a status with that id was made; None where the id does not tell."""
    if not remote_id.isdigit() or len(remote_id) > 19 or int(remote_id) < _FIRST_SNOWFLAKE:
        return None
    return _EPOCH + (int(remote_id) >> 16) * _MILLISECOND
