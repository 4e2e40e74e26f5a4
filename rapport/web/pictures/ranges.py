"""The part of a file that a browser asks for (RFC 9110, section 14): seeking in sound and videos. Pure."""

from __future__ import annotations

import re

_ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def asked_range(header: str, *, size: int) -> tuple[int, int] | None:
    """First and last byte of one range that lies in the file, or None where it asks for none of it.

    Several ranges at once no player needs; they are refused like nonsense.
    """
    found = _ONE_RANGE.fullmatch(header.strip())
    if not found or size <= 0:
        return None
    first, last = found.groups()
    if first:
        start = int(first)
        end = min(int(last), size - 1) if last else size - 1
    elif last and int(last):
        start, end = max(0, size - int(last)), size - 1
    else:
        return None
    return (start, end) if start <= end and start < size else None
