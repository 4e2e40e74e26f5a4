"""What notices of this room say. No words of customers: a sentence may leave the house by a service we cannot erase."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from rapport.converse.models import Conversation
from rapport.converse.queries.inbox import network_name
from rapport.workspace.models import Notice
from rapport.workspace.registry import register_notice


def conversations_named(ids: Sequence[int]) -> dict[int, str]:
    """ "conversation 812 (Bluesky)", by id; those that are gone are left out."""
    found = Conversation.objects.filter(pk__in=ids).values_list("pk", "account__network")
    return {
        pk: _("conversation %(id)d (%(network)s)") % {"id": pk, "network": network_name(network)}
        for pk, network in found
    }


def who_of(notice: Notice) -> str:
    return notice.by.name if notice.by else _("Somebody")


def _saying(sentence: Callable[[], str]) -> Callable[[Sequence[Notice]], dict[int, str]]:
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
    say=_saying(lambda: _("%(who)s named you in a note on %(where)s")),
)
register_notice(
    "converse.watched_answered",
    say=_saying(lambda: _("%(who)s answered in %(where)s, which you watch")),
)
register_notice(
    "converse.watched_noted",
    say=_saying(lambda: _("%(who)s wrote a note on %(where)s, which you watch")),
)
register_notice(
    "converse.watched_resolved",
    say=_saying(lambda: _("%(who)s resolved %(where)s, which you watch")),
)
