"""What the reply check is given and what it finds.

All offsets are code points of the draft, `text[start:end]`. Nothing here touches the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Severity = Literal["note", "second", "hold"]
Kind = Literal["contradiction", "personal_data"]


@dataclass(frozen=True, slots=True)
class StatementText:
    """A statement as the check takes it. `since` is the first day it holds, `until` the last."""

    id: int
    text: str
    topic: str = ""
    since: date | None = None
    until: date | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is about to be said. `message` is what it answers; `public` whether everybody may read it."""

    text: str
    message: str = ""
    public: bool = True
    language: str = ""


@dataclass(frozen=True, slots=True)
class Remedy:
    """One key mends it: put `replacement` in place of `text[start:end]`."""

    label: str
    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What, where, why with the evidence beside it, how sure, and what to do."""

    kind: Kind
    severity: Severity
    start: int
    end: int
    why: str
    evidence: str
    statement_id: int | None
    confidence: float
    remedy: Remedy | None
