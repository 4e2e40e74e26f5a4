"""The recorded cases, in the order in which they are best practised. All of them happened to Halden Rail, which is made up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapport.web.practice.case import Case
from rapport.web.practice.cases import french, german, italian, spanish
from rapport.web.practice.cases.everyday import ABUSE, LANGUAGE, PRAISE, QUESTION, REFUND
from rapport.web.practice.cases.grave import CHILD, DANGER, PRIVATE, RAMP, RUMOUR

ENGLISH: tuple[Case, ...] = (
    QUESTION,
    PRAISE,
    REFUND,
    ABUSE,
    LANGUAGE,
    PRIVATE,
    RAMP,
    RUMOUR,
    CHILD,
    DANGER,
)


# By the language of those who are answered. Whoever practises reads the task in English, as the whole screen.
BY_LANGUAGE: dict[str, tuple[Case, ...]] = {
    "en": ENGLISH,
    "de": german.CASES,
    "fr": french.CASES,
    "es": spanish.CASES,
    "it": italian.CASES,
}


def cases_for(languages: Iterable[str]) -> tuple[Case, ...]:
    """Those in the languages somebody speaks, as their member says (codes); in English where there are none."""
    spoken = [code for code in dict.fromkeys(languages) if code in BY_LANGUAGE] or ["en"]
    return tuple(case for code in spoken for case in BY_LANGUAGE[code])


def case_called(slug: str) -> Case | None:
    return next((one for some in BY_LANGUAGE.values() for one in some if one.slug == slug), None)


def case_after(slug: str, cases: Sequence[Case]) -> Case | None:
    """The one of these to practise next; None after the last, and for one that is not among them."""
    slugs = [one.slug for one in cases]
    place = slugs.index(slug) + 1 if slug in slugs else len(cases)
    return cases[place] if place < len(cases) else None
