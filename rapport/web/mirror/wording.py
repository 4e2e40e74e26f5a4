"""The mirror in words: waits, hours of the week, the sentences a person would say aloud. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.measure.contract import Mirror, Stretch, Times

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def wait(time: timedelta | None) -> str:
    """In two units at most: under a minute, 13 min, 4 h 50 min, 3 days 4 h, 19 days."""
    if time is None:
        return _("none")
    seconds = round(time.total_seconds())
    if seconds < _MINUTE:
        return _("under a minute")
    if seconds < _HOUR:
        return _("%(n)d min") % {"n": seconds // _MINUTE}
    if seconds < _DAY:
        return _two(seconds, _HOUR, _("%(n)d h"), _MINUTE, _("%(n)d min"))
    days = seconds // _DAY
    said = ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    rest = seconds % _DAY // _HOUR
    return f"{said} " + _("%(n)d h") % {"n": rest} if rest and days < 7 else said


def _two(seconds: int, large: int, large_words: str, small: int, small_words: str) -> str:
    said = large_words % {"n": seconds // large}
    rest = seconds % large // small
    return f"{said} {small_words % {'n': rest}}" if rest else said


def weekday(number: int) -> str:
    """Monday is 0."""
    return date_format(date(2024, 1, 1 + number % 7), "l")


def weekday_short(number: int) -> str:
    return date_format(date(2024, 1, 1 + number % 7), "D")


def stretch(found: Stretch) -> str:
    """Monday 22:00 to Tuesday 07:00."""
    days = _("%(day)s %(hour)02d:00")
    start = days % {"day": weekday(found.start // 24), "hour": found.start % 24}
    same_day = found.start // 24 == (found.end - 1) // 24
    hour = found.end % 24 or (24 if same_day else 0)
    if same_day:
        return _("%(start)s to %(hour)02d:00") % {"start": start, "hour": hour}
    end = days % {"day": weekday(found.end // 24), "hour": found.end % 24}
    return _("%(start)s to %(end)s") % {"start": start, "end": end}


def period(first: datetime, last: datetime) -> str:
    """2 March 2026; 29 August 2011 to 3 December 2017."""
    start, end = date_format(first, "j F Y"), date_format(last, "j F Y")
    return start if start == end else _("%(start)s to %(end)s") % {"start": start, "end": end}


def big(number: int) -> str:
    return f"{number:,}"


def sentences(found: Mirror) -> list[SafeString]:
    """What the page says first; every number in it stands again below, with its list."""
    said = [_unanswered(found)]
    if found.acknowledge.count:
        said.append(_waits(found.acknowledge))
    if found.praise.count:
        said.append(_praise(found.praise.count))
    if found.hours.longest and found.hours.longest.length > 1:
        words = _("Whoever wrote from {stretch} had no answer within {target}.")
        bold = _bold(stretch(found.hours.longest))
        said.append(format_html(words, stretch=bold, target=wait(found.hours.target)))
    return said


def _bold(words: str) -> SafeString:
    return format_html("<b>{}</b>", words)


def _unanswered(found: Mirror) -> SafeString:
    left, asking = found.unanswered, found.asking
    if not left.count:
        return format_html("{}", _("Every customer message in this file had an answer."))
    words = _("Of {all} customer messages {left} had no answer in this file")
    said = format_html(words, all=big(left.of), left=_bold(big(left.count)))
    if not asking.count:
        return format_html("{}.", said)
    more = _("and {asking} of those asked for one.")
    return format_html("{}, {}", said, format_html(more, asking=_bold(big(asking.count))))


def _waits(times: Times) -> SafeString:
    if times.count == 1:
        words = _("The one person who heard from us waited {median}.")
        return format_html(words, median=_bold(wait(times.median)))
    words = _(
        "Half of the people who heard from us waited no longer than {median}; one waited {worst}."
    )
    return format_html(words, median=_bold(wait(times.median)), worst=_bold(wait(times.worst)))


def _praise(count: int) -> SafeString:
    words = ngettext(
        "{n} kind word was never thanked for.", "{n} kind words were never thanked for.", count
    )
    return format_html(words, n=_bold(big(count)))
