"""Places in several timelines at once, as cursors."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rapport.kit.fediverse.ids import id_at, made_at, newest, readable_id
from rapport.kit.fediverse.statuses import moment

PAGE = 40
# A status of another server gets an id by the time it was written, not the time it came (lib/mastodon/snowflake.rb),
# so it may stand below what was read already. Rounds begin this much before the newest id they read.
LATE = timedelta(minutes=10)
# An id is made up to some 50 ms before the time its status tells (seen in the documentation's examples).
CLOCK = timedelta(minutes=1)
FIRST = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Spot:
    """The newest id read in one timeline; `is_done` says its end was reached then."""

    id: str
    is_done: bool = False

    def round_begins_at(self) -> str:
        made = made_at(self.id) if self.is_done else None
        return id_at(made - LATE) if made else self.id


Spots = Mapping[str, Spot]


def parse(cursor: str) -> dict[str, Spot]:
    """By hashtag; of what cannot be read, none."""
    try:
        fields = json.loads(cursor)
        found = {tag: Spot(readable_id(at), done is True) for tag, (at, done) in fields.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
    return {tag: spot for tag, spot in found.items() if spot.id}


def written(spots: Spots) -> str:
    return json.dumps({tag: [spot.id, spot.is_done] for tag, spot in spots.items()})


def moved(spot: Spot, items: Sequence[Any], *, begun: str) -> Spot:
    """After a page that was asked for from `begun` on. A full one that moves nothing is an end too."""
    ids = ids_of(items)
    reached = newest([begun, *ids])
    if len(items) >= PAGE and reached != begun:
        return Spot(reached)
    return Spot(newest([spot.id, *ids]), is_done=True)


def ids_of(items: Iterable[Any]) -> list[str]:
    found = (readable_id(item.get("id")) for item in items if isinstance(item, Mapping))
    return [one for one in found if one]


def last_made(items: Sequence[Any]) -> datetime | None:
    found = (moment(item.get("created_at")) for item in items if isinstance(item, Mapping))
    return max(filter(None, found), default=None)
