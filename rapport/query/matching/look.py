"""One text as queries look at it: its words, once, and where they stand when somebody asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rapport.kit.text import terms, without_zero_width
from rapport.query.document import Document
from rapport.query.values import texts_of


class Look:
    """`terms` in order, `known` the distinct ones. Places are sets of positions as the bits of a number."""

    _line: str | None = None
    _visible: str | None = None
    _positions: dict[str, list[int]] | None = None
    _places: dict[str, int] | None = None
    _parts: dict[str, tuple[Look, ...]] | None = None

    def __init__(self, document: Document, text: str, words: Sequence[str], now: datetime) -> None:
        self.document = document
        self.text = text
        self.now = now
        self.terms = words
        self.known = set(words)

    @property
    def line(self) -> str:
        """The terms with one space around each: ` my money back `. No term holds a space."""
        if self._line is None:
            self._line = f" {' '.join(self.terms)} "
        return self._line

    @property
    def visible(self) -> str:
        """The text as written, without zero-width characters."""
        if self._visible is None:
            self._visible = without_zero_width(self.text)
        return self._visible

    def places(self, term: str) -> int:
        """Bit n is set where the term stands at position n."""
        if self._places is None:
            self._places = {}
        found = self._places.get(term)
        if found is None:
            found = self._places[term] = bits(self._where(term))
        return found

    def within(self, name: str) -> tuple[Look, ...]:
        """A look at each text of that name, on its own: the title, the text, or what a field carries."""
        if self._parts is None:
            self._parts = {}
        if name not in self._parts:
            self._parts[name] = tuple(
                Look(replace(self.document, text=text, title=""), text, terms(text), self.now)
                for text in texts_of(self.document, name)
            )
        return self._parts[name]

    def _where(self, term: str) -> Sequence[int]:
        if self._positions is None:
            self._positions = defaultdict(list)
            for position, word in enumerate(self.terms):
                self._positions[word].append(position)
        return self._positions.get(term, ())


def bits(positions: Sequence[int]) -> int:
    """In time linear in the last position, also where there are thousands."""
    if len(positions) < 32:
        found = 0
        for position in positions:
            found |= 1 << position
        return found
    held = bytearray(positions[-1] // 8 + 1)
    for position in positions:
        held[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(held, "little")
