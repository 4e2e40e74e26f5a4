"""What the templates of the square are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from rapport.plaza import queries
from rapport.plaza.models import TEXT_GRAPHEMES, Citizen, PileOn, SquarePost, SquareSetting

SPEAKER_COOKIE = "plaza_speaker"
PACE_WORDS = {
    SquareSetting.Pace.PAUSED: "Only you speak.",
    SquareSetting.Pace.SLOW: "Ten minutes here take 150 seconds.",
    SquareSetting.Pace.NORMAL: "Ten minutes here take one.",
    SquareSetting.Pace.BUSY: "Ten minutes here take 20 seconds.",
}
# Deeper answers stand at the same indent: a phone has no room for more.
DEEPEST = 4


@dataclass
class Branch:
    """A post of a thread and what was answered to it."""

    post: SquarePost
    depth: int
    answers: list[Branch] = field(default_factory=list)


@dataclass(frozen=True)
class PileOnView:
    running: bool
    joined: int = 0
    people: int = 0
    thread: str = ""


def square(request: HttpRequest, *, now: datetime, view: str) -> dict[str, Any]:
    """What every page of the square needs. `view` is the place shown as current."""
    setting = queries.setting()
    brand = queries.brand()
    pace = setting.pace if setting else SquareSetting.Pace.PAUSED
    return {
        "now": now,
        "view": view,
        "brand": brand,
        "is_seeded": setting is not None,
        "pace": pace,
        "paces": SquareSetting.Pace.choices,
        "pace_words": PACE_WORDS[SquareSetting.Pace(pace)],
        "pile_on": pile_on_view(queries.running_pile_on()),
        "speaker": speaker(request),
        "regulars": queries.regulars(),
        "sequence": queries.last_sequence(),
        "longest": TEXT_GRAPHEMES,
    }


def speaker(request: HttpRequest) -> str:
    """The handle the visitor spoke as last."""
    return request.COOKIES.get(SPEAKER_COOKIE, "")[:40]


def pile_on_view(found: PileOn | None) -> PileOnView:
    if found is None:
        return PileOnView(running=False)
    waiting = found.planned.count()
    return PileOnView(
        running=True,
        joined=max(0, found.people - waiting),
        people=found.people,
        thread=found.opening_id or "",
    )


def tally(posts: Sequence[SquarePost]) -> str:
    """How many posts by how many people, in words (square.js says the same)."""
    if len(posts) == 1:
        return "One post"
    people = len({post.author_id for post in posts})
    return f"{len(posts)} posts by {people} people" if people > 1 else f"{len(posts)} posts by one"


def tree(posts: Iterable[SquarePost]) -> list[Branch]:
    """The posts of one thread as a tree, oldest first; one whose parent is missing stands at the top."""
    branches: dict[str, Branch] = {}
    tops: list[Branch] = []
    for post in posts:
        parent = branches.get(post.parent_id or "")
        branch = Branch(post, depth=min(parent.depth + 1, DEEPEST) if parent else 0)
        branches[post.key] = branch
        (parent.answers if parent else tops).append(branch)
    return tops


def flat(branches: Iterable[Branch]) -> list[Branch]:
    """A tree in reading order, without recursion: a thread may be a thousand answers deep."""
    out: list[Branch] = []
    waiting = list(branches)[::-1]
    while waiting:
        branch = waiting.pop()
        out.append(branch)
        waiting += branch.answers[::-1]
    return out


def post_html(post: SquarePost, *, now: datetime) -> str:
    """One post as it stands in the timeline."""
    return render_to_string("plaza/post.html", {"post": post, "now": now})


def may_speak(citizen: Citizen) -> bool:
    """Whether a visitor may speak as them: the brand speaks through Rapport only."""
    return citizen.side != Citizen.Side.BRAND
