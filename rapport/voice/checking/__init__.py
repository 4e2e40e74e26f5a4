"""The reply check, pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rapport.voice.contract import Draft, Finding, StatementText


def check_draft(draft: Draft, statements: Sequence[StatementText], *, today: date) -> list[Finding]:
    return []
