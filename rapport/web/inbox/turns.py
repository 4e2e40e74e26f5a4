"""What was said, in blocks a template can print: turns, the crowd between them, notes, events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.converse.contract import (
    Audience,
    ConsultationView,
    DeliveryView,
    Passage,
    TurnView,
)
from rapport.web.inbox.audience import under_words
from rapport.web.inbox.handing_words import HANDED, handed_words
from rapport.web.inbox.triage_words import TRIAGED, triage_words
from rapport.web.moderation.wording import MODERATED
from rapport.web.moderation.wording import event_words as moderation_words
from rapport.web.shell import wording

VOICES_FIRST = 3
# A message longer than FOLD letters shows its first HEAD; 100,000 are possible.
FOLD, HEAD = 2400, 1600


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryShown:
    words: str
    tone: str
    can_undo: bool
    must_decide: bool
    is_queued: bool
    approval_id: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One turn, note or event."""

    kind: str
    turn: TurnView
    when: str
    meta: str
    head: Sequence[Part] = ()
    tail: Sequence[Part] = ()
    tail_words: str = ""
    delivery: DeliveryShown | None = None
    # What others did under an answer of ours, in words; and whether it made things worse.
    under: str = ""
    is_worse: bool = False
    is_found: bool = False  # what was looked for

    @property
    def is_plain(self) -> bool:
        """Words and nothing else, as most are: drawn without asking for each thing a message can hold besides."""
        turn = self.turn
        besides = (turn.title, turn.pictures, turn.clips, turn.sent_files, turn.unread, self.tail)
        return not (turn.deleted or turn.is_shielded or turn.has_original or any(besides))


@dataclass(frozen=True, slots=True)
class Crowd:
    """Onlookers who spoke one after another."""

    words: str
    first: Sequence[TurnView]
    rest: Sequence[TurnView]
    rest_words: str
    kind: str = "crowd"


def blocks(
    turns: Iterable[TurnView],
    *,
    names: Mapping[int, str],
    me: int,
    now: datetime,
    audience: Audience | None = None,
    found_id: int | None = None,
) -> list[Block | Crowd]:
    """In order; voices of onlookers that follow one another stand together. `names` words the events.

    `found_id`: the message that was looked for; it is marked and not folded.
    """
    shown: list[Block | Crowd] = []
    for is_crowd, group in groupby(turns, key=lambda turn: turn.kind == "onlooker"):
        if is_crowd:
            shown.append(_crowd(list(group)))
        else:
            found = [_block(turn, names=names, me=me, now=now) for turn in group]
            if found_id is not None:
                found = [
                    _as_found(one) if one.turn.message_id == found_id else one for one in found
                ]
            shown.extend(with_others(block, audience) for block in found)
    return shown


def _as_found(block: Block) -> Block:
    return replace(
        block,
        is_found=True,
        head=parts(block.turn.text, block.turn.passages),
        tail=(),
        tail_words="",
    )


def with_others(block: Block, audience: Audience | None) -> Block:
    """An answer of ours with what others did beneath it."""
    under = audience.under.get(block.turn.message_id or 0) if audience else None
    if under is None or not under.people:
        return block
    return replace(block, under=under_words(under), is_worse=under.is_worse)


def parts(text: str, passages: Sequence[Passage]) -> list[Part]:
    """The text cut at its passages, in order; overlapping and impossible ones are left out."""
    cut: list[Part] = []
    at = 0
    for passage in sorted(passages, key=lambda p: p.start):
        if passage.start < at or passage.end > len(text) or passage.start >= passage.end:
            continue
        cut += [
            Part(text[at : passage.start]),
            Part(text[passage.start : passage.end], is_marked=True),
        ]
        at = passage.end
    return [part for part in [*cut, Part(text[at:])] if part.text]


def delivery_shown(delivery: DeliveryView, *, now: datetime) -> DeliveryShown:
    reason = f": {delivery.reason}" if delivery.reason else ""
    asked = delivery.approval
    seconds = max(0, int((delivery.due_at - now).total_seconds()) + 1)
    said = {
        "review": _waits_for(delivery, now=now),
        "queued": _("sends in %(n)d s") % {"n": seconds} if delivery.due_at > now else _("sending"),
        "sending": _("sending"),
        "sent": _("sent"),
        "held": _("Held%(reason)s") % {"reason": reason},
        "refused": _("Refused%(reason)s") % {"reason": reason},
        "unknown": _("Nobody can tell whether it stands. Look on the network, then say so here.")
        if delivery.must_decide
        else _("Outcome unknown; the network is being asked. Do not send it again."),
        "undone": _("undone"),
    }
    tones = {"review": "warn", "held": "warn", "refused": "hot", "unknown": "warn"}
    return DeliveryShown(
        words=said[delivery.state],
        tone=tones.get(delivery.state, ""),
        can_undo=delivery.can_undo,
        must_decide=delivery.must_decide,
        is_queued=delivery.state == "queued" and delivery.due_at > now,
        approval_id=asked.id if asked is not None and delivery.state == "review" else None,
    )


