"""What was done under published rules, beside the conversation it was done in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapport.converse.contract import ModerationView
from rapport.web.moderation.wording import act_name, state_tone, state_words, undo_name


@dataclass(frozen=True, slots=True)
class ModerationShown:
    act: ModerationView
    # What was done, where its state does not say it.
    name: str
    state: str
    tone: str
    undo: str


def moderation_shown(acts: Iterable[ModerationView]) -> list[ModerationShown]:
    return [
        ModerationShown(
            act=act,
            name="" if act.state == "done" else act_name(act.kind),
            state=state_words(act.kind, act.state, reason=act.reason),
            tone=state_tone(act.state),
            undo=undo_name(act.kind) if act.state in ("asked", "done", "held") else "",
        )
        for act in acts
    ]
