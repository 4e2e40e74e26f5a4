"""What the worker is told when Django starts: how the morning mail is written."""

from __future__ import annotations

from rapport.web.morning.letter import morning_letter
from rapport.workspace.registry import register_morning

register_morning(morning_letter)
