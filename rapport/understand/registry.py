"""Which gear reads. A better one takes its place here and nowhere else."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings

from rapport.understand.contract import ReadingResult, Reason, Sentiment
from rapport.understand.errors import ModelUnusable
from rapport.understand.voting import ENOUGH_VOTES, possible

logger = logging.getLogger(__name__)


def read_texts(texts: Sequence[str], *, lightly: bool = False) -> list[ReadingResult]:
    """One reading per text, in order. Never raises for a text, however strange.

    By the full gear; by the rough one if `lightly`, where the operator chose so (RAPPORT_READER) and where the full one's files
    cannot be used. Each reading names its gear.
    """
    # numpy and word lists take a fifth of a process's start; the web server reads nothing and need not wait for them.
    from rapport.understand.reading import full, rough  # noqa: PLC0415

    if lightly or settings.READER == rough.GEAR:
        return rough.read_texts(texts)
    try:
        return full.read_texts(texts)
    except ModelUnusable as fault:
        _complain(str(fault))
        return rough.read_texts(texts)


def why(text: str, sentiment: Sentiment) -> list[Reason] | None:
    """The words without which the full gear would hardly have read this mood, in order; None where it cannot be used."""
    from rapport.understand.reading import full  # noqa: PLC0415

    try:
        return full.why(text, sentiment)
    except ModelUnusable as fault:
        _complain(str(fault))
        return None


@lru_cache(maxsize=8)
def _complain(fault: str) -> None:
    logger.error("%s", fault)


def possible_languages(text: str, *, enough: float = ENOUGH_VOTES) -> frozenset[str]:
    """ISO 639-1 codes that the small words of a text leave possible, none where fewer than `enough` of them vote.

    Takes microseconds and asks no model, so it serves where somebody is typing. Danish and Norwegian mostly come together.
    """
    return possible(text, enough=enough)
