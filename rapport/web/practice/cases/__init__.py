"""The ten recorded cases, in the order in which they are best practised. All of them happened to Halden Rail, which is made up."""

from __future__ import annotations

from rapport.web.practice.case import Case
from rapport.web.practice.cases.everyday import ABUSE, LANGUAGE, PRAISE, QUESTION, REFUND
from rapport.web.practice.cases.grave import CHILD, DANGER, PRIVATE, RAMP, RUMOUR

CASES: tuple[Case, ...] = (
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


def case_called(slug: str) -> Case | None:
    return next((one for one in CASES if one.slug == slug), None)


def case_after(slug: str) -> Case | None:
    """The one to practise next; None after the last."""
    slugs = [one.slug for one in CASES]
    place = slugs.index(slug) + 1
    return CASES[place] if place < len(CASES) else None
