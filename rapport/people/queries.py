"""Reads: one person, the list of people."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from rapport.people.errors import NoSuchPerson
from rapport.people.models import Handle, Person
from rapport.people.tombstones import erased_among as erased_among
from rapport.workspace.models import Member
from rapport.workspace.queries import can


def people_for(member: Member, *, search: str = "") -> QuerySet[Person]:
    """Persons outside the organisation, newest first; `search` looks into names and handles."""
    if not can(member, "see"):
        return Person.objects.none()
    outside = Handle.objects.filter(is_ours=False)
    if search := search.replace("\x00", "").strip().lstrip("@"):
        outside = outside.filter(name__icontains=search) | outside.filter(
            display_name__icontains=search
        )
    return (
        Person.objects.filter(pk__in=outside.values("person_id"))
        .prefetch_related(Prefetch("handles", Handle.objects.order_by("network", "id")))
        .order_by("-first_seen_at", "-id")
    )


def person_for(member: Member, person_id: int) -> Person:
    """One person with their handles. Raises NoSuchPerson, also where the member may not see them."""
    found = (
        Person.objects.prefetch_related(
            Prefetch("handles", Handle.objects.order_by("network", "id"))
        )
        .filter(pk=person_id)
        .first()
        if can(member, "see")
        else None
    )
    if found is None:
        raise NoSuchPerson("This person is not known here. Perhaps they were erased.")
    return found
