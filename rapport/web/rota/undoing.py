"""What takes a change of the rota back: carried by the page in a signed word, kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.core import signing

from rapport.kit.business_time import Block
from rapport.workspace import actions
from rapport.workspace.errors import NotThere
from rapport.workspace.models import Absence, Member, Shift, ShiftPattern, Team

_SALT = "rota-undo"
_SECONDS = 3600

Told = Mapping[str, Any]


def word(what: str, **told: Any) -> str:
    """`what` is a step of `_STEPS`, with what it needs as JSON values."""
    return signing.dumps({"what": what, **told}, salt=_SALT)


def take_back(told: str, *, by: Member) -> bool:
    """Whether it could be: the word is ours and young, and what it names is there. Raises what the actions raise."""
    try:
        step = signing.loads(told, salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        return False
    try:
        _STEPS[step["what"]](step, by)
    except NotThere:
        return False
    return True


def of_weekly(row: ShiftPattern) -> dict[str, Any]:
    """A weekly shift as values."""
    starts, _dash, ends = str(Block(row.starts, row.ends)).partition("-")
    return {
        "member": row.member_id,
        "weekday": row.weekday,
        "starts": starts,
        "ends": ends,
        "team": row.team_id,
        "leads": row.leads,
        "on_holidays": row.on_holidays,
        "zone": row.zone,
        "skips": row.skips,
    }


def of_shift(row: Shift) -> dict[str, Any]:
    return {
        "member": row.member_id,
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
        "team": row.team_id,
        "leads": row.leads,
    }


def of_absence(row: Absence) -> dict[str, Any]:
    return {
        "member": row.member_id,
        "first_day": row.first_day.isoformat(),
        "last_day": row.last_day.isoformat(),
    }


def _member(step: Told) -> Member:
    member = Member.objects.filter(pk=step["member"], is_active=True).first()
    if member is None:
        raise NotThere("They do not work here any more.")
    return member


def _team(step: Told) -> Team | None:
    return Team.objects.filter(pk=step["team"]).first() if step["team"] else None


def _remove_weekly(step: Told, by: Member) -> None:
    for pattern_id in step["ids"]:
        actions.remove_weekly_shift(pattern_id, by=by)


def _add_weekly(step: Told, by: Member) -> None:
    actions.add_weekly_shifts(
        _member(step),
        weekdays=[step["weekday"]],
        starts=step["starts"],
        ends=step["ends"],
        team=_team(step),
        leads=step["leads"],
        on_holidays=step["on_holidays"],
        zone=step["zone"],
        skips=step["skips"],
        by=by,
    )


def _change_weekly(step: Told, by: Member) -> None:
    actions.change_weekly_shift(
        step["id"],
        starts=step["starts"],
        ends=step["ends"],
        team=_team(step),
        leads=step["leads"],
        on_holidays=step["on_holidays"],
        by=by,
    )


def _run_weekly(step: Told, by: Member) -> None:
    actions.run_weekly_shift(step["id"], date.fromisoformat(step["on"]), by=by)


def _remove_shift(step: Told, by: Member) -> None:
    actions.remove_shift(step["id"], by=by)


def _restore_shift(step: Told, by: Member) -> None:
    actions.restore_shift(
        _member(step),
        starts_at=datetime.fromisoformat(step["starts_at"]),
        ends_at=datetime.fromisoformat(step["ends_at"]),
        team=_team(step),
        leads=step["leads"],
        by=by,
    )


def _remove_absence(step: Told, by: Member) -> None:
    actions.remove_absence(step["id"], by=by)


def _add_absence(step: Told, by: Member) -> None:
    days = date.fromisoformat(step["first_day"]), date.fromisoformat(step["last_day"])
    actions.add_absence(_member(step), first_day=days[0], last_day=days[1], by=by)


_STEPS: dict[str, Callable[[Told, Member], None]] = {
    "remove_weekly": _remove_weekly,
    "add_weekly": _add_weekly,
    "change_weekly": _change_weekly,
    "run_weekly": _run_weekly,
    "remove_shift": _remove_shift,
    "restore_shift": _restore_shift,
    "remove_absence": _remove_absence,
    "add_absence": _add_absence,
}
