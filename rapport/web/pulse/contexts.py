"""What Pulse says, and the figures it says it from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.channels import queries as channels
from rapport.channels.models import Account
from rapport.converse import queries as converse
from rapport.converse.contract import Row, Tab, WaitingSummary
from rapport.web.health.pace import sign_in_words
from rapport.web.inbox.contexts import Asked, RowShown, rows_shown
from rapport.web.pulse.mood import MoodShown, mood_shown
from rapport.web.rota.duty import NOT_PLANNED, DutyShown, duty_shown
from rapport.web.shell import wording
from rapport.workspace import queries as workspace
from rapport.workspace.models import Member, Organisation, Purpose

YOURS_AT_MOST = 6
# Below this many cases a share says little (WORDS: "a period with fewer than 20 cases says so").
FEW = 20


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a sentence; one with a `url` is a figure and opens the list behind it."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    value: str
    beside: str
    url: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Hour:
    """One bar: heights in hundredths of the tallest; x in hours."""

    x: int
    heard_height: float
    ours_height: float
    says: str
    is_running: bool


@dataclass(frozen=True, slots=True)
class Volume:
    hours: Sequence[Hour]
    says: str
    first: str
    middle: str
    tallest: int


@dataclass(frozen=True, slots=True)
class Trouble:
    words: str
    url: str
    does: str


@dataclass(frozen=True, slots=True)
class Pulse:
    until: str
    sentences: Sequence[Sequence[Said]]
    troubles: Sequence[Trouble]
    volume: Volume | None
    mood: MoodShown | None
    figures: Sequence[Figure]
    yours: Sequence[RowShown]
    purposes: Sequence[Purpose]
    is_new: bool
    connect_url: str
    import_url: str
    duty: DutyShown = NOT_PLANNED


def pulse_shown(
    member: Member, *, organisation: Organisation | None, summary: WaitingSummary, now: datetime
) -> Pulse:
    accounts = list(channels.accounts())
    volume = _volume(summary)
    return Pulse(
        until=date_format(timezone.localtime(now), "H:i"),
        sentences=[list(said) for said in _sentences(summary, now=now)],
        troubles=list(_troubles(accounts, organisation=organisation, now=now)),
        volume=volume,
        mood=mood_shown(summary.volume),
        figures=_figures(summary),
        yours=_yours(member, house=organisation, now=now),
        purposes=list(workspace.purposes()),
        is_new=not accounts
        or (volume is None and summary.waiting == 0 and summary.answered_today == 0),
        connect_url=_url("accounts") if workspace.can(member, "manage_accounts") else "",
        import_url=_url("import") if workspace.can(member, "import") else "",
        duty=duty_shown(member, house=organisation, now=now),
    )


def _sentences(summary: WaitingSummary, *, now: datetime) -> Iterator[list[Said]]:
    """Most pressing first; each as one would say it to a colleague coming in."""
    inbox = reverse("inbox")
    if summary.danger:
        people = ngettext(
            "%(n)s person may be in danger", "%(n)s people may be in danger", summary.danger
        )
        yield [Said(_say(people, summary.danger), inbox), Said(_(". Answer that first."))]
    yield _waiting_sentence(summary, inbox=inbox)
    if summary.overdue:
        late = ngettext(
            "%(n)s waits past their time", "%(n)s wait past their time", summary.overdue
        )
        sentence = [Said(_say(late, summary.overdue), f"{inbox}?tab={Tab.CLOCK}")]
        if summary.oldest_at:
            longest = wording.span(wording.minutes_between(summary.oldest_at, now)).replace(
                " ", "\u00a0"
            )
            sentence.append(Said(_(", the longest for %(span)s") % {"span": longest}))
        yield [*sentence, Said(".")]
    for pile_on in summary.pile_ons[:2]:
        people = ngettext("%(n)s person", "%(n)s people", pile_on.people)
        url = (
            reverse("inbox_open", args=[pile_on.conversation_id]) if pile_on.conversation_id else ""
        )
        under = _(" came under “%(title)s” in %(span)s.") % {
            "title": pile_on.title,
            "span": wording.span(pile_on.minutes),
        }
        yield [Said(_say(people, pile_on.people), url), Said(under)]
    if summary.praise_waiting:
        thanked = ngettext(
            " was not thanked yet.", " were not thanked yet.", summary.praise_waiting
        )
        kind = _say(_("%(n)s who said something kind"), summary.praise_waiting)
        yield [Said(kind, inbox), Said(thanked)]


def _waiting_sentence(summary: WaitingSummary, *, inbox: str) -> list[Said]:
    """ "Five people wait; one promise is broken." """
    if summary.waiting:
        people = ngettext("%(n)s person waits", "%(n)s people wait", summary.waiting)
        sentence = [Said(_say(people, summary.waiting), inbox)]
    else:
        sentence = [Said(_("Nobody waits"))]
    if summary.broken_promises:
        broken = ngettext(
            "%(n)s promise is broken", "%(n)s promises are broken", summary.broken_promises
        )
        said = broken % {"n": wording.number(summary.broken_promises)}
        sentence += [Said("; "), Said(said, f"{inbox}?tab={Tab.PRIORITY}")]
    return [*sentence, Said(".")]


def _say(words: str, count: int) -> str:
    said = words % {"n": wording.number(count)}
    return said[:1].upper() + said[1:]


def _troubles(
    accounts: Sequence[Account], *, organisation: Organisation | None, now: datetime
) -> Iterator[Trouble]:
    """What is broken and what is safe: accounts that hear nothing, sending that is stopped."""
    url = _url("accounts")
    for account in accounts:
        since = wording.moment_with_time(account.state_since, now=now)
        if account.state == Account.State.SIGN_IN:
            words = _("%(name)s is signed out; nothing is heard from it since %(since)s.")
            yield Trouble(words % {"name": account.handle, "since": since}, url, _("Sign in again"))
        elif account.state == Account.State.FAULT:
            words = _(
                "%(name)s cannot be reached since %(since)s. Rapport keeps trying; nothing is lost."
            )
            yield Trouble(words % {"name": account.handle, "since": since}, url, _("See why"))
        if ending := sign_in_words(account, now=now):
            yield Trouble(f"{account.handle}: {ending}", url, _("Sign in again"))
    for hold in channels.active_holds():
        words = _("Sending is stopped: %(reason)s. Answers are kept and wait.")
        yield Trouble(words % {"reason": hold.reason.rstrip(".")}, url, _("See what is held"))
    unowned = sum(not channels.has_owner(one) for one in accounts if channels.is_touchpoint(one))
    if unowned:
        words = ngettext(
            "%(n)s touchpoint has no owner.", "%(n)s touchpoints have no owner.", unowned
        )
        yield Trouble(_say(words, unowned), _url("health_touchpoints"), _("Give them one"))
    if organisation is not None and organisation.read_only:
        yield Trouble(_("This workspace is read-only: it hears and sends nothing."), "", "")


def _volume(summary: WaitingSummary) -> Volume | None:
    """The last 24 hours; None where nothing was said in them."""
    hours = summary.volume
    tallest = max((one.heard + one.ours for one in hours), default=0)
    if not tallest:
        return None
    bars = [
        Hour(
            x=index,
            heard_height=round(100 * (one.heard + one.ours) / tallest, 2),
            ours_height=round(100 * one.ours / tallest, 2),
            says=_("%(hour)s: %(heard)d heard, %(ours)d ours")
            % {"hour": _hour_words(one.begins), "heard": one.heard, "ours": one.ours},
            is_running=index == len(hours) - 1,
        )
        for index, one in enumerate(hours)
    ]
    loudest = max(hours, key=lambda one: one.heard)
    total = sum(one.heard for one in hours)
    heard = ngettext("%(n)d message", "%(n)d messages", total) % {"n": total}
    return Volume(
        hours=bars,
        says=_("%(heard)s heard in 24 hours, most around %(hour)s (%(n)d)")
        % {"heard": heard, "hour": _hour_words(loudest.begins), "n": loudest.heard},
        first=_hour_words(hours[0].begins),
        middle=_hour_words(hours[len(hours) // 2].begins),
        tallest=tallest,
    )


def _hour_words(hour: datetime) -> str:
    return date_format(timezone.localtime(hour), "H:i")


def _figures(summary: WaitingSummary) -> list[Figure]:
    inbox = reverse("inbox")
    return [
        Figure(
            _("Waiting for an answer"),
            str(summary.waiting),
            _("%(n)d past their time") % {"n": summary.overdue}
            if summary.overdue
            else _("all in time"),
            inbox,
            "hot" if summary.overdue else "",
        ),
        Figure(
            _("Acknowledged in time"),
            _share(summary.acknowledged_in_time, summary.acknowledged_cases),
            _cases(summary.acknowledged_cases),
            f"{inbox}?tab={Tab.CLOCK}",
        ),
        Figure(
            _("Answered today"),
            str(summary.answered_today),
            _("median %(span)s") % {"span": wording.span(summary.median_answer_minutes)}
            if summary.median_answer_minutes is not None
            else _("no answer yet"),
            f"{inbox}?tab={Tab.WAITING}",
        ),
        Figure(
            _("Promises due today"),
            str(summary.promises_due_today),
            ngettext("%(n)d broken", "%(n)d broken", summary.broken_promises)
            % {"n": summary.broken_promises}
            if summary.broken_promises
            else _("none broken"),
            inbox,
            "hot" if summary.broken_promises else "",
        ),
    ]


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "–"


def _cases(count: int) -> str:
    if not count:
        return _("no case yet today")
    if count < FEW:
        return ngettext("of only %(n)d case today", "of only %(n)d cases today", count) % {
            "n": count
        }
    return _("of %(n)d cases today") % {"n": count}


def _yours(member: Member, *, house: Organisation | None, now: datetime) -> list[RowShown]:
    """The first of the list that nobody else has taken."""
    rows = converse.inbox(member, tab=Tab.PRIORITY, limit=YOURS_AT_MOST * 3)
    free: list[Row] = [row for row in rows if row.assignee_id in (None, member.pk)]
    return rows_shown(
        free[:YOURS_AT_MOST],
        me=member.pk,
        asked=Asked(tab=Tab.PRIORITY),
        now=now,
        hours=workspace.hours_of(house),
        named=workspace.named_hours_of(house),
    )


def _url(name: str) -> str:
    """Where a screen stands, or nothing where it has not been built yet."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