def _waits_for(delivery: DeliveryView, *, now: datetime) -> str:
    """ "Waits for approval: Bob is asked, the next from 14:30"."""
    asked = delivery.approval
    if asked is None:
        return _("Waits for approval")
    of = asked.asked_of or _("everybody who may approve")
    if asked.due_at is None:
        return _("Waits for approval: %(of)s is asked") % {"of": of}
    when = wording.due_with_time(asked.due_at, now=now)
    said = _("Waits for approval: %(of)s is asked, somebody else from %(when)s")
    return said % {"of": of, "when": when}


def _block(turn: TurnView, *, names: Mapping[int, str], me: int, now: datetime) -> Block:
    if turn.kind == "event":
        words = event_words(turn.text, by=int(turn.who or 0), names=names, me=me)
        return Block(
            kind="event", turn=turn, when=wording.moment_with_time(turn.at, now=now), meta=words
        )
    head, tail = _folded(turn)
    return Block(
        kind=turn.kind,
        turn=turn,
        when=wording.moment_with_time(turn.at, now=now),
        meta=_meta(turn, now=now),
        head=head,
        tail=tail,
        tail_words=_("The whole message (%(n)s letters)") % {"n": f"{len(turn.text):,}"}
        if tail
        else "",
        delivery=delivery_shown(turn.delivery, now=now) if turn.delivery else None,
    )


def event_words(code: str, *, by: int | None, names: Mapping[int, str], me: int) -> str:
    """ "You resolved this", "Bob gave this to Lena". `code` is "assigned:7", "resolved", ..."""
    what, _colon, to = code.partition(":")
    who = _("You") if by == me else names.get(by or 0, _("Somebody"))
    if what in MODERATED:
        return moderation_words(code, who=who)
    if what in HANDED:
        return handed_words(code, who=who, names=names, me=me)
    if what in TRIAGED:
        return triage_words(code, who=who, names=names, me=me)
    if what == "assigned" and to.isdigit():
        if int(to) == by:
            return _("%(who)s took this") % {"who": who}
        whom = _("you") if int(to) == me else names.get(int(to), _("somebody who left"))
        return _("%(who)s gave this to %(whom)s") % {"who": who, "whom": whom}
    if what == "alarm_told":
        called = ngettext("%(n)d colleague was called", "%(n)d colleagues were called", int(to))
        return called % {"n": int(to)}
    if what == "task_added":
        return _task_added(who, by=by, to=int(to or 0), names=names, me=me)
    if what == "brought":
        return _brought(who, heard_by=to)
    if what == "resolved" and to:
        return _("%(who)s resolved this: %(reason)s") % {"who": who, "reason": to}
    if what in ("late", "overdue"):
        return _late(to) if what == "late" else _overdue(to)
    if what in ("snoozed", "woken"):
        return _snoozed(who, to) if what == "snoozed" else _woken(who, cause=to)
    said = {
        "assigned": _("%(who)s let this go"),
        "resolved": _("%(who)s resolved this"),
        "merged": _("%(who)s made two conversations one"),
        "split": _("%(who)s parted this from another conversation"),
        "case": _("%(who)s set the case number"),
        "reopened": _("%(who)s opened this again"),
        "acknowledged": _("%(who)s acknowledged this"),
        "consultation_answered": _("%(who)s answered for their department"),
        "consultation_withdrawn": _("%(who)s withdrew a question"),
        "consultation_shared": _("%(who)s brought a department’s answer here"),
        "alarm_started": _("Danger to life: the phone tree began"),
        "alarm_taken": _("%(who)s took the danger"),
        "alarm_ended": _("Nobody is called any more"),
        "task_finished": _("%(who)s finished a task"),
        "link_made": _("%(who)s made a link into private"),
        "link_used": _("Continued in private: they wrote through the link"),
        "link_solved": _("Continued in private: they say it is solved"),
        "solved_agreed": _("%(who)s noted: they agree that the thread hears that it is solved")
        if by
        else _("They agree that the thread hears that it is solved"),
        "solved_not_agreed": _("%(who)s took back that they agreed"),
    }
    return said[what] % {"who": who} if what in said else code


def _late(clock: str) -> str:
    said = {
        "acknowledge": _("Late: nobody had given a sign in time"),
        "answer": _("Late: the first answer was due"),
        "next": _("Late: the next answer was due"),
        "resolve": _("Late: this was to be resolved"),
    }
    return said.get(clock, _("Late"))


def _overdue(clock: str) -> str:
    """Beside the moment that was noticed, for events that do not know when it was due."""
    said = {
        "acknowledge": _("Late: a sign was overdue"),
        "answer": _("Late: the first answer was overdue"),
        "next": _("Late: the next answer was overdue"),
        "resolve": _("Late: resolving this was overdue"),
    }
    return said.get(clock, _("Late"))


