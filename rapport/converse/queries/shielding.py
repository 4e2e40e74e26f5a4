"""Hard words are covered until somebody opens them: whoever answers decides when to read what."""

from __future__ import annotations

from rapport.listen.models import Message
from rapport.understand.models import Reading

COVERED = "Hard words"


def is_shielded(reading: Reading | None) -> bool:
    return reading is not None and is_covered(offensive=reading.offensive, danger=reading.danger)


def said_covered(message: Message) -> str:
    """The words of a message for a line of a list, or that they are hard. Loaded with its `reading`."""
    covers = is_shielded(getattr(message, "reading", None))
    return f"({COVERED.lower()}; open to read)" if covers else message.text


def is_covered(*, offensive: bool | None, danger: bool | None) -> bool:
    """Danger to life is never covered: whoever looks must see it at once. None: nobody has read it."""
    return bool(offensive) and not danger
