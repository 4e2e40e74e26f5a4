"""What one press did to conversations, kept so that another press takes it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rapport.converse.actions.closing import CLOSED
from rapport.converse.models import Conversation, ManyAtOnce, OneOfMany
from rapport.workspace.models import Member

Kind = ManyAtOnce.Kind
# The columns each of them writes.
COLUMNS: dict[str, tuple[str, ...]] = {
    Kind.ASSIGN: ("assignee_id",),
    Kind.RESOLVE: CLOSED,
    Kind.SNOOZE: ("snoozed_until",),
}


def record(
    kind: ManyAtOnce.Kind,
    changed: Sequence[Conversation],
    *,
    before: Mapping[int, Mapping[str, Any]],
    by: Member,
    now: datetime,
) -> ManyAtOnce:
    """Keep the act for `undo_many`. `before`: by conversation, what `standing` said of it."""
    act = ManyAtOnce.objects.create(kind=kind, member=by, at=now)
    columns = COLUMNS[kind]
    OneOfMany.objects.bulk_create(
        OneOfMany(act=act, conversation=one, before=before[one.pk], after=standing(one, columns))
        for one in changed
    )
    return act


def standing(one: Conversation, columns: Sequence[str]) -> dict[str, Any]:
    """What stands in these columns, as JSON; moments in UTC, as the database gives them back."""
    found = {column: getattr(one, column) for column in columns}
    return {
        column: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for column, value in found.items()
    }


def was(column: str, value: Any) -> Any:
    """What stood in a column of conversations, of its JSON."""
    field = {one.attname: one for one in Conversation._meta.concrete_fields}[column]
    return field.to_python(value)
