"""How the demo's team works."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from rapport.channels.testing import EchoNetwork
from rapport.cli.demo_work import found_work
from rapport.converse.models import Consultation
from rapport.converse.testing import SmallWorld
from rapport.voice.queries import saved_replies
from rapport.workspace import actions
from rapport.workspace import queries as workspace
from rapport.workspace.models import Brand, Member, ShiftPattern, Team
from rapport.workspace.testing import NOON, make_member


@pytest.fixture
def brief(olivia: Member) -> dict[str, Any]:
    slugs = ("jonas", "amina", "teo", "signe", "per")
    roles = {"jonas": "lead"}
    made = {one: make_member(one.title(), role=roles.get(one, "agent")) for one in slugs}
    team = [{"slug": slug, "email": one.email.upper()} for slug, one in made.items()]
    return {"team": [*team, {"slug": "maja", "email": olivia.email}]}


def test_no_screen_of_the_demo_is_empty(
    brief: dict[str, Any], brand: Brand, olivia: Member
) -> None:
    actions.add_purpose(brand, sentence="Nobody stranded is left without a word")
    with EchoNetwork():
        world = SmallWorld(brand)
        world.says("Does line 4 take bicycles?", who="ida")
        world.says("Where is my refund?", at=world.passes(minutes=5))
        assert found_work(brief, by=olivia, now=NOON)
    rota = workspace.rota(NOON, NOON + timedelta(days=7))
    assert {s.member.name for s in rota.shifts} == {"Per", "Jonas", "Signe", "Teo", "Amina"}
    assert saved_replies(brand.pk).count() == 4
    assert len(workspace.tasks_of(olivia)) == 2
    asked = Consultation.objects.get()
    assert (asked.conversation_id, asked.team_name) == (world.conversation().pk, "Claims")
    assert workspace.purposes()[0].measure == "acknowledged"


def test_it_is_done_once_and_what_was_taken_away_stays_away(
    brief: dict[str, Any], brand: Brand, olivia: Member
) -> None:
    assert found_work(brief, by=olivia, now=NOON)
    ShiftPattern.objects.all().delete()
    assert not found_work(brief, by=olivia, now=NOON)
    assert not ShiftPattern.objects.exists()
    assert Team.objects.count() == 2


def test_a_small_team_and_a_silent_inbox_are_enough(brand: Brand, olivia: Member) -> None:
    assert found_work({"team": [{"slug": "maja", "email": olivia.email}]}, by=olivia, now=NOON)
    assert not Consultation.objects.exists()
