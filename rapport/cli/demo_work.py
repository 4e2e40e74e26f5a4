"""How the demo's team works: departments, a rota, saved replies, tasks, a question to a department, a measured purpose.

Once: what somebody changed or took away stays so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, IntegerField, Q, Value, When

from rapport.converse.actions import consult
from rapport.converse.models import Conversation
from rapport.voice.actions import keep_saved_reply
from rapport.workspace import queries as workspace
from rapport.workspace.actions import (
    add_task,
    add_team,
    add_weekly_shifts,
    measure_purpose,
)
from rapport.workspace.models import Member, Purpose, Team

_WEEK, _WEEKEND = (0, 1, 2, 3, 4), (5, 6)
_TEAMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Traffic desk", "What runs, what does not, and when again", ("teo", "per")),
    ("Claims", "Refunds and what is owed", ("signe", "maja")),
)
# Nights have nobody: the rota shows what a gap looks like.
_SHIFTS = (
    ("per", _WEEK, "06:00", "14:00", "Traffic desk", False),
    ("jonas", _WEEK, "08:00", "16:30", "", True),
    ("signe", _WEEK, "08:00", "16:30", "Claims", False),
    ("teo", _WEEK, "13:30", "22:00", "Traffic desk", False),
    ("amina", _WEEKEND, "08:00", "20:00", "", True),
)
_REPLIES: tuple[tuple[str, Mapping[str, str]], ...] = (
    (
        "Refund is on its way",
        {
            "en": "{first_name}, your refund is being paid. It is with you within 14 days, and I look that it is.",
            "sv": "{first_name}, din ersättning betalas ut. Den är hos dig inom 14 dagar, och jag håller koll på det.",
        },
    ),
    (
        "Ramp is booked",
        {
            "en": "{first_name}, the ramp is booked. A colleague waits at the door ten minutes before."
        },
    ),
    (
        "Thanks, passed on",
        {"en": "Thank you, {first_name}. I have sent this to my colleague, with your words."},
    ),
    (
        "Lost property",
        {
            "en": "What is found is kept for 30 days at Halden Central. Tell me the train and what it looks like, and I ask.",
        },
    ),
)


@transaction.atomic
def found_work(brief: Mapping[str, Any], *, by: Member, now: datetime) -> bool:
    """Everything above, on behalf of the owner. False where it stood already."""
    if Team.objects.exists():
        return False
    people = _people(brief)
    teams = {
        name: add_team(
            name, purpose=purpose, members=[people[s] for s in slugs if s in people], by=by
        )
        for name, purpose, slugs in _TEAMS
    }
    for slug, days, starts, ends, team, leads in _SHIFTS:
        if slug in people:
            add_weekly_shifts(
                people[slug],
                weekdays=days,
                starts=starts,
                ends=ends,
                by=by,
                team=teams.get(team),
                leads=leads,
            )
    brand = workspace.own_brands()[0]
    for name, texts in _REPLIES:
        keep_saved_reply(brand, name=name, texts=texts, by=by, now=now)
    if (purpose := workspace.purposes().first()) is not None:
        measure_purpose(purpose, measure=Purpose.Measure.ACKNOWLEDGED, target=95, by=by)
    asking = people.get("jonas", by)
    _give_tasks(to=by, by=asking, now=now)
    _ask(teams["Claims"], by=asking, now=now)
    return True


def _people(brief: Mapping[str, Any]) -> dict[str, Member]:
    """The team by the names the brief gives them; those who left are not there."""
    here = {one.email.casefold(): one for one in workspace.members()}
    told = {one["slug"]: one["email"].casefold() for one in brief["team"]}
    return {slug: here[email] for slug, email in told.items() if email in here}


def _give_tasks(*, to: Member, by: Member, now: datetime) -> None:
    add_task("Say in public which lifts are mended by Friday", to=to, by=by, now=now)
    add_task(
        "Read the new refund wording before it goes out",
        to=to,
        by=by,
        now=now,
        due_at=now + timedelta(hours=6),
    )
    add_task("Ask the works why line 4 was late three mornings", to=by, by=to, now=now)


def _ask(team: Team, *, by: Member, now: datetime) -> None:
    """About a claim that waits, else about whoever waits longest; nothing where nobody waits. Never about danger."""
    waits = Conversation.objects.filter(status=Conversation.Status.OPEN, danger=False)
    claims = Q(last_customer_message__text__iregex="refund|compensation|claim")
    place = Case(When(claims, then=Value(0)), default=Value(1), output_field=IntegerField())
    first = waits.order_by(place, "waiting_since", "pk").first()
    if first is not None:
        consult(
            first.pk,
            team,
            question="Is this claim paid, and on which day? They ask for the third time.",
            due_at=now + timedelta(hours=4),
            by=by,
            now=now,
        )
