"""Every read of this room worth a name."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from rapport.listen.models import Message
from rapport.understand.models import Reading


def wants_words(reading: Reading) -> bool:
    """Whether nobody has looked yet which words made its mood. Of a corrected mood a person knows why."""
    if reading.gear != "full" or reading.offensive:
        return False
    return all(one["kind"] != reading.sentiment for one in reading.reasons)


def read_in_a_hurry(*, since: datetime) -> QuerySet[Message]:
    """What the rough gear read though the full one can, the newest first."""
    return (
        Message.objects.filter(
            reading__gear="rough", reading__language="en", reading__read_at__gte=since
        )
        .only("pk", "text", "media", "is_own")
        .order_by("-pk")
    )
