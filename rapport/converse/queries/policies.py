"""Policies as their page shows them, and what else asks of them."""

from __future__ import annotations

from rapport.converse.models import ClockPolicy
from rapport.converse.policies import USUAL


def usual_response_minutes() -> int | None:
    """The first response owed to a conversation of which nothing is known; None where only a sign is."""
    usual = ClockPolicy.objects.filter(condition="").order_by("position", "pk").first() or USUAL
    return usual.first_response_minutes
