"""How messages looked when they were sent."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from rapport.listen.models import Original


def has_original(message: OuterRef) -> Exists:
    """Whether the message came with a look of its own, as a column beside it."""
    return Exists(Original.objects.filter(message=message))


def original_of(message_id: int) -> tuple[str, dict[str, str]] | None:
    """The cleaned HTML, and the names of the pictures the message itself carries by their Content-ID.

    None where there is no HTML, or not any more. The first of two pictures with one Content-ID counts.
    """
    found = Original.objects.filter(pk=message_id, message__deleted_at=None)
    row = found.values_list("html", "message__media").first()
    if row is None:
        return None
    html, media = row
    own = [one for one in media if one.get("kind") == "image" and one.get("cid")]
    return html, {one["cid"]: one["url"] for one in reversed(own)}
