"""What the pages of moderation show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.converse import queries as converse
from rapport.converse.models import Conversation, ModerationAct, ModerationRule
from rapport.converse.queries import ActsAsked, ModerationChoice
from rapport.converse.queries.names import name_of
from rapport.converse.queries.shielding import is_shielded
from rapport.listen.models import Message
from rapport.understand.models import Reading
from rapport.web.moderation import wording as words
from rapport.web.shell import wording
from rapport.workspace import queries as workspace
from rapport.workspace.models import Member

PAGE = 50


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen in the form so far."""

    kind: str = ""
    rule: str = ""
    passage: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceShown:
    choice: ModerationChoice
    name: str
    says: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class RuleShown:
    rule: ModerationRule
    kind: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """Hard words the machine marked. They are covered where the message is: nobody has to read them to choose them."""

    words: str
    shown: str


@dataclass(frozen=True, slots=True)
class ActPage:
    """Acting on one message."""

    conversation: Conversation
    message: Message
    who: str
    when: str
    is_shielded: bool
    choices: Sequence[ChoiceShown]
    rules: Sequence[RuleShown]
    may_publish: bool
    error: str
    asks_for_words: bool
    marked: Sequence[Marked]
    passage: str


def act_page(
    conversation: Conversation,
    message: Message,
    *,
    member: Member,
    chosen: Chosen,
    error: str = "",
    asks_for_words: bool = False,
    now: datetime,
) -> ActPage:
    reading: Reading | None = getattr(message, "reading", None)
    choices = converse.moderation_choices(conversation, message)
    return ActPage(
        conversation=conversation,
        message=message,
        who=name_of(message.author),
        when=wording.moment_with_time(message.created_at, now=now),
        is_shielded=is_shielded(reading),
        choices=[
            ChoiceShown(
                one, words.act_name(one.kind), words.act_says(one.kind), one.kind == chosen.kind
            )
            for one in choices
        ],
        rules=[
            RuleShown(rule, words.rule_kind(rule.kind), str(rule.pk) == chosen.rule)
            for rule in converse.current_rules()
        ],
        may_publish=workspace.can(member, "manage_moderation"),
        error=error,
        asks_for_words=asks_for_words,
        marked=_marked(message, reading) if asks_for_words else (),
        passage=chosen.passage,
    )


def _marked(message: Message, reading: Reading | None) -> list[Marked]:
    found = converse.marked_words(message.text, reading)
    covers = is_shielded(reading)
    return [Marked(one, " ".join(map(_covered, one.split())) if covers else one) for one in found]


def _covered(word: str) -> str:
    """ "i••••s"."""
    return word if len(word) < 3 else f"{word[0]}{'•' * (len(word) - 2)}{word[-1]}"


@dataclass(frozen=True, slots=True)
class ActLine:
    act: ModerationAct
    name: str
    who: str
    by: str
    when: str
    text: str
    is_shielded: bool
    passage: str
    rule_kind: str
    state: str
    tone: str
    undo: str
    undone: str
    must_decide: bool
    url: str


@dataclass(frozen=True, slots=True)
class CountShown:
    count: converse.RuleCount
    kind: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ActsPage:
    lines: Sequence[ActLine]
    counts: Sequence[CountShown]
    kinds: Sequence[Option]
    states: Sequence[Option]
    members: Sequence[Option]
    is_filtered: bool
    more_url: str
    may_publish: bool


def asked_in(query: Mapping[str, str]) -> ActsAsked:
    """What an address asks for; whatever nobody could have chosen is left out."""
    kind, state = query.get("kind", ""), query.get("state", "")
    return ActsAsked(
        kind=kind if kind in ModerationAct.Kind.values else "",
        state=state if state in ModerationAct.State.values else "",
        rule=_number(query.get("rule", "")),
        member_id=_number(query.get("by", "")),
    )


def acts_page(member: Member, *, asked: ActsAsked, before: str, now: datetime) -> ActsPage:
    """In six statements, however many acts there are."""
    found = converse.moderation_acts(member, asked=asked, before=_number(before), limit=PAGE + 1)
    shown = found[:PAGE]
    more = _url(asked, before=shown[-1].pk) if len(found) > PAGE else ""
    return ActsPage(
        lines=[_line(act, now=now) for act in shown],
        counts=[
            CountShown(
                count,
                words.rule_kind(count.rule.kind),
                _url(ActsAsked(rule=count.rule.number)),
                count.rule.number == asked.rule,
            )
            for count in converse.rule_counts()
        ],
        kinds=[
            Option(kind, words.act_name(kind), kind == asked.kind)
            for kind in ModerationAct.Kind.values
        ],
        states=[
            Option(state, _state_name(state), state == asked.state)
            for state in ModerationAct.State.values
        ],
        members=[
            Option(str(one.pk), one.name, one.pk == asked.member_id) for one in workspace.members()
        ],
        is_filtered=asked != ActsAsked(),
        more_url=more,
        may_publish=workspace.can(member, "manage_moderation"),
    )


def _line(act: ModerationAct, *, now: datetime) -> ActLine:
    text = act.message.text if act.message is not None else ""
    reading: Reading | None = getattr(act.message, "reading", None) if act.message else None
    state = converse.act_state(act)
    sent = act.undo_delivery if act.state == ModerationAct.State.UNDOING else act.delivery
    reason = act.reason or (sent.reason if sent is not None and state == "held" else "")
    can_undo = act.kind != "report" and act.state in ("asked", "done") and state != "unknown"
    undone = ""
    if act.undone_at is not None:
        who = act.undone_by.name if act.undone_by else _("somebody who left")
        when = wording.moment_with_time(act.undone_at, now=now)
        undone = _("taken back by %(who)s, %(when)s") % {"who": who, "when": when}
    return ActLine(
        act=act,
        name=words.act_name(act.kind),
        who=name_of(act.handle),
        by=act.member.name if act.member else _("Somebody who left"),
        when=wording.moment_with_time(act.at, now=now),
        text=text,
        is_shielded=is_shielded(reading),
        passage=text[act.passage_start : act.passage_end] if act.passage_end else "",
        rule_kind=words.rule_kind(act.rule.kind),
        state=undone or words.state_words(act.kind, state, reason=reason),
        tone=words.state_tone(state),
        undo=words.undo_name(act.kind) if can_undo else "",
        undone=undone,
        must_decide=act.delivery is not None
        and act.state == "asked"
        and act.delivery.waits_for_a_decision,
        url=reverse("inbox_open", args=[act.conversation_id]) if act.conversation_id else "",
    )


def _state_name(state: str) -> str:
    return {
        "asked": _("on its way"),
        "done": _("done"),
        "failed": _("failed"),
        "undoing": _("being taken back"),
        "undone": _("taken back"),
    }.get(state, state)


def _url(asked: ActsAsked, *, before: int | None = None) -> str:
    fields = {
        "kind": asked.kind,
        "state": asked.state,
        "rule": asked.rule,
        "by": asked.member_id,
        "before": before,
    }
    query = urlencode({name: value for name, value in fields.items() if value})
    return reverse("moderation") + (f"?{query}" if query else "")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
