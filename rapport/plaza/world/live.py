"""What the people of the square do next: pure rules over a seeded random and the world.

The plaza engine owns time and tables. It asks here *who says what*, and carries it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from random import Random

from rapport.plaza.world.shapes import (
    FollowUp,
    LivePost,
    Person,
    PileOnScript,
    Reaction,
    Turn,
    World,
)


def next_chatter(rng: Random, world: World, *, now: datetime) -> LivePost:
    """One ordinary new post of the square; about one in four is addressed to the brand."""
    raise NotImplementedError


def follow_up_when_ignored(
    rng: Random, world: World, person: Person, *, original: str, minutes: int
) -> FollowUp:
    """`person` wrote `original` to the brand and heard nothing for `minutes` demo minutes."""
    raise NotImplementedError


def reaction_to_answer(
    rng: Random, person: Person, *, thread: Sequence[Turn], answer: str
) -> Reaction:
    """What `person` does about `answer`; `thread` holds every turn before it, oldest first."""
    raise NotImplementedError


def pile_on(rng: Random, world: World, *, now: datetime) -> PileOnScript:
    """An opening post that goes wrong for the brand, and about 40 distinct people joining."""
    raise NotImplementedError


def sample_customer_csv(rng: Random) -> str:
    """About 300 rows in the seven-column customer-support format, for the import screen."""
    raise NotImplementedError
