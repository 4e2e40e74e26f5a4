"""Which fields queries may name. Rooms register theirs when they start; there is no second list.

register(FieldSpec("likes", Kind.NUMBER, Tier.STREAM, says="likes"))
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    KEYWORD = "keyword"  # compared whole and folded
    CHOICE = "choice"  # one of `choices`
    DOMAIN = "domain"  # a host: `site:example.org` holds for its subdomains too
    NUMBER = "number"
    TIME = "time"  # a date, a time, or for `since:` a span such as 7d
    WORDS = "words"  # takes words, phrases and groups, as `title:` does
    LIST = "list"  # the name of a stored list of authors or sites
    FLAG = "flag"  # `is:own`, `has:image`: each value is a claim of its own


class Tier(StrEnum):
    """STREAM is known while a message passes by; READING after it was understood; WORK once people handle it."""

    STREAM = "stream"
    READING = "reading"
    WORK = "work"


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
    choice_tiers: Mapping[str, Tier] = MappingProxyType({})
    example: str = ""


_fields: dict[str, FieldSpec] = {}


def register(*specs: FieldSpec) -> None:
    """Add fields; the same spec again changes nothing, another of the same name is a mistake of ours (ValueError)."""
    for spec in specs:
        known = _fields.setdefault(spec.name, spec)
        if known != spec:
            raise ValueError(f"The query field “{spec.name}” is registered twice, differently.")


def fields() -> Mapping[str, FieldSpec]:
    return MappingProxyType(_fields)
