"""Reads of this room."""

from __future__ import annotations

import hashlib


def picture_digest(url: str) -> str:
    """The name under which a picture from outside is known here."""
    return hashlib.sha256(url.encode()).hexdigest()


def picture_path(url: str) -> str:
    """Our own address of a picture from outside. No statement: pictures are made known when heard of."""
    return f"/pictures/{picture_digest(url)}"
