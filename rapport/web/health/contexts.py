"""What the Health pages say, in sentences drawn from counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.channels import queries as channels
from rapport.channels.models import Account
from rapport.channels.queries import has_owner, is_touchpoint
from rapport.listen import queries as listen
from rapport.listen.models import DayAudit
from rapport.listen.replaying import can_replay
from rapport.web.health.forms import CountForm, TouchpointForm
from rapport.web.health.pace import delay_words
from rapport.web.shell import wording
from rapport.workspace import queries as workspace

DAYS = 14
ITEMS_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class DayShown:
    audit: DayAudit
    words: str
    beside: str
    can_fetch: bool
    is_known: bool


@dataclass(frozen=True, slots=True)
class GapShown:
    handle: str
    words: str
    span: str


@dataclass(frozen=True, slots=True)
class TouchpointShown:
    account: Account
    form: TouchpointForm
    has_owner: bool
    health: str
    delay: str
    trouble: str


def gaps_page(
    form: CountForm | None, *, accounts: Sequence[Account], now: datetime
) -> dict[str, Any]:
    since = now - timedelta(days=DAYS)
    names = {account.pk: account.known_as for account in accounts}
    return {
        "here": "gaps",
        "form": form or CountForm(accounts, now.date()),
        "has_accounts": bool(accounts),
        "days": [_day(audit) for audit in listen.day_audits(since=since)],
        "gaps": [
            _gap(names.get(account_id, "?"), start, end, now=now)
            for account_id, start, end in listen.recent_interruptions(since=since)
        ],
        "threads": [_thread_words(one, now=now) for one in listen.thread_troubles()],
    }


def _day(audit: DayAudit) -> DayShown:
    return DayShown(
        audit=audit,
        words=counted_words(audit),
        beside=_beside(audit),
        can_fetch=audit.missing > 0 and not audit.is_under_way,
        is_known=audit.expected is not None,
    )


def counted_words(audit: DayAudit) -> str:
    """ "held 4,213 of 4,213, 291 late" """
    if audit.checked_at is None:
        return _("not counted yet")
    if audit.expected is None:
        said = [_("held %(n)s") % {"n": f"{audit.held:,}"}]
    else:
        figures = {"held": f"{audit.held:,}", "all": f"{audit.expected:,}"}
        said = [_("held %(held)s of %(all)s") % figures]
    if audit.missing:
        said.append(_("%(n)s missing") % {"n": f"{audit.missing:,}"})
    said.append(_("%(n)s late") % {"n": f"{audit.late:,}"} if audit.late else _("none late"))
    return ", ".join(said)


def _beside(audit: DayAudit) -> str:
    if audit.state == DayAudit.State.FAILED:
        return audit.reason
    if audit.is_under_way:
        return _("fetching what is missing") if audit.fetches_again else _("being counted")
    if audit.expected is None:
        return _("This network lists no past: what is missing cannot be known here.")
    if audit.fetched:
        again = ngettext("%(n)d was fetched again", "%(n)d were fetched again", audit.fetched)
        return again % {"n": audit.fetched}
    return ""


def _gap(handle: str, start: datetime, end: datetime, *, now: datetime) -> GapShown:
    return GapShown(
        handle=handle,
        words=_("%(start)s to %(end)s")
        % {
            "start": wording.moment_with_time(start, now=now),
            "end": wording.moment_with_time(end, now=now),
        },
        span=wording.span(wording.minutes_between(start, end)),
    )


def _thread_words(trouble: listen.ThreadTrouble, *, now: datetime) -> str:
    """ "brand.example: 3 threads wait. Bluesky asks us to slow down. Asked again 14:05." """
    waiting = ngettext("%(n)d thread waits", "%(n)d threads wait", trouble.waiting)
    return _("%(who)s: %(waiting)s. %(what)s. Asked again %(at)s.") % {
        "who": trouble.handle,
        "waiting": waiting % {"n": trouble.waiting},
        "what": trouble.reason.rstrip(". ") or _("The network gave no answer"),
        "at": wording.moment_with_time(trouble.next_at, now=now),
    }


def touchpoints_page(
    *, now: datetime, tried: tuple[int, TouchpointForm] | None = None
) -> dict[str, Any]:
    owners = [(member.pk, member.name) for member in workspace.members()]
    heard = listen.heard_by_account(now=now)
    delays = listen.measured_delays(now=now)
    unheard = listen.unheard_by_account(since=now - timedelta(days=DAYS))
    shown = []
    for account in channels.accounts():
        if not is_touchpoint(account):
            continue
        form = tried[1] if tried and tried[0] == account.pk else TouchpointForm(account, owners)
        trouble = _trouble(unheard.get(account.pk))
        said = _heard_words(heard.get(account.pk), now=now)
        delay = delay_words(delays.get(account.pk))
        shown.append(TouchpointShown(account, form, has_owner(account), said, delay, trouble))
    shown.sort(key=lambda one: one.has_owner)
    return {"here": "touchpoints", "touchpoints": shown}


def _heard_words(heard: listen.Heard | None, *, now: datetime) -> str:
    """ "12 heard today, usually 30; the latest 18:52" """
    if heard is None:
        return _("nothing heard in a week")
    said = _("%(today)s heard today, usually %(usual)s") % {
        "today": f"{heard.today:,}",
        "usual": f"{heard.usual:,}",
    }
    return _("%(said)s; the latest %(at)s") % {
        "said": said,
        "at": wording.moment_with_time(heard.latest, now=now),
    }


def _trouble(unheard: listen.Unheard | None) -> str:
    said = []
    if unheard and unheard.missing:
        said.append(_("%(n)s missing") % {"n": f"{unheard.missing:,}"})
    if unheard and unheard.unread:
        said.append(_("%(n)s could not be read") % {"n": f"{unheard.unread:,}"})
    return ", ".join(said)


def quarantine_page() -> dict[str, Any]:
    return {
        "here": "quarantine",
        "groups": [(one, can_replay(one.network)) for one in listen.quarantine_groups()],
        "items": listen.latest_quarantined(limit=ITEMS_AT_MOST),
        "most": ITEMS_AT_MOST,
    }
