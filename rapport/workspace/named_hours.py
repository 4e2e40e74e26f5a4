"""Hours that differ from the organisation's, as they are read."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject

from rapport.kit.business_time import Hours
from rapport.workspace.errors import NotThere
from rapport.workspace.hours import compiled
from rapport.workspace.models import NamedHours


def named_hours() -> list[NamedHours]:
    return list(NamedHours.objects.order_by("name"))


def named_hours_by(hours_id: int) -> NamedHours:
    """Raises NotThere."""
    found = NamedHours.objects.filter(pk=hours_id).first()
    if found is None:
        raise NotThere("These hours are gone. Somebody took them away.")
    return found


def named_told() -> ArraySubquery:
    """What `named_hours_of` needs, beside the organisation."""
    columns = ("id", "zone", "week", "country", "subdivision")
    told = JSONObject(**{column: column for column in columns})
    return ArraySubquery(NamedHours.objects.values(json=told))


def engine_named(row: NamedHours, *, zone: str) -> Hours:
    """For the calendar engine. `zone`: the organisation's, for a row that has none of its own."""
    return compiled(row.zone or zone, row.week, {}, row.country, row.subdivision)
