"""What the brand holds true on a day, out of all versions of its statements."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from rapport.voice.contract import Audience, StatementText

# Every version, in the order they were made; a row like those of the memory, so that a check asks for both at once.
VERSIONS_SQL = """
(SELECT 'version' AS which, version.id, jsonb_build_array(
    version.text, version.topic, version.valid_from, version.valid_until, version.replaces_id,
    version.withdrawn_at IS NOT NULL, coalesce(owner.name, ''), version.audience, version.is_holding)::text AS text, version.created_at AS at
 FROM voice_statement AS version LEFT JOIN workspace_member AS owner ON owner.id = version.owner_id
 WHERE version.brand_id = %s::bigint ORDER BY version.id)
"""


@dataclass(frozen=True, slots=True)
class Version:
    id: int
    text: str
    topic: str
    valid_from: date | None
    valid_until: date | None
    replaces_id: int | None
    is_withdrawn: bool
    owner: str
    audience: Audience
    is_holding: bool

    @classmethod
    def read(cls, pk: int, told: str) -> Version:
        """`told`: the third column of a row of `VERSIONS_SQL`."""
        text, topic, since, until, replaces, withdrawn, owner, audience, is_holding = json.loads(
            told
        )
        begins, ends = _day(since), _day(until)
        return cls(pk, text, topic, begins, ends, replaces, withdrawn, owner, audience, is_holding)


def holding_today(
    versions: Iterable[Version], *, today: date, going_on: Collection[int] = ()
) -> list[StatementText]:
    """As the check takes it. A version that begins later does not end the one before it until then.

    `going_on`: the holding statements that are said just now, whichever version; all others of them say nothing.
    """
    by_id = {version.id: version for version in versions}
    meant = (one for one in _latest(by_id) if not one.is_holding or _is_of(one, going_on, by_id))
    found = (_holding(one, by_id, today) for one in meant)
    return [_as_text(one) for one in found if one is not None]


def words_for_now(
    versions: Iterable[Version], statement_id: int, *, today: date
) -> StatementText | None:
    """What is said today of the statement one of whose versions that is; None when nothing is."""
    by_id = {version.id: version for version in versions}
    for latest in _latest(by_id):
        if _is_of(latest, (statement_id,), by_id):
            found = _holding(latest, by_id, today)
            return _as_text(found) if found else None
    return None


def without(versions: Iterable[Version], statement_id: int) -> list[Version]:
    """All but the statement one of whose versions that is, the newer ones too."""
    by_id = {version.id: version for version in versions}
    left = [one for one in _latest(by_id) if not _is_of(one, (statement_id,), by_id)]
    kept: list[Version] = []
    for latest in left:
        version: Version | None = latest
        while version is not None:
            kept.append(version)
            version = by_id.get(version.replaces_id or 0)
    return kept


def _latest(by_id: dict[int, Version]) -> list[Version]:
    replaced = {version.replaces_id for version in by_id.values()}
    return [version for version in by_id.values() if version.id not in replaced]


def _as_text(one: Version) -> StatementText:
    return StatementText(
        one.id, one.text, one.topic, one.valid_from, one.valid_until, one.owner, one.audience
    )


def _is_of(latest: Version, named: Collection[int], by_id: dict[int, Version]) -> bool:
    """Whether one of its versions is named."""
    version: Version | None = latest
    while version is not None and version.id not in named:
        version = by_id.get(version.replaces_id or 0)
    return version is not None


def _holding(latest: Version, by_id: dict[int, Version], today: date) -> Version | None:
    """The newest version that has begun, unless it is over or the statement was withdrawn."""
    if latest.is_withdrawn:
        return None
    version: Version | None = latest
    while version is not None and version.valid_from is not None and version.valid_from > today:
        version = by_id.get(version.replaces_id or 0)
    if version is None or (version.valid_until is not None and version.valid_until < today):
        return None
    return version


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
