"""The query box of the list: how what stands in it reads, what is wrong with it, and what can be asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rapport.converse import queries as converse
from rapport.query.errors import QueryError
from rapport.query.registry import Tier, fields
from rapport.web.shell import wording

# What is worth showing to somebody who has written nothing yet.
FIRST_OFFERS = ("sentiment", "status", "assignee", "since", "source", "is")
AROUND = 24


@dataclass(frozen=True, slots=True)
class Wrong:
    """An error where it stands: what was written before, at and after its place."""

    message: str
    remedy: str
    before: str
    at: str
    after: str


@dataclass(frozen=True, slots=True)
class SearchShown:
    """What is said under the box. `end_words`: what stands at the end of a page that found too little."""

    words: str
    warnings: Sequence[str]
    wrong: Wrong | None
    is_all: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A field as one writes it, with an example; `values` where it takes only some."""

    name: str
    says: str
    example: str
    values: str
    is_first: bool


def search_shown(text: str, found: converse.Found, *, is_all: bool) -> SearchShown:
    wrong = _wrong(text, found.error) if found.error else None
    return SearchShown(
        words=wording.sentence(found.words) if found.words else "",
        warnings=[f"{one.message} {one.remedy}" for one in found.warnings],
        wrong=wrong,
        is_all=is_all,
    )


def offers_rendered() -> SafeString:
    """What can be asked, as the buttons under the box; the same for everybody, so rendered once a language."""
    return _rendered(get_language(), tuple(fields()))


@lru_cache(maxsize=16)
def _rendered(language: str | None, names: tuple[str, ...]) -> SafeString:
    return render_to_string("inbox/offers.html", {"offers": _offers()})


def _offers() -> Sequence[Offer]:
    """What things mean and how the work stands before where they were said."""
    rank = {Tier.READING: 0, Tier.WORK: 1, Tier.STREAM: 2}
    return [
        Offer(
            name=f"{spec.name}:",
            says=_(spec.says),
            example=spec.example,
            values=" ".join(spec.choices or _VALUES.get(spec.name, ())),
            is_first=spec.name in FIRST_OFFERS,
        )
        for spec in sorted(fields().values(), key=lambda one: (rank[one.tier], one.name))
    ]


# Values of fields that are compared whole, and yet have only so many here.
_VALUES = {
    "status": ("open", "waiting", "quiet", "resolved", "past"),
    "since": ("24h", "7d", "4w"),
}


def _wrong(text: str, error: QueryError) -> Wrong:
    begin, end = error.position, min(len(text), error.position + max(1, error.length))
    first, last = max(0, begin - AROUND), min(len(text), end + AROUND)
    return Wrong(
        message=error.message,
        remedy=error.remedy,
        before=("…" if first else "") + text[first:begin],
        at=text[begin:end] or "…",
        after=text[end:last] + ("…" if last < len(text) else ""),
    )
