"""How this room forgets a person: the pictures of their handles. The rows go with the person."""

from __future__ import annotations

from rapport.assets.actions import forget_pictures
from rapport.people.models import Handle
from rapport.people.registry import eraser


@eraser("people.Handle")
def forget_faces(person_id: int, handle_ids: list[int]) -> int:
    """Their avatars, but not one that somebody else has too, such as a network's grey face."""
    faces = set(
        Handle.objects.filter(pk__in=handle_ids)
        .exclude(avatar_url="")
        .values_list("avatar_url", flat=True)
    )
    others = Handle.objects.filter(avatar_url__in=faces).exclude(pk__in=handle_ids)
    return forget_pictures(faces - set(others.values_list("avatar_url", flat=True)))
