"""How this room forgets a person. What is too old goes with its message."""

from __future__ import annotations

from rapport.people.registry import eraser
from rapport.understand.models import Correction, Reading


@eraser("understand.Reading", "understand.Correction")
def forget_readings(person_id: int, handle_ids: list[int]) -> int:
    corrections, _ = Correction.objects.filter(message__author_id__in=handle_ids).delete()
    readings, _ = Reading.objects.filter(message__author_id__in=handle_ids).delete()
    return corrections + readings
