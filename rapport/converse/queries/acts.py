"""What was done by one press, as who takes it back needs it."""

from __future__ import annotations

from rapport.converse.models import OneOfMany


def only_one_of(act_id: int) -> int | None:
    """The conversation of an act that was done to one; None where it was done to several."""
    ones = OneOfMany.objects.filter(act_id=act_id).values_list("conversation_id", flat=True)[:2]
    found = list(ones)
    return found[0] if len(found) == 1 else None
