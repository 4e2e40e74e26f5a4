"""Every write of this room, a file a subject."""

from rapport.voice.actions.approval_rules import (
    keep_approval_rule,
    move_approval_rule,
    remove_approval_rule,
)
from rapport.voice.actions.approving import (
    approve,
    ask_approval,
    close_approval,
    decide_by_mail,
    pass_on_approvals,
    send_back,
)
from rapport.voice.actions.cautioning import lift_caution, set_caution
from rapport.voice.actions.objecting import (
    judge_objection,
    keep_check_setting,
    note_objections,
    note_remedy,
    say_not_so,
    settle_objections,
)
from rapport.voice.actions.saved_replies import (
    Macro,
    change_saved_reply,
    follow_merged_label,
    keep_saved_reply,
    move_saved_reply_up,
    remove_saved_reply,
)
from rapport.voice.actions.speaking import (
    add_statement,
    draw_what_is_left,
    note_broken,
    note_reminded,
    record_promise,
    record_spoken,
    remember_outside,
    revise_statement,
    settle_promise,
    withdraw_statement,
)

__all__ = [
    "Macro",
    "add_statement",
    "approve",
    "ask_approval",
    "change_saved_reply",
    "close_approval",
    "decide_by_mail",
    "draw_what_is_left",
    "follow_merged_label",
    "judge_objection",
    "keep_approval_rule",
    "keep_check_setting",
    "keep_saved_reply",
    "lift_caution",
    "move_approval_rule",
    "move_saved_reply_up",
    "note_broken",
    "note_objections",
    "note_remedy",
    "note_reminded",
    "pass_on_approvals",
    "record_promise",
    "record_spoken",
    "remember_outside",
    "remove_approval_rule",
    "remove_saved_reply",
    "revise_statement",
    "say_not_so",
    "send_back",
    "set_caution",
    "settle_objections",
    "settle_promise",
    "withdraw_statement",
]
