"""Single-use links: a secret that is shown once, of which only the digest is kept."""

from __future__ import annotations

import hashlib
import secrets


def new_secret() -> str:
    """32 random bytes as URL-safe text; too many to guess, so a plain digest is enough."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
