"""One conversation, as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rapport.converse.contract import ClockView, ConversationView, PileOn, Place
from rapport.kit.business_time import Hours, last_opening
from rapport.web.inbox.colleagues import menu_lines, options
from rapport.web.inbox.contexts import Asked, mood_words
from rapport.web.inbox.moderated import ModerationShown, moderation_shown
from rapport.web.inbox.placing import place_said
from rapport.web.inbox.snoozing import Choice, choices
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
    still_until: datetime | None = None
    # "stopped until Mon 09:00", and when that is over.
    stopped: str = ""
    stopped_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class LastWordsShown:
    """Their last message, when so many spoke since that it is not among the latest."""

    text: str
    when: str
    url: str


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
    earlier_url: str
    is_earlier: bool  # not the latest of what was said
    # The latest of what was said, while what was found is shown; "" where that is among the latest.
    latest_url: str
    last_words: LastWordsShown | None
    colleague_lines: SafeString
    colleague_options: SafeString
    live_ids: str
    # The mail that the key shows as it was sent: the latest.
    shows_by_key: str
    is_mine: bool
    is_resolved: bool
    may_assign: bool
    may_resolve: bool
    may_keep_labels: bool
    snoozes: Sequence[Choice]
    snoozed_words: str
    may_moderate: bool = False
    # Their last message: the one the key acts on.
    moderates_by_key: int | None = None
    moderation: Sequence[ModerationShown] = ()


def opened(
    conversation: ConversationView,
    *,
    member: Member,
    asked: Asked,
    now: datetime,
    is_earlier: bool = False,
) -> Opened:
    colleagues = workspace.member_names()
    names = dict(colleagues)
    claimed = conversation.claimed_by_id not in (None, member.pk)
    return Opened(
        conversation=conversation,
        url=asked.url(conversation_id=conversation.id, **_found(conversation)),
        back_url=asked.url(),
        mood_words=mood_words(conversation.mood),
        status_words=_status(conversation.status),
        pile_on_words=_pile_on(conversation.pile_on) if conversation.pile_on else "",
        claimed_words=_("%(name)s is answering") % {"name": conversation.claimed_by_name}
        if claimed
        else "",
        clocks=[_clock(clock, now=now) for clock in conversation.clocks],
        earlier_url=asked.url(
            conversation_id=conversation.id, before=place_said(conversation.earlier)
        )
        if conversation.earlier
        else "",
        is_earlier=is_earlier,
        latest_url=asked.url(conversation_id=conversation.id) if conversation.later else "",
        last_words=_last_words(conversation, asked=asked, now=now),
        blocks=blocks(
            conversation.turns,
            names=names,
            me=member.pk,
            now=now,
            audience=conversation.audience,
            found_id=conversation.found_message_id,
        ),
        colleague_lines=menu_lines(colleagues, conversation.assignee_id),
        colleague_options=options(colleagues, member.pk),
        live_ids=_live_ids(conversation),
        shows_by_key=next((t.id for t in reversed(conversation.turns) if t.has_original), ""),
        is_mine=conversation.assignee_id == member.pk,
        is_resolved=conversation.status == "resolved",
        may_assign=workspace.can(member, "assign"),
        may_resolve=workspace.can(member, "resolve") and conversation.status != "past",
        may_keep_labels=workspace.can(member, "manage_triage"),
        snoozes=choices(now=now),
        snoozed_words=_("back %(when)s")
        % {"when": wording.due_with_time(conversation.snoozed_until, now=now)}
        if conversation.snoozed_until
        else "",
        may_moderate=workspace.can(member, "moderate"),
        moderates_by_key=next(
            (t.message_id for t in reversed(conversation.turns) if t.kind == "customer"), None
        ),
        moderation=moderation_shown(conversation.moderation),
    )


def _found(conversation: ConversationView) -> dict[str, str]:
    """The page that shows what was found asks for just that when it is asked for anew."""
    found = conversation.found_message_id
    at = next((t.at for t in conversation.turns if found and t.message_id == found), None)
    return {"at": place_said(Place(at, found))} if at and found else {}


def _last_words(
    conversation: ConversationView, *, asked: Asked, now: datetime
) -> LastWordsShown | None:
    last = conversation.last_words
    if last is None:
        return None
    return LastWordsShown(
        text=last.text,
        when=wording.moment_with_time(last.place.at, now=now),
        url=asked.url(conversation_id=conversation.id, at=place_said(last.place)),
    )


def _live_ids(conversation: ConversationView) -> str:
    """What a notice must name for this page to be asked for anew."""
    on_their_way = [f"delivery:{turn.delivery.id}" for turn in conversation.turns if turn.delivery]
    moderated = [f"delivery:{act.delivery_id}" for act in conversation.moderation]
    return " ".join([f"conversation:{conversation.id}", *on_their_way, *moderated])


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
    said = {"paused": _paused, "done": _done, "stopped": _stopped}.get(clock.state)
    return said(clock) if said else _running(clock, now=now)


def _paused(clock: ClockView) -> ClockShown:
    """ "Resolve paused: their turn, 3 h left"."""
    before = wording.sentence(wording.clock_verb(clock.name)).rstrip(".")
    why = _("their turn") if clock.paused == "customer" else _("a department was asked")
    words = _("paused: %(why)s") % {"why": why}
    left = {"left": wording.span(clock.left_minutes or 0), "of": _of_target(clock)}
    after = _("%(left)s left %(of)s") % left
    return ClockShown(
        state=clock.state,
        tone="",
        before=before,
        words=words,
        after=after,
        label=f"{before} {words}, {after}",
        share=clock.share,
        due_at=None,
    )


def _done(clock: ClockView) -> ClockShown:
    took = clock.took_minutes or 0
    done = {
        "acknowledge": _("Acknowledged"),
        "next": _("Answered again"),
        "resolve": _("Resolved"),
    }
    before = done.get(clock.name) or _("Answered")
    words = _("in %(span)s") % {"span": wording.span(took)}
    after = _of_target(clock)
    if (waited := clock.waited_minutes or 0) > took:
        after = _("%(of)s; %(span)s by the calendar") % {"of": after, "span": wording.span(waited)}
    return ClockShown(
        state=clock.state,
        tone="warn" if took > clock.target_minutes else "pos",
        before=before,
        words=words,
        after=after,
        label=f"{before} {words} {after}",
        share=clock.share,
        due_at=None,
    )


def _stopped(clock: ClockView) -> ClockShown:
    """ "Answer stopped after 20 min of 60 min": it was not met, and nobody waits any more."""
    before = wording.sentence(wording.clock_verb(clock.name)).rstrip(".")
    words, after = _("stopped"), _of_target(clock)
    if clock.took_minutes is not None:
        words = _("stopped after %(span)s") % {"span": wording.span(clock.took_minutes)}
    return ClockShown(
        state=clock.state,
        tone="",
        before=before,
        words=words,
        after=after,
        label=f"{before} {words} {after}",
        share=clock.share,
        due_at=None,
    )


def _running(clock: ClockView, *, now: datetime) -> ClockShown:
    hours = clock.hours
    before = wording.sentence(wording.clock_verb(clock.name)).rstrip(".")
    words, after = _clock_words(clock.due_at, now=now, hours=hours), _of_target(clock)
    stopped, until = wording.stopped(now=now, hours=hours)
    saying = wording.Saying(None)
    if clock.due_at is not None:
        saying = wording.clock_saying(due_at=clock.due_at, now=now, hours=hours)
    return ClockShown(
        state=clock.state,
        tone={"soon": "warn", "breached": "hot"}.get(clock.state, ""),
        before=before,
        words=words,
        after=after,
        label=_("%(said)s, since %(when)s")
        % {
            "said": f"{before} {words} {after}",
            "when": wording.moment_with_time(clock.since, now=now),
        },
        share=clock.share,
        due_at=saying.due_at,
        still_until=saying.still_until,
        stopped=stopped,
        stopped_until=until,
    )


def _of_target(clock: ClockView) -> str:
    return _("of %(span)s") % {"span": wording.span(clock.target_minutes)}


def _clock_words(due_at: datetime | None, *, now: datetime, hours: Hours) -> str:
    if due_at is None:
        return ""
    if due_at > now:
        if last_opening(hours, now, due_at) is not None:
            return _("due %(when)s") % {"when": wording.due_with_time(due_at, now=now)}
        return _("in %(span)s") % {"span": wording.span(wording.minutes_between(now, due_at))}
    if last_opening(hours, due_at, now) is not None:
        return _("late since %(when)s") % {"when": wording.moment_with_time(due_at, now=now)}
    return _("%(span)s late") % {"span": wording.span(max(1, wording.minutes_between(due_at, now)))}
