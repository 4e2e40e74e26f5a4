"""Answers of ours that came back, and why, in the words of the server that could not deliver them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapport.listen.models import Message

LONGEST_REASON = 200
# RFC 5321 (reply codes) and RFC 3463 (enhanced status codes): what refuses for good begins with a 5.
_REFUSAL = re.compile(r"\b(?:5\d\d[ -]|5\.\d{1,3}\.\d{1,3}\b)")


def came_back(messages: Sequence[Message]) -> dict[int, str]:
    """Why, by the id of our message that a bounce among `messages` answers."""
    return {
        m.parent_id: bounce_reason(m.text)
        for m in messages
        if m.automatic == "bounce" and m.parent_id is not None and not m.is_own
    }


def bounce_reason(text: str) -> str:
    """The line with the refusal, else the first that says something; "no reason given" for none."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    refusals = [line for line in lines if _REFUSAL.search(line)]
    reason = next(iter([*refusals, *lines]), "no reason given")
    return reason if len(reason) <= LONGEST_REASON else reason[: LONGEST_REASON - 1] + "…"
