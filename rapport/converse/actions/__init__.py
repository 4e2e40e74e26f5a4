"""Every write of this room, a file a subject."""

from rapport.converse.actions.answering import acknowledge, reply, save_draft, text_length
from rapport.converse.actions.arriving import (
    follow_merged_threads,
    set_clock_policy,
    take_in,
    weigh_all,
)
from rapport.converse.actions.bringing import bring_in
from rapport.converse.actions.consulting import (
    answer_by_mail,
    answer_consultation,
    consult,
    may_answer,
    remind_of_consultations,
    share_answer,
    withdraw_consultation,
)
from rapport.converse.actions.danger import give_to_taker
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
from rapport.converse.actions.outcomes import (
    answer_requeued,
    answer_sent,
    answer_stopped,
    decide_it_stands,
    decide_to_send_again,
    undo_send,
)
from rapport.converse.actions.recounting import recount_clocks
from rapport.converse.actions.together import (
    note_task_changed,
    tell_watchers,
    unwatch,
    watch,
)

__all__ = [
    "CLAIM_SECONDS",
    "Claim",
    "acknowledge",
    "answer_by_mail",
    "answer_consultation",
    "answer_requeued",
    "answer_sent",
    "answer_stopped",
    "assign",
    "bring_in",
    "claim",
    "consult",
    "decide_it_stands",
    "decide_to_send_again",
    "follow_merged_threads",
    "give_to_taker",
    "may_answer",
    "note",
    "note_task_changed",
    "recount_clocks",
    "release",
    "remind_of_consultations",
    "reopen",
    "reply",
    "resolve",
    "save_draft",
    "set_clock_policy",
    "share_answer",
    "take_in",
    "tell_watchers",
    "text_length",
    "undo_send",
    "unwatch",
    "watch",
    "weigh_all",
    "withdraw_consultation",
]
