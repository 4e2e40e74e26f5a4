"""The words of what this room tells staff: a promise that comes back, and one that broke."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from rapport.converse.models import Conversation
from rapport.converse.queries.names import name_of
from rapport.workspace.models import Notice
from rapport.workspace.registry import register_notice

PROMISE_DUE = "converse.promise_due"
PROMISE_BROKEN = "converse.promise_broken"


def register_words() -> None:
    register_notice(PROMISE_DUE, say=_due_words)
    register_notice(PROMISE_BROKEN, say=_broken_words)


def _due_words(found: Sequence[Notice]) -> Mapping[int, str]:
    return {
        pk: _("What we promised %(name)s is due soon.") % {"name": who}
        for pk, who in _people(found).items()
    }


def _broken_words(found: Sequence[Notice]) -> Mapping[int, str]:
    return {
        pk: _("What we promised %(name)s was not kept in time.") % {"name": who}
        for pk, who in _people(found).items()
    }


def _people(found: Sequence[Notice]) -> dict[int, str]:
    """Whom each notice is about, by the notice; those whose conversation is gone are left out. One statement."""
    wanted = {notice.about_id for notice in found}
    conversations = Conversation.objects.filter(pk__in=wanted)
    names = {
        c.pk: name_of(c.last_customer_message.author if c.last_customer_message else None)
        for c in conversations.select_related("last_customer_message__author")
    }
    return {n.pk: names[n.about_id] for n in found if n.about_id in names}
