"""Times come out of the database as they went in, in UTC, whichever way they are read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection
from django.db.utils import DataError
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.ledger.models import StoredFact
from rapport.ledger.timestamps import SwiftLoader

pytestmark = pytest.mark.django_db


@given(st.datetimes(timezones=st.just(UTC)))
@settings(max_examples=60, deadline=None)
def test_what_went_in_comes_out(at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [at])
        (found,) = cursor.fetchone()
    assert found == at
    assert found.tzinfo is UTC


def test_models_and_values_are_read_by_it() -> None:
    at = datetime(2026, 3, 1, 7, 30, 0, 120_000, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    StoredFact.objects.create(kind="tests.kind", payload={}, at=at)
    assert StoredFact.objects.get().at == at
    assert StoredFact.objects.values_list("at", flat=True).get().utcoffset() == timedelta(0)
    loader = connection.connection.adapters.get_loader(1184, 0)
    assert loader is SwiftLoader


def test_a_time_no_datetime_can_hold_is_an_error_that_says_so() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'infinity'::timestamptz")
        with pytest.raises(DataError, match="infinity"):
            cursor.fetchone()
