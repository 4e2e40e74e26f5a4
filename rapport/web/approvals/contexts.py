"""What waits, and what came of it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.kit.differences import Stretch, differences
from rapport.voice import queries as voice
from rapport.voice.models import Approval
from rapport.web.shell import wording
from rapport.workspace.models import Member

# So long one sees what became of what one wrote.
RECENT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class WaitingShown:
    id: int
    url: str
    text: str
    whom: str
    words: str
    tone: str
    note: str = ""


def approval_lists(member: Member, *, now: datetime) -> dict[str, list[WaitingShown]]:
    """What one may decide, and what became of one's own. Two statements."""
    waiting = [shown(one, now=now) for one in voice.approvals_waiting(member)[:200]]
    mine = [shown(one, now=now) for one in voice.approvals_of(member, since=now - RECENT)[:50]]
    return {"waiting": waiting, "mine": mine}


def shown(asked: Approval, *, now: datetime) -> WaitingShown:
    return WaitingShown(
        id=asked.pk,
        url=reverse("approval", args=[asked.pk]),
        text=asked.delivery.text,
        whom=asked.person.name if asked.person else _("a customer"),
        words=_words(asked, now=now),
        tone=_tone(asked),
        note=asked.note,
    )


def reasons_shown(asked: Approval) -> list[dict[str, str]]:
    """Why its writer means to send it although the check asked to wait. One statement."""
    given = voice.reasons_given(asked.writer_id, asked.person_id)
    return [
        {"said": wording.objection_reason(one.reason), "words": one.words, "about": one.why}
        for one in given
    ]


def next_waiting(member: Member, *, after: int) -> int | None:
    """The next that the member may decide."""
    waiting = [one.pk for one in voice.approvals_waiting(member)[:50]]
    return next((pk for pk in waiting if pk != after), None)


def changes(asked: Approval) -> list[Stretch]:
    """What the approver changed; empty where nothing was."""
    return differences(asked.original, asked.delivery.text) if asked.original else []


def _words(asked: Approval, *, now: datetime) -> str:
    who = asked.writer.name if asked.writer else _("somebody who left")
    if asked.waits:
        since = wording.moment_with_time(asked.asked_at, now=now)
        of = asked.asked_of.name if asked.asked_of else _("all who may approve")
        said = _("%(who)s asks %(of)s, since %(when)s · %(rule)s")
        return said % {"who": who, "of": of, "when": since, "rule": asked.rule_name}
    if asked.state == Approval.State.WITHDRAWN:
        return _("taken back by %(who)s") % {"who": who}
    by = asked.decided_by.name if asked.decided_by else _("somebody who left")
    when = wording.moment_with_time(asked.decided_at, now=now) if asked.decided_at else ""
    said = {
        Approval.State.APPROVED: _("approved by %(by)s, %(when)s"),
        Approval.State.CHANGED: _("approved by %(by)s in other words, %(when)s"),
        Approval.State.BACK: _("sent back by %(by)s, %(when)s"),
    }[Approval.State(asked.state)]
    return said % {"by": by, "when": when}


def _tone(asked: Approval) -> str:
    if asked.waits:
        return "hot" if asked.asked == Approval.Asked.ALL and asked.due_at is None else "warn"
    return "warn" if asked.state == Approval.State.BACK else ""
