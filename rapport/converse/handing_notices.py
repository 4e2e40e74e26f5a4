"""The words of what changes hands: given, offered, raised, left behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from rapport.converse import asking
from rapport.converse.noticing import saying
from rapport.workspace.models import Member, Notice
from rapport.workspace.registry import register_notice


def left_words(found: Sequence[Notice]) -> Mapping[int, str]:
    """About the colleague who had it."""
    wanted = {notice.about_id for notice in found}
    names = dict(Member.objects.filter(pk__in=wanted).values_list("pk", "name"))
    said = _("What %(name)s still had open is yours now.")
    return {n.pk: said % {"name": names[n.about_id]} for n in found if n.about_id in names}


register_notice(
    "converse.given",
    say=saying(lambda: _("%(who)s gave you %(where)s")),
    stands=asking.waits_for_them,
)
register_notice(
    "converse.offered",
    say=saying(lambda: _("%(who)s asks you to take over %(where)s")),
    stands=asking.is_offered,
)
register_notice(
    "converse.escalated",
    say=saying(lambda: _("%(who)s raised %(where)s to your team")),
    stands=asking.nobody_else_has_it,
)
register_notice("converse.left_to_you", say=left_words)
