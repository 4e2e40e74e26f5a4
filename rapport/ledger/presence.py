"""Who looks at what and who types there, in the memory of one web process: never stored, gone after twenty seconds.

Beats come from every process by NOTIFY, so that each knows the same. Moments are seconds of a clock that only goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rapport.ledger.contract import Beat

# Two beats of ten seconds may be lost before somebody counts as gone.
GONE_AFTER_SECONDS = 20.0
# Twice the three seconds in which somebody who types says so again at most.
TYPING_SECONDS = 6.0
# A member with more tabs than that is no person at a desk; the memory of a process must not grow by them.
TABS_AT_MOST = 20

Does = Literal["reads", "types"]


@dataclass(slots=True)
class _Tab:
    subject: int
    here_until: float
    types_until: float


class Presence:
    """One place for all beats; whoever calls says what time it is."""

    def __init__(self) -> None:
        self._tabs: dict[tuple[int, str], _Tab] = {}
        self._shown: dict[int, dict[int, Does]] = {}

    def hear(self, beat: Beat, *, at: float) -> frozenset[int]:
        """Take a beat; returns the subjects at which something is different now."""
        key = (beat.member, beat.tab)
        before = self._tabs.pop(key, None)
        touched = {before.subject} if before else set()
        if beat.subject and self._has_room(beat.member):
            touched.add(beat.subject)
            # A beat that comes in between says nothing against typing begun a moment ago.
            kept = before.types_until if before and before.subject == beat.subject else 0.0
            types_until = at + TYPING_SECONDS if beat.types else kept
            self._tabs[key] = _Tab(beat.subject, at + GONE_AFTER_SECONDS, types_until)
        return self._changed(touched, at=at)

    def sweep(self, *, at: float) -> frozenset[int]:
        """Forget who was not heard of; returns the subjects at which something is different now."""
        touched = set()
        for key, tab in list(self._tabs.items()):
            if tab.here_until <= at:
                del self._tabs[key]
                touched.add(tab.subject)
            elif 0.0 < tab.types_until <= at:
                tab.types_until = 0.0
                touched.add(tab.subject)
        return self._changed(touched, at=at)

    def ends_at(self) -> float | None:
        """When the next of what is known ends by itself; None while nobody is anywhere."""
        ends = ((tab.here_until, tab.types_until) for tab in self._tabs.values())
        return min((end for pair in ends for end in pair if end), default=None)

    def at_subject(self, subject: int) -> dict[int, Does]:
        """Who is there, by member, and what they do."""
        return dict(self._shown.get(subject, {}))

    def is_at(self, member: int, subject: int) -> bool:
        return member in self._shown.get(subject, {})

    def _has_room(self, member: int) -> bool:
        return sum(1 for one, _ in self._tabs if one == member) < TABS_AT_MOST

    def _changed(self, touched: set[int], *, at: float) -> frozenset[int]:
        changed = set()
        for subject in touched:
            now = self._now_at(subject, at=at)
            if now != self._shown.get(subject, {}):
                changed.add(subject)
            if now:
                self._shown[subject] = now
            else:
                self._shown.pop(subject, None)
        return frozenset(changed)

    def _now_at(self, subject: int, *, at: float) -> dict[int, Does]:
        here: dict[int, Does] = {}
        for (member, _), tab in self._tabs.items():
            if tab.subject == subject and tab.here_until > at:
                types = tab.types_until > at or here.get(member) == "types"
                here[member] = "types" if types else "reads"
        return here
