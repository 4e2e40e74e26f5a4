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


# RFC 3463 (enhanced status codes), sections 3.2 to 3.8, and RFC 7505 (5.1.10), as people would say them.
_SAID = {
    "5.1.1": "mailbox unknown",
    "5.1.2": "no such domain",
    "5.1.3": "the address cannot be right",
    "5.1.6": "the mailbox has moved",
    "5.1.10": "this domain takes no mail",
    "5.2.1": "mailbox switched off",
    "5.2.2": "mailbox full",
    "5.2.3": "too long for this mailbox",
    "5.3.4": "too large for their server",
    "5.4.1": "their server does not answer",
    "5.4.4": "their server cannot be found",
    "5.4.7": "given up after many tries",
    "5.7.1": "their server refuses us",
}
_BY_SUBJECT = {"5.4": "it could not be delivered there", "5.7": "their server refuses us"}
_STATUS = re.compile(r"\b(5\.\d{1,3})\.(\d{1,3})\b")
_WORDS_AT_MOST = 80


def returned_words(reason: str) -> str:
    """Why something came back, in a few words for people: by the status code, else as the server put it."""
    for found in _STATUS.finditer(reason):
        said = _SAID.get(found[0]) or _BY_SUBJECT.get(found[1])
        if said:
            return said
    return reason if len(reason) <= _WORDS_AT_MOST else reason[: _WORDS_AT_MOST - 1].rstrip() + "…"


def bounce_reason(text: str) -> str:
    """The line with the refusal, else the first that says something; "no reason given" for none."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    refusals = [line for line in lines if _REFUSAL.search(line)]
    reason = next(iter([*refusals, *lines]), "no reason given")
    return reason if len(reason) <= LONGEST_REASON else reason[: LONGEST_REASON - 1] + "…"
