"""What this room announces."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.ledger.contract import fact


@fact("people.person_erased", about={"person": "person_id"})
@dataclass(frozen=True, slots=True)
class PersonErased:
    """Every eraser has run; the id leads nowhere any more. `by_id` is None when a tombstone was replayed."""

    person_id: int
    by_id: int | None


@fact("people.silence_wished", about={"person": "person_id"})
@dataclass(frozen=True, slots=True)
class SilenceWished:
    """They asked not to be contacted."""

    person_id: int
