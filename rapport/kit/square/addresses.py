"""Where the square stands, and the parts of its paths."""

from __future__ import annotations

import os
from urllib.parse import quote, urlsplit

from rapport.kit.environment import Environment


def square_address(url: str) -> str:
    """The address to pin. Left out, it is that of this very installation, whatever its port is today.

    Raises ValueError, in words for whoever typed it.
    """
    parts = urlsplit(url or f"http://127.0.0.1:{Environment.from_os(os.environ).port}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"“{url}” is no address of a square. Write it as http://127.0.0.1:8000.")
    return f"{parts.scheme}://{parts.netloc}"


def part(text: str) -> str:
    """One part of a path, whatever stands in it."""
    return quote(text, safe="")
