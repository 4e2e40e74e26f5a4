"""Every write of this room, a file a subject."""

from rapport.listen.actions.auditing import ask_audit, note_listening, plan_audits, take_audits
from rapport.listen.actions.backfilling import (
    begin_backfill,
    fail_backfill,
    finish_backfill,
    go_on_backfill,
    pause_backfill,
    take_backfills,
)
from rapport.listen.actions.beginning import listen_for
from rapport.listen.actions.board import (
    change_fact,
    end_fact,
    go_on_with_fact,
    receive_facts,
    write_fact,
)
from rapport.listen.actions.counts import next_recount, note_counts
from rapport.listen.actions.followers import accounts_to_ask_for_followers, note_followers
from rapport.listen.actions.quarantine import drop_quarantined
from rapport.listen.actions.receiving import (
    hear_own_delivery,
    learn_names,
    receive,
    receive_live,
    receive_past,
    receive_thread,
)
from rapport.listen.actions.stored_queries import (
    archive_query,
    drop_list,
    keep_list,
    keep_query,
    listen_again_to_the_past,
    set_listening,
    set_queries_aside,
)
from rapport.listen.actions.threads import (
    due_threads,
    next_reading,
    note_thread_faults,
    note_thread_gone,
    note_thread_read,
    plan_threads,
)
from rapport.listen.actions.webhooks import forget_calls, receive_webhook

__all__ = [
    "accounts_to_ask_for_followers",
    "archive_query",
    "ask_audit",
    "begin_backfill",
    "change_fact",
    "drop_list",
    "drop_quarantined",
    "due_threads",
    "end_fact",
    "fail_backfill",
    "finish_backfill",
    "forget_calls",
    "go_on_backfill",
    "go_on_with_fact",
    "hear_own_delivery",
    "keep_list",
    "keep_query",
    "learn_names",
    "listen_again_to_the_past",
    "listen_for",
    "next_reading",
    "next_recount",
    "note_counts",
    "note_followers",
    "note_listening",
    "note_thread_faults",
    "note_thread_gone",
    "note_thread_read",
    "pause_backfill",
    "plan_audits",
    "plan_threads",
    "receive",
    "receive_facts",
    "receive_live",
    "receive_past",
    "receive_thread",
    "receive_webhook",
    "set_listening",
    "set_queries_aside",
    "take_audits",
    "take_backfills",
    "write_fact",
]
