"""Every write of this room: meeting people, keeping their wishes, erasing them."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from rapport.people import tombstones
from rapport.people.errors import NoSuchPerson
from rapport.people.meeting import meet
from rapport.people.models import Erasure, Handle, Person, Tombstone
from rapport.people.registry import erasers
from rapport.workspace.errors import NotAllowed
from rapport.workspace.models import Member
from rapport.workspace.queries import can

__all__ = [
    "erase_person",
    "mark_ours",
    "meet",
    "replay_tombstones",
    "set_wants_silence",
    "write_tombstones",
]


def set_wants_silence(person: Person, *, now: datetime) -> None:
    """They asked not to be contacted. The first time counts; asking again changes nothing."""
    Person.objects.filter(pk=person.pk, wants_silence_since=None).update(wants_silence_since=now)


def mark_ours(network: str, *, remote_id: str) -> None:
    """The handle is an account of ours from now on: never a customer."""
    Handle.objects.filter(network=network, remote_id=remote_id).update(is_ours=True)


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
        if tombstones.digest(network, remote_id) in erased
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
    handles = list(person.handles.select_for_update())
    tombstones.put_up(handles, at=now)
    rows = forget(person_id, handle_ids=[handle.pk for handle in handles])
    Erasure.objects.create(at=now, member_id=member_id, rows=rows)
    # Only what was committed may stand in the file: it is never taken back.
    transaction.on_commit(partial(tombstones.write_file))
    return rows


def forget(person_id: int, *, handle_ids: list[int]) -> int:
    """Run every eraser, rooms above first, then let the person go. Inside a transaction."""
    rows = sum(eraser.erase(person_id, handle_ids) for eraser in erasers())
    gone, _ = Person.objects.filter(pk=person_id).delete()
    return rows + gone
