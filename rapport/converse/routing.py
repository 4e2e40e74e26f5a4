"""Who gets a conversation that opens: pure choosing, over what `actions.routing` gathered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(slots=True)
class Worker:
    """Somebody who is here and may answer. `open` grows as they are given more."""

    member_id: int
    team_ids: frozenset[int]
    languages: frozenset[str]
    skills: frozenset[str]
    capacity: int
    open: int = 0

    @property
    def has_room(self) -> bool:
        return self.open < self.capacity


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a conversation asks of whoever takes it. `answered`: members who answered this person, with when."""

    language: str = ""
    skill: str = ""
    in_danger: bool = False
    answered: tuple[tuple[int, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """`why` as `events.ConversationRouted` tells it."""

    member_id: int | None
    team_id: int | None
    why: str
    since: datetime | None = None


def choose(wanted: Wanted, workers: Iterable[Worker], *, team_ids: Sequence[int]) -> Choice:
    """Whoever answered the person last, if they are here; else of the first port of call whoever fits and has least.

    `team_ids`: the pecking order. Nobody gets more than they can hold, but for danger. A language that somebody of
    the team says they speak goes to them only; where all who said anything speak others, to those who said nothing.
    """
    here = [w for w in workers if w.has_room or wanted.in_danger]
    first_team = team_ids[0] if team_ids else None
    by_id = {w.member_id: w for w in here}
    for member_id, at in sorted(wanted.answered, key=lambda one: one[1], reverse=True):
        if member_id in by_id:
            return _given(by_id[member_id], first_team, "answered", at)
    team = [w for w in here if first_team is None or first_team in w.team_ids]
    speaking, by_language = _speaking(team, wanted.language)
    knowing = [w for w in speaking if wanted.skill and wanted.skill in w.skills]
    fitting = knowing or speaking
    if not fitting:
        return Choice(None, first_team, "nobody")
    best = min(fitting, key=lambda w: (w.open, w.member_id))
    why = "skill" if knowing else "language" if by_language else "load"
    return _given(best, first_team, why)


def _speaking(team: Sequence[Worker], language: str) -> tuple[list[Worker], bool]:
    """Who can read it; and whether the language decided that."""
    if not language:
        return list(team), False
    speak = [w for w in team if language in w.languages]
    if speak:
        return speak, len(speak) < len(team)
    return [w for w in team if not w.languages], False


def _given(worker: Worker, team_id: int | None, why: str, since: datetime | None = None) -> Choice:
    worker.open += 1
    return Choice(worker.member_id, team_id, why, since)


def next_team(
    team_ids: Sequence[int], current: int | None, *, own: Collection[int] = ()
) -> int | None:
    """The step above: after the team it stands with, else after the one its owner belongs to; None at the top."""
    here = [current] if current in team_ids else [t for t in team_ids if t in own]
    at = team_ids.index(here[-1]) if here and here[-1] is not None else -1
    above = team_ids[at + 1 :] if here else team_ids[1:]
    return above[0] if above else None
