"""Who sees a conversation besides the two of us, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.converse.contract import Audience, ConversationView, Joined, UnderAnswer
from rapport.converse.queries import hue_of, initials_of
from rapport.web.inbox.contexts import mood_words
from rapport.web.shell import wording

PEOPLE_FIRST = 4


@dataclass(frozen=True, slots=True)
class JoinedShown:
    name: str
    initials: str
    hue: int
    mood: str
    mood_words: str
    words: str
    meta: str


@dataclass(frozen=True, slots=True)
class AudienceShown:
    """`sees`: who can see it. `up_to`: how many at most, and `how` that is estimated."""

    sees: str
    up_to: str = ""
    how: str = ""
    moods: str = ""
    is_worse: bool = False
    first: Sequence[JoinedShown] = ()
    rest: Sequence[JoinedShown] = ()
    rest_words: str = ""


def audience_shown(conversation: ConversationView) -> AudienceShown:
    audience = conversation.audience
    if audience is None:
        return AudienceShown(_("Private: only the two of you."))
    people = [_joined(one) for one in audience.joined]
    rest = people[PEOPLE_FIRST:]
    return AudienceShown(
        sees=_sees(len(people), is_whole=audience.is_whole),
        up_to=_up_to(audience),
        how=_how(audience),
        moods=_moods(audience),
        is_worse=audience.is_worse,
        first=people[:PEOPLE_FIRST],
        rest=rest,
        rest_words=_("%(n)s more") % {"n": wording.number(len(rest))},
    )


def under_words(under: UnderAnswer) -> str:
    """ "Three others replied: two negative, one positive"."""
    people = ngettext("%(n)s other replied", "%(n)s others replied", under.people)
    said = wording.sentence(people % {"n": wording.number(under.people)}).rstrip(".")
    moods = _mood_counts(under.negative, under.positive)
    return f"{said}: {moods}" if moods else said


def _sees(others: int, *, is_whole: bool) -> str:
    if not others:
        return _("Public; nobody else has spoken so far.")
    people = ngettext("%(n)s other person", "%(n)s other people", others)
    spoke = people % {"n": wording.number(others)}
    if not is_whole:
        said = _("public; of the messages shown %(people)s wrote some")
        return wording.sentence(said % {"people": spoke})
    return wording.sentence(_("public; %(people)s spoke in this thread") % {"people": spoke})


def _up_to(audience: Audience) -> str:
    if not audience.up_to:
        return ""
    if not audience.is_whole:
        said = _("Those who wrote the messages shown reach up to %(n)s; the thread is longer.")
        return said % {"n": wording.short_number(audience.up_to)}
    return _("Up to %(n)s could see it.") % {"n": wording.short_number(audience.up_to)}


def _how(audience: Audience) -> str:
    said = _(
        "The followers of everybody who wrote here, added up. They overlap, and most look away: fewer saw it."
    )
    if audience.unknown:
        unknown = ngettext(
            "Of %(n)s writer nobody told how many follow.",
            "Of %(n)s writers nobody told how many follow.",
            audience.unknown,
        )
        said += " " + unknown % {"n": wording.number(audience.unknown)}
    return said


def _moods(audience: Audience) -> str:
    moods = [one.sentiment for one in audience.joined]
    return _mood_counts(moods.count("negative"), moods.count("positive"))


def _mood_counts(negative: int, positive: int) -> str:
    counted = [
        _("%(n)s negative") % {"n": wording.number(negative)} if negative else "",
        _("%(n)s positive") % {"n": wording.number(positive)} if positive else "",
    ]
    return ", ".join(one for one in counted if one)


def _joined(one: Joined) -> JoinedShown:
    spoke = _("spoke %(times)s") % {"times": wording.times(one.times)} if one.times > 1 else ""
    return JoinedShown(
        name=one.name,
        initials=initials_of(one.name),
        hue=hue_of(one.person_id),
        mood=one.sentiment,
        mood_words=mood_words(one.sentiment) if one.sentiment else "",
        words=one.words,
        meta=" · ".join(filter(None, [wording.followers(one.followers), spoke])),
    )
