"""Promises in what we write: "we will call you on Friday" binds us, and has a date.

Pure functions over values, in English, German and Swedish. Whoever writes sees what was found, with the date, and
may say otherwise; a promise in other words is written down by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.kit.business_time import Hours
from rapport.voice.checking.plain import MOST_CHARACTERS, plain
from rapport.voice.checking.sentences import sentences
from rapport.voice.promising.dates import due_of, names_a_day
from rapport.voice.promising.joined import Part, parts_of

__all__ = ["FoundPromise", "promises_in"]

# What is further away is a plan, or a date of something else.
FURTHEST = timedelta(days=400)
PROMISES_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class FoundPromise:
    """`text[start:end]` is the sentence or the part of it, said again in `words`; `due_at` is in UTC and later than now."""

    start: int
    end: int
    words: str
    due_at: datetime


def promises_in(text: str, *, now: datetime, hours: Hours) -> list[FoundPromise]:
    """Sentences in which we bind ourselves to a moment, in the order of the text, at most five.

    Where a sentence names a day for each of several things we do, each is a promise of its own.

    `hours`: in whose zone "Friday" is meant; a day without a time ends when that day closes.
    """
    text = text[:MOST_CHARACTERS]
    found = []
    for start, end in sentences(text):
        said = plain(text[start:end])
        if said.rstrip().endswith("?"):
            continue
        for part in _dated(said, now=now, hours=hours):
            due_at = due_of(said[part.start : part.end], now=now, hours=hours)
            if part.binds and due_at is not None and due_at <= now + FURTHEST:
                begin, stop = start + part.start, start + part.end
                found.append(FoundPromise(begin, stop, text[begin:stop], due_at))
    return found[:PROMISES_AT_MOST]


def _dated(said: str, *, now: datetime, hours: Hours) -> list[Part]:
    """Parts of a sentence, each with a moment of its own: what has none belongs to what it is joined to."""
    dated: list[Part] = []
    for part in parts_of(said):
        before = dated[-1] if dated else None
        if before is None or (
            due_of(said[before.start : before.end], now=now, hours=hours) is not None
            and names_a_day(said[part.start : part.end], now=now, hours=hours)
        ):
            dated.append(part)
        else:
            dated[-1] = Part(before.start, part.end, before.binds or part.binds)
    return dated
