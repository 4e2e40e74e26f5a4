"""Every write of this room: meeting people, keeping their wishes, erasing them."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from rapport.ledger.actions import publish
from rapport.people import tombstones
from rapport.people.errors import NoSuchPerson
from rapport.people.events import PersonErased, SilenceWished
from rapport.people.meeting import meet
from rapport.people.models import Erasure, Handle, Person, Tombstone
from rapport.people.registry import erasers
from rapport.workspace.errors import NotAllowed
from rapport.workspace.models import Member
from rapport.workspace.queries import can

__all__ = [
    "erase_person",
    "forget_unseen",
    "meet",
    "replay_tombstones",
    "set_wants_silence",
    "write_tombstones",
]


@transaction.atomic
def set_wants_silence(person: Person, *, now: datetime) -> None:
    """They asked not to be contacted. The first time counts; asking again changes nothing."""
    wishes = Person.objects.filter(pk=person.pk, wants_silence_since=None)
    if wishes.update(wants_silence_since=now):
        publish(SilenceWished(person_id=person.pk), now=now)


def forget_unseen(before: datetime, limit: int) -> int:
    """Forget persons none of whose handles was seen since, and everything held about them.

    No tombstone: they may come back. `limit` counts persons; at most 50 at once, for one may hold much.
    """
    recent = Handle.objects.filter(Q(seen_at__gte=before) | Q(is_ours=True))
    unseen = (
        Person.objects.filter(first_seen_at__lt=before)
        .exclude(pk__in=recent.values("person_id"))
        .order_by("pk")[: min(limit, 50)]
    )
    gone = [person.pk for person in unseen]
    for person_id in gone:
        handles = Handle.objects.filter(person_id=person_id)
        forget(person_id, handle_ids=list(handles.values_list("pk", flat=True)))
    return len(gone)


def erase_person(person_id: int, *, by: Member, now: datetime) -> int:
    """Delete everything every room holds about a person, for good. Returns how many rows went.

    All or nothing in the database. A tombstone stays, so that they are not stored again when they post.
    Raises NotAllowed, NoSuchPerson.
    """
    if not can(by, "erase"):
        raise NotAllowed("erase")
    return _erase(person_id, member_id=by.pk, now=now)


def replay_tombstones(now: datetime | None = None) -> int:
    """After a restore: erase again whom the file beside the database says was erased.

    Returns how many persons went. Safe to repeat. Reads every handle once.
    """
    now = now or timezone.now()
    stones = tombstones.read_file()
    Tombstone.objects.bulk_create(
        [Tombstone(digest=digest, at=at) for digest, at in stones.items()], ignore_conflicts=True
    )
    erased = set(Tombstone.objects.values_list("digest", flat=True))
    back = {
        person_id
        for person_id, network, remote_id in Handle.objects.values_list(
            "person_id", "network", "remote_id"
        ).iterator()
        if not erased.isdisjoint(tombstones.digests(network, remote_id))
    }
    for person_id in sorted(back):
        _erase(person_id, member_id=None, now=now)
    write_tombstones()
    return len(back)


def write_tombstones() -> int:
    """Bring the file beside the database up to date. Runs after each erasure and once a day."""
    return tombstones.write_file()


@transaction.atomic
def _erase(person_id: int, *, member_id: int | None, now: datetime) -> int:
    person = Person.objects.select_for_update().filter(pk=person_id).first()
    if person is None:
        raise NoSuchPerson("This person is not known here. Perhaps they were erased already.")
    # Not locked: a batch being stored writes handles under a lock an eraser waits for (`listen.erasing`).
    handles = list(person.handles.all())
    tombstones.put_up(handles, at=now)
    rows = forget(person_id, handle_ids=[handle.pk for handle in handles])
    Erasure.objects.create(at=now, member_id=member_id, rows=rows)
    publish(PersonErased(person_id=person_id, by_id=member_id), now=now)
    # Only what was committed may stand in the file: it is never taken back.
    transaction.on_commit(partial(tombstones.write_file))
    return rows


def forget(person_id: int, *, handle_ids: list[int]) -> int:
    """Run every eraser, rooms above first, then let the person go. Inside a transaction."""
    rows = sum(eraser.erase(person_id, handle_ids) for eraser in erasers())
    gone, _ = Person.objects.filter(pk=person_id).delete()
    return rows + gone
