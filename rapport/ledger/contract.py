"""What a fact is: a frozen dataclass in the past tense, with ids and plain values only.

    @fact("converse.answered", about={"conversation": "conversation_id"})
    @dataclass(frozen=True, slots=True)
    class ConversationAnswered:
        conversation_id: int
        delivery_id: int

`about` names the subjects on whose timelines the fact stands: subject kind -> field holding its id (an int,
or a tuple of ints for a batch). Allowed field types: int, bool, datetime, tuple[int, ...], each also as
`| None`, and str for codes such as a network's slug; never text or names, so that erasure can be complete.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from rapport.ledger.errors import NotAFact

FactType = TypeVar("FactType", bound=type)

_KINDS: dict[str, type] = {}
_ABOUT: dict[type, Mapping[str, str]] = {}
_NAMES: dict[type, str] = {}


def fact(kind: str, *, about: Mapping[str, str] | None = None) -> Callable[[FactType], FactType]:
    """Register a dataclass as the fact called `kind` ("room.past_participle")."""

    def register(cls: FactType) -> FactType:
        if kind in _KINDS and _KINDS[kind].__qualname__ != cls.__qualname__:
            raise NotAFact(f"Two facts are called {kind!r}: {_KINDS[kind]} and {cls}. Rename one.")
        _KINDS[kind] = cls
        _NAMES[cls] = kind
        _ABOUT[cls] = dict(about or {})
        return cls

    return register


def kind_of(event: object | type) -> str:
    cls = event if isinstance(event, type) else type(event)
    try:
        return _NAMES[cls]
    except KeyError:
        raise NotAFact(
            f"{cls.__name__} is no fact: decorate it with @fact(...) in its room's events.py."
        ) from None


def all_facts() -> dict[str, type]:
    """Every registered fact by its kind."""
    return dict(_KINDS)


def subjects_of(event: object) -> list[str]:
    """The timelines a fact stands on, such as ["conversation:12"]."""
    subjects = []
    for name, field in _ABOUT[type(event)].items():
        value = getattr(event, field)
        ids = value if isinstance(value, tuple) else (value,)
        subjects += [f"{name}:{one}" for one in ids if one is not None]
    return subjects


def to_payload(event: Any) -> dict[str, Any]:
    """A fact as JSON values."""
    return {f.name: _plain(getattr(event, f.name)) for f in dataclasses.fields(event)}


def from_payload(kind: str, payload: Mapping[str, Any]) -> Any:
    """The fact again. Fields added since it was stored must have defaults."""
    cls = _KINDS[kind]
    hints = typing.get_type_hints(cls)
    known = {f.name for f in dataclasses.fields(cls)}
    return cls(
        **{name: _typed(hints[name], value) for name, value in payload.items() if name in known}
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _typed(hint: Any, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, str) and datetime in (hint, *typing.get_args(hint)):
        return datetime.fromisoformat(value)
    return value


@dataclass(frozen=True, slots=True)
class TimelineFact:
    """A fact on a timeline."""

    id: int
    at: datetime
    kind: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Notice:
    """What browsers are told: something of that kind changed. `ids` empty: look at everything again.

    `versions`: one per id, 0 where the thing has none: then it changed as far as anybody knows.
    """

    kind: str
    ids: tuple[int, ...] = ()
    versions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Beat:
    """What one open tab says of itself every few seconds: which subject its member looks at, and whether they type.

    Goes from process to process and is kept in memory only. `subject` 0: at none (any more). `tab`: one of that member's.
    """

    member: int
    tab: str
    subject: int
    types: bool = False
