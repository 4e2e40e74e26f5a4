"""Every write of this room, a file a subject."""

from rapport.converse.actions.alarming import sound_alarms
from rapport.converse.actions.answering import acknowledge, reply, save_draft, text_length
from rapport.converse.actions.arriving import follow_merged_threads, take_in, weigh_all
from rapport.converse.actions.bringing import bring_in
from rapport.converse.actions.cases import CasesRead, set_case, set_cases
from rapport.converse.actions.closing import set_resolve_reasons
from rapport.converse.actions.failings import (
    add_evidence,
    change_failing,
    fix_failing,
    make_failing,
    note_told_otherwise,
    reopen_failing,
)
from rapport.converse.actions.holding import (
    CLAIM_SECONDS,
    Claim,
    assign,
    claim,
    note,
    pass_on,
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
from rapport.converse.actions.pausing import pause_for_department, resume
from rapport.converse.actions.policies import change_policy, move_policy, remove_policy, set_policy
from rapport.converse.actions.promising import bring_promises_back, promise, settle
from rapport.converse.actions.recounting import recount_clocks
from rapport.converse.actions.snoozing import snooze, wake, wake_due
from rapport.converse.actions.taking_private import make_private_link, take_private_words
from rapport.converse.actions.views import keep_view, remove_view, restore_view

__all__ = [
    "CLAIM_SECONDS",
    "CasesRead",
    "Claim",
    "acknowledge",
    "add_evidence",
    "answer_requeued",
    "answer_sent",
    "answer_stopped",
    "assign",
    "assign_many",
    "bring_in",
    "bring_promises_back",
    "change_failing",
    "change_policy",
    "claim",
    "decide_it_stands",
    "decide_to_send_again",
    "fix_failing",
    "follow_merged_threads",
    "keep_view",
    "make_failing",
    "make_private_link",
    "merge",
    "move_policy",
    "note",
    "note_told_otherwise",
    "pass_on",
    "pause_for_department",
    "promise",
    "recount_clocks",
    "release",
    "remove_policy",
    "remove_view",
    "reopen",
    "reopen_failing",
    "reply",
    "resolve",
    "resolve_many",
    "restore_view",
    "resume",
    "save_draft",
    "set_case",
    "set_cases",
    "set_policy",
    "set_resolve_reasons",
    "settle",
    "snooze",
    "snooze_many",
    "sound_alarms",
    "split",
    "take_in",
    "take_private_words",
    "text_length",
    "undo_many",
    "undo_merge",
    "undo_send",
    "wake",
    "wake_due",
    "weigh_all",
]
