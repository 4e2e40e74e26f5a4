"""How messages looked when they were sent."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from rapport.listen.models import Original


def has_original(message: OuterRef) -> Exists:
    """Whether the message came with a look of its own, as a column beside it."""
    return Exists(Original.objects.filter(message=message))


def original_html(message_id: int) -> str | None:
    """The cleaned HTML; None where there is none, or not any more."""
    found = Original.objects.filter(pk=message_id, message__deleted_at=None)
    return found.values_list("html", flat=True).first()
