"""The shapes of the demo world: people, posts, and what the brand holds true."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Literal, NamedTuple

Kind = Literal[
    "complaint", "praise", "question", "request", "chatter", "brand", "competitor", "bystander"
]
Language = Literal["en", "sv", "de", "fr", "es"]
PromiseState = Literal["kept", "broken", "open"]
Role = Literal["owner", "lead", "agent"]
ReactionKind = Literal["thanks", "calmer", "angrier", "screenshot", "silent"]


@dataclass(frozen=True, slots=True)
class Voice:
    """How somebody types. Rates are 0..1; everything off is plain, careful writing."""

    lower: bool = False
    no_full_stop: bool = False
    short_forms: bool = False
    dots: bool = False
    no_apostrophes: bool = False
    typos: float = 0.0
    shouts: float = 0.0
    exclaims: float = 0.0
    emoji: float = 0.0
    emoji_set: str = ""
    hashtags: float = 0.0
    opener: tuple[str, ...] = ()
    closer: tuple[str, ...] = ()
    habit: float = 0.15


@dataclass(frozen=True, slots=True)
class Character:
    """A person a visitor comes to know: who they are, what moves them, lines only they write.

    `lines` and `says` (by topic) are grammar, not texts: brackets choose, braces fill.
    """

    sketch: str
    cares: tuple[str, ...]
    quirks: str
    languages: tuple[Language, ...]
    temper: Literal["calm", "dry", "warm", "hot"]
    activity: float
    lines: tuple[str, ...]
    says: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def says_about(self, topic: str) -> tuple[str, ...]:
        return next((lines for name, lines in self.says if name == topic), ())


@dataclass(frozen=True, slots=True)
class Person:
    """`slug` and `handle` are unique; the handle carries no @. `avatar_hue` is 0..359.

    The brand and its competitors are persons too, with `side` naming them.
    """

    slug: str
    name: str
    handle: str
    bio: str
    followers: int
    language: Language
    character: Character | None
    avatar_hue: int
    voice: Voice
    home: str
    side: Literal["public", "brand", "competitor"] = "public"


@dataclass(frozen=True, slots=True)
class Post:
    """One post on the square. `at` is aware, UTC, whole seconds; `likes` as they stand at the end.

    `kind` and `topic` are the author's intent, for tests and for the live engine: Rapport never
    sees them. `agent` is the slug of the team member who wrote it, for the brand's posts only.
    """

    key: str
    author: str
    text: str
    at: datetime
    parent_key: str | None
    root_key: str
    likes: int
    kind: Kind
    topic: str
    language: Language
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class TeamMember:
    slug: str
    name: str
    email: str
    role: Role
    initials: str
    title: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Something the brand holds true. `until` is None while it holds."""

    text: str
    topic: str
    owner: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Promise:
    """What an agent told a person would happen. `settled` is when a broken one was made good."""

    person: str
    post_key: str
    text: str
    due: datetime
    state: PromiseState
    made_by: str
    settled: datetime | None = None


@dataclass(frozen=True, slots=True)
class Purpose:
    text: str
    measure: str
    target: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What the organisation tells Rapport about itself on the first day.

    `purposes[0]` is the one sentence of the first-run set-up. `account` and `competitors` name
    persons by slug.
    """

    organisation: str
    brand: str
    account: str
    competitors: tuple[str, ...]
    timezone: str
    purposes: tuple[Purpose, ...]
    team: tuple[TeamMember, ...]
    statements: tuple[Statement, ...]
    promises: tuple[Promise, ...]


@dataclass(frozen=True)
class World:
    """Everything, in order: people by slug, posts by time (a parent always before its replies).

    `waiting` holds the keys of the five posts that stand unanswered at `end`.
    """

    seed: int
    end: datetime
    people: tuple[Person, ...]
    posts: tuple[Post, ...]
    brief: Brief
    waiting: tuple[str, ...]

    @cached_property
    def person(self) -> dict[str, Person]:
        return {person.slug: person for person in self.people}

    @cached_property
    def post(self) -> dict[str, Post]:
        return {post.key: post for post in self.posts}

    @cached_property
    def said(self) -> frozenset[str]:
        """Every text of the history, folded to lower case."""
        return frozenset(post.text.lower() for post in self.posts)

    @cached_property
    def public(self) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.side == "public")

    def thread(self, root_key: str) -> tuple[Post, ...]:
        """The root and every reply below it, by time; empty for a key that is no root."""
        return self._threads.get(root_key, ())

    @cached_property
    def _threads(self) -> dict[str, tuple[Post, ...]]:
        found: dict[str, list[Post]] = {}
        for post in self.posts:
            found.setdefault(post.root_key, []).append(post)
        return {root: tuple(posts) for root, posts in found.items()}

    def to_json_lines(self) -> str:
        """One JSON object a line, keys sorted: the brief, then people, then posts."""
        return "".join(line + "\n" for line in self._lines())

    def sha256(self) -> str:
        return hashlib.sha256(self.to_json_lines().encode()).hexdigest()

    def _lines(self) -> Iterator[str]:
        head = {"seed": self.seed, "end": self.end, "waiting": self.waiting}
        yield _line("world", head)
        yield _line("brief", asdict(self.brief))
        for person in self.people:
            yield _line("person", asdict(person))
        for post in self.posts:
            yield _line("post", {name: getattr(post, name) for name in Post.__slots__})


class Turn(NamedTuple):
    """One post of a thread as the live rules read it."""

    by: Literal["customer", "brand", "bystander"]
    text: str


class LivePost(NamedTuple):
    """A post about to be made. `addressed` says whether it is meant for the brand."""

    author: str
    text: str
    kind: Kind
    topic: str
    language: Language
    addressed: bool


class FollowUp(NamedTuple):
    """Ignored: the author writes again under their own post, and two others join in."""

    again: LivePost
    bystanders: tuple[LivePost, LivePost]


class Reaction(NamedTuple):
    """What the author does about an answer; `text` is empty when they stay silent.

    `reasons` are the rules that decided it, in words fit for a test or a tooltip. `language` is the
    one they wrote in before.
    """

    kind: ReactionKind
    text: str
    reasons: tuple[str, ...]
    language: Language = "en"


class Joining(NamedTuple):
    """One voice below a post, `after_seconds` after it, in reply to it."""

    after_seconds: float
    post: LivePost


class Overheard(NamedTuple):
    """A word about the brand that is not meant for it, and what others answer, each after its seconds."""

    post: LivePost
    answers: tuple[Joining, ...]


class PileOnScript(NamedTuple):
    opening: LivePost
    joinings: tuple[Joining, ...]


def _line(what: str, fields: dict[str, Any]) -> str:
    return json.dumps({"_": what, **fields}, ensure_ascii=False, sort_keys=True, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"The world holds a {type(value).__name__}, which has no JSON form.")
