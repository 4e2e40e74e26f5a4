"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# Words with the space behind them; longer texts are told as a whole, for comparing takes the square of their length.
_PIECE = re.compile(r"\w+|[^\w\s]|\s+")
PIECES_AT_MOST = 4_000


@dataclass(frozen=True, slots=True)
class Stretch:
    kind: Literal["same", "gone", "new"]
    text: str


def differences(before: str, after: str) -> list[Stretch]:
    """Stretches in reading order: those "same" and "gone" make `before`, those "same" and "new" make `after`."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    if max(len(old), len(new)) > PIECES_AT_MOST:
        whole = [Stretch("gone", before), Stretch("new", after)]
        return [Stretch("same", after)] if before == after else [one for one in whole if one.text]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[Stretch] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal":
            found.append(Stretch("same", _joined(old[i:j])))
        else:
            found += [Stretch("gone", _joined(old[i:j])), Stretch("new", _joined(new[k:m]))]
    return [one for one in found if one.text]


def _joined(pieces: Sequence[str]) -> str:
    return "".join(pieces)
