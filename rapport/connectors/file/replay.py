"""A file played back: in the order of its times, at a chosen multiple of real time."""

from __future__ import annotations

import asyncio
import time
from array import array
from dataclasses import dataclass, field
from pathlib import Path

from rapport.channels.contract import InboundPost, Noted, Page, Rejected
from rapport.connectors.file.errors import UnreadableFile, UnreadableRecord
from rapport.connectors.file.layout import recognise
from rapport.connectors.file.reading import PAGE_RECORDS, take, within
from rapport.connectors.file.records import read_records
from rapport.connectors.file.translate import Scope, translate

_CURSOR = "replay:"
# A page comes back at least this often, so that whoever watches sees that it lives and can stop it.
_LONGEST_WAIT_SECONDS = 1.0


@dataclass(slots=True)
class Replay:
    """Where every readable record lies and when it was written: 24 bytes a record, no texts.

    `speed` 60 plays an hour in a minute. Times of the messages stay what they are; only their arrival is
    paced. What cannot be read comes with the first page.
    """

    path: Path
    scope: Scope
    speed: float
    total: int
    offsets: array[int] = field(default_factory=lambda: array("q"))
    numbers: array[int] = field(default_factory=lambda: array("q"))
    times: array[float] = field(default_factory=lambda: array("d"))
    order: array[int] = field(default_factory=lambda: array("q"))
    unreadable: array[int] = field(default_factory=lambda: array("q"))
    _began: tuple[float, float] | None = None  # clock and file time at which playing (re)started

    @classmethod
    def of(cls, path: Path, scope: Scope, speed: float) -> Replay:
        """Look through the whole file once. Raises UnreadableFile, OSError."""
        replay = cls(path, scope, speed, path.stat().st_size)
        with path.open("rb") as file:
            layout = recognise(file)
            replay.scope = within(layout, scope)
            for record in read_records(file, layout):
                replay.offsets.append(record.offset)
                replay.numbers.append(record.number)
                replay.times.append(_written_at(record.fields, scope) if not record.reason else -1)
        places = range(len(replay.offsets))
        replay.unreadable.extend(place for place in places if replay.times[place] < 0)
        readable = (place for place in places if replay.times[place] >= 0)
        replay.order.extend(sorted(readable, key=replay.times.__getitem__))
        return replay

    async def fetch(self, cursor: str) -> Page:
        """What is due after `cursor`; waits for the next at most a second."""
        position = self._position(cursor)
        if position < len(self.order):
            await asyncio.sleep(min(self._seconds_until_due(position), _LONGEST_WAIT_SECONDS))
        due = position
        while (
            due < len(self.order)
            and due - position < PAGE_RECORDS
            and self._seconds_until_due(due) <= 0
        ):
            due += 1
        places = list(self.order[position:due])
        if not cursor:
            places = [*self.unreadable, *places]
        return await asyncio.to_thread(self._page, places, due)

    def _seconds_until_due(self, position: int) -> float:
        written, clock = self.times[self.order[position]], time.monotonic()
        if self._began is None:
            self._began = (clock, written)
        started, first = self._began
        return max(0.0, (written - first) / self.speed - (clock - started))

    def _position(self, cursor: str) -> int:
        if not cursor:
            return 0
        given = cursor.removeprefix(_CURSOR)
        if given == cursor or not given.isdecimal():
            raise UnreadableFile(f"The cursor {cursor[:40]!r} was not made by a replay.")
        return min(int(given), len(self.order))

    def _page(self, places: list[int], position: int) -> Page:
        posts: list[InboundPost] = []
        rejected: list[Rejected] = []
        noted: list[Noted] = []
        with self.path.open("rb") as file:
            layout = recognise(file)
            for place in places:
                record = next(
                    read_records(
                        file, layout, offset=self.offsets[place], number=self.numbers[place]
                    )
                )
                take(record, self.scope, posts, rejected, noted)
        return Page(
            posts=tuple(posts),
            rejected=tuple(rejected),
            noted=tuple(noted),
            cursor=f"{_CURSOR}{position}",
            more=position < len(self.order),
            done=self.total * position // max(len(self.order), 1) if self.order else self.total,
            total=self.total,
        )


def _written_at(fields: dict[str, object], scope: Scope) -> float:
    """Seconds since 1970, -1 for what cannot be read."""
    try:
        created_at = translate(fields, scope).post.created_at
    except UnreadableRecord:
        return -1.0
    return created_at.timestamp() if created_at else -1.0
