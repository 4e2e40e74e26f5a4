"""Which conversations somebody may know the readers of."""

from __future__ import annotations

from collections.abc import Iterable

from rapport.converse.models import Conversation
from rapport.workspace.models import Member
from rapport.workspace.queries import can


def seen_by(member: Member, ids: Iterable[int]) -> set[int]:
    """Those of the ids whose conversation the member may see; an access function for many at once."""
    wanted = set(ids)
    if not wanted or not can(member, "see"):
        return set()
    return set(Conversation.objects.filter(pk__in=wanted).values_list("pk", flat=True))
