"""What notices of this room say. No words of customers: a sentence may leave the house by a service we cannot erase."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from rapport.converse.models import Consultation, Conversation
from rapport.converse.queries.consulting import answering_mailbox
from rapport.converse.queries.inbox import network_name
from rapport.workspace.models import Notice
from rapport.workspace.registry import Letter, register_notice

# An answer is of use for a while after it was wanted.
MAIL_ANSWERS_FOR = timedelta(days=7)


def conversations_named(ids: Sequence[int]) -> dict[int, str]:
    """ "conversation 812 (Bluesky)", by id; those that are gone are left out."""
    found = Conversation.objects.filter(pk__in=ids).values_list("pk", "account__network")
    return {
        pk: _("conversation %(id)d (%(network)s)") % {"id": pk, "network": network_name(network)}
        for pk, network in found
    }


def who_of(notice: Notice) -> str:
    return notice.by.name if notice.by else _("Somebody")


def saying(sentence: Callable[[], str]) -> Callable[[Sequence[Notice]], dict[int, str]]:
    def say(notices: Sequence[Notice]) -> dict[int, str]:
        named = conversations_named([notice.about_id for notice in notices])
        return {
            notice.pk: sentence() % {"who": who_of(notice), "where": named[notice.about_id]}
            for notice in notices
            if notice.about_id in named
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
)


def _of_consultations(sentence: Callable[[], str]) -> Callable[[Sequence[Notice]], dict[int, str]]:
    def say(notices: Sequence[Notice]) -> dict[int, str]:
        asked = Consultation.objects.in_bulk([notice.about_id for notice in notices])
        named = conversations_named([one.conversation_id for one in asked.values()])
        said = {}
        for notice in notices:
            if (one := asked.get(notice.about_id)) is None:
                continue
            values = {
                "who": who_of(notice),
                "team": one.team_name,
                "where": named.get(one.conversation_id, ""),
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
)
register_notice(
    "converse.consultation_answered",
    say=_of_consultations(lambda: _("%(who)s answered for %(team)s on %(where)s")),
)
register_notice(
    "converse.consultation_late",
    say=_of_consultations(lambda: _("%(team)s has not answered about %(where)s, due %(due)s")),
)
