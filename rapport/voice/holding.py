"""What the brand holds true on a day, out of all versions of its statements."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rapport.voice.contract import Audience, StatementText

# Every version, in the order they were made; a row like those of the memory, so that a check asks for both at once.
VERSIONS_SQL = """
(SELECT 'version' AS which, version.id, jsonb_build_array(
    version.text, version.topic, version.valid_from, version.valid_until, version.replaces_id,
    version.withdrawn_at IS NOT NULL, coalesce(owner.name, ''), version.audience)::text AS text, version.created_at AS at
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

    @classmethod
    def read(cls, pk: int, told: str) -> Version:
        """`told`: the third column of a row of `VERSIONS_SQL`."""
        text, topic, since, until, replaces, withdrawn, owner, audience = json.loads(told)
        return cls(pk, text, topic, _day(since), _day(until), replaces, withdrawn, owner, audience)


def holding_today(versions: Iterable[Version], *, today: date) -> list[StatementText]:
    """As the check takes it. A version that begins later does not end the one before it until then."""
    by_id = {version.id: version for version in versions}
    replaced = {version.replaces_id for version in by_id.values()}
    latest = [version for version in by_id.values() if version.id not in replaced]
    holding = [_holding(version, by_id, today) for version in latest]
    return [
        StatementText(
            one.id, one.text, one.topic, one.valid_from, one.valid_until, one.owner, one.audience
        )
        for one in holding
        if one is not None
    ]


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
