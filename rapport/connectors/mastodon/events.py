"""Server-sent events: bytes of a stream as (event, data), whole, whatever pieces they come in.

Split by hand at line feeds: JSON may hold U+2028 and its kin, at which `str.splitlines` would cut it apart.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import NamedTuple

LARGEST_EVENT_BYTES = 2_000_000


class Event(NamedTuple):
    """`name` "" is a heartbeat: the server is there and has nothing to say."""

    name: str
    data: str = ""


class TooLarge(Exception):
    """An event that never ends."""


async def events_in(pieces: AsyncIterator[bytes]) -> AsyncIterator[Event]:
    """Raises TooLarge for an event of more than two million bytes."""
    buffer, gathered, name = bytearray(), bytearray(), ""
    async for piece in pieces:
        buffer += piece
        while (end := buffer.find(b"\n")) >= 0:
            line = bytes(buffer[:end]).rstrip(b"\r")
            del buffer[: end + 1]
            if not line:
                if name and gathered:
                    yield Event(name, gathered[1:].decode("utf-8", "replace"))
                gathered, name = bytearray(), ""
            elif line.startswith(b":"):
                yield Event("")
            elif line.startswith(b"event:"):
                name = line[6:].strip().decode("utf-8", "replace")[:100]
            elif line.startswith(b"data:"):
                gathered += b"\n" + line[5:].removeprefix(b" ")
        if len(buffer) + len(gathered) > LARGEST_EVENT_BYTES:
            raise TooLarge
