"""What did not leave, as it stands on the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.channels import queries as channels
from rapport.channels.models import Delivery
from rapport.converse import queries as converse
from rapport.converse.contract import DeliveredTo
from rapport.converse.queries import network_name
from rapport.web.shell import wording

AT_MOST = 200
State = Delivery.State


@dataclass(frozen=True, slots=True)
class LineShown:
    id: int
    whom: str
    url: str
    text: str
    reason: str
    about: str
    may_send: bool
    may_decide: bool
    may_take_back: bool


def undelivered_lists(*, now: datetime) -> dict[str, list[LineShown]]:
    """Three statements, however much there is: at most 200 of those that want something done."""
    found = list(channels.undelivered(now=now)[:AT_MOST])
    aside = list(channels.put_aside(now=now)[:AT_MOST])
    to = converse.answered_by([one.pk for one in [*found, *aside]])
    by_state: dict[str, list[Delivery]] = {state: [] for state in State.values}
    for one in found:
        by_state[one.state].append(one)
    return {
        "unknown": _lines(by_state[State.UNKNOWN], to, now=now),
        "refused": _lines(by_state[State.REFUSED], to, now=now),
        "held": _lines(by_state[State.HELD], to, now=now),
        "aside": _lines(aside, to, now=now),
    }


def _lines(
    found: Iterable[Delivery], to: Mapping[int, DeliveredTo], *, now: datetime
) -> list[LineShown]:
    return [_line(one, to.get(one.pk), now=now) for one in found]


def _line(one: Delivery, to: DeliveredTo | None, *, now: datetime) -> LineShown:
    who = one.member.name if one.member else _("nobody who is still here")
    when = wording.moment_with_time(one.created_at, now=now)
    about = _("by %(who)s as %(account)s on %(network)s, %(when)s")
    told = about % {
        "who": who,
        "account": one.account.handle,
        "network": network_name(one.account.network),
        "when": when,
    }
    if to is not None and to.answered_since:
        told += " · " + _("answered since")
    return LineShown(
        id=one.pk,
        whom=to.person if to else _("Everybody"),
        url=reverse("inbox_open", args=[to.conversation_id]) if to else "",
        text=one.text if one.kind == Delivery.Kind.POST else _("A like"),
        reason=one.reason or _("No reason was given."),
        about=told,
        may_send=one.state == State.REFUSED,
        may_decide=one.waits_for_a_decision,
        may_take_back=one.state == State.HELD and not one.attempts,
    )
