"""The community looking on: who joined a thread, how many may see it, and whether our answer made it worse. Pure.

*Up to N could see it*: the followers of everybody who wrote in the thread, added up, ours included. It is an upper
bound: followers overlap and most look away; it leaves out whoever was not told of by the network, and finds nothing
for those who came by a search. *Made it worse*: more people besides the customer are negative directly under our answer
than were negative in the thread before it, and at least three.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

WORSE_FROM = 3
Sentiment = Literal["negative", "neutral", "positive"]


@dataclass(frozen=True, slots=True)
class Voice:
    """One public message, as far as the audience needs it. `sentiment` "" where nobody could read it."""

    message_id: int
    parent_id: int | None
    person_id: int
    name: str
    at: datetime
    is_own: bool
    sentiment: Sentiment | Literal[""]
    text: str
    followers: int | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody else in the thread: their last words, and how often they spoke."""

    person_id: int
    name: str
    sentiment: Sentiment | Literal[""]
    words: str
    times: int
    followers: int | None


@dataclass(frozen=True, slots=True)
class UnderAnswer:
    """What others did beneath one answer of ours: replies by people, and their mood."""

    people: int
    negative: int
    positive: int
    negative_before: int

    @property
    def is_worse(self) -> bool:
        return made_it_worse(self.negative, self.negative_before)


@dataclass(frozen=True, slots=True)
class Audience:
    """`up_to`: an upper bound, None where no network told any number. `unknown`: writers whose followers nobody told."""

    joined: tuple[Joined, ...]
    up_to: int | None
    unknown: int
    under: Mapping[int, UnderAnswer]
    is_whole: bool = True  # False: only a window of a long thread was looked at

    @property
    def is_worse(self) -> bool:
        return any(answer.is_worse for answer in self.under.values())


def made_it_worse(under: int, before: int) -> bool:
    return under >= WORSE_FROM and under > before


def audience_of(
    voices: Sequence[Voice],
    *,
    customer_id: int,
    our_followers: int | None = None,
    is_whole: bool = True,
) -> Audience:
    """`voices`: the public messages of a thread, oldest first."""
    others = [v for v in voices if not v.is_own and v.person_id != customer_id]
    followers = {v.person_id: v.followers for v in voices if not v.is_own}
    told = [n for n in [*followers.values(), our_followers] if n is not None]
    return Audience(
        joined=tuple(_joined(others)),
        up_to=sum(told) if told else None,
        unknown=sum(1 for n in followers.values() if n is None),
        under={v.message_id: _under(v, others) for v in voices if v.is_own},
        is_whole=is_whole,
    )


def _joined(others: Iterable[Voice]) -> list[Joined]:
    """One a person, whoever spoke last first."""
    said: dict[int, list[Voice]] = defaultdict(list)
    for voice in others:
        said[voice.person_id].append(voice)
    last_first = sorted(said.values(), key=lambda of_one: of_one[-1].at, reverse=True)
    return [
        Joined(
            person_id=of_one[-1].person_id,
            name=of_one[-1].name,
            sentiment=of_one[-1].sentiment,
            words=of_one[-1].text,
            times=len(of_one),
            followers=of_one[-1].followers,
        )
        for of_one in last_first
    ]


def _under(ours: Voice, others: Sequence[Voice]) -> UnderAnswer:
    beneath = [v for v in others if v.parent_id == ours.message_id]
    return UnderAnswer(
        people=len(_people(beneath)),
        negative=len(_people(v for v in beneath if v.sentiment == "negative")),
        positive=len(_people(v for v in beneath if v.sentiment == "positive")),
        negative_before=len(
            _people(v for v in others if v.sentiment == "negative" and v.at < ours.at)
        ),
    )


def _people(voices: Iterable[Voice]) -> Collection[int]:
    return {voice.person_id for voice in voices}
