"""Hours of a team or a brand. What changes them tells clocks to count anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapport.kit.business_time import next_opening
from rapport.ledger.actions import publish
from rapport.workspace.actions.entries import demand
from rapport.workspace.actions.hours import demand_zone, refused_in_words, week_told
from rapport.workspace.errors import InvalidEntry
from rapport.workspace.events import HoursChanged
from rapport.workspace.models import Member, NamedHours, Organisation
from rapport.workspace.named_hours import engine_named

HOURS_AT_MOST = 20
NAME_LENGTH = 80


@transaction.atomic
def set_named_hours(
    row: NamedHours | None,
    *,
    name: str,
    week: Sequence[str],
    zone: str = "",
    country: str = "",
    subdivision: str = "",
    by: Member,
    now: datetime,
) -> NamedHours:
    """`row` None adds some. `week`: seven days from Monday, as people write them; "" is closed.

    Raises NotAllowed, and InvalidEntry with the names of these parameters, and "monday" to "sunday" for a day.
    """
    demand(by, "settings")
    house = Organisation.objects.select_for_update().get()
    kept = row or NamedHours()
    kept.name = _name(name, but=kept.pk)
    if row is None and NamedHours.objects.count() >= HOURS_AT_MOST:
        raise InvalidEntry({"name": f"{HOURS_AT_MOST} are kept at most. Take some away first."})
    kept.week, kept.zone = week_told(week), zone
    kept.country, kept.subdivision, kept.changed_at = country, subdivision, now
    demand_zone(zone)
    with refused_in_words("week"):
        next_opening(engine_named(kept, zone=house.timezone), now)
    kept.save()
    publish(HoursChanged(workspace_id=house.pk, by_id=by.pk), now=now)
    return kept


@transaction.atomic
def remove_named_hours(hours_id: int, *, by: Member, now: datetime) -> None:
    """What counted in them counts in the organisation's. Safe to repeat. Raises NotAllowed."""
    demand(by, "settings")
    house = Organisation.objects.select_for_update().get()
    if NamedHours.objects.filter(pk=hours_id).delete()[0]:
        publish(HoursChanged(workspace_id=house.pk, by_id=by.pk), now=now)


def _name(name: str, *, but: int | None) -> str:
    told = " ".join(name.split())
    if not told or len(told) > NAME_LENGTH or "\x00" in told:
        raise InvalidEntry({"name": f"Name them, in at most {NAME_LENGTH} letters."})
    others = NamedHours.objects.filter(name__iexact=told)
    if (others if but is None else others.exclude(pk=but)).exists():
        raise InvalidEntry({"name": "There are hours of that name already."})
    return told
