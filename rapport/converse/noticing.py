"""What notices of this room say: whom it is about, looked up when it is shown, and no words of customers.

What leaves the house by a service that nobody can erase names no customer either (`registry.without_names`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.converse import asking
from rapport.converse.models import Consultation
from rapport.converse.queries.called import people_of
from rapport.converse.queries.consulting import answering_mailbox
from rapport.workspace.models import Notice
from rapport.workspace.queries import can
from rapport.workspace.registry import Letter, may_name, register_notice, register_subject

# An answer is of use for a while after it was wanted.
MAIL_ANSWERS_FOR = timedelta(days=7)


def conversations_named(
    notices: Sequence[Notice], about: Mapping[int, int] | None = None
) -> dict[int, str]:
    """ "the conversation with Kajsa (Bluesky)", by notice; those that are gone are left out. One statement.

    `about`: which conversation each notice is about, by the notice, where it is not what it says itself.
    """
    named = _("the conversation with %(who)s (%(network)s)")
    return _called(notices, about, named=named, nameless=_("a conversation on %(network)s"))


def people_named(notices: Sequence[Notice]) -> dict[int, str]:
    """The same to begin a sentence with: "Kajsa (Bluesky)"."""
    nameless = _("A conversation on %(network)s")
    return _called(notices, None, named=_("%(who)s (%(network)s)"), nameless=nameless)


def _called(
    notices: Sequence[Notice], about: Mapping[int, int] | None, *, named: str, nameless: str
) -> dict[int, str]:
    ids = about if about is not None else {notice.pk: notice.about_id for notice in notices}
    whose = people_of(ids.values())
    said = {}
    for notice in notices:
        if (one := whose.get(ids.get(notice.pk, 0))) is not None and can(notice.member, "see"):
            sentence = named if may_name() else nameless
            said[notice.pk] = sentence % {"who": one.name, "network": one.network}
    return said


register_subject("conversation", names=conversations_named)


def who_of(notice: Notice) -> str:
    return notice.by.name if notice.by else _("Somebody")


def saying(sentence: Callable[[], str]) -> Callable[[Sequence[Notice]], dict[int, str]]:
    def say(notices: Sequence[Notice]) -> dict[int, str]:
        named = conversations_named(notices)
        return {
            notice.pk: sentence() % {"who": who_of(notice), "where": named[notice.pk]}
            for notice in notices
            if notice.pk in named
        }

    return say


register_notice(
    "converse.mentioned",
    say=saying(lambda: _("%(who)s named you in a note on %(where)s")),
)
register_notice(
    "converse.watched_answered",
    say=saying(lambda: _("%(who)s answered in %(where)s, which you watch")),
)
register_notice(
    "converse.watched_noted",
    say=saying(lambda: _("%(who)s wrote a note on %(where)s, which you watch")),
)
register_notice(
    "converse.watched_resolved",
    say=saying(lambda: _("%(who)s resolved %(where)s, which you watch")),
)
register_notice(
    "converse.danger_again",
    say=saying(lambda: _("They wrote again: danger to life in %(where)s, which is yours")),
    stands=asking.waits,
)


def _of_consultations(sentence: Callable[[], str]) -> Callable[[Sequence[Notice]], dict[int, str]]:
    def say(notices: Sequence[Notice]) -> dict[int, str]:
        asked = Consultation.objects.in_bulk([notice.about_id for notice in notices])
        known = [notice for notice in notices if notice.about_id in asked]
        named = conversations_named(
            known, {notice.pk: asked[notice.about_id].conversation_id for notice in known}
        )
        said = {}
        for notice in known:
            one = asked[notice.about_id]
            values = {
                "who": who_of(notice),
                "team": one.team_name,
                "where": named.get(notice.pk, ""),
                "due": timezone.localtime(one.due_at).strftime("%H:%M"),
            }
            said[notice.pk] = sentence() % values
        return said

    return say


def asked_letter(notice: Notice) -> Letter | None:
    """The question by mail; its answer comes back by mail where we read a mailbox."""
    found = Consultation.objects.select_related("conversation").filter(pk=notice.about_id)
    asked = found.filter(state=Consultation.State.OPEN).first()
    if asked is None:
        return None
    mailbox = answering_mailbox(asked.conversation)
    how = (
        _("Answer this mail: your words stand with the conversation. Nothing is sent outside.")
        if mailbox
        else _("Answer by the link. Nothing is sent outside.")
    )
    text = f"{asked.question}\n\n{how}"
    return Letter(text=text, mailbox=mailbox, answer_by=asked.due_at + MAIL_ANSWERS_FOR)


register_notice(
    "converse.asked",
    say=_of_consultations(lambda: _("%(who)s asks %(team)s about %(where)s, due %(due)s")),
    letter=asked_letter,
    stands=asking.is_asked,
)
register_notice(
    "converse.consultation_answered",
    say=_of_consultations(lambda: _("%(who)s answered for %(team)s on %(where)s")),
)
register_notice(
    "converse.consultation_late",
    say=_of_consultations(lambda: _("%(team)s has not answered about %(where)s, due %(due)s")),
    stands=asking.is_asked,
)
