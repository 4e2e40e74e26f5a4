"""What was hidden, muted, blocked and reported, as codes of the timeline; the screen words them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def moderation_code(kind: str, payload: Mapping[str, Any]) -> str | None:
    """ "moderated:hide:abuse", "moderation_undo:hide", "moderation_settled:hide:done"; None for other facts."""
    if kind == "converse.moderation_asked":
        return f"moderated:{payload['kind']}:{payload['why']}"
    if kind == "converse.moderation_undo_asked":
        return f"moderation_undo:{payload['kind']}"
    if kind == "converse.moderation_settled":
        return f"moderation_settled:{payload['kind']}:{payload['state']}"
    return None
