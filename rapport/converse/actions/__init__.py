"""Every write of this room, a file a subject."""

from rapport.converse.actions.answering import acknowledge, reply, save_draft, text_length
from rapport.converse.actions.arriving import (
    follow_merged_threads,
    take_in,
    weigh_all,
)
from rapport.converse.actions.bringing import bring_in
from rapport.converse.actions.handing import (
    accept_offer,
    decline_offer,
    end_shifts,
    hand_over,
    offer,
    pass_on_all,
)
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
from rapport.converse.actions.pausing import pause_for_department, resume
from rapport.converse.actions.policies import (
    change_policy,
    move_policy,
    remove_policy,
    set_policy,
)
from rapport.converse.actions.recounting import recount_clocks
from rapport.converse.actions.routing import escalate, pecking_order, set_routing

__all__ = [
    "CLAIM_SECONDS",
    "Claim",
    "accept_offer",
    "acknowledge",
    "answer_requeued",
    "answer_sent",
    "answer_stopped",
    "assign",
    "bring_in",
    "change_policy",
    "claim",
    "decide_it_stands",
    "decide_to_send_again",
    "decline_offer",
    "end_shifts",
    "escalate",
    "follow_merged_threads",
    "hand_over",
    "move_policy",
    "note",
    "offer",
    "pass_on_all",
    "pause_for_department",
    "pecking_order",
    "recount_clocks",
    "release",
    "remove_policy",
    "reopen",
    "reply",
    "resolve",
    "resume",
    "save_draft",
    "set_policy",
    "set_routing",
    "take_in",
    "text_length",
    "undo_send",
    "weigh_all",
]
