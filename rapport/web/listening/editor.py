"""What the query editor shows: the query as it reads, and what it would have found."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from rapport.listen import queries
from rapport.listen.looking import Looked, look_at
from rapport.listen.models import Message, Query
from rapport.query.errors import QueryError
from rapport.query.highlighting import colours
from rapport.web.listening.forms import QueryForm, number_in
from rapport.web.listening.marked import Piece, cut, pieces
from rapport.web.listening.mending import Mending, mending
from rapport.web.listening.stream import network_name
from rapport.web.shell import wording
from rapport.workspace.models import Brand, Purpose
from rapport.workspace.queries import purposes

# The colours of so many pieces are sent; a longer query is plain from there on.
COLOURS_AT_MOST = 4000
TERMS_SHOWN = 12
AROUND = 30
VERSIONS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Wrong:
    """An error where it stands: the position as people count, from 1; `around` has the place marked."""

    message: str
    remedy: str
    position: int
    around: Sequence[Piece]
    mending: Mending | None


@dataclass(frozen=True, slots=True)
class LookedShown:
    """`colours`: [[start, end, kind], ...] in code points, as JSON. `says_nothing`: nobody has written anything yet."""

    words: str
    warnings: Sequence[tuple[str, str]]
    problems: Sequence[tuple[str, str]]
    wrong: Wrong | None
    colours: str
    says_nothing: bool


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What a query may be about: our brands, competitors, purposes."""

    own: Sequence[Choice]
    rivals: Sequence[Choice]
    purposes: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Bar:
    term: str
    count: int


@dataclass(frozen=True, slots=True)
class Sample:
    who: str
    network: str
    when: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Tried:
    count: int
    is_capped: bool
    days: int
    bars: Sequence[Bar]
    more_terms: int
    sample: Sequence[Sample]
    stored: int


def looked_shown(text: str, *, handle: str = "") -> LookedShown:
    """How a query reads, in words and colours, or where it is wrong."""
    if not text.strip():
        return LookedShown("", (), (), None, "[]", says_nothing=True)
    looked = look_at(text, handle=handle, translate=gettext)
    found = colours(text, names=looked.names)[:COLOURS_AT_MOST]
    painted: list[list[object]] = [[one.start, one.end, one.kind] for one in found]
    if looked.error is not None and looked.error.length:
        painted = _with_error(painted, looked.error)
    return LookedShown(
        words=wording.sentence(looked.words) if looked.words else "",
        warnings=[(one.message, one.remedy) for one in looked.warnings],
        problems=[(one.message, one.remedy) for one in looked.problems],
        wrong=_wrong(text, looked) if looked.error else None,
        colours=json.dumps(painted, separators=(",", ":")),
        says_nothing=False,
    )


def tried_shown(text: str, *, now: datetime) -> Tried | None:
    """What it would have found among stored messages; None where it cannot be read."""
    try:
        run = queries.dry_run(text, now=now)
    except QueryError:
        return None
    counted = sorted(run.contributions, key=lambda one: -one[1])
    return Tried(
        count=run.count,
        is_capped=run.is_capped,
        days=run.days,
        bars=[Bar(term, count) for term, count in counted[:TERMS_SHOWN]],
        more_terms=max(0, len(counted) - TERMS_SHOWN),
        sample=[_sample(row, now=now) for row in run.sample],
        stored=Message.objects.filter(is_own=False, scope="public", deleted_at=None).count(),
    )


def form_of(query: Query) -> QueryForm:
    return QueryForm(
        name=query.name,
        text=query.text,
        brand=str(query.brand_id or ""),
        purpose=str(query.purpose_id or ""),
        topic=query.topic,
        is_listening=query.is_listening,
    )


