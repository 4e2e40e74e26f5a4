"""The words of what changes hands: given, offered, raised, left behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.converse.models import Conversation
from rapport.converse.queries.names import name_of
from rapport.workspace.models import Member, Notice
from rapport.workspace.registry import NoticeWords, register_notice


def _of_conversations(said: object) -> NoticeWords:
    """`said` names the colleague (%(by)s) and whom the conversation is with (%(who)s)."""

    def words(found: Sequence[Notice]) -> Mapping[int, str]:
        wanted = {one.about_id for one in found}
        about = Conversation.objects.filter(pk__in=wanted).select_related(
            "last_customer_message__author"
        )
        who = {
            c.pk: name_of(c.last_customer_message.author if c.last_customer_message else None)
            for c in about
        }
        by = dict(
            Member.objects.filter(pk__in={one.by_id for one in found}).values_list("pk", "name")
        )
        return {
            one.pk: str(said)
            % {"by": by.get(one.by_id or 0, _("Somebody")), "who": who[one.about_id]}
            for one in found
            if one.about_id in who
        }

    return words


def passed_on_words(found: Sequence[Notice]) -> Mapping[int, str]:
    names = dict(
        Member.objects.filter(pk__in={one.about_id for one in found}).values_list("pk", "name")
    )
    said = _("What %(name)s still had open is yours now.")
    return {one.pk: said % {"name": names[one.about_id]} for one in found if one.about_id in names}


_KINDS: dict[str, NoticeWords | Callable[[Sequence[Notice]], Mapping[int, str]]] = {
    "converse.given": _of_conversations(gettext_lazy("%(by)s gave you the words with %(who)s.")),
    "converse.offered": _of_conversations(
        gettext_lazy("%(by)s asks you to take over the words with %(who)s.")
    ),
    "converse.escalated": _of_conversations(
        gettext_lazy("%(by)s raised the words with %(who)s to your team.")
    ),
    "converse.left_to_you": passed_on_words,
}
for _kind, _say in _KINDS.items():
    register_notice(_kind, say=_say)
