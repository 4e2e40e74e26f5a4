"""Reads `name:value` into a Field, each kind of field in its own way, with values in the one form they are compared in."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from difflib import get_close_matches
from typing import cast

from rapport.query.errors import QueryError
from rapport.query.registry import FieldSpec, Kind, field
from rapport.query.scanning import Item, Piece
from rapport.query.tree import Field, Op
from rapport.query.values import folded, host_of, moment, span

_NUMBER = re.compile(r"\+?(\d{1,15}(?:\.\d{1,6})?)([km]?)", re.IGNORECASE)
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}
_TRUTHS = {"true": "yes", "1": "yes", "false": "no", "0": "no"}


def field_of(piece: Piece) -> Field:
    """Raises QueryError at the value that does not fit."""
    spec = field(piece.text)
    if piece.op not in ("", "=") and spec.kind != Kind.NUMBER:
        raise _wrong(piece, f"“{spec.name}:” cannot be compared with {piece.op}.", spec)
    ranged = spec.kind in (Kind.NUMBER, Kind.TIME) and ".." in piece.items[0].text
    if spec.kind == Kind.TIME and (ranged or len(piece.items) > 1):
        raise _wrong(piece, f"“{spec.name}:” takes one time.", spec)
    if ranged:
        return _range(piece, spec)
    if len(piece.items) > 1 and piece.op not in ("", "="):
        raise _wrong(piece, f"{piece.op} takes one number.", spec)
    values = tuple(dict.fromkeys(_READERS[spec.kind](item, spec) for item in piece.items))
    return Field(spec.name, cast(Op, piece.op if piece.op not in ("", "=") else "is"), values)


def _range(piece: Piece, spec: FieldSpec) -> Field:
    if piece.op or len(piece.items) > 1:
        raise _wrong(piece, "A range stands alone.", spec, remedy=f"Write {spec.name}:10..50.")
    item = piece.items[0]
    low_text, _, high_text = item.text.partition("..")
    if not low_text or not high_text:
        remedy = f"Write {spec.name}:10..50, or {spec.name}:>=10 for a range without an end."
        raise _wrong(item, "A range has two ends.", spec, remedy=remedy)
    low, high = (_number(Item(end, item.start, item.end), spec) for end in (low_text, high_text))
    if float(low) > float(high):
        remedy = f"Write {spec.name}:{high}..{low}."
        raise _wrong(
            item, f"{low} is more than {high}, so nothing lies between.", spec, remedy=remedy
        )
    return Field(spec.name, "..", (low, high))


def _number(item: Item, spec: FieldSpec) -> str:
    found = _NUMBER.fullmatch(item.text)
    if not found:
        remedy = f"Write digits, as in {spec.name}:>100, {spec.name}:10..50 or {spec.name}:>10k."
        raise _wrong(item, f"“{item.text[:40]}” is no number.", spec, remedy=remedy)
    number = round(float(found[1]) * _TIMES[found[2].lower()], 6)
    return str(int(number)) if number == int(number) else f"{number:.6f}".rstrip("0")


def _time(item: Item, spec: FieldSpec) -> str:
    text = item.text.strip()
    try:
        if spec.name == "since":
            span(text.lower())
            return text.lower()
        moment(text)
        # "20260301" and week dates are dates to Python too; one form is kept.
        at = datetime.fromisoformat(text)
        return at.date().isoformat() if _is_day(text) else at.isoformat()
    except ValueError:
        wanted = (
            "Write a span such as since:7d, since:12h, since:2w or since:30min; for a date write after:2026-01-31."
            if spec.name == "since"
            else f"Write year, month and day: {spec.name}:2026-01-31, or with a time: {spec.name}:2026-01-31T12:00."
        )
        problem = f"“{text[:40]}” is no {'span of time' if spec.name == 'since' else 'date'}."
        raise _wrong(item, problem, spec, remedy=wanted) from None


def _is_day(text: str) -> bool:
    return ":" not in text and "T" not in text and " " not in text


def _domain(item: Item, spec: FieldSpec) -> str:
    written = item.text.strip().removeprefix("*.")
    host = host_of(written)
    path = re.sub(r"^[a-z]+://", "", written, flags=re.IGNORECASE).partition("/")[2]
    if path:
        remedy = f'Write {spec.name}:{host}; for one page write links:"{host}/{path[:40]}".'
        raise _wrong(item, f"“{spec.name}:” takes a host without a path.", spec, remedy=remedy)
    if "." not in host or not re.fullmatch(r"[a-z0-9.\-_]+", host):
        raise _wrong(item, f"“{written[:40]}” is no host.", spec)
    return host


def _keyword(item: Item, spec: FieldSpec) -> str:
    value = folded(item.text)
    if not value:
        raise _wrong(item, f"“{spec.name}:” has an empty value.", spec)
    return value


def _choice(item: Item, spec: FieldSpec) -> str:
    value = folded(item.text)
    if "yes" in spec.choices:
        value = _TRUTHS.get(value, value)
    if value not in spec.choices:
        near = get_close_matches(value, spec.choices, n=1, cutoff=0.6)
        meant = f"Did you mean {spec.name}:{near[0]}? " if near else ""
        remedy = f"{meant}It takes one of: {', '.join(spec.choices)}."
        raise _wrong(item, f"“{spec.name}:” knows no “{item.text[:40]}”.", spec, remedy=remedy)
    return value


_READERS: dict[Kind, Callable[[Item, FieldSpec], str]] = {
    Kind.NUMBER: _number,
    Kind.TIME: _time,
    Kind.DOMAIN: _domain,
    Kind.KEYWORD: _keyword,
    Kind.LIST: _keyword,
    Kind.CHOICE: _choice,
    Kind.FLAG: _choice,
}


def _wrong(at: Item | Piece, message: str, spec: FieldSpec, *, remedy: str = "") -> QueryError:
    return QueryError(
        message, at.start, at.end - at.start, remedy or f"Write it as in {spec.example}."
    )
