"""What the shell shows around every page: read only when a template asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from rapport.web.access import organisation_of
from rapport.web.places import PlaceLink, places_for
from rapport.workspace.models import Member, Organisation


@dataclass
class Shell:
    request: HttpRequest
    member: Member

    @cached_property
    def organisation(self) -> Organisation | None:
        return organisation_of(self.request)

    @cached_property
    def places(self) -> list[PlaceLink]:
        return places_for(self.member, self.request.path)


def shell(request: HttpRequest) -> dict[str, Shell | None]:
    """Context processor. `shell` is None for somebody who has not signed in."""
    user = getattr(request, "user", None)
    return {"shell": Shell(request, user) if isinstance(user, Member) else None}
