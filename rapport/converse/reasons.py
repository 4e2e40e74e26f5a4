"""Why a conversation is resolved, where the team has set up no words of its own."""

from __future__ import annotations

# By slug. The order is that of the digits one presses.
USUAL_REASONS: dict[str, str] = {
    "answered": "Answered",
    "elsewhere": "Solved elsewhere",
    "no_answer": "No answer needed",
    "spam": "Spam",
    "duplicate": "Duplicate",
}
