"""How the last hours sounded: up what was glad, down what was let down, and between them the balance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.converse.contract import HourOfVoices

# Half of the drawing, in its own units: what everything being glad would reach.
FULL = 50
# Of fewer readings an hour's balance is drawn faintly: two people are no mood.
FEW = 5


@dataclass(frozen=True, slots=True)
class MoodOfHour:
    """Heights in units of FULL; `is_few`: too few were read to speak of a mood."""

    x: int
    up: float
    down: float
    says: str
    is_few: bool


@dataclass(frozen=True, slots=True)
class MoodShown:
    """`line`: the balance of the hours in which anything was read, as points of the drawing. `unread`: heard, and not in it."""

    hours: Sequence[MoodOfHour]
    line: str
    says: str
    negative: str
    negative_url: str
    positive: str
    positive_url: str
    unread: str


def mood_shown(hours: Sequence[HourOfVoices]) -> MoodShown | None:
    """None where nothing was read that a mood can be drawn of."""
    read = sum(one.read for one in hours)
    if not read:
        return None
    negative, positive = sum(one.negative for one in hours), sum(one.positive for one in hours)
    unread = sum(one.heard for one in hours) - read
    return MoodShown(
        hours=[_hour(index, one) for index, one in enumerate(hours)],
        line=" ".join(
            f"{index + 0.5},{round(FULL - _height(one.positive - one.negative, one), 1)}"
            for index, one in enumerate(hours)
            if one.read
        ),
        says=_("%(up)d %% glad, %(down)d %% let down, of %(n)d read")
        % {"up": _percent(positive, read), "down": _percent(negative, read), "n": read},
        negative=_("%(n)d let down") % {"n": negative},
        negative_url=_found("negative"),
        positive=_("%(n)d glad") % {"n": positive},
        positive_url=_found("positive"),
        unread=ngettext(
            "%(n)d message is not in it: another language, or not read again yet.",
            "%(n)d messages are not in it: other languages, or not read again yet.",
            unread,
        )
        % {"n": unread}
        if unread > 0
        else "",
    )


def _hour(index: int, one: HourOfVoices) -> MoodOfHour:
    words = _("%(hour)s: %(up)d glad, %(down)d let down, of %(n)d read")
    counts = {"up": one.positive, "down": one.negative, "n": one.read}
    hour = date_format(timezone.localtime(one.begins), "H:i")
    return MoodOfHour(
        x=index,
        up=_height(one.positive, one),
        down=_height(one.negative, one),
        says=words % {"hour": hour, **counts},
        is_few=one.read < FEW,
    )


def _height(count: int, one: HourOfVoices) -> float:
    return round(FULL * count / one.read, 1) if one.read else 0.0


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole)


def _found(sentiment: str) -> str:
    """The list behind the figure: whoever wrote to us so within the last day."""
    asked = urlencode({"find": f"sentiment:{sentiment} since:1d", "scope": "all"})
    return f"{reverse('inbox')}?{asked}"
