"""The reply box and the check that speaks where one writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rapport.assets.models import Asset
from rapport.converse.actions import text_length
from rapport.converse.contract import ConversationView
from rapport.listen.contract import OfferedFact
from rapport.voice.contract import Finding, Remedy
from rapport.web.inbox.going_on import fact_said
from rapport.workspace import queries as workspace
from rapport.workspace.models import Member


@dataclass(frozen=True, slots=True)
class FindingShown:
    kind: str
    number: int
    start: int
    end: int
    severity: str
    severity_words: str
    tone: str
    why: str
    evidence: str
    remedy: Remedy | None
    # A note of the check's own judgement; that sending is stopped is none.
    may_be_wrong: bool
    # Where what it rests on stands, and what that is; "" where there is no page of it.
    source_url: str = ""
    source_says: str = ""


@dataclass(frozen=True, slots=True)
class MacroShown:
    """What is done once the reply stands, in words."""

    id: int
    does: str


@dataclass(frozen=True, slots=True)
class Composer:
    """`findings`, `error`, `held_by` speak under the text; the text itself is never touched by an answer of ours."""

    text: str = ""
    # The saved reply it began with, filled in.
    saved: str = ""
    note_text: str = ""
    note_error: str = ""
    is_note: bool = False
    seen_version: int = 0
    limit: int | None = None
    units: str = "codepoints"
    length: int = 0
    placeholder: str = ""
    closed_because: str = ""
    # Where an account can be connected that would answer here; and who speaks, where somebody can.
    connect_url: str = ""
    connects: str = ""
    answers_as: str = ""
    may_note: bool = False
    may_acknowledge: bool = False
    acknowledge_says: str = ""
    error: str = ""
    held_by: str = ""
    held_words: str = ""
    may_answer_over: bool = False
    asks_twice: bool = False
    # What it asks to wait with is said against a statement, which may be out of date.
    may_be_old: bool = False
    # What was meant already, so that another question does not ask it again.
    answers_over: bool = False
    meant_because: str = ""
    findings: Sequence[FindingShown] = field(default_factory=tuple)
    # How many pictures the network takes with an answer, and those chosen so far.
    images: int = 0
    pictures: Sequence[Asset] = field(default_factory=tuple)
    # Facts of the board whose line was put into the text (see going_on).
    facts: Sequence[str] = field(default_factory=tuple)
    macro: MacroShown | None = None
    # How it may be taken private: "direct" by the network, "link" by our form, "" where it is private or closed.
    door: str = ""
    privately: bool = False
    # The network was asked and says no, so that the link is left.
    door_is_shut: bool = False
    by_form: bool = False
    # The shape of a macro's line and of an attachment, for the page to fill when one is chosen.
    no_macro: MacroShown = field(default_factory=lambda: MacroShown(0, ""))
    no_picture: Asset = field(default_factory=lambda: Asset(pk=0))


def composer_for(
    conversation: ConversationView,
    member: Member,
    *,
    given: Composer | None = None,
    is_note: bool = False,
    say: str = "",
    back: str = "",
) -> Composer:
    """The box as it opens: with the member's draft, or with what they sent and why it was not taken.

    `say`: a fact of the board whose line is put in, `back`: a sentence put in, for browsers without JavaScript.
    """
    now_given = given or with_line(
        Composer(text=conversation.draft, is_note=is_note), conversation.going_on, say=say
    )
    if back and given is None and back not in now_given.text:
        text = "\n\n".join(filter(None, [now_given.text.rstrip(), back]))
        now_given = replace(now_given, text=text)
    acknowledged = any(c.name == "acknowledge" and c.state == "done" for c in conversation.clocks)
    return replace(
        now_given,
        seen_version=conversation.version,
        limit=conversation.text_length,
        images=conversation.images,
        units=conversation.text_units,
        length=text_length(now_given.text, conversation.text_units),
        placeholder=_placeholder(conversation),
        closed_because="" if conversation.can_answer else conversation.cannot_answer_because,
        connects=conversation.network_name if conversation.connects else "",
        connect_url=_connect_url(conversation, member),
        answers_as=conversation.answers_as,
        may_note=workspace.can(member, "note"),
        door=_door(conversation, is_shut=now_given.door_is_shut),
        by_form=conversation.by_form,
        may_acknowledge=conversation.can_answer and not acknowledged,
        acknowledge_says=_("A like they can see")
        if conversation.can_like
        else _("One sentence that shows you heard"),
    )


def _door(conversation: ConversationView, *, is_shut: bool) -> str:
    if not conversation.can_answer or not conversation.is_public:
        return ""
    return "direct" if conversation.has_private_door and not is_shut else "link"


def _connect_url(conversation: ConversationView, member: Member) -> str:
    if not conversation.connects or not workspace.can(member, "manage_accounts"):
        return ""
    return reverse("connect", args=[conversation.connects])


def with_line(composer: Composer, going_on: Iterable[OfferedFact], *, say: str) -> Composer:
    """The box with the line of that fact after what stands in it."""
    fact = next((one for one in going_on if str(one.id) == say and one.line), None)
    if fact is None or composer.is_note or fact.line in composer.text:
        return composer
    text = "\n\n".join(filter(None, [composer.text.rstrip(), fact.line]))
    return replace(composer, text=text, facts=[fact_said(fact)])


def findings_shown(findings: Iterable[Finding]) -> list[FindingShown]:
    """In the order of the text; those with a remedy are numbered 1 to 9, and those numbers are keys."""
    shown: list[FindingShown] = []
    number = 0
    for finding in sorted(findings, key=lambda f: f.start):
        has_key = finding.remedy is not None and number < 9
        number += has_key
        shown.append(_finding(finding, number=number if has_key else 0))
    return shown


def must_ask(findings: Iterable[Finding]) -> bool:
    """Whether something stands that one has to mean before it goes out."""
    return any(finding.severity == "hold" for finding in findings)


def may_be_wrong(finding: Finding) -> bool:
    """A note of the check's own judgement: that sending is stopped or something was not checked is none, and what asks to wait is answered with Send."""
    return finding.severity != "hold" and finding.kind not in ("wrong_moment", "unchecked")


def _finding(finding: Finding, *, number: int) -> FindingShown:
    words, tone = {
        "hold": (pgettext("finding", "wait"), "hot"),
        "second": (pgettext("finding", "look again"), "warn"),
        "note": (pgettext("finding", "note"), "neutral"),
    }[finding.severity]
    url, says = _source(finding)
    return FindingShown(
        kind=finding.kind,
        number=number,
        start=finding.start,
        end=finding.end,
        severity=finding.severity,
        severity_words=words,
        tone=tone,
        why=finding.why,
        evidence=finding.evidence,
        remedy=finding.remedy if number else None,
        may_be_wrong=may_be_wrong(finding),
        source_url=url,
        source_says=says,
    )


def _source(finding: Finding) -> tuple[str, str]:
    if finding.board_fact_id:
        return reverse("board_fact", args=[finding.board_fact_id]), _("The facts board")
    # What holds in a case of practice alone is below 0.
    if finding.statement_id and finding.statement_id > 0:
        return reverse("statement", args=[finding.statement_id]), _("The statement")
    return "", ""


def _placeholder(conversation: ConversationView) -> str:
    if conversation.is_public:
        return _("Answer %(name)s in public") % {"name": conversation.person.name}
    return _("Answer %(name)s") % {"name": conversation.person.name}
