"""People for tests of every room."""

from __future__ import annotations

from datetime import datetime

from rapport.people.contract import SeenAuthor
from rapport.people.meeting import meet
from rapport.people.models import Handle
from rapport.workspace.testing import NOON


def make_handle(
    name: str = "two_kids_one_ticket",
    *,
    network: str = "plaza",
    remote_id: str = "",
    display_name: str = "",
    is_ours: bool = False,
    wrote_at: datetime | None = None,
    now: datetime = NOON,
) -> Handle:
    """A handle and its person, met the usual way. The identity follows the name unless given."""
    author = SeenAuthor(
        network=network,
        remote_id=remote_id or f"{network}:{name}",
        name=name,
        display_name=display_name,
        is_ours=is_ours,
        wrote_at=wrote_at,
    )
    return meet([author], now)[author.network, author.remote_id]
