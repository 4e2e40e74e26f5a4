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
from rapport.voice.promising.binding import binds_us
from rapport.voice.promising.dates import due_of

__all__ = ["FoundPromise", "promises_in"]

# What is further away is a plan, or a date of something else.
FURTHEST = timedelta(days=400)
PROMISES_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class FoundPromise:
    """`text[start:end]` is the sentence, said again in `words`; `due_at` is in UTC and later than now."""

    start: int
    end: int
    words: str
    due_at: datetime


def promises_in(text: str, *, now: datetime, hours: Hours) -> list[FoundPromise]:
    """Sentences in which we bind ourselves to a moment, in the order of the text, at most five.

    `hours`: in whose zone "Friday" is meant; a day without a time ends when that day closes.
    """
    text = text[:MOST_CHARACTERS]
    found = []
    for start, end in sentences(text):
        words = text[start:end]
        said = plain(words)
        if not binds_us(said):
            continue
        due_at = due_of(said, now=now, hours=hours)
        if due_at is not None and now < due_at <= now + FURTHEST:
            found.append(FoundPromise(start, end, words, due_at))
    return found[:PROMISES_AT_MOST]
