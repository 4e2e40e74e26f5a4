"""Variables that stand in a draft because nobody knew their value: a letter that begins "Dear {first_name}"."""

from __future__ import annotations

from rapport.voice.checking.plain import MOST_CHARACTERS
from rapport.voice.contract import Finding
from rapport.voice.filling import variables_in


def placeholders_in(text: str) -> list[Finding]:
    """Only our own variables: what else people write in braces is theirs."""
    text = text[:MOST_CHARACTERS]
    return [
        Finding(
            kind="placeholder",
            severity="hold",
            start=start,
            end=end,
            why="nobody filled this in",
            evidence=text[start:end],
            statement_id=None,
            confidence=1.0,
            remedy=None,
        )
        for _name, start, end in variables_in(text)
    ]
