"""The way through a span of time, word by word, in searches of at most 1,000 hits.

The search gives no more than 1,000 hits, whatever page is asked for (github.com/algolia/hn-search, issue 230).
A span with more is halved until it has less.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

HITS = 200
MOST_HITS = 1_000
# A year back is 13 spans a word; within one, how far everything is read is not told.
SPAN_SECONDS = 30 * 24 * 3600
_DEEPEST = 64


@dataclass(slots=True)
class Walk:
    """Where we are: up to `at` everything is read; `word` is being asked for, in `windows` (the last one first)."""

    at: int
    until: int
    word: str = ""
    windows: list[tuple[int, int]] = field(default_factory=list)
    page: int = 0

    @classmethod
    def parse(cls, kept: Any, *, since: int, until: int) -> Walk:
        """The walk as it was kept, or one from its beginning for what was not kept by us."""
        given = until
        try:
            windows = [(int(a), int(b)) for a, b in kept["windows"]][:_DEEPEST]
            at, page = int(kept["at"]), int(kept["page"])
            # The end stays where it was: the present would run away before us.
            until = min(until, int(kept["until"]))
            inside = since <= at <= until and all(since <= a < b <= until for a, b in windows)
            if inside and 0 <= page < MOST_HITS // HITS:
                return cls(at, until, str(kept["word"]), windows, page)
        except (KeyError, TypeError, ValueError):
            pass
        return cls(since, given)

    def kept(self) -> dict[str, Any]:
        """As JSON holds it."""
        windows = [list(window) for window in self.windows]
        return {
            "at": self.at,
            "until": self.until,
            "word": self.word,
            "windows": windows,
            "page": self.page,
        }

    @property
    def is_done(self) -> bool:
        return self.at >= self.until

    def begin(self, words: tuple[str, ...]) -> None:
        """Go to the next word, or the next span, where there is no window left to be asked for."""
        while not self.windows and not self.is_done:
            word = next((word for word in words if word > self.word), None)
            end = min(self.at + SPAN_SECONDS, self.until)
            if word is None:
                self.at, self.word = end, ""
            else:
                self.word, self.windows, self.page = word, [(self.at, end)], 0

    def go_on(self, *, hits: int) -> bool:
        """After an answer that says how many hits there are in all. False when it must not be used but asked in halves."""
        start, end = self.windows[-1]
        if hits > MOST_HITS and self.page == 0 and end - start > 1 and len(self.windows) < _DEEPEST:
            middle = (start + end) // 2
            self.windows[-1:] = [(middle, end), (start, middle)]
            return False
        self.page += 1
        if self.page * HITS >= min(hits, MOST_HITS):
            self.windows.pop()
            self.page = 0
        return True
