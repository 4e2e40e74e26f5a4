"""Practice: what a member answers to recorded cases. Nothing leaves the house from here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from rapport.workspace.models import Member, PracticeAnswer

POINTS_AT_MOST = 9


@transaction.atomic
def answer_practice(member: Member, case: str, *, text: str, now: datetime) -> PracticeAnswer:
    """Their answer to a case, instead of an earlier one; its points begin unticked."""
    answer, _made = PracticeAnswer.objects.update_or_create(
        member=member, case=case, defaults={"text": text, "points": [], "at": now}
    )
    return answer


def tick_points(member: Member, case: str, points: Iterable[int]) -> bool:
    """Which points of a good answer they found in theirs. False where they have not answered that case."""
    ticked = sorted({point for point in points if 0 <= point < POINTS_AT_MOST})
    return bool(PracticeAnswer.objects.filter(member=member, case=case).update(points=ticked))


def begin_practice_again(member: Member) -> int:
    """All their answers are forgotten; returns how many there were."""
    gone, _by_model = PracticeAnswer.objects.filter(member=member).delete()
    return gone


def forget_practice(before: datetime, limit: int) -> int:
    """Delete answers older than that, at most `limit`; returns how many."""
    old = list(
        PracticeAnswer.objects.filter(at__lt=before)
        .order_by("at")
        .values_list("pk", flat=True)[:limit]
    )
    PracticeAnswer.objects.filter(pk__in=old).delete()
    return len(old)
