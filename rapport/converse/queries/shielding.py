"""Hard words are covered until somebody opens them: whoever answers decides when to read what."""

from __future__ import annotations

from rapport.understand.models import Reading

COVERED = "Hard words"


def is_shielded(reading: Reading | None) -> bool:
    return reading is not None and is_covered(offensive=reading.offensive, danger=reading.danger)


def is_covered(*, offensive: bool | None, danger: bool | None) -> bool:
    """Danger to life is never covered: whoever looks must see it at once. None: nobody has read it."""
    return bool(offensive) and not danger
