"""What one has open, in words, with whom it could go to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.converse.models import Conversation, HandoverOffer
from rapport.converse.queries import Owed, at_handover
from rapport.converse.queries.shielding import said_covered
from rapport.web.shell import wording
from rapport.workspace import queries as workspace
from rapport.workspace.models import Member, Organisation
from rapport.workspace.queries import OnDuty, Rota

# Somebody who comes back every week is on again within it.
_AHEAD = timedelta(days=8)
SAY_LENGTH = 140


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    url: str
    who: str
    say: str
    owes: str
    tone: str
    offered_to: str
    # Who is proposed: the one to choose unless somebody knows better.
    proposed_id: int | None


@dataclass(frozen=True, slots=True)
class OfferLine:
    id: int
    url: str
    who: str
    say: str
    by: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """`why_not`: why they are not proposed; "" for whoever is on next, and where no rota is kept."""

    id: int
    name: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class HandoverShown:
    lines: Sequence[Line]
    offers: Sequence[OfferLine]
    next_on: Sequence[Colleague]
    # Everybody else: they may be asked, and it is said why they are not proposed.
    others: Sequence[Colleague]
    until: str
    falls_to: str
    headline: str

    @property
    def all_go(self) -> bool:
        """Whether some are not offered yet, and somebody is proposed for them."""
        return any(line.proposed_id and not line.offered_to for line in self.lines)


def handover_shown(member: Member, *, house: Organisation | None, now: datetime) -> HandoverShown:
    planned = workspace.rota(now, now + _AHEAD, house=house)
    shift = planned.shift_of(member.pk, now)
    ends = shift.ends_at if shift is not None else now
    owed, offers = at_handover(member, now=now)
    colleagues = {
        m.pk: m for m in workspace.members() if m.pk != member.pk and workspace.can(m, "answer")
    }
    following = planned.follows(ends, among=colleagues)
    proposed = proposals(owed, following)
    lead = planned.lead_on_duty(ends)
    return HandoverShown(
        lines=[_line(one, proposed.get(one.conversation.pk), now=now) for one in owed],
        offers=[_offer(one) for one in offers],
        next_on=[Colleague(s.member.pk, s.member.name) for s in _each_once(following)],
        others=_others(colleagues, planned, following, ends=ends, now=now),
        until=wording.due_with_time(ends, now=now) if shift is not None else "",
        falls_to=lead.name if lead is not None and lead.pk != member.pk else _("a lead"),
        headline=_headline(owed),
    )


def _each_once(shifts: Sequence[OnDuty]) -> list[OnDuty]:
    """Who leads is asked last, so stands last."""
    once = {s.member.pk: s for s in shifts}
    return sorted(once.values(), key=lambda s: (s.leads, s.member.name, s.member.pk))


def _others(
    colleagues: Mapping[int, Member],
    planned: Rota,
    following: Sequence[OnDuty],
    *,
    ends: datetime,
    now: datetime,
) -> list[Colleague]:
    proposed = {s.member.pk for s in following}
    return [
        Colleague(pk, member.name, _why_not(planned, pk, ends=ends, now=now))
        for pk, member in colleagues.items()
        if pk not in proposed
    ]


def _why_not(planned: Rota, member_id: int, *, ends: datetime, now: datetime) -> str:
    away_until = planned.away_until(member_id, ends)
    if away_until is not None:
        return _("away until %(day)s") % {"day": date_format(away_until, "D j M")}
    if not planned.is_kept:
        return ""
    coming = planned.next_shift_of(member_id, ends)
    if coming is None:
        return _("no shift planned")
    return _("off until %(when)s") % {"when": wording.due_with_time(coming.starts_at, now=now)}


def proposals(owed: Sequence[Owed], following: Sequence[OnDuty]) -> dict[int, int]:
    """By conversation, whom of the next shift it could go to: in turn, those of its team first, who leads last."""
    given: Counter[int] = Counter()
    found: dict[int, int] = {}
    for one in owed:
        team_id = one.conversation.team_id
        ranked = sorted(
            following,
            key=lambda s: (
                team_id is not None and s.team_id != team_id,
                s.leads,
                given[s.member.pk],
            ),
        )
        if ranked:
            chosen = ranked[0].member.pk
            given[chosen] += 1
            found[one.conversation.pk] = chosen
    return found


def _line(one: Owed, proposed_id: int | None, *, now: datetime) -> Line:
    c, offered = one.conversation, one.offered_to
    owes, tone = _owes(one, now=now)
    return Line(
        id=c.pk,
        url=reverse("inbox_open", args=[c.pk]),
        who=_who(c),
        say=_say(c),
        owes=owes,
        tone=tone,
        offered_to=offered.name if offered is not None else "",
        proposed_id=offered.pk if offered is not None else proposed_id,
    )


def _owes(one: Owed, *, now: datetime) -> tuple[str, str]:
    """Who owes what, and how much it presses."""
    debt = one.debt
    if debt is None:
        return _("We owe nothing with a date"), "neutral"
    when = {"when": wording.due_with_time(debt.due_at, now=now)}
    if one.kind == "breached":
        since = wording.moment_with_time(debt.due_at, now=now)
        return _("We owe an answer, late since %(when)s") % {"when": since}, "hot"
    if one.kind == "asked":
        return _("%(who)s owes us an answer, due %(when)s") % (when | {"who": debt.who}), "warn"
    if one.kind == "promised":
        late = debt.due_at < now
        said = (
            _("We promised: %(what)s, broken since %(when)s")
            if late
            else _("We promised: %(what)s, by %(when)s")
        )
        told = wording.moment_with_time(debt.due_at, now=now) if late else when["when"]
        return said % {"what": debt.text.rstrip("."), "when": told}, "hot" if late else "warn"
    return _("We owe an answer by %(when)s") % when, "neutral"


def _offer(offer: HandoverOffer) -> OfferLine:
    c = offer.conversation
    return OfferLine(
        id=c.pk,
        url=reverse("inbox_open", args=[c.pk]),
        who=_who(c),
        say=_say(c),
        by=offer.by.name if offer.by else _("Somebody who left"),
    )


def _who(c: Conversation) -> str:
    author = c.last_customer_message.author if c.last_customer_message else None
    return (author.display_name or author.name) if author else _("Somebody erased")


def _say(c: Conversation) -> str:
    said = said_covered(c.last_customer_message) if c.last_customer_message else ""
    text = " ".join(said.split())
    return text if len(text) <= SAY_LENGTH else text[: SAY_LENGTH - 1].rstrip() + "…"


def _headline(owed: Sequence[Owed]) -> str:
    """ "Nine open: two late, one asked of a department, one promised." """
    if not owed:
        return ""
    kinds = Counter(one.kind for one in owed)
    told = [
        words % {"n": wording.number(kinds[kind])}
        for kind, words in (
            ("breached", _("%(n)s late")),
            ("asked", _("%(n)s asked of a department")),
            ("promised", _("%(n)s promised")),
        )
        if kinds[kind]
    ]
    said = ngettext("%(n)s open", "%(n)s open", len(owed)) % {"n": wording.number(len(owed))}
    return wording.sentence(f"{said}: {', '.join(told)}" if told else said)
