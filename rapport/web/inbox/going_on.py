"""What is going on and the customer speaks of, beside their words; and which of it was put into a reply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.converse.contract import ConversationView
from rapport.listen.contract import OfferedFact
from rapport.web.board import wording

_SAID = re.compile(r"([0-9]{1,18})(?::([0-9]{1,10}))?", re.ASCII)
_FACTS_AT_MOST = 20
# The first and the second that is offered; f alone, and with Shift.
_KEYS = ("f", "F")


@dataclass(frozen=True, slots=True)
class GoingOn:
    label: str
    headline: str
    where: str
    when: str
    may_say: str
    tone: str
    url: str
    line: str
    said: str
    key: str
    key_words: str
    put_in_url: str


def going_on_shown(conversation: ConversationView, *, now: datetime) -> list[GoingOn]:
    return [
        _shown(fact, conversation=conversation, key=key, now=now)
        for fact, key in zip(conversation.going_on, _KEYS, strict=False)
    ]


def fact_said(fact: OfferedFact) -> str:
    """What the form carries of a fact that was put into a reply: its id, and the end its line had."""
    return f"{fact.id}:{int(fact.ends_at.timestamp())}" if fact.ends_at else str(fact.id)


def facts_said(values: Sequence[str]) -> dict[int, datetime | None]:
    """The facts of a form, with the end each had; what nobody's page writes is passed over."""
    found = (_SAID.fullmatch(value) for value in values[:_FACTS_AT_MOST])
    return {
        int(one[1]): datetime.fromtimestamp(int(one[2]), UTC) if one[2] else None
        for one in found
        if one is not None
    }


def _shown(
    fact: OfferedFact, *, conversation: ConversationView, key: str, now: datetime
) -> GoingOn:
    is_coming = fact.starts_at is not None and fact.starts_at > now
    may_say, tone = _may_say(fact, now=now)
    line = fact.line if conversation.can_answer else ""
    return GoingOn(
        label=_("Coming") if is_coming else _("Going on"),
        headline=fact.headline,
        where=fact.where,
        when=wording.span(fact.starts_at, fact.ends_at, now=now),
        may_say=may_say,
        tone=tone,
        url=reverse("board_fact", args=[fact.id]),
        line=line,
        said=fact_said(fact),
        key=key,
        key_words="F" if key == "f" else "⇧ F",
        put_in_url=f"?say={fact.id}#composer",
    )


def _may_say(fact: OfferedFact, *, now: datetime) -> tuple[str, str]:
    if not fact.sayable:
        return _("not for the public"), "warn"
    if not fact.line:
        # Its end has passed and nobody said what is next, or its sentence waits for an end.
        return _("ask before you say it"), "warn"
    return _("may be said"), "pos"
