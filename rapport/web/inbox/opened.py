"""One conversation, as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from rapport.converse.contract import ClockView, ConversationView, PileOn
from rapport.web.inbox.contexts import Asked, mood_words
from rapport.web.inbox.turns import Block, Crowd, blocks
from rapport.web.shell import wording
from rapport.workspace import queries as workspace
from rapport.workspace.models import Member


@dataclass(frozen=True, slots=True)
class ClockShown:
    state: str
    tone: str
    before: str
    words: str
    after: str
    label: str
    share: int
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Opened:
    conversation: ConversationView
    url: str
    back_url: str
    mood_words: str
    status_words: str
    pile_on_words: str
    claimed_words: str
    clocks: Sequence[ClockShown]
    blocks: Sequence[Block | Crowd]
    colleagues: Sequence[Member]
    live_ids: str
    # The mail that the key shows as it was sent: the latest.
    shows_by_key: str
    is_mine: bool
    is_resolved: bool
    may_assign: bool
    may_resolve: bool


def opened(
    conversation: ConversationView, *, member: Member, asked: Asked, now: datetime
) -> Opened:
    colleagues = list(workspace.members())
    names = {colleague.pk: colleague.name for colleague in colleagues}
    claimed = conversation.claimed_by_id not in (None, member.pk)
    return Opened(
        conversation=conversation,
        url=asked.url(conversation_id=conversation.id),
        back_url=asked.url(),
        mood_words=mood_words(conversation.mood),
        status_words=_status(conversation.status),
        pile_on_words=_pile_on(conversation.pile_on) if conversation.pile_on else "",
        claimed_words=_("%(name)s is answering") % {"name": conversation.claimed_by_name}
        if claimed
        else "",
        clocks=[_clock(clock, now=now) for clock in conversation.clocks if clock.state != "off"],
        blocks=blocks(conversation.turns, names=names, me=member.pk, now=now),
        colleagues=colleagues,
        live_ids=_live_ids(conversation),
        shows_by_key=next((t.id for t in reversed(conversation.turns) if t.has_original), ""),
        is_mine=conversation.assignee_id == member.pk,
        is_resolved=conversation.status == "resolved",
        may_assign=workspace.can(member, "assign"),
        may_resolve=workspace.can(member, "resolve") and conversation.status != "past",
    )


def _live_ids(conversation: ConversationView) -> str:
    """What a notice must name for this page to be asked for anew."""
    on_their_way = [f"delivery:{turn.delivery.id}" for turn in conversation.turns if turn.delivery]
    return " ".join([f"conversation:{conversation.id}", *on_their_way])


def _status(status: str) -> str:
    return {
        "waiting": _("their turn"),
        "resolved": _("resolved"),
        "quiet": _("needs no answer"),
        "past": _("before Rapport"),
    }.get(status, "")


def _pile_on(pile_on: PileOn) -> str:
    return _("%(n)d people in %(m)d min") % {"n": pile_on.people, "m": pile_on.minutes}


def _clock(clock: ClockView, *, now: datetime) -> ClockShown:
    tone = {"done": "pos", "soon": "warn", "breached": "hot"}.get(clock.state, "")
    if clock.state == "done":
        before = _("Acknowledged") if clock.name == "acknowledge" else _("Answered")
        words = _("in %(span)s") % {"span": wording.span(clock.took_minutes or 0)}
        late = clock.took_minutes is not None and clock.took_minutes > clock.target_minutes
        tone = "warn" if late else tone
    else:
        before = wording.sentence(wording.clock_verb(clock.name)).rstrip(".")
        words = _clock_words(clock.due_at, now=now)
    after = _("of %(span)s") % {"span": wording.span(clock.target_minutes)}
    return ClockShown(
        state=clock.state,
        tone=tone,
        before=before,
        words=words,
        after=after,
        label=f"{before} {words} {after}",
        share=clock.share,
        due_at=None if clock.state == "done" else clock.due_at,
    )


def _clock_words(due_at: datetime | None, *, now: datetime) -> str:
    if due_at is None:
        return ""
    if due_at > now:
        return _("in %(span)s") % {"span": wording.span(wording.minutes_between(now, due_at))}
    return _("%(span)s late") % {"span": wording.span(max(1, wording.minutes_between(due_at, now)))}
