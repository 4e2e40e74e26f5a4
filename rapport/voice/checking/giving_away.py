"""What a finder of personal data finds."""

from __future__ import annotations

from typing import NamedTuple

from rapport.voice.contract import Severity

HIDDEN = "[…]"


class GivenAway(NamedTuple):
    """`text[start:end]` is `what`; `confidence` 0..1; `replacement` takes its place."""

    start: int
    end: int
    what: str
    severity: Severity
    confidence: float
    replacement: str = HIDDEN
