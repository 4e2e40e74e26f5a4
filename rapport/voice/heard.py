"""Who heard which version of a statement: every reply of ours that speaks of its subject, beside the version it agrees with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from rapport.people.models import Person
from rapport.voice.checking.asserting import subjects_of
from rapport.voice.checking.contradictions import conflicts_in, where_the_same
from rapport.voice.contract import Draft, StatementText
from rapport.voice.memory import TOLD_FOR
from rapport.voice.models import Claim, Spoken, Statement

# Compared word by word, so not more than a page can be waited for: the newest.
AT_MOST = 300


@dataclass(frozen=True, slots=True)
class Heard:
    """One person was told this. `version` is the newest version it agrees with; None: it says otherwise than the latest and agrees
    with none."""

    spoken_id: int
    person: Person | None
    text: str
    at: datetime
    version: Statement | None


def heard(versions: Sequence[Statement], *, now: datetime, zone: str) -> list[Heard]:
    """What was said about the subject of a statement, the newest first, whose `versions` are given newest first. Two statements.

    Of the last `AT_MOST` replies about it within `TOLD_FOR`; what can be compared with no version is left out.
    """
    latest = versions[0]
    about = frozenset().union(*(subjects_of(one.text) for one in versions))
    spoken_ids = (
        Claim.objects.filter(
            brand_id=latest.brand_id, terms__overlap=sorted(about), at__gt=now - TOLD_FOR
        )
        .order_by("-at")
        .values_list("spoken_id", flat=True)
    )
    near = list(dict.fromkeys(spoken_ids[: 3 * AT_MOST]))[:AT_MOST]
    said = Spoken.objects.filter(pk__in=near).select_related("person").order_by("-at", "-pk")
    found = [_heard(one, versions, zone=zone) for one in said]
    return [one for one in found if one is not None]


def _heard(spoken: Spoken, versions: Sequence[Statement], *, zone: str) -> Heard | None:
    day = spoken.at.astimezone(ZoneInfo(zone)).date()
    # Without their days: whether it held then is not asked, only which words these are.
    held = {one.pk: StatementText(one.pk, one.text, one.topic) for one in versions}
    for version in versions:
        if where_the_same(spoken.text, held[version.pk], today=day) is not None:
            return Heard(spoken.pk, spoken.person, spoken.text, spoken.at, version)
    if conflicts_in(Draft(text=spoken.text), [held[versions[0].pk]], today=day):
        return Heard(spoken.pk, spoken.person, spoken.text, spoken.at, None)
    return None
