"""Seeded queries as listening teams write them, drawn from the words of the texts they will be asked of.

A query is about *names*: words, tags and handles that between 5 and 200 of the texts hold, each name as likely as any
other, for every brand is somebody's. Half of the time the second name comes from a text that holds the first. Names
stand beside *context*: words commoner than names, from a text of the name in two cases of three, so that queries match.
What is not wanted (NOT) is a common word. Three to eight words, prefixes and words of phrases counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

from rapport.kit.text import terms
from rapport.query.tree import And, Near, Node, Not, Or, Phrase, Prefix, Term

# Of 47,645 texts that hold a word: names from 5 to 200, context above that, without the commonest hundred words.
FEWEST, MOST = 5, 200
TOO_COMMON = 100


class Draw:
    """The same texts and the same seed draw the same queries."""

    def __init__(self, texts: Sequence[str], *, seed: int) -> None:
        self._random = Random(seed)
        self._texts = [terms(text) for text in texts]
        held = Counter(word for found in self._texts for word in set(found))
        ranked = [word for word, _ in held.most_common()]
        self._context = [
            word for word in ranked[TOO_COMMON:] if held[word] > MOST and len(word) > 2
        ]
        self._names = sorted(
            word for word, count in held.items() if FEWEST <= count <= MOST and len(word) > 3
        )
        self._usable = frozenset(self._context) | frozenset(self._names)
        self._holders: dict[str, list[int]] = {name: [] for name in self._names}
        for number, found in enumerate(self._texts):
            for word in set(found):
                if word in self._holders:
                    self._holders[word].append(number)

    def queries(self, count: int) -> dict[int, Node]:
        return {number: self._query() for number in range(1, count + 1)}

    def _query(self) -> Node:
        roll = self._random.random()
        if roll < 0.4:
            return self._names_in_context()
        if roll < 0.55:
            return self._names_alone()
        if roll < 0.7:
            return self._phrase_in_context()
        if roll < 0.85:
            return self._near()
        return self._beginning()

    def _names_in_context(self) -> Node:
        """`(acme OR #acme) AND (late OR lost OR refund) NOT hiring`"""
        name = self._name()
        names = Or((Term(name), Term(self._beside(name))))
        parts = (names, self._contexts(name, self._random.randint(1, 4)))
        return And((*parts, self._unwanted())) if self._random.random() < 0.5 else And(parts)

    def _names_alone(self) -> Node:
        """`(acme OR @acme OR acmecorp) NOT jobs`"""
        name = self._name()
        names = Or((Term(name), Term(self._beside(name)), Term(self._name())))
        return And((names, self._unwanted()))

    def _phrase_in_context(self) -> Node:
        """`"acme rail" AND (late OR lost)`"""
        name = self._name()
        found = self._texts[self._random.choice(self._holders[name])]
        at = min(found.index(name), max(0, len(found) - 2))
        words = tuple(Term(word) for word in found[at : at + 2])
        return And((Phrase(words), self._contexts(name, self._random.randint(2, 4))))

    def _near(self) -> Node:
        """`acme NEAR/5 (late OR lost) NOT hiring`"""
        name = self._name()
        distance = self._random.choice((3, 5, 8))
        near = Near(Term(name), self._contexts(name, self._random.randint(2, 3)), distance)
        return And((near, self._unwanted()))

    def _beginning(self) -> Node:
        """`(refund* OR acme) AND (late OR lost)`"""
        name = self._name()
        # At least five letters, as a team would cut it; a shorter name stays whole.
        stem = Prefix(name[: max(5, len(name) - 2)])
        names = Or((stem, Term(self._beside(name))))
        return And((names, self._contexts(name, self._random.randint(1, 3))))

    def _name(self) -> str:
        return self._random.choice(self._names)

    def _beside(self, name: str) -> str:
        if self._random.random() < 0.5:
            return self._name()
        near = [word for word in self._a_text_of(name) if word in self._holders and word != name]
        return self._random.choice(near) if near else self._name()

    def _contexts(self, name: str, count: int) -> Node:
        words = [self._a_context(name) for _ in range(count)]
        distinct = tuple(Term(word) for word in dict.fromkeys(words))
        return distinct[0] if len(distinct) == 1 else Or(distinct)

    def _a_context(self, name: str) -> str:
        if self._random.random() < 2 / 3:
            near = [word for word in self._a_text_of(name) if word in self._usable and word != name]
            if near:
                return self._random.choice(near)
        return self._random.choice(self._context)

    def _a_text_of(self, name: str) -> list[str]:
        return self._texts[self._random.choice(self._holders[name])]

    def _unwanted(self) -> Node:
        return Not(Term(self._random.choice(self._context)))
