"""For tests and measurements of other rooms: many stored queries at once."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime

from rapport.listen.models import Query, QueryStamp
from rapport.workspace.models import Brand


def store_queries(texts: Iterable[str], *, brand: Brand, now: datetime) -> None:
    """Each listens at once. They are not checked, and the past is not asked: `actions.keep_query` does both."""
    Query.objects.bulk_create(
        Query(
            name=f"query {number}",
            handle=f"query-{number}",
            text=text,
            brand=brand,
            created_at=now,
            changed_at=now,
        )
        for number, text in enumerate(texts)
    )
    QueryStamp.objects.update_or_create(pk=1, defaults={"number": time.time_ns()})