def _snoozed(who: str, until: str) -> str:
    at = parse_datetime(until)
    when = date_format(timezone.localtime(at), "D j M H:i") if at else until
    return _("%(who)s snoozed this until %(when)s") % {"who": who, "when": when}


def _woken(who: str, *, cause: str) -> str:
    if cause == "member":
        return _("%(who)s brought this back") % {"who": who}
    causes = {"message": _("Back: they wrote"), "promise": _("Back: something is promised")}
    return causes.get(cause, _("Back, as was set"))


def _task_added(who: str, *, by: int | None, to: int, names: Mapping[int, str], me: int) -> str:
    if to == by:
        return _("%(who)s took a task") % {"who": who}
    whom = _("you") if to == me else names.get(to, _("somebody who left"))
    return _("%(who)s gave %(whom)s a task") % {"who": who, "whom": whom}


def _brought(who: str, *, heard_by: str) -> str:
    if heard_by:
        said = _("%(who)s brought this in: heard by “%(queries)s”, not said to us")
        return said % {"who": who, "queries": heard_by}
    return _("%(who)s brought this in: heard elsewhere, not said to us") % {"who": who}


def _folded(turn: TurnView) -> tuple[list[Part], list[Part]]:
    if len(turn.text) <= FOLD:
        return parts(turn.text, turn.passages), []
    head = [p for p in turn.passages if p.end <= HEAD]
    tail = [Passage(p.start - HEAD, p.end - HEAD, p.kind) for p in turn.passages if p.start >= HEAD]
    return parts(turn.text[:HEAD], head), parts(turn.text[HEAD:], tail)


def _meta(turn: TurnView, *, now: datetime) -> str:
    """18:52 · public · edited · by AO."""
    said = [wording.moment_with_time(turn.at, now=now)]
    if turn.consultation is not None:
        return _consulted(turn, turn.consultation, now=now)
    if turn.kind == "note":
        return " · ".join([*said, _("only colleagues see this")])
    if turn.kind == "customer":
        said.append(_("public") if turn.is_public else _("private"))
    if turn.automatic in ("autoreply", "bounce"):
        said.append(_("Automatic reply") if turn.automatic == "autoreply" else _("Returned mail"))
    if turn.edited:
        said.append(_("edited"))
    if turn.likes:
        said.append(ngettext("%(n)d like", "%(n)d likes", turn.likes) % {"n": turn.likes})
    if turn.liked_by_us:
        said.append(_("liked by us"))
    if turn.automatic == "itself":
        said.append(_("automatic reply, no clock stops by it"))
    elif turn.kind == "ours":
        said.append(
            _("by %(name)s") % {"name": turn.member_name}
            if turn.member_name
            else _("sent outside Rapport")
        )
    if turn.approved_by:
        said.append(
            _("approved by %(name)s in other words") % {"name": turn.approved_by}
            if turn.is_in_other_words
            else _("approved by %(name)s") % {"name": turn.approved_by}
        )
    return " · ".join(said)


def _consulted(turn: TurnView, asked: ConsultationView, *, now: datetime) -> str:
    """ "by AO, 18:09 · due 22:10", "by AO, 18:09 · answered by JK in 21 min"."""
    when = wording.moment_with_time(turn.at, now=now)
    said = [_("by %(name)s, %(when)s") % {"name": turn.who, "when": when}]
    if asked.is_shared:
        who = asked.answered_by or _("somebody who left")
        said = [_("answered by %(who)s") % {"who": who}, _("asked about another conversation")]
    elif asked.state == "answered" and asked.ended_at is not None:
        span = wording.span(wording.minutes_between(turn.at, asked.ended_at))
        who = asked.answered_by or _("somebody who left")
        said.append(_("answered by %(who)s in %(span)s") % {"who": who, "span": span})
    elif asked.state == "withdrawn":
        said.append(_("withdrawn"))
    elif asked.due_at <= now:
        late = wording.span(max(1, wording.minutes_between(asked.due_at, now)))
        said.append(_("%(span)s late") % {"span": late})
    else:
        due = wording.due_with_time(asked.due_at, now=now)
        said.append(_("due %(when)s") % {"when": due})
    return " · ".join(said)


def _crowd(voices: list[TurnView]) -> Crowd:
    people = len({voice.who for voice in voices})
    rest = voices[VOICES_FIRST:]
    words = ngettext("%(n)s other lends their voice", "%(n)s others lend their voice", people)
    return Crowd(
        words=wording.sentence(words % {"n": wording.number(people)}).rstrip("."),
        first=voices[:VOICES_FIRST],
        rest=rest,
        rest_words=_("%(n)s more") % {"n": wording.number(len(rest))},
    )
