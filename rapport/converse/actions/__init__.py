"""Every write of this room, a file a subject."""

from rapport.converse.actions.answering import acknowledge, reply, save_draft, text_length
from rapport.converse.actions.arriving import (
    follow_merged_threads,
    set_clock_policy,
    take_in,
    weigh_all,
)
from rapport.converse.actions.bringing import bring_in
from rapport.converse.actions.cases import CasesRead, set_case, set_cases
from rapport.converse.actions.closing import set_resolve_reasons
from rapport.converse.actions.holding import (
    CLAIM_SECONDS,
    Claim,
    assign,
    claim,
    note,
    release,
    reopen,
    resolve,
)
from rapport.converse.actions.many import assign_many, resolve_many, snooze_many, undo_many
from rapport.converse.actions.merging import merge, split, undo_merge
from rapport.converse.actions.outcomes import (
    answer_requeued,
    answer_sent,
    answer_stopped,
    decide_it_stands,
    decide_to_send_again,
    undo_send,
)
from rapport.converse.actions.recounting import recount_clocks
from rapport.converse.actions.snoozing import snooze, wake, wake_due
from rapport.converse.actions.views import keep_view, remove_view, restore_view

__all__ = [
    "CLAIM_SECONDS",
    "CasesRead",
    "Claim",
    "acknowledge",
    "answer_requeued",
    "answer_sent",
    "answer_stopped",
    "assign",
    "assign_many",
    "bring_in",
    "claim",
    "decide_it_stands",
    "decide_to_send_again",
    "follow_merged_threads",
    "keep_view",
    "merge",
    "note",
    "recount_clocks",
    "release",
    "remove_view",
    "reopen",
    "reply",
    "resolve",
    "resolve_many",
    "restore_view",
    "save_draft",
    "set_case",
    "set_cases",
    "set_clock_policy",
    "set_resolve_reasons",
    "snooze",
    "snooze_many",
    "split",
    "take_in",
    "text_length",
    "undo_many",
    "undo_merge",
    "undo_send",
    "wake",
    "wake_due",
    "weigh_all",
]
