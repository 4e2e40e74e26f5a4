"""Single values of a payload, each read as what it must be or refused with the field's name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

_LARGEST_NUMBER = 2**53  # what every JSON sender can write exactly
_LONGEST_KEY = 300


class Unreadable(Exception):
    """An item that cannot be read; the text says which field, and what it must be."""


def text(item: Mapping[str, Any], name: str, *, limit: int = 2_000) -> str:
    """A string, "" where it is missing or null."""
    value = item.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable(f"“{name}” must be a text.")
    if len(value) > limit:
        raise Unreadable(f"“{name}” has {len(value):,} characters; {limit:,} are taken at most.")
    # PostgreSQL holds neither NUL nor half a surrogate pair.
    return value.replace("\x00", "").encode("utf-8", "replace").decode()


def key(item: Mapping[str, Any], name: str, *, required: bool = False) -> str:
    """A name the sender gave something: a text or a whole number."""
    value = item.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if abs(value) < _LARGEST_NUMBER else None
    if value in (None, "") and not required:
        return ""
    if not isinstance(value, str) or not 1 <= len(value) <= _LONGEST_KEY or not value.isprintable():
        raise Unreadable(f"“{name}” must be a text of 1 to {_LONGEST_KEY} printable characters.")
    return value


def one_of(item: Mapping[str, Any], name: str, *, among: tuple[str, ...]) -> str:
    """One of the given words, the first where it is missing."""
    value = item.get(name)
    if value is None:
        return among[0]
    if value not in among:
        raise Unreadable(f"“{name}” must be one of {', '.join(among)}.")
    return str(value)


def moment(item: Mapping[str, Any], name: str) -> datetime | None:
    """A time with its zone, in UTC; None where it is missing."""
    value = item.get(name)
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        found = None
    if found is None or found.tzinfo is None:
        raise Unreadable(f"“{name}” must be a time with its zone, like 2026-03-02T09:30:00+01:00.")
    try:
        return found.astimezone(UTC)
    except OverflowError:
        raise Unreadable(f"“{name}” lies outside all calendars.") from None


def flag(item: Mapping[str, Any], name: str, *, default: bool) -> bool:
    value = item.get(name)
    if value is None:
        return default
    if not isinstance(value, bool):
        raise Unreadable(f"“{name}” must be true or false.")
    return value


def number(item: Mapping[str, Any], name: str) -> int | None:
    """A whole number from 0, None where it is missing."""
    value = item.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _LARGEST_NUMBER:
        raise Unreadable(f"“{name}” must be a whole number from 0.")
    return value


def address(item: Mapping[str, Any], name: str) -> str:
    """An http(s) address, "" where it is missing or anything else: it would only be shown or fetched."""
    value = text(item, name)
    try:
        parts = urlsplit(value)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fits = False
    return value if fits and value.isprintable() else ""


def table(item: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = item.get(name)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unreadable(f"“{name}” must be an object.")
    return value


def rows(item: Mapping[str, Any], name: str, *, limit: int) -> list[Mapping[str, Any]]:
    value = item.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise Unreadable(f"“{name}” must be a list of objects.")
    if len(value) > limit:
        raise Unreadable(f"“{name}” holds {len(value)}; {limit} are taken at most.")
    return value
