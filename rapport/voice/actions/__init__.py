"""Every write of this room, a file a subject."""

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
    "change_saved_reply",
    "draw_what_is_left",
    "follow_merged_label",
    "keep_saved_reply",
    "move_saved_reply_up",
    "note_broken",
    "note_reminded",
    "record_promise",
    "record_spoken",
    "remember_outside",
    "remove_saved_reply",
    "revise_statement",
    "settle_promise",
    "withdraw_statement",
]
