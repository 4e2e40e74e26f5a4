"""How a failing stands, and who spoke of it, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.converse.models import Conversation, Failing, FailingCall
from rapport.converse.queries import ToldOfIt
from rapport.converse.queries.shielding import said_covered
from rapport.web.shell import wording

# Mail programs cut addresses longer than this.
MAIL_LENGTH = 1_800


@dataclass(frozen=True, slots=True)
class FailingLine:
    failing: Failing
    state: str
    tone: str
    people: str


@dataclass(frozen=True, slots=True)
class SpokeShown:
    spoke: ToldOfIt
    when: str


@dataclass(frozen=True, slots=True)
class BesideShown:
    id: int
    who: str
    words: str


@dataclass(frozen=True, slots=True)
class CallShown:
    """What the department's program was told, how that went, and why not."""

    what: str
    state: str
    tone: str
    reason: str


def calls_shown(calls: Iterable[FailingCall], *, now: datetime) -> list[CallShown]:
    return [_call(one, now=now) for one in calls]


def _call(one: FailingCall, *, now: datetime) -> CallShown:
    what = _("That it is fixed") if one.what == "failing.fixed" else _("That it fails")
    state, tone = {
        FailingCall.State.WAITING: (_("waits"), ""),
        FailingCall.State.CALLING: (_("on its way"), ""),
        FailingCall.State.TAKEN: (_("taken"), "pos"),
        FailingCall.State.GIVEN_UP: (_("given up"), "hot"),
        FailingCall.State.SPARED: (_("nobody to tell any more"), ""),
    }[FailingCall.State(one.state)]
    if one.state == FailingCall.State.WAITING and one.attempts:
        when = wording.due_with_time(one.due_at, now=now)
        state, tone = _("not taken, tried again %(when)s") % {"when": when}, "warn"
    return CallShown(what, state, tone, one.reason)


def lines(failings: Iterable[Failing], *, today: date) -> list[FailingLine]:
    return [_line(failing, today) for failing in failings]


def spoke_shown(people: Iterable[ToldOfIt], *, now: datetime) -> list[SpokeShown]:
    return [SpokeShown(one, wording.moment(one.at, now=now)) for one in people]


def beside_shown(conversations: Iterable[Conversation]) -> list[BesideShown]:
    shown = []
    for one in conversations:
        message = one.last_customer_message
        author = message.author if message else None
        who = (author.display_name or author.name) if author else _("Somebody")
        shown.append(BesideShown(one.pk, who, said_covered(message) if message else ""))
    return shown


def mail_to(failing: Failing, people: Sequence[SpokeShown], *, url: str) -> str:
    """A mail to a department that does not work here, begun in one's own mail program. No customer is named in it."""
    count = len(people)
    spoke = ngettext("%(n)d person told us.", "%(n)d people told us.", count) % {"n": count}
    by = _("Please mend it by %(day)s.") % {"day": _day(failing.due_on)} if failing.due_on else ""
    body = "\n\n".join(filter(None, [failing.title, spoke, by, url]))
    return f"mailto:?subject={quote(failing.title)}&body={quote(body)}"[:MAIL_LENGTH]


def _line(failing: Failing, today: date) -> FailingLine:
    state, tone = _state(failing, today)
    count: int | None = getattr(failing, "people", None)
    people = ""
    if count is not None:
        people = ngettext("%(n)d person", "%(n)d people", count) % {"n": count}
    return FailingLine(failing, state, tone, people)


def _state(failing: Failing, today: date) -> tuple[str, str]:
    if failing.fixed_at is not None:
        return _("fixed %(day)s") % {"day": _day(failing.fixed_at.date())}, "pos"
    if failing.due_on is None:
        return _("no date yet"), "neutral"
    if failing.due_on < today:
        return _("late since %(day)s") % {"day": _day(failing.due_on)}, "hot"
    return _("by %(day)s") % {"day": _day(failing.due_on)}, "warn"


def _day(day: date) -> str:
    return date_format(day, "j M Y")
