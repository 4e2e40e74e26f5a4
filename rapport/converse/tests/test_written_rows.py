"""One row written by a planned statement is the row that Django would have written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, DataError
from django.db.models import Model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapport.channels.models import Delivery
from rapport.converse.models import Answer, Conversation
from rapport.converse.testing import SmallWorld
from rapport.ledger.writing import insert, update

pytestmark = pytest.mark.django_db
# Everything a person may type but what PostgreSQL takes in no text.
WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)
MOMENTS = st.integers(1, 32_000_000_000_000_000).map(
    lambda microseconds: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
)
often = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def kajsa(world: SmallWorld) -> Conversation:
    world.says("Where is my train?")
    return world.conversation()


def told(row: Model) -> dict[str, Any]:
    fields: Any = type(row)._meta.concrete_fields
    return {field.attname: getattr(row, field.attname) for field in fields if not field.generated}


def a_delivery(world: SmallWorld, **values: Any) -> Delivery:
    given = {"account": world.account, "origin": "member", "idempotency_key": uuid4()}
    return Delivery(**given | {"due_at": world.now, "created_at": world.now} | values)


@often
@given(
    text=WORDS, keys=st.lists(WORDS, max_size=4), assets=st.lists(st.integers(0, 2**60), max_size=3),
    due_at=MOMENTS, sent_at=st.none() | MOMENTS, attempts=st.integers(0, 32_000),
)  # fmt: skip
def test_what_is_inserted_reads_back_as_it_was(world: SmallWorld, **values: Any) -> None:
    row = a_delivery(
        world, text=values["text"], keys=values["keys"], asset_ids=values["assets"],
        due_at=values["due_at"], sent_at=values["sent_at"], attempts=values["attempts"],
    )  # fmt: skip
    insert(row)
    assert told(Delivery.objects.get(pk=row.pk)) == told(row)
    assert not row._state.adding


@often
@given(
    before=st.dictionaries(
        WORDS, WORDS | st.integers(-(2**40), 2**40) | st.booleans() | st.none(), max_size=3
    ),
    findings=st.lists(st.dictionaries(WORDS, WORDS | st.none(), max_size=2), max_size=3),
)
def test_json_reads_back_as_it_was(
    world: SmallWorld, kajsa: Conversation, before: dict[str, Any], findings: list[dict[str, Any]]
) -> None:
    delivery = a_delivery(world)
    insert(delivery)
    row = Answer(
        conversation=kajsa, delivery=delivery, kind="reply", before=before, findings=findings
    )
    insert(row)
    assert told(Answer.objects.get(pk=row.pk)) == told(row)


@often
@given(
    priority=st.integers(0, 200), asks=st.booleans(), snoozed=st.none() | MOMENTS,
    parts=st.lists(st.fixed_dictionaries({"name": WORDS, "points": st.integers(0, 99)}), max_size=3),
)  # fmt: skip
def test_what_is_updated_reads_back_and_nothing_else_changes(
    kajsa: Conversation,
    priority: int,
    asks: bool,
    snoozed: datetime | None,
    parts: list[dict[str, Any]],
) -> None:
    before = told(Conversation.objects.get(pk=kajsa.pk))
    kajsa.priority, kajsa.asks, kajsa.snoozed_until, kajsa.priority_parts = (
        priority,
        asks,
        snoozed,
        parts,
    )
    kajsa.came_back = "not among the fields"
    update(kajsa, ["priority", "asks", "snoozed_until", "priority_parts", "assignee", "asks"])
    wanted = {"priority": priority, "asks": asks, "snoozed_until": snoozed, "priority_parts": parts}
    assert told(Conversation.objects.get(pk=kajsa.pk)) == before | wanted


def test_what_the_database_counts_follows(kajsa: Conversation, world: SmallWorld) -> None:
    kajsa.alarmed_to, kajsa.answer_due_at = None, world.now + timedelta(hours=3)
    update(kajsa, ["alarmed_to", "answer_due_at"])
    again = Conversation.objects.get(pk=kajsa.pk)
    again.save(update_fields=["answer_due_at"])
    assert again.alarm_at == Conversation.objects.get(pk=kajsa.pk).alarm_at


def test_a_row_that_is_gone_and_words_that_are_too_long_are_refused(
    kajsa: Conversation, world: SmallWorld
) -> None:
    row = a_delivery(world)
    insert(row)
    Delivery.objects.filter(pk=row.pk).delete()
    with pytest.raises(DatabaseError, match="gone"):
        update(row, ["text"])
    with pytest.raises(DataError):
        insert(a_delivery(world, reply_to_key="x" * 501))
