"""What other rooms hand to this one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SeenAuthor:
    """An author as a network showed them. Empty fields mean "not told" and change nothing.

    `remote_id` never changes on its network and is at most 500 characters; `is_ours` marks an account of ours;
    `wrote_at` is when the post that brought them was written, as the network says.
    """

    network: str
    remote_id: str
    name: str
    display_name: str = ""
    avatar_url: str = ""
    url: str = ""
    followers: int | None = None
    is_ours: bool = False
    wrote_at: datetime | None = None
