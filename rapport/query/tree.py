"""The tree a query is. Immutable, hashable, free of positions: two queries that mean the same by form are equal.

Terms are folded and cut by `kit.text`, the one tokeniser; a word that it cuts into several terms ("state-of-the-art",
東京) is a Phrase. Leaves below Near are Term, Prefix, Pattern, Phrase and Or of those, and Near again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Term:
    """One folded term: `refund`, `#refund`, `@handle`, `$aapl`, an emoji."""

    term: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """`refund*`: every term that begins so. At least 3 letters before the star."""

    stem: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """`organi?e`: `?` stands for exactly one character of a term; `*` may end it. Never begins with a wildcard."""

    pattern: str


Op: TypeAlias = Literal["is", "<", "<=", ">", ">=", ".."]
Word: TypeAlias = "Term | Prefix | Pattern"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row. With `slop` n (`"a b"~n`): in any order, with at most n other words in between, all told."""

    words: tuple[Word, ...]
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Near:
    """Both sides with at most `distance` words between them; `ordered`: left before right. Spans do not overlap.

    A phrase of two is `ordered` at distance 0. In text written without spaces a word is a character.
    """

    left: Node
    right: Node
    distance: int
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Raw:
    """`raw:"Google+"`: the text holds exactly these characters, case and punctuation kept; zero-width ones do not count."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """`name:value`. `values` are alternatives; for numbers and times one value, or two for a range (`..`), both ends in.

    `title:` and `text:` take words and are not Fields but Within.
    """

    name: str
    op: Op
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Within:
    """`title:(refund OR "money back")`: the part must hold in that text of the document alone."""

    name: str
    part: Node


@dataclass(frozen=True, slots=True)
class Named:
    """`@brand_terms`: a query defined once and used anywhere; resolved before anything is matched."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    part: Node


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Node, ...]


Node: TypeAlias = (
    "Term | Prefix | Pattern | Phrase | Near | Raw | Field | Within | Named | Not | And | Or"
)
