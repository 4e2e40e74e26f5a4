"""One of so many values, whatever stands in them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from rapport.ledger.models import StoredFact, Tick
from rapport.ledger.tests.test_rows import AT, TEXTS

pytestmark = pytest.mark.django_db


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(TEXTS, unique=True, max_size=5), some.lists(TEXTS, max_size=3))
def test_texts_are_found_as_in_a_list_of_placeholders(
    db: None, held: list[str], others: list[str]
) -> None:
    Tick.objects.all().delete()
    Tick.objects.bulk_create([Tick(name=name, ran_at=AT) for name in held])
    for asked in (others, [*held[:2], *others]):
        among = set(Tick.objects.filter(name__among=asked).values_list("name", flat=True))
        assert among == set(held) & set(asked)


def test_keys_numbers_and_relations_are_found() -> None:
    facts = [StoredFact.objects.create(kind="a", payload={}, at=AT) for _ in range(3)]
    keys = {fact.pk for fact in facts[:2]}
    assert set(StoredFact.objects.filter(pk__among=keys)) == set(facts[:2])
    assert not StoredFact.objects.filter(pk__among=[]).exists()
    entries = [fact.entries.create(subject="x", at=AT) for fact in facts]
    assert [*facts[0].entries.model.objects.filter(fact__among=keys).order_by("pk")] == entries[:2]
