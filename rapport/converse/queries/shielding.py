"""Hard words are covered until somebody opens them: whoever answers decides when to read what."""

from __future__ import annotations

from rapport.understand.models import Reading

COVERED = "Hard words"


def is_shielded(reading: Reading | None) -> bool:
    """Danger to life is never covered: whoever looks must see it at once."""
    return reading is not None and reading.offensive and not reading.danger
