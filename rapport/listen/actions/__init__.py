"""Every write of this room, a file a subject."""

from rapport.listen.actions.backfilling import (
    begin_backfill,
    fail_backfill,
    finish_backfill,
    go_on_backfill,
    pause_backfill,
    take_backfills,
)
from rapport.listen.actions.beginning import listen_for
from rapport.listen.actions.receiving import hear_own_delivery, receive, receive_past
from rapport.listen.actions.stored_queries import (
    archive_query,
    drop_list,
    keep_list,
    keep_query,
    listen_again_to_the_past,
    set_listening,
)

__all__ = [
    "archive_query",
    "begin_backfill",
    "drop_list",
    "fail_backfill",
    "finish_backfill",
    "go_on_backfill",
    "hear_own_delivery",
    "keep_list",
    "keep_query",
    "listen_again_to_the_past",
    "listen_for",
    "pause_backfill",
    "receive",
    "receive_past",
    "set_listening",
    "take_backfills",
]
