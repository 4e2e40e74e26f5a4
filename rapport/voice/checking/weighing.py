"""What speaks for and against a passage of a draft contradicting a statement that is about the same: named features."""

from __future__ import annotations

from datetime import date

from rapport.voice.checking.against_days import all_day_against
from rapport.voice.checking.against_values import agreeing_values, values_against
from rapport.voice.checking.against_words import words_against
from rapport.voice.checking.beside import Beside, Candidate, Features
from rapport.voice.checking.clauses import Parsed
from rapport.voice.checking.theme import Themed, Themes

__all__ = ["Candidate", "Features", "candidates"]


def candidates(
    draft: Parsed, asked: Parsed, themed: Themed, themes: Themes, *, today: date
) -> list[Candidate]:
    """Everything in a draft that may contradict one statement; nothing where the two name other places or products."""
    beside = Beside(draft, asked, themed, themes, today=today)
    if beside.names_differ:
        return []
    beside.values_agree = agreeing_values(beside)
    return [*values_against(beside), *all_day_against(beside), *words_against(beside)]
