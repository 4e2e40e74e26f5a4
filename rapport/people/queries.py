"""Reads: one person, the list of people."""

from __future__ import annotations

from django.db.models import Case, F, Prefetch, Q, QuerySet, When

from rapport.kit.text import fold
from rapport.people.errors import NoSuchPerson
from rapport.people.models import Handle, Person
from rapport.people.tombstones import erased_among as erased_among
from rapport.workspace.models import Member
from rapport.workspace.queries import can

NAMED_WORDS_AT_MOST = 6
# So many handles one person has at most, where a few are looked for.
HANDLES_OF_ONE = 4


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


def people_named(member: Member, words: str, *, most: int) -> list[Handle]:
    """Persons outside of whom a name holds each of these words, or parts of words, by the handle that does; one each.

    Whose name begins with what was written stands first, then who wrote last. Case and, in handles, accents change nothing.
    One statement; nothing where the member may see nobody.
    """
    wanted = words.replace("\x00", "").lstrip("@").split()[:NAMED_WORDS_AT_MOST]
    if not wanted or not can(member, "see"):
        return []
    found = Handle.objects.filter(is_ours=False)
    for word in wanted:
        found = found.filter(
            Q(folded_name__contains=fold(word))
            | Q(display_name__icontains=word)
            | Q(person__name__icontains=word)
        )
    begins = Q(folded_name__startswith=fold(wanted[0])) | Q(display_name__istartswith=wanted[0])
    ranked = found.alias(ranked=Case(When(begins, then=0), default=1)).order_by(
        "ranked", F("wrote_at").desc(nulls_last=True), "pk"
    )
    # Somebody may be found by each of their handles.
    first: dict[int, Handle] = {}
    for handle in ranked.select_related("person")[: most * HANDLES_OF_ONE]:
        first.setdefault(handle.person_id, handle)
    return list(first.values())[:most]


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
