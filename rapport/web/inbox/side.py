"""The person beside the words: what stands between us, why it stands here, how it reads, what was before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.converse.contract import (
    ConversationView,
    HistoryLine,
    PersonSide,
    PriorityPart,
    PromiseView,
    ReadingView,
)
from rapport.web.inbox.audience import AudienceShown, audience_shown
from rapport.web.inbox.contexts import mood_words
from rapport.web.shell import wording

REASONS_AT_MOST = 5


@dataclass(frozen=True, slots=True)
class PromiseShown:
    id: int
    is_owed: bool
    text: str
    state: str
    tone: str
    when: str


@dataclass(frozen=True, slots=True)
class MoodButton:
    name: str
    sign: str
    key: str
    label: str
    says: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class HistoryShown:
    when: str
    text: str
    outcome: str
    url: str
    id: int
    can_merge: bool
    where: str


@dataclass(frozen=True, slots=True)
class SideShown:
    person: PersonSide
    where: str
    between: str
    promises: Sequence[PromiseShown]
    # From when on a promise may be due, and whether this member may write one down.
    promise_from: datetime
    may_promise: bool
    parts: Sequence[PriorityPart]
    largest: int
    reading: ReadingView | None
    reading_words: str
    reasons: Sequence[str]
    moods: Sequence[MoodButton]
    may_correct: bool
    history: Sequence[HistoryShown]
    audience: AudienceShown


def side_shown(conversation: ConversationView, *, may_correct: bool, now: datetime) -> SideShown:
    person, reading = conversation.person, conversation.reading
    return SideShown(
        person=person,
        where=_where(person),
        between=_between(person, now=now),
        promises=_owed_first(_promise(promise, now=now) for promise in person.promises),
        promise_from=(now + timedelta(minutes=1)),
        may_promise=may_correct,
        parts=conversation.parts,
        largest=max((part.points for part in conversation.parts), default=1),
        reading=reading,
        reading_words=_reading(reading) if reading else "",
        reasons=telling_words(reading) if reading else [],
        moods=_moods(reading) if reading else [],
        may_correct=may_correct,
        history=[
            _history(line, here=conversation.network_name, now=now) for line in person.history
        ],
        audience=audience_shown(conversation),
    )


def _where(person: PersonSide) -> str:
    said = [person.network_name]
    if person.handle and person.handle != person.name:
        said.append(person.handle)
    said.append(wording.followers(person.followers))
    return " · ".join(one for one in said if one)


def _between(person: PersonSide, *, now: datetime) -> str:
    if person.wrote == 0:
        return _("They have not written to us so far.")
    if person.wrote == 1:
        return _("First time they write to us.")
    wrote = _("Wrote to us %(times)s") % {"times": wording.times(person.wrote)}
    if person.since and (now - person.since).days > 30:
        wrote += " " + _("since %(month)s") % {"month": date_format(person.since, "F Y")}
    if person.answered == 0:
        return _("%(wrote)s; never answered.") % {"wrote": wrote}
    return _("%(wrote)s; answered %(times)s.") % {
        "wrote": wrote,
        "times": wording.times(person.answered),
    }


def _promise(promise: PromiseView, *, now: datetime) -> PromiseShown:
    state, tone = {
        "open": (_("owed"), "warn"),
        "broken": (_("broken"), "hot"),
        "kept": (_("kept"), "pos"),
        "released": (_("released"), "neutral"),
    }[promise.state]
    owed = promise.state in ("open", "broken")
    return PromiseShown(
        promise.id,
        owed,
        promise.text,
        state,
        tone,
        _("due %(day)s") % {"day": wording.due(promise.due_at, now=now)},
    )


def _owed_first(promises: Iterable[PromiseShown]) -> list[PromiseShown]:
    """What is owed stands first: it has the keys."""
    return sorted(promises, key=lambda promise: not promise.is_owed)


# GoEmotions' names, and how one says them beside a mood.
_EMOTIONS = {
    "admiration": gettext_lazy("admires"),
    "amusement": gettext_lazy("amused"),
    "anger": gettext_lazy("angry"),
    "annoyance": gettext_lazy("annoyed"),
    "approval": gettext_lazy("approves"),
    "caring": gettext_lazy("cares"),
    "confusion": gettext_lazy("confused"),
    "curiosity": gettext_lazy("curious"),
    "desire": gettext_lazy("wishes for it"),
    "disappointment": gettext_lazy("disappointed"),
    "disapproval": gettext_lazy("disapproves"),
    "disgust": gettext_lazy("disgusted"),
    "embarrassment": gettext_lazy("embarrassed"),
    "excitement": gettext_lazy("excited"),
    "fear": gettext_lazy("afraid"),
    "gratitude": gettext_lazy("grateful"),
    "grief": gettext_lazy("grieves"),
    "joy": gettext_lazy("glad"),
    "love": gettext_lazy("loves it"),
    "nervousness": gettext_lazy("nervous"),
    "optimism": gettext_lazy("hopeful"),
    "pride": gettext_lazy("proud"),
    "relief": gettext_lazy("relieved"),
    "remorse": gettext_lazy("sorry"),
    "sadness": gettext_lazy("sad"),
    "surprise": gettext_lazy("surprised"),
}


def _reading(reading: ReadingView) -> str:
    kinds = {kind for kind, _words in reading.reasons}
    for unread, words in unread_words().items():
        if unread in kinds:
            return words
    if not reading.covered:
        return _("Not read: this language is not covered yet. You decide.")
    said = [mood_words("danger" if reading.danger else reading.sentiment)]
    if reading.corrected_by:
        said.append(_("corrected by %(name)s") % {"name": reading.corrected_by})
    else:
        said.append(_("%(n)d %% sure") % {"n": round(reading.confidence * 100)})
        if reading.is_rough:
            said.append(_("a rough reading"))
    if reading.emotion in _EMOTIONS:
        said.append(str(_EMOTIONS[reading.emotion]))
    said.append(_("needs an answer") if reading.needs_answer else _("needs no answer"))
    return wording.sentence(", ".join(said))


def unread_words() -> dict[str, str]:
    """What a person has to look at or listen to, since no machine here does."""
    return {
        "picture": _("A picture, not read. Look at it, and decide."),
        "voice": _("A voice, not read. Listen to it, and decide."),
        "video": _("A video, not read. Look at it, and decide."),
    }


def telling_words(reading: ReadingView) -> list[str]:
    """The words that made the mood, each once and whole: "still nothing", not "nothing" beside it."""
    words = {said.casefold(): said for kind, said in reading.reasons if kind == reading.sentiment}
    whole = [
        said
        for low, said in words.items()
        if not any(low != other and low in other for other in words)
    ]
    return whole[:REASONS_AT_MOST]


def _moods(reading: ReadingView) -> list[MoodButton]:
    signs = (("negative", "−", "-"), ("neutral", "0", "0"), ("positive", "+", "+"))
    return [
        MoodButton(
            name=name,
            sign=sign,
            key=key,
            label=mood_words(name),
            says=_("It is %(mood)s") % {"mood": mood_words(name)},
            is_on=reading.sentiment == name,
        )
        for name, sign, key in signs
    ]


def _history(line: HistoryLine, *, here: str, now: datetime) -> HistoryShown:
    return HistoryShown(
        when=wording.moment(line.at, now=now),
        text=line.text,
        outcome=line.outcome,
        url=reverse("inbox_open", args=[line.conversation_id]),
        id=line.conversation_id,
        can_merge=line.can_merge,
        where=line.network_name if line.network_name != here else "",
    )
