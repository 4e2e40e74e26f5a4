"""A place in what was said, as an address carries it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from rapport.converse.contract import Place

# Microseconds since 1970, and the message.
_PLACE = re.compile(r"([0-9]{1,17})-([0-9]{1,18})", re.ASCII)


def place_said(place: Place) -> str:
    """A place as an address carries it."""
    since = place.at - datetime(1970, 1, 1, tzinfo=UTC)
    return f"{since // timedelta(microseconds=1)}-{place.message_id}"


def place_of(said: str) -> Place | None:
    """The place an address names; None, the latest, for anything that names none."""
    found = _PLACE.fullmatch(said)
    if found is None:
        return None
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(found[1]))
    return Place(at, int(found[2]))
