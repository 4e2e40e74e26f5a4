"""Whom a note names: "@Alice Ode", "@Alice" where there is one Alice, "@Traffic control" for a team. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

# An "@" inside a word belongs to a mail address, not to a name.
_AT = re.compile(r"(?<![\w@.+-])@")


def mentioned(
    text: str, *, members: Mapping[int, str], teams: Iterable[tuple[str, Iterable[int]]]
) -> set[int]:
    """Ids of the members a note names, by themselves or by their team. The longest name at an "@" counts.

    `members`: name by id. `teams`: (name, ids of its members); a team without members names nobody.
    """
    known = _known(members, teams)
    longest = sorted(known, key=len, reverse=True)
    folded = text.casefold()
    found: set[int] = set()
    for at in _AT.finditer(folded):
        name = next((one for one in longest if _stands(folded, at.end(), one)), None)
        if name is not None:
            found |= known[name]
    return found


def _known(
    members: Mapping[int, str], teams: Iterable[tuple[str, Iterable[int]]]
) -> dict[str, set[int]]:
    first = Counter(name.split()[0].casefold() for name in members.values() if name.split())
    known: dict[str, set[int]] = {}
    for pk, name in members.items():
        if not name.split():
            continue
        short = name.split()[0].casefold()
        if first[short] == 1:
            known.setdefault(short, set()).add(pk)
    # Full names and teams win over a first name that reads the same.
    for name, ids in teams:
        known[name.casefold().strip()] = set(ids)
    for pk, name in members.items():
        full = name.casefold().strip()
        if " " in full or first[full] != 1:
            known[full] = known.get(full, set()) | {pk} if _same(members, full) else {pk}
    known.pop("", None)
    return known


def _same(members: Mapping[int, str], full: str) -> bool:
    return sum(name.casefold().strip() == full for name in members.values()) > 1


def _stands(folded: str, start: int, name: str) -> bool:
    end = start + len(name)
    return folded.startswith(name, start) and not folded[end : end + 1].isalnum()
