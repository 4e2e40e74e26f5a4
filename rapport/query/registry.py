"""Which fields queries may name. Rooms register theirs when they start; there is no second list.

register(FieldSpec("likes", Kind.NUMBER, Tier.STREAM, says="likes"))
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    KEYWORD = "keyword"  # compared whole and folded
    CHOICE = "choice"  # one of `choices`
    DOMAIN = "domain"  # a host: `site:example.org` holds for its subdomains too
    NUMBER = "number"
    TIME = "time"  # a date, a time, or for `since:` a span such as 7d
    WORDS = "words"  # takes words, phrases and groups, as `title:` does; in the tree it is Within, not Field
    LIST = "list"  # the name of a stored list of authors or sites
    FLAG = "flag"  # `is:own`, `has:image`: each value is a claim of its own


class Tier(StrEnum):
    """STREAM is known while a message passes by; READING after it was understood; WORK once people handle it."""

    STREAM = "stream"
    READING = "reading"
    WORK = "work"


def _no_tiers() -> Mapping[str, Tier]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """`value` is the name under which documents carry it, where that differs. `choices` of a CHOICE or FLAG.

    `tiers` of single choices, where they differ from the field's (`is:reply` is stream, `is:unanswered` work).
    """

    name: str
    kind: Kind
    tier: Tier
    says: str
    choices: tuple[str, ...] = ()
    choice_tiers: Mapping[str, Tier] = dataclasses.field(default_factory=_no_tiers)
    example: str = ""
    value: str = ""

    @property
    def held_in(self) -> str:
        """The name under which documents carry the value."""
        return self.value or self.name

    def tier_of(self, choice: str) -> Tier:
        return self.choice_tiers.get(choice, self.tier)


_fields: dict[str, FieldSpec] = {}


def register(*specs: FieldSpec) -> None:
    """Add fields; the same spec again changes nothing, another of the same name is a mistake of ours (ValueError)."""
    for spec in specs:
        known = _fields.setdefault(spec.name, spec)
        if known != spec:
            raise ValueError(f"The query field “{spec.name}” is registered twice, differently.")


def replace(specs: Iterable[FieldSpec]) -> None:
    """These and no others, for tests."""
    _fields.clear()
    register(*specs)


def field(name: str) -> FieldSpec:
    """Raises LookupError for a field no room has registered, as after a room was taken out."""
    try:
        return _fields[name]
    except KeyError:
        raise LookupError(
            f"No room of this installation knows the query field “{name}:”."
        ) from None


def fields() -> Mapping[str, FieldSpec]:
    return MappingProxyType(_fields)
