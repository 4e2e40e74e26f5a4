"""What resolving does to a conversation, and the reasons one may give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rapport.converse.errors import NoSuchReason
from rapport.converse.models import Conversation, ResolveReason
from rapport.converse.reasons import USUAL_REASONS
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member
from rapport.workspace.queries import can

# The columns that `close` writes.
CLOSED = (
    "status",
    "resolved_at",
    "resolved_because",
    "waiting_since",
    "came_back",
    "snoozed_until",
)
# As many as there are digits to press.
REASONS_AT_MOST = 9


def close(conversation: Conversation, *, reason: str, now: datetime) -> None:
    conversation.status, conversation.resolved_at = Conversation.Status.RESOLVED, now
    conversation.resolved_because = reason
    conversation.waiting_since, conversation.came_back = None, ""
    conversation.snoozed_until = None


def demand_reason(slug: str) -> None:
    """Raises NoSuchReason for one that was never set up."""
    if not slug or slug in USUAL_REASONS or ResolveReason.objects.filter(slug=slug).exists():
        return
    raise NoSuchReason("There is no such reason any more. Choose another one.")


@transaction.atomic
def set_resolve_reasons(words: Sequence[str], *, by: Member) -> None:
    """What one may choose from when resolving, in that order; at most nine. None: the usual ones.

    A reason that is left out stays readable where it was given. Raises NotAllowed, InvalidEntry.
    """
    if not can(by, "settings"):
        raise NotAllowed("settings")
    wanted = list(dict.fromkeys(" ".join(one.split()) for one in words if one.strip()))
    if len(wanted) > REASONS_AT_MOST:
        raise InvalidEntry(
            {"reasons": f"At most {REASONS_AT_MOST} reasons: each is a digit to press."}
        )
    if too_long := next((one for one in wanted if len(one) > 60), None):
        raise InvalidEntry({"reasons": f"“{too_long[:30]}…” has more than 60 letters. Shorten it."})
    ResolveReason.objects.update(is_offered=False)
    known = {words: slug for slug, words in USUAL_REASONS.items()}
    for position, one in enumerate(wanted):
        old = ResolveReason.objects.filter(words=one).first()
        slug = old.slug if old else known.get(one) or _slug()
        ResolveReason.objects.update_or_create(
            slug=slug, defaults={"words": one, "position": position, "is_offered": True}
        )


def _slug() -> str:
    """It says nothing of the words: facts hold it, and outlive them."""
    number = ResolveReason.objects.count() + 1
    while ResolveReason.objects.filter(slug=f"own-{number}").exists():
        number += 1
    return f"own-{number}"
