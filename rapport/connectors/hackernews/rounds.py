"""Rounds through all words: each is asked for what is new since it was asked last."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rapport.connectors.hackernews.walk import Walk

# What is new, for a word nobody asked for before.
FIRST_LOOK_SECONDS = 24 * 3600
# The search comes to know posts late and out of order; half an hour of them is asked for again each time, which
# also brings new points and edits. The figure is a guess until the delay is measured.
OVERLAP_SECONDS = 1800
# Posts of a clock ahead of ours are not left to the next round.
AHEAD_SECONDS = 60


@dataclass(slots=True)
class Round:
    """One time through all words, in their order.

    `read` says up to when (in seconds) each word is read; `end` up to when it will be after this round; `done` is
    the last word that is through; `walk` is where the next one stands.
    """

    words: tuple[str, ...]
    end: int
    read: dict[str, int] = field(default_factory=dict)
    done: str = ""
    walk: Any = None

    @classmethod
    def parse(cls, cursor: str, *, words: tuple[str, ...], now: datetime) -> Round:
        """The round as its cursor tells it, or a new one. Words nobody needs any more are forgotten."""
        kept = kept_in(cursor)
        read = kept.get("read")
        known = read if isinstance(read, dict) else {}
        times = {word: known[word] for word in words if _is_time(known.get(word))}
        if not _is_time(kept.get("end")):
            return cls(words, int(now.timestamp()) + AHEAD_SECONDS, times)
        return cls(words, kept["end"], times, str(kept.get("done", "")), kept.get("walk"))

    def cursor(self) -> str:
        if self.is_over:
            return json.dumps({"read": self.read})
        here = {"read": self.read, "end": self.end, "done": self.done, "walk": self.walk}
        return json.dumps(here)

    @property
    def word(self) -> str:
        """The word that is to be asked for now; "" when the round is over."""
        return next((word for word in self.words if word > self.done), "")

    @property
    def is_over(self) -> bool:
        return not self.word

    def next_walk(self) -> Walk:
        """The walk through what is new for the word that is to be asked for now."""
        first = max(self.read.get(self.word, self.end - FIRST_LOOK_SECONDS) - OVERLAP_SECONDS, 0)
        walk = Walk.parse(self.walk, since=min(first, self.end - 1), until=self.end)
        if walk.word not in ("", self.word):
            walk = Walk(first, self.end)
        walk.begin((self.word,))
        return walk

    def went(self, walk: Walk) -> None:
        """One search further along that walk."""
        word = self.word
        walk.begin((word,))
        if walk.is_done:
            self.read[word], self.done, self.walk = self.end, word, None
        else:
            self.walk = walk.kept()


def kept_in(cursor: str) -> dict[str, Any]:
    """What a cursor of ours holds; nothing for any other text."""
    try:
        kept = json.loads(cursor)
    except (ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _is_time(value: Any) -> bool:
    return type(value) is int and 0 < value < 2**33
