"""Out of hours: when we are back, who is on call, and the sentence one may say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rapport.kit.business_time import Hours, NeverOpens, is_open, next_opening
from rapport.web.shell import wording
from rapport.workspace import queries as workspace
from rapport.workspace.models import Organisation

_MOMENT = timedelta(seconds=1)
NAMES_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class Closed:
    """`words`: "Closed: back Mon 09:00." `line`: what a customer may be told."""

    words: str
    line: str


def closed_shown(hours: Hours, *, house: Organisation | None, now: datetime) -> Closed | None:
    """None while the house is open, and where nothing ever opens again. No statement."""
    if is_open(hours, now):
        return None
    try:
        opens = next_opening(hours, now)
    except NeverOpens:
        return None
    told = workspace.closed_words_of(house) or _("We are back {back}.")
    return Closed(
        words=_("Closed: back %(when)s") % {"when": wording.due_with_time(opens, now=now)},
        line=told.replace("{back}", _spoken(opens, now=now)),
    )


def on_call_words(*, house: Organisation | None, now: datetime) -> str:
    """ "Ben is on call"; nothing where no rota says so. One statement."""
    on = workspace.rota(now, now + _MOMENT, house=house).on_duty(now)
    names = list(dict.fromkeys(shift.member.name for shift in on))
    if not names:
        return ""
    more = len(names) - NAMES_AT_MOST
    said = ", ".join(names[:NAMES_AT_MOST])
    if more > 0:
        return _("%(names)s and %(n)d more are on call") % {"names": said, "n": more}
    if len(names) == 1:
        return _("%(name)s is on call") % {"name": said}
    return _("%(names)s are on call") % {"names": said}


def _spoken(opens: datetime, *, now: datetime) -> str:
    """As one tells it to somebody outside: "today at 9:00", "on Monday at 9:00", "on 4 January at 9:00"."""
    local, today = timezone.localtime(opens), timezone.localtime(now).date()
    days = (local.date() - today).days
    time = f"{local.hour}:{local.minute:02d}"
    if days == 0:
        return _("today at %(time)s") % {"time": time}
    if days == 1:
        return _("tomorrow at %(time)s") % {"time": time}
    day = date_format(local, "l" if days < 7 else "j F")
    return _("on %(day)s at %(time)s") % {"day": day, "time": time}
