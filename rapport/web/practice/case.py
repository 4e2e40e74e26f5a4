"""The shape of a recorded case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rapport.voice.contract import StatementText


@dataclass(frozen=True, slots=True)
class Said:
    """One turn. `by` is the customer, somebody looking on, or us; `when` as a clock or a day says it."""

    by: Literal["customer", "onlooker", "ours"]
    who: str
    text: str
    when: str


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation up to where the learner answers. `points`: three things a good answer does.

    `network` is the slug of a connector: its limit holds here too. `first`: what is done before any word is written.
    """

    slug: str
    title: str
    network: str
    is_public: bool
    mood: Literal["danger", "negative", "neutral", "positive"]
    turns: tuple[Said, ...]
    task: str
    known: tuple[str, ...]
    points: tuple[str, str, str]
    why: str
    language: str = "en"
    first: str = ""
    statements: tuple[StatementText, ...] = ()
    # What a good answer could be: shown last, as one way of many.
    example: str = ""

    @property
    def asked(self) -> str:
        """What is answered: the customer's last words."""
        return next((one.text for one in reversed(self.turns) if one.by == "customer"), "")

    @property
    def speaker(self) -> str:
        return next((one.who for one in reversed(self.turns) if one.by == "customer"), "")
