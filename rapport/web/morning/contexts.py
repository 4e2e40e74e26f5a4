"""The morning in words: the same sentences for the page and the mail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.measure.definitions import FEW_CASES, Definition
from rapport.measure.queries import (
    MORNING_AT_MOST,
    Morning,
    PurposeNumber,
    look_at_morning,
)
from rapport.voice.models import Promise
from rapport.web.shell import wording
from rapport.workspace import queries as workspace
from rapport.workspace.models import Organisation
from rapport.workspace.queries import MorningWindow


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a sentence; one with a `url` is a figure and opens the list behind it."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """`words` name nobody and may leave the house; `who` and `say` are for the screen."""

    words: str
    url: str
    who: str = ""
    say: str = ""
    tone: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class NumberShown:
    """One number against our purpose. `value` "" where none can be given, and `beside` says why."""

    sentence: str
    value: str
    title: str
    beside: str
    tone: str
    url: str
    definition: Definition | None


@dataclass(frozen=True, slots=True)
class MorningShown:
    title: str
    period: str
    is_silent: bool
    sentences: Sequence[Sequence[Said]]
    owed: Sequence[Line]
    owed_head: Said
    promises: Sequence[Line]
    promises_head: str
    praise: Sequence[Line]
    praise_head: Said
    number: NumberShown | None
    before_url: str
    after_url: str
    url: str


def morning_shown(house: Organisation, window: MorningWindow, *, now: datetime) -> MorningShown:
    """Three statements beside what was read of the organisation."""
    until = min(window.at, now)
    found = look_at_morning(window.since, until, zone=house.timezone, now=now)
    day = window.day.isoformat()
    return MorningShown(
        title=date_format(window.day, "l j F"),
        period=_("from %(since)s to %(until)s")
        % {
            "since": wording.moment_with_time(window.since, now=now),
            "until": _until(until, now=now),
        },
        is_silent=found.was_silent,
        sentences=[list(one) for one in _sentences(found, day=day)],
        owed=[
            Line(
                words=_("Conversation %(id)d (%(network)s), waiting since %(when)s")
                % {
                    "id": one.conversation_id,
                    "network": one.network,
                    "when": wording.moment_with_time(one.since, now=now),
                },
                url=reverse("inbox_open", args=[one.conversation_id]),
                who=one.who or _("Somebody"),
                say=one.say,
                tone="hot",
                when=_("since %(when)s") % {"when": wording.moment_with_time(one.since, now=now)},
            )
            for one in found.late
        ],
        owed_head=_head(
            found.late_count,
            ngettext("%(n)s waits past their time", "%(n)s wait past their time", found.late_count),
            list_url("late", day),
        ),
        promises=list(_promises(found, now=now)),
        promises_head=_promises_head(found),
        praise=[
            Line(
                words=_("%(network)s, %(when)s")
                % {"network": one.network, "when": wording.moment_with_time(one.at, now=now)},
                url=reverse("inbox_open", args=[one.conversation_id]),
                who=one.who or _("Somebody"),
                say=one.text,
            )
            for one in found.praise
        ],
        praise_head=_head(
            found.praise_count,
            ngettext("%(n)s said something kind", "%(n)s said something kind", found.praise_count),
            list_url("praise", day),
        ),
        number=_number(found.purpose, day=day),
        before_url=f"{reverse('morning')}?day={window.day - timedelta(days=1)}",
        after_url=_after(house, window, now=now),
        url=f"{reverse('morning')}?day={day}",
    )


def list_url(figure: str, day: str, *, hour: datetime | None = None) -> str:
    asked = {"day": day}
    if hour is not None:
        asked["hour"] = hour.astimezone(UTC).strftime("%Y-%m-%dT%H")
    return f"{reverse('morning_list', args=[figure])}?{urlencode(asked)}"


def _until(at: datetime, *, now: datetime) -> str:
    """ "today 07:30", not to be read as the end of yesterday."""
    is_today = timezone.localtime(at).date() == timezone.localtime(now).date()
    say = wording.due if is_today else wording.moment_with_time
    return say(at, now=now)


def _after(house: Organisation, window: MorningWindow, *, now: datetime) -> str:
    if window.day >= workspace.latest_morning(house, now=now).day:
        return ""
    return f"{reverse('morning')}?day={window.day + timedelta(days=1)}"


def _sentences(found: Morning, *, day: str) -> Iterator[list[Said]]:
    """What happened, most pressing first, as one would say it to a colleague coming in."""
    if found.danger:
        danger = ngettext(
            "%(n)s person may have been in danger",
            "%(n)s people may have been in danger",
            found.danger,
        )
        yield [Said(_say(danger, found.danger), list_url("danger", day)), Said(".")]
    yield _wrote(found, day=day)
    if found.answered:
        answered = ngettext("%(n)s was answered", "%(n)s were answered", found.answered)
        yield [Said(_say(answered, found.answered), list_url("answered", day)), Said(".")]
    if found.times.acknowledged_cases:
        yield _in_time(found, day=day)
    if found.breached:
        late = ngettext(
            "%(n)s waited past their time", "%(n)s waited past their time", found.breached
        )
        yield [Said(_say(late, found.breached), list_url("breached", day)), Said(".")]


def _wrote(found: Morning, *, day: str) -> list[Said]:
    if not found.messages:
        return [Said(_("Nobody wrote to us."))]
    wrote = ngettext("%(n)s person wrote to us", "%(n)s people wrote to us", found.wrote)
    said = [Said(_say(wrote, found.wrote), list_url("wrote", day))]
    if found.peak is not None:
        local = timezone.localtime(found.peak.begins)
        peak = {
            "begin": date_format(local, "H:i"),
            "end": date_format(local + timedelta(hours=1), "H:i"),
            "n": found.peak.messages,
            "all": found.messages,
        }
        words = _("most between %(begin)s and %(end)s (%(n)d of %(all)d messages)") % peak
        said += [Said(", "), Said(words, list_url("peak", day, hour=found.peak.begins))]
    return [*said, Said(".")]


def _in_time(found: Morning, *, day: str) -> list[Said]:
    """ "Seven of nine were acknowledged in time." With fewer than twenty the figure says how few it is of."""
    part, whole = found.times.acknowledged, found.times.acknowledged_cases
    told = {"part": wording.number(part) if part else _("none"), "whole": wording.number(whole)}
    words = _("%(part)s of %(whole)s were acknowledged in time") % told
    said = [Said(words[:1].upper() + words[1:], list_url("acknowledged", day))]
    few = _(", too few to read a trend from.") if whole < FEW_CASES else "."
    return [*said, Said(few)]


def _head(count: int, words: str, url: str) -> Said:
    """What was counted up to 100 only."""
    number = "99+" if count >= MORNING_AT_MOST else wording.number(count)
    said = words % {"n": number}
    return Said(said[:1].upper() + said[1:], url) if count else Said("")


def _say(words: str, count: int) -> str:
    said = words % {"n": wording.number(count)}
    return said[:1].upper() + said[1:]


def _promises(found: Morning, *, now: datetime) -> Iterator[Line]:
    """The broken ones first."""
    for one in [*found.broken, *found.due_today]:
        late = one.due_at < now
        when = (
            _("broken since %(when)s") % {"when": wording.moment_with_time(one.due_at, now=now)}
            if late
            else _("due %(when)s") % {"when": wording.due_with_time(one.due_at, now=now)}
        )
        yield Line(
            words=_("A promise, %(when)s") % {"when": when},
            url=reverse("person", args=[one.person_id]),
            say=one.text,
            tone="hot" if late else "warn",
            when=when,
        )


def promise_line(one: Promise, *, now: datetime) -> Line:
    """A promise that fell due, and whether it was kept."""
    kept = one.state == Promise.State.KEPT
    at = one.settled_at if kept and one.settled_at else one.due_at
    when = wording.moment_with_time(at, now=now)
    said = (_("kept %(when)s") if kept else _("broken since %(when)s")) % {"when": when}
    return Line(
        words=_("A promise, %(when)s") % {"when": said},
        url=reverse("person", args=[one.person_id]),
        say=one.text,
        tone="pos" if kept else "hot",
        when=said,
    )


def _promises_head(found: Morning) -> str:
    told = []
    if broken := len(found.broken):
        told.append(
            ngettext("%(n)s is broken", "%(n)s are broken", broken) % {"n": wording.number(broken)}
        )
    if due := len(found.due_today):
        told.append(
            ngettext("%(n)s is due today", "%(n)s are due today", due) % {"n": wording.number(due)}
        )
    return wording.sentence(", ".join(told)) if told else ""


def _number(purpose: PurposeNumber | None, *, day: str) -> NumberShown | None:
    """None where no purpose was written."""
    if purpose is None:
        return None
    measure = purpose.measure
    if measure is None:
        beside = _("No measure yet. Choose by which number it is judged.")
        return NumberShown(purpose.sentence, "", "", beside, "", reverse("purposes"), None)
    if purpose.percent is None:
        beside = _("Nothing fell due to count it from.")
        return NumberShown(
            purpose.sentence, "–", _(measure.title), beside, "", reverse("purposes"), measure
        )
    told = [_("%(part)d of %(whole)d") % {"part": purpose.part, "whole": purpose.whole}]
    if purpose.target is not None:
        told.append(_("target %(n)d %%") % {"n": purpose.target})
    if purpose.whole < FEW_CASES:
        told.append(_("too few to read a trend from"))
    missed = purpose.target is not None and purpose.percent < purpose.target
    return NumberShown(
        sentence=purpose.sentence,
        value=f"{purpose.percent} %",
        title=_(measure.title),
        beside=", ".join(told),
        tone="hot" if missed else "",
        url=list_url(measure.slug, day),
        definition=measure,
    )
