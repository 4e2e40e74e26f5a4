"""What this room does by the clock."""

from __future__ import annotations

from rapport.assets.actions import let_pictures_go
from rapport.workspace.registry import register_retention

register_retention(
    "pictures",
    label="Copies of outside pictures",
    default_days=30,
    sweep=let_pictures_go,
)
