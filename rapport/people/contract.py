"""What other rooms hand to this one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeenAuthor:
    """An author as a network showed them. Empty fields mean "not told" and change nothing.

    `remote_id` never changes on its network and is at most 500 characters; `is_ours` marks an account of ours.
    """

    network: str
    remote_id: str
    name: str
    display_name: str = ""
    avatar_url: str = ""
    url: str = ""
    followers: int | None = None
    is_ours: bool = False
