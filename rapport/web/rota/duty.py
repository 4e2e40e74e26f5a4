"""One's own shift in a few words: "You are on until 22:00", "You are on again Mon 14:00"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from rapport.web.shell import wording
from rapport.workspace import queries as workspace
from rapport.workspace.models import Member, Organisation

# How long after a shift began, and how long before it ends.
BRIEF_FOR, HANDOVER_FROM = timedelta(minutes=60), timedelta(minutes=30)
# Longer than the longest shift and a free week behind it.
_AHEAD = timedelta(days=9)


@dataclass(frozen=True, slots=True)
class DutyShown:
    words: str = ""
    is_on: bool = False
    # The brief, then the handover, stand first on Pulse.
    has_begun: bool = False
    ends_soon: bool = False


NOT_PLANNED = DutyShown()


def duty_shown(member: Member, *, house: Organisation | None, now: datetime) -> DutyShown:
    """Nothing for somebody who works by no rota. One statement."""
    planned = workspace.rota(now, now + _AHEAD, house=house)
    shift = planned.shift_of(member.pk, now)
    if shift is not None:
        told = {"time": wording.due_with_time(shift.ends_at, now=now)}
        words = _("You lead until %(time)s") if shift.leads else _("You are on until %(time)s")
        return DutyShown(
            words % told,
            is_on=True,
            has_begun=now - shift.starts_at < BRIEF_FOR,
            ends_soon=shift.ends_at - now <= HANDOVER_FROM,
        )
    following = planned.next_shift_of(member.pk, now)
    if following is None:
        return NOT_PLANNED
    when = wording.due_with_time(following.starts_at, now=now)
    return DutyShown(_("You are on again %(time)s") % {"time": when})
