"""Every way in which servers say when to come again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.kit.waits import fresh_for, told_wait

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "120"}, 120.0),
        ({"retry-after": " 1.5 "}, 1.5),
        ({"retry-after": "Mon, 02 Mar 2026 09:02:00 GMT"}, 120.0),
        ({"retry-after": "Mon, 02 Mar 2026 08:00:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "-5"}, 0.0),
        ({"retry-after": "soon", "ratelimit-reset": "30"}, 30.0),
        ({"ratelimit-reset": "30"}, 30.0),
        ({"x-ratelimit-reset": str(int(NOW.timestamp()) + 45)}, 45.0),
        ({"x-ratelimit-reset": str(int(NOW.timestamp() + 45) * 1000)}, 45.0),
        ({"x-rate-limit-reset": "60"}, 60.0),
        ({"x-ratelimit-reset": "2026-03-02T09:05:00.000000Z"}, 300.0),
        ({"ratelimit": "limit=100, remaining=0, reset=50"}, 50.0),
        ({"ratelimit": '"default";r=0;t=7'}, 7.0),
    ],
)
def test_a_wait_is_read_however_it_is_told(headers: dict[str, str], seconds: float | None) -> None:
    assert told_wait(headers, now=NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache-control": "public, max-age=600"}, 600.0),
        ({"cache-control": "max-age=600", "age": "100"}, 500.0),
        ({"cache-control": "max-age=600", "age": "900"}, 0.0),
        ({"cache-control": "s-maxage=60, max-age=600"}, 600.0),
        ({"cache-control": "s-maxage=60"}, None),
        ({"cache-control": "No-Cache"}, 0.0),
        ({"cache-control": "max-age=600, no-store"}, 0.0),
        ({"expires": "Mon, 02 Mar 2026 09:10:00 GMT"}, 600.0),
        (
            {
                "expires": "Mon, 02 Mar 2026 09:10:00 GMT",
                "date": "Mon, 02 Mar 2026 09:09:00 GMT",
            },
            60.0,
        ),
        ({"expires": "0"}, 0.0),
        ({"expires": "-1", "cache-control": "max-age=5"}, 5.0),
    ],
)
def test_freshness_is_read_as_the_standard_says(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert fresh_for(headers, now=NOW) == seconds


_ODD = st.text("0123456789-+.,=e GMTMonnaif:\"'t", max_size=30)


@given(_ODD, _ODD, _ODD)
def test_no_header_breaks_the_reading(one: str, two: str, three: str) -> None:
    headers = {"retry-after": one, "x-ratelimit-reset": two, "ratelimit": three}
    waits = (
        told_wait(headers, now=NOW),
        fresh_for({"cache-control": one, "expires": two, "age": three, "date": one}, now=NOW),
    )
    assert all(wait is None or wait >= 0 for wait in waits)
