"""Every write of this room, a file a subject."""

from rapport.converse.actions.alarming import sound_alarms
from rapport.converse.actions.answering import acknowledge, reply, save_draft, text_length
from rapport.converse.actions.approving import approve_answer
from rapport.converse.actions.arriving import follow_merged_threads, take_in, weigh_all
from rapport.converse.actions.automatic import answer_by_itself, write_automatic_reply
from rapport.converse.actions.bringing import bring_in
from rapport.converse.actions.case_keys import make_case_key, note_case_key_used, revoke_case_key
from rapport.converse.actions.cases import CasesRead, set_all, set_case, set_cases, set_each
from rapport.converse.actions.closing import set_resolve_reasons
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
from rapport.converse.actions.failing_calls import make_calls
from rapport.converse.actions.failings import (
    add_evidence,
    change_failing,
    fix_failing,
    make_failing,
    note_told_otherwise,
    reopen_failing,
)
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
    pass_on,
    release,
    reopen,
    resolve,
)
from rapport.converse.actions.labelling import (
    add_label,
    bring_label_back,
    change_label,
    label,
    merge_labels,
    retire_label,
    unlabel,
)
from rapport.converse.actions.labelling_many import label_many
from rapport.converse.actions.many import assign_many, resolve_many, snooze_many, undo_many
from rapport.converse.actions.merging import merge, split, undo_merge
from rapport.converse.actions.moderating import (
    decide_moderation_stands,
    decide_to_moderate_again,
    moderate,
    moderation_sent,
    moderation_stopped,
    undo_moderation,
)
from rapport.converse.actions.moderation_rules import change_rule, publish_rule, retire_rule
from rapport.converse.actions.outcomes import (
    answer_requeued,
    answer_sent,
    answer_stopped,
    decide_it_stands,
    decide_to_send_again,
    send_refused_again,
    undo_send,
)
from rapport.converse.actions.pausing import pause_for_department, resume
from rapport.converse.actions.policies import change_policy, move_policy, remove_policy, set_policy
from rapport.converse.actions.private_doors import demand_open_door
from rapport.converse.actions.promising import bring_promises_back, promise, settle
from rapport.converse.actions.recounting import ask_policies_again, recount_clocks
from rapport.converse.actions.routing import escalate, pecking_order, set_account_steps, set_routing
from rapport.converse.actions.snoozing import snooze, wake, wake_due
from rapport.converse.actions.solving import (
    note_agreed,
    say_solved,
    set_solved_line,
    take_back_agreed,
)
from rapport.converse.actions.taking_private import make_private_link, take_private_words
from rapport.converse.actions.together import note_task_changed, tell_watchers, unwatch, watch
from rapport.converse.actions.triage_rules import (
    HoldsOfMost,
    RuleWanted,
    move_rule,
    remove_rule,
    set_rule,
    try_rule,
    turn_rule,
)
from rapport.converse.actions.triaging import undo_applied, undo_rule
from rapport.converse.actions.views import keep_view, remove_view, restore_view

__all__ = [
    "CLAIM_SECONDS",
    "CasesRead",
    "Claim",
    "HoldsOfMost",
    "RuleWanted",
    "accept_offer",
    "acknowledge",
    "add_evidence",
    "add_label",
    "answer_by_itself",
    "answer_by_mail",
    "answer_consultation",
    "answer_requeued",
    "answer_sent",
    "answer_stopped",
    "approve_answer",
    "ask_policies_again",
    "assign",
    "assign_many",
    "bring_in",
    "bring_label_back",
    "bring_promises_back",
    "change_failing",
    "change_label",
    "change_policy",
    "change_rule",
    "claim",
    "consult",
    "decide_it_stands",
    "decide_moderation_stands",
    "decide_to_moderate_again",
    "decide_to_send_again",
    "decline_offer",
    "demand_open_door",
    "end_shifts",
    "escalate",
    "fix_failing",
    "follow_merged_threads",
    "give_to_taker",
    "hand_over",
    "keep_view",
    "label",
    "label_many",
    "make_calls",
    "make_case_key",
    "make_failing",
    "make_private_link",
    "may_answer",
    "merge",
    "merge_labels",
    "moderate",
    "moderation_sent",
    "moderation_stopped",
    "move_policy",
    "move_rule",
    "note",
    "note_agreed",
    "note_case_key_used",
    "note_task_changed",
    "note_told_otherwise",
    "offer",
    "pass_on",
    "pass_on_all",
    "pause_for_department",
    "pecking_order",
    "promise",
    "publish_rule",
    "recount_clocks",
    "release",
    "remind_of_consultations",
    "remove_policy",
    "remove_rule",
    "remove_view",
    "reopen",
    "reopen_failing",
    "reply",
    "resolve",
    "resolve_many",
    "restore_view",
    "resume",
    "retire_label",
    "retire_rule",
    "revoke_case_key",
    "save_draft",
    "say_solved",
    "send_refused_again",
    "set_account_steps",
    "set_all",
    "set_case",
    "set_cases",
    "set_each",
    "set_policy",
    "set_resolve_reasons",
    "set_routing",
    "set_rule",
    "set_solved_line",
    "settle",
    "share_answer",
    "snooze",
    "snooze_many",
    "sound_alarms",
    "split",
    "take_back_agreed",
    "take_in",
    "take_private_words",
    "tell_watchers",
    "text_length",
    "try_rule",
    "turn_rule",
    "undo_applied",
    "undo_many",
    "undo_merge",
    "undo_moderation",
    "undo_rule",
    "undo_send",
    "unlabel",
    "unwatch",
    "wake",
    "wake_due",
    "watch",
    "weigh_all",
    "withdraw_consultation",
    "write_automatic_reply",
]
