"""Which gear reads. A better one takes its place here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from rapport.understand.contract import ReadingResult
from rapport.understand.voting import ENOUGH_VOTES, possible


def read_texts(texts: Sequence[str]) -> list[ReadingResult]:
    """One reading per text, in order, by the gear in use. Never raises for a text, however strange."""
    # numpy and word lists take a fifth of a process's start; the web server reads nothing and need not wait for them.
    from rapport.understand.reading import rough  # noqa: PLC0415

    return rough.read_texts(texts)


def possible_languages(text: str, *, enough: float = ENOUGH_VOTES) -> frozenset[str]:
    """ISO 639-1 codes that the small words of a text leave possible, none where fewer than `enough` of them vote.

    Takes microseconds and asks no model, so it serves where somebody is typing. Danish and Norwegian mostly come together.
    """
    return possible(text, enough=enough)