def editor_page(
    form: QueryForm, *, query: Query | None = None, errors: Sequence[str] = ()
) -> dict[str, Any]:
    versions = (
        list(query.versions.select_related("member").order_by("-number")[:VERSIONS_SHOWN])
        if query
        else []
    )
    return {
        "form": form,
        "query": query,
        "errors": errors,
        "set_aside": _set_aside(query) if query and query.set_aside_at else "",
        "looked": looked_shown(form.text, handle=query.handle if query else ""),
        "choices": _choices(form),
        "versions": versions,
    }


def _set_aside(query: Query) -> str:
    said = gettext(
        "Paused because it was too costly: it took %(share)d %% of the time of all queries, %(time)d µs a post."
        " Add a rarer word that must be in the text, or shorten NEAR and ~. Then choose “Listen with it” and keep it:"
        " it is asked of the last 30 days too, as far as they are stored."
    )
    return said % {
        "share": round(100 * query.set_aside_share),
        "time": round(query.set_aside_microseconds),
    }


def _choices(form: QueryForm) -> Choices:
    """Every brand and purpose, in one statement."""
    found = Brand.objects.order_by("name", "purposes__position", "purposes__pk").values_list(
        "pk", "name", "kind", "purposes__pk", "purposes__sentence"
    )
    own: dict[str, Choice] = {}
    rivals: dict[str, Choice] = {}
    purposes: dict[str, Choice] = {}
    for pk, name, kind, purpose_pk, sentence in found:
        of_kind = own if kind == Brand.Kind.OWN else rivals
        of_kind[str(pk)] = Choice(str(pk), name, is_chosen=form.brand == str(pk))
        if purpose_pk:
            value = str(purpose_pk)
            purposes[value] = Choice(value, sentence, is_chosen=form.purpose == value)
    return Choices(tuple(own.values()), tuple(rivals.values()), tuple(purposes.values()))


def belongs_to(form: QueryForm) -> tuple[Brand | None, Purpose | None]:
    """The chosen brand and purpose; None where none was chosen, or one that is gone."""
    brand_id, purpose_id = number_in(form.brand), number_in(form.purpose)
    brand = Brand.objects.filter(pk=brand_id).first() if brand_id else None
    purpose = purposes().filter(pk=purpose_id).first() if purpose_id else None
    return brand, purpose


def mended(form: QueryForm, change: str) -> QueryForm:
    """The query with an offered remedy taken; as it was where the change does not fit. For browsers without our script."""
    start, _, rest = change.partition(":")
    end, _, words = rest.partition(":")
    begin, stop = number_in(start), number_in(end)
    if begin is None or stop is None or not begin <= stop <= len(form.text):
        return form
    return replace(form, text=Mending(begin, stop, words[:20], "").of(form.text))


def _with_error(painted: list[list[object]], error: QueryError) -> list[list[object]]:
    """The wrong place over whatever colour it had."""
    start, end = error.position, error.position + error.length
    apart = [one for one in painted if int(str(one[1])) <= start or int(str(one[0])) >= end]
    return sorted([*apart, [start, end, "error"]], key=lambda one: int(str(one[0])))


def _wrong(text: str, looked: Looked) -> Wrong:
    error = looked.error
    assert error is not None
    around: Sequence[Piece] = ()
    if error.length:
        begin, end = error.position, min(len(text), error.position + min(error.length, 2 * AROUND))
        first, last = max(0, begin - AROUND), min(len(text), end + AROUND)
        shown = pieces(text[first:last], [(begin - first, end - first)])
        around = [
            *([Piece("…")] if first else []),
            *shown,
            *([Piece("…")] if last < len(text) else []),
        ]
    return Wrong(
        message=error.message,
        remedy=error.remedy,
        position=error.position + 1 if error.length else 0,
        around=around,
        mending=mending(text, error, names=looked.names),
    )


def _sample(row: queries.SampleRow, *, now: datetime) -> Sample:
    text, spans = cut(row.text, row.spans, longest=280)
    return Sample(
        row.who, network_name(row.network), wording.moment(row.at, now=now), pieces(text, spans)
    )
