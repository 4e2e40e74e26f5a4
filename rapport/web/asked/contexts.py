"""What was asked, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.converse import queries as converse
from rapport.converse.contract import TurnView
from rapport.converse.models import Consultation
from rapport.web.shell import wording
from rapport.workspace.models import Member


@dataclass(frozen=True, slots=True)
class AskedShown:
    id: int
    question: str
    url: str
    words: str
    tone: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Said:
    kind: str
    who: str
    when: str
    text: str
    # Hard words: covered here as in the Inbox.
    is_shielded: bool


def asked_lists(member: Member, *, now: datetime) -> dict[str, Sequence[AskedShown]]:
    of_us = [asked_shown(one, now=now) for one in converse.asked_of(member)]
    mine = [asked_shown(one, now=now) for one in converse.asked_by(member)]
    return {
        "waiting": [one for one in of_us if one.is_open],
        "over": [one for one in of_us if not one.is_open],
        "mine": mine,
    }


def asked_shown(asked: Consultation, *, now: datetime) -> AskedShown:
    is_open = asked.state == Consultation.State.OPEN
    is_late = is_open and asked.due_at <= now
    by = asked.asked_by.name if asked.asked_by else _("somebody who left")
    return AskedShown(
        id=asked.pk,
        question=asked.question,
        url=reverse("asked_one", args=[asked.pk]),
        words=_("%(by)s asks %(team)s, %(state)s")
        % {"by": by, "team": asked.team_name, "state": state_words(asked, now=now)},
        tone="hot" if is_late else "warn" if is_open else "",
        is_open=is_open,
    )


def state_words(asked: Consultation, *, now: datetime) -> str:
    if asked.state == Consultation.State.WITHDRAWN:
        return _("withdrawn")
    if asked.state == Consultation.State.ANSWERED and asked.ended_at is not None:
        who = asked.answered_by.name if asked.answered_by else _("somebody who left")
        when = wording.moment_with_time(asked.ended_at, now=now)
        return _("answered by %(who)s, %(when)s") % {"who": who, "when": when}
    if asked.due_at <= now:
        return _("due since %(when)s") % {"when": wording.moment_with_time(asked.due_at, now=now)}
    return _("due %(when)s") % {"when": wording.due_with_time(asked.due_at, now=now)}


def read_along(turns: Iterable[TurnView], *, now: datetime) -> list[Said]:
    """The conversation without anything to press."""
    return [
        Said(
            turn.kind,
            turn.who,
            wording.moment_with_time(turn.at, now=now),
            turn.text,
            turn.is_shielded,
        )
        for turn in turns
        if turn.kind in ("customer", "onlooker", "ours", "note") and not turn.deleted
    ]
