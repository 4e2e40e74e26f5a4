"""Passing on, routing and escalating, as the timeline says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

HANDED = ("passed_on", "offered", "declined", "routed", "escalated")


def handed_words(code: str, *, who: str, names: Mapping[int, str], me: int) -> str:
    """`code`: as `converse.queries.handing_events` writes them. `who` did it, where somebody did."""
    what, _colon, rest = code.partition(":")
    if what == "passed_on":
        return _passed_on(rest, names=names, me=me)
    if what == "routed":
        return _routed(rest, names=names, me=me)
    if what == "declined":
        return _("%(who)s did not take this over") % {"who": who}
    whom = _name(rest, names=names, me=me)
    if what == "offered":
        return _("%(who)s asked %(whom)s to take this over") % {"who": who, "whom": whom}
    if not whom:
        return _("%(who)s raised this to the next team") % {"who": who}
    return _("%(who)s raised this to the next team; %(whom)s has it") % {"who": who, "whom": whom}


def _passed_on(rest: str, *, names: Mapping[int, str], me: int) -> str:
    why, from_id, to_id = rest.split(":")
    said = {"from": _name(from_id, names=names, me=me) or _("somebody who left")}
    said["whom"] = _name(to_id, names=names, me=me) or _("nobody")
    if why == "shift_ended":
        return _("Given to %(whom)s: the shift of %(from)s ended") % said
    return _("Given to %(whom)s: %(from)s does not answer here any more") % said


def _routed(rest: str, *, names: Mapping[int, str], me: int) -> str:
    why, to_id, since = rest.split(":", 2)
    whom = _name(to_id, names=names, me=me)
    if not whom:
        return _("Left to the team: nobody of it could take one more")
    if why == "answered" and since:
        day = date_format(timezone.localtime(datetime.fromisoformat(since)), "j F")
        return _("Given to %(whom)s: answered them on %(day)s") % {"whom": whom, "day": day}
    said = {
        "language": _("Given to %(whom)s: speaks the language"),
        "skill": _("Given to %(whom)s: knows the subject"),
    }
    return said.get(why, _("Given to %(whom)s: had the fewest open")) % {"whom": whom}


def _name(told: str, *, names: Mapping[int, str], me: int) -> str:
    """Empty for nobody; somebody who left is not among the names."""
    number = int(told) if told.isdigit() else 0
    if not number:
        return ""
    return _("you") if number == me else names.get(number, _("somebody who left"))
