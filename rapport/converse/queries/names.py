"""How people and texts are named on a page."""

from __future__ import annotations

from rapport.people.models import Handle


def name_of(author: Handle | None) -> str:
    return (author.display_name or author.name or "Somebody") if author else "Somebody erased"


def initials(name: str) -> str:
    words = [w for w in name.replace("_", " ").replace(".", " ").split() if w[:1].isalnum()]
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"


def hue(number: int) -> int:
    """Which of six face colours; steady for a person."""
    return number % 6 + 1


def title(text: str, limit: int = 60) -> str:
    words = " ".join(text.split())
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
