"""What a room asks channels to send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Act = Literal["hide", "unhide", "mute", "unmute", "block", "unblock", "report"]


@dataclass(frozen=True, slots=True)
class OutboundOrder:
    """What a room asks channels to send. `keys` are what a hold can name, beside the account's own key.

    `undo_seconds` is how long it waits before it leaves, so that it can be taken back.

    Of an act of moderation `category` is the kind of rule that was broken. `reply_to_key` names the post it is done to;
    of mutes and blocks it is the person's `Author.remote_id`; of a report `root_key` is that, and `text` the reason.
    """

    account_id: int
    origin: Literal["member", "rule", "automatic", "api", "incident"]
    kind: Literal["post", "like"] | Act = "post"
    category: Literal["", "abuse", "spam", "private"] = ""
    member_id: int | None = None
    text: str = ""
    reply_to_key: str = ""
    root_key: str = ""
    scope: Literal["public", "private"] = "public"
    asset_ids: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()
    undo_seconds: int = 10
    # It waits until somebody approves (`actions.release`) or it is taken back; holds are asked then.
    for_review: bool = False
