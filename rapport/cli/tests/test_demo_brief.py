"""From a brief to an organisation."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from rapport.cli import demo_brief
from rapport.people.actions import meet
from rapport.people.contract import SeenAuthor
from rapport.voice.models import Promise, Statement
from rapport.workspace import queries as workspace
from rapport.workspace.errors import AlreadySetUp

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def statement(
    text: str, since: str, until: str | None = None, topic: str = "refund"
) -> dict[str, Any]:
    return {"text": text, "topic": topic, "owner": "jo", "since": since, "until": until}


def promise(person: str, state: str, due: str, settled: str | None = None) -> dict[str, Any]:
    return {
        "person": person, "post_key": "p1", "text": f"{state} for {person}", "due": due,
        "state": state, "made_by": "jo", "settled": settled,
    }  # fmt: skip


@pytest.fixture
def brief() -> dict[str, Any]:
    return {
        "organisation": "Halden Rail AB",
        "brand": "Halden Rail",
        "account": "halden",
        "competitors": ["nordbuss"],
        "timezone": "Europe/Stockholm",
        "purposes": [{"text": "Answer as one."}, {"text": "Warn before it burns."}],
        "team": [
            {"slug": "maja", "name": "Maja Lind", "email": "maja@halden.example", "role": "owner"},
            {"slug": "jo", "name": "Jo Ek", "email": "jo@halden.example", "role": "agent"},
        ],
        "people": {
            "nordbuss": {"remote_id": "citizen-nordbuss", "name": "Nordbuss"},
            "vik": {"remote_id": "citizen-vik", "name": "R. Vik"},
            "ghost": {"remote_id": "citizen-ghost", "name": "Never heard"},
        },
        "statements": [
            statement("within 14 days", "2026-02-28T23:00:00+00:00"),
            statement("within 30 days", "2025-01-01T00:00:00+00:00", "2026-02-28T23:00:00+00:00"),
            statement("dogs travel free", "2026-02-28T23:00:00+00:00", topic="dogs"),
        ],
        "promises": [
            promise("vik", "broken", "2026-02-20T12:00:00+00:00"),
            promise("vik", "kept", "2026-02-10T12:00:00+00:00"),
            promise("vik", "broken", "2026-01-10T12:00:00+00:00", "2026-01-15T12:00:00+00:00"),
            promise("ghost", "open", "2026-03-10T12:00:00+00:00"),
        ],
    }


def test_the_organisation_stands_with_brand_rivals_team_and_purposes(db: None, brief):
    owner = demo_brief.found_organisation(brief, now=NOW)
    organisation = workspace.organisation()
    assert organisation is not None
    assert (organisation.name, organisation.is_demo) == ("Halden Rail AB", True)
    assert [brand.name for brand in workspace.own_brands()] == ["Halden Rail"]
    assert [brand.name for brand in workspace.competitors()] == ["Nordbuss"]
    assert [one.sentence for one in workspace.purposes()] == [
        "Answer as one.",
        "Warn before it burns.",
    ]
    assert (owner.name, owner.role) == ("Maja Lind", "owner")
    assert [one.name for one in workspace.members()] == ["Jo Ek", "Maja Lind"]


def test_a_statement_replaces_the_one_that_ended_when_it_began(db: None, brief):
    demo_brief.found_organisation(brief, now=NOW)
    new = Statement.objects.get(text="within 14 days")
    assert new.replaces is not None
    assert new.replaces.text == "within 30 days"
    # In the time zone of the organisation: midnight of 1 March in Stockholm.
    assert new.valid_from == date(2026, 3, 1)
    assert new.replaces.valid_until == date(2026, 2, 28)
    assert Statement.objects.get(text="dogs travel free").replaces is None


def test_promises_are_recorded_once_for_people_who_were_heard(db: None, brief):
    demo_brief.found_organisation(brief, now=NOW)
    meet([SeenAuthor(network="plaza", remote_id="citizen-vik", name="r.vik")], NOW)
    assert demo_brief.record_promises(brief, network="plaza", now=NOW) == 3
    assert demo_brief.record_promises(brief, network="plaza", now=NOW) == 0
    states = list(Promise.objects.order_by("due_at").values_list("state", "settled_at__day"))
    assert states == [("kept", 15), ("kept", 10), ("open", None)]


def test_an_organisation_is_founded_once(db: None, brief):
    demo_brief.found_organisation(brief, now=NOW)
    with pytest.raises(AlreadySetUp):
        demo_brief.found_organisation(brief, now=NOW)
