"""A small grammar of texts: `[a|b|c]` chooses, `{name}` fills, sections are files of lines.

The lines live in `texts/*.txt`: `== section` opens a section, `//` is a remark. A slot without a
given fact draws one line from the section of its own name. A line may open with `#tag `: an
answer tagged so fits what was asked under that tag, and nothing else. `#once` is told once only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from random import Random
from typing import NamedTuple, TypeVar

T = TypeVar("T")
Facts = Mapping[str, str]
_TOKEN = re.compile(r"[\[\]|]|\{[a-z0-9_.]+\}|[^\[\]|{]+")
_STARTS_SENTENCE = re.compile(r"(^|[.?!…]\s+|[\"¿¡]\s?)$")
_SPACES = re.compile(r"[ \t]{2,}")
_BEFORE_MARK = re.compile(r" +([,.;](?:\s|$))")


class Slot(str):
    """The name of a slot inside a compiled line."""

    __slots__ = ()


class Choice(tuple[tuple["Slot | Choice | str", ...], ...]):
    """Alternatives, each a sequence of parts."""

    __slots__ = ()


Parts = tuple["Slot | Choice | str", ...]


ONCE = "once"


class Line(NamedTuple):
    """One compiled line and the tags it stands under."""

    tags: frozenset[str]
    parts: Parts

    @property
    def tag(self) -> str:
        return min(self.tags - {ONCE}, default="")


class Said(NamedTuple):
    text: str
    tag: str


def pick(rng: Random, items: Sequence[T]) -> T:
    """One item, by `rng.random` alone: its stream is the same on every supported Python."""
    return items[int(rng.random() * len(items))]


def weighted(rng: Random, items: Sequence[T], weights: Sequence[float]) -> T:
    """One item with chances in proportion to `weights`."""
    left = rng.random() * sum(weights)
    for item, weight in zip(items, weights, strict=True):
        left -= weight
        if left < 0:
            return item
    return items[-1]


def shuffled(rng: Random, items: Sequence[T]) -> list[T]:
    """A shuffled copy."""
    keyed = [(rng.random(), index) for index in range(len(items))]
    return [items[index] for _, index in sorted(keyed)]


@cache
def sections() -> dict[str, tuple[Line, ...]]:
    """Every section of every text file, compiled."""
    found: dict[str, list[Line]] = {}
    for name, line in _lines():
        found.setdefault(name, []).append(compiled(line))
    return {name: tuple(lines) for name, lines in found.items()}


@cache
def words(section: str) -> tuple[str, ...]:
    """A section that is one comma-separated list."""
    raw = ",".join(line for name, line in _lines() if name == section)
    return tuple(word.strip() for word in raw.split(",") if word.strip())


def has(section: str, *, language: str = "en") -> bool:
    return _named(section, language) in sections()


@cache
def compiled(line: str) -> Line:
    """A line as written in a file, tags first."""
    head, _, rest = line.partition(" ")
    if head.startswith("#"):
        return Line(frozenset(head[1:].split(",")), _parsed(rest))
    return Line(frozenset(), _parsed(line))


def _parsed(line: str) -> Parts:
    tokens = _TOKEN.findall(line)
    parts, rest = _sequence(tokens, 0)
    if rest != len(tokens):
        raise ValueError(f"Unbalanced brackets in the line {line!r}.")
    return parts


def told(line: Line, *, rng: Random, facts: Facts) -> str:
    """The line as somebody would write it: chosen, filled, sentences begun with a capital."""
    out: list[str] = []
    _tell(line.parts, rng, facts, out)
    text = _SPACES.sub(" ", "".join(out)).strip()
    return _BEFORE_MARK.sub(r"\1", text)


def plain(line: Line) -> str:
    """All words a line could say, without its slots: enough to tell its language."""
    return " ".join(_words_of(line.parts))


def any_line(section: str, *, rng: Random, facts: Facts, language: str = "en") -> str:
    """One line of a section, drawn freely."""
    return told(pick(rng, sections()[_named(section, language)]), rng=rng, facts=facts)


class Teller:
    """Tells lines of a section in shuffled order: none returns before all others had their turn."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._decks: dict[str, list[Line]] = {}
        self._told_last: dict[str, list[Line]] = {}

    def line(self, section: str, *, facts: Facts, language: str = "en") -> str:
        return self.said(section, facts=facts, language=language).text

    def said(self, section: str, *, facts: Facts, language: str = "en") -> Said:
        """Any line of the section, with its tag."""
        line = self._draw(_named(section, language), lambda line: True)
        return Said(told(line, rng=self.rng, facts=facts), line.tag)

    def answer(self, section: str, *, tag: str, facts: Facts, language: str = "en") -> str:
        """A line under the tag of what was asked; where there is none, an untagged one."""
        name = _named(section, language)
        tagged = any(tag in line.tags for line in sections()[name])
        line = self._draw(name, lambda line: tag in line.tags if tagged else not line.tags)
        return told(line, rng=self.rng, facts=facts)

    def aside(
        self, section: str, *, tags: frozenset[str], facts: Facts, language: str = "en"
    ) -> str:
        """A line said beside something with these tags: one for all occasions, or for one of them."""
        line = self._draw(
            _named(section, language), lambda line: not line.tags or bool(line.tags & tags)
        )
        return told(line, rng=self.rng, facts=facts)

    def next_of(self, name: str, lines: Sequence[str]) -> Line:
        """The next of some lines that came with a person; `name` keeps their deck."""
        deck = self._decks.get(name)
        if not deck:
            deck = self._decks[name] = shuffled(self.rng, [compiled(line) for line in lines])
        return deck.pop()

    def _draw(self, name: str, fits: Callable[[Line], bool]) -> Line:
        """The topmost fitting card of the deck, which is filled up when none fits."""
        deck = self._decks.setdefault(name, [])
        for _ in range(2):
            for place in range(len(deck) - 1, -1, -1):
                if fits(deck[place]):
                    return self._noted(name, deck.pop(place))
            deck[:] = self._refilled(name)
        return pick(self.rng, sections()[name])

    def _refilled(self, name: str) -> list[Line]:
        """A new deck, what was told last at its bottom; lines for one time only are gone."""
        lines = shuffled(self.rng, sections()[name])
        last = self._told_last.get(name)
        if last is None:
            return lines
        lines = [line for line in lines if ONCE not in line.tags]
        return [line for line in lines if line in last] + [
            line for line in lines if line not in last
        ]

    def _noted(self, name: str, line: Line) -> Line:
        last = self._told_last.setdefault(name, [])
        last.append(line)
        del last[: -max(1, len(sections()[name]) // 3)]
        return line


def _named(section: str, language: str) -> str:
    return section if language == "en" else f"{section}@{language}"


@cache
def _lines() -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    folder = files("rapport.plaza.world") / "texts"
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if not entry.name.endswith(".txt"):
            continue
        section = ""
        for line in entry.read_text(encoding="utf-8").splitlines():
            if line.startswith("== "):
                section = line[3:].strip()
            elif line.strip() and not line.startswith("//"):
                found.append((section, line))
    return tuple(found)


def _sequence(tokens: Sequence[str], at: int) -> tuple[Parts, int]:
    parts: list[Slot | Choice | str] = []
    while at < len(tokens) and tokens[at] not in ("|", "]"):
        token = tokens[at]
        if token == "[":
            choice, at = _choice(tokens, at + 1)
            parts.append(choice)
        else:
            slot = token.startswith("{") and token.endswith("}")
            parts.append(Slot(token[1:-1]) if slot else token)
            at += 1
    return tuple(parts), at


def _choice(tokens: Sequence[str], at: int) -> tuple[Choice, int]:
    alternatives: list[Parts] = []
    while True:
        parts, at = _sequence(tokens, at)
        alternatives.append(parts)
        if at >= len(tokens):
            raise ValueError(f"An opened bracket is never closed: {''.join(tokens)!r}.")
        at += 1
        if tokens[at - 1] == "]":
            return Choice(alternatives), at


def _words_of(parts: Parts) -> list[str]:
    found: list[str] = []
    for part in parts:
        if isinstance(part, Choice):
            for alternative in part:
                found += _words_of(alternative)
        elif not isinstance(part, Slot):
            found.append(part)
    return found


def _tell(parts: Parts, rng: Random, facts: Facts, out: list[str]) -> None:
    for part in parts:
        if isinstance(part, Choice):
            _tell(pick(rng, part), rng, facts, out)
        elif isinstance(part, Slot):
            _fill(part, rng, facts, out)
        else:
            out.append(part)


def _fill(slot: Slot, rng: Random, facts: Facts, out: list[str]) -> None:
    start = len(out)
    if slot in facts:
        out.append(facts[slot])
    else:
        language = facts.get("language", "en")
        name = slot if not has(slot, language=language) else _named(slot, language)
        _tell(pick(rng, sections()[name]).parts, rng, facts, out)
    said = "".join(out[start:])
    if said and _STARTS_SENTENCE.search("".join(out[:start])[-3:]):
        out[start:] = [said[0].upper() + said[1:]]
