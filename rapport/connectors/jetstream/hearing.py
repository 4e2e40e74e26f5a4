"""From frames to pages: what was heard since the last page, and where in the stream we are."""

from __future__ import annotations

from datetime import datetime

from rapport.channels.contract import InboundPost, Noted, Page, Rejected
from rapport.connectors.jetstream.events import (
    FIRST_TIME_US,
    LAST_TIME_US,
    place_of,
    read_event,
    time_of,
)
from rapport.connectors.jetstream.frames import CannotUnpack, Unpacker
from rapport.connectors.jetstream.names import Names
from rapport.connectors.jetstream.translate import rejected

# The README asks for "a few seconds": servers tell the same event at slightly different times, and posts repeat
# without harm.
REWIND_US = 5_000_000
# On the whole network something happens every few milliseconds; a minute of nothing is what the server lost.
GAP_US = 60_000_000
# What stands in one second is given up for an event too large to be read, or it would stand in the way for ever.
PASS_OVER_US = 1_000_000


def place_in(cursor: str) -> int | None:
    """The time in microseconds a cursor stands for; None for "from now on" and for what is no cursor."""
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 16):
        return None
    place = int(cursor)
    return place if FIRST_TIME_US <= place < LAST_TIME_US else None


class Hearing:
    """Collects what one connection tells, until a page is taken.

    `place` is where we go on from: None for from now on. What lies before `since` or at and after `until` (both
    in microseconds) is passed over.
    """

    def __init__(
        self,
        place: int | None,
        *,
        names: Names,
        unpacker: Unpacker,
        since: int = FIRST_TIME_US,
        until: int = LAST_TIME_US,
    ) -> None:
        self.place = place
        self.asked_after = None if place is None else max(place - REWIND_US, FIRST_TIME_US)
        self._names = names
        self._unpacker = unpacker
        self._since = since
        self._until = until
        self._before: int | None = None
        self._posts: list[InboundPost] = []
        self._rejected: list[Rejected] = []
        self._noted: list[Noted] = []

    def __len__(self) -> int:
        return len(self._posts) + len(self._rejected) + len(self._noted)

    def take(self, frame: bytes, *, now: datetime) -> None:
        """Read one frame. Raises ForeignDictionary when no frame of this connection can be read."""
        try:
            event = read_event(self._unpacker.json(frame), now=now, author=self._names.author)
        except CannotUnpack as error:
            self._rejected.append(rejected(str(error), frame[:10_000].hex()))
            return
        if event.at_us is not None:
            self._move(event.at_us)
            if not self._since <= event.at_us < self._until:
                return
        if event.renamed:
            self._names.renamed(*event.renamed)
        if event.post:
            self._posts.append(event.post)
        if event.rejected:
            self._rejected.append(event.rejected)

    def pass_over(self, reason: str, *, now: datetime) -> None:
        """Give up what stands in the next second: the server sent something there that cannot be taken."""
        self.begins(now)
        assert self.place is not None
        where = f"the second after {time_of(self.place).isoformat()}"
        self.place += PASS_OVER_US + REWIND_US
        self._rejected.append(Rejected(reason, raw="", where=where))

    def note(self, what: str, where: str = "") -> None:
        self._noted.append(Noted(what, where))

    def begins(self, now: datetime) -> None:
        """However little has come, from now on there is a place to go on from."""
        if self.place is None:
            here = place_of(now)
            self.place = here if self._before is None else min(self._before, here)

    def page(self, *, more: bool = False) -> Page:
        """What was collected since the last page; the cursor stands after all of it."""
        posts, self._posts = self._posts, []
        unread, self._rejected = self._rejected, []
        noted, self._noted = self._noted, []
        return Page(
            posts=tuple(posts),
            rejected=tuple(unread),
            noted=tuple(noted),
            cursor="" if self.place is None else str(self.place),
            more=more,
            reached_at=None if self.place is None else time_of(self.place),
        )

    def _move(self, at_us: int) -> None:
        """Two events in a row must have come as far: a single one with a false time moves nothing."""
        before, self._before = self._before, at_us
        if before is None:
            return
        both = min(before, at_us)
        if self.asked_after is not None:
            self._note_gap(self.asked_after, both)
            self.asked_after = None
        if self.place is None or both > self.place:
            self.place = both

    def _note_gap(self, asked: int, first: int) -> None:
        if first - asked > GAP_US:
            span = f"{time_of(asked):%Y-%m-%d %H:%M} to {time_of(first):%Y-%m-%d %H:%M} UTC"
            self.note("Jetstream no longer holds what was said then; it keeps about a day.", span)
