"""Passing on, routing and escalating as codes of the timeline; the screen words them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_CODES = {
    "converse.conversations_passed_on": "passed_on",
    "converse.handover_offered": "offered",
    "converse.handover_declined": "declined",
    "converse.conversation_routed": "routed",
    "converse.conversation_escalated": "escalated",
}


def handing_code(kind: str, payload: Mapping[str, Any]) -> str | None:
    """ "passed_on:why:from:to", "offered:to", "declined", "routed:why:to:since", "escalated:to"; None for other facts.

    Nobody is 0; `since` is a moment in ISO, or nothing.
    """
    code = _CODES.get(kind)
    if code is None:
        return None
    to = payload.get("to_id") or 0
    if code == "passed_on":
        return f"{code}:{payload['why']}:{payload['from_id']}:{to}"
    if code == "routed":
        return f"{code}:{payload['why']}:{to}:{payload.get('since') or ''}"
    return code if code == "declined" else f"{code}:{to}"
