"""Many rows at once: what goes in comes out, whatever stands in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from rapport.ledger.models import StoredFact, Tick
from rapport.ledger.rows import insert_rows, update_rows

AT = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC)
NOON = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db
# What PostgreSQL can hold: no NUL, no half of a surrogate pair.
TEXTS = some.text(some.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=40)
PLAIN = some.recursive(
    some.none() | some.booleans() | some.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.tuples(TEXTS, some.dictionaries(TEXTS, PLAIN, max_size=3)), max_size=5))
def test_texts_json_and_times_come_out_as_they_went_in(
    db: None, rows: list[tuple[str, Any]]
) -> None:
    StoredFact.objects.all().delete()
    insert_rows(StoredFact, [{"kind": kind, "payload": value, "at": AT} for kind, value in rows])
    stored = StoredFact.objects.order_by("pk").values_list("kind", "payload", "at")
    assert list(stored) == [(kind, value, AT) for kind, value in rows]


def test_a_row_that_is_there_fails_or_is_kept_or_written_anew() -> None:
    insert_rows(Tick, [{"name": "one", "ran_at": AT}])
    again = [{"name": "one", "ran_at": NOON}, {"name": "two", "ran_at": NOON}]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Tick, again)
    insert_rows(Tick, again, keep=True)
    assert dict(Tick.objects.values_list("name", "ran_at")) == {"one": AT, "two": NOON}
    insert_rows(Tick, again, replace=["ran_at"])
    assert Tick.objects.get(name="one").ran_at == NOON


def test_changing_rows_is_one_statement_however_many() -> None:
    rows = [StoredFact.objects.create(kind=str(n), payload={"n": n}, at=AT) for n in range(50)]
    for row in rows:
        row.payload, row.at = {"n": [row.payload["n"], None, "“’\\"]}, NOON
    with CaptureQueriesContext(connection) as asked:
        update_rows(rows, ["payload", "at"])
    assert len(asked) == 1
    assert list(StoredFact.objects.order_by("pk").values_list("payload", "at")) == [
        ({"n": [n, None, "“’\\"]}, NOON) for n in range(50)
    ]


def test_a_value_without_a_form_is_named() -> None:
    with pytest.raises(TypeError, match="object has no form"):
        insert_rows(Tick, [{"name": "one", "ran_at": object()}])
