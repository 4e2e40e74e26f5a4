"""A server's word on when to come back, and its address as people type it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rapport.kit.fediverse.limits import seconds_a_request, server_address, wait_seconds

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
SERVER_DATE = {"date": "Mon, 02 Nov 2026 12:30:00 GMT"}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-11-02T12:05:00.123456Z"}, 300),
        ({"x-ratelimit-reset": "2026-11-02T12:05:00Z"}, 300),
        ({"x-ratelimit-reset": str(int(NOW.timestamp()) + 90)}, 90),
        ({"x-ratelimit-reset": "2026-11-02T12:32:00Z", **SERVER_DATE}, 120),
        ({"retry-after": "17"}, 17),
        ({"retry-after": "Mon, 02 Nov 2026 12:00:40 GMT"}, 40),
        # A limit that is not spent says nothing about this refusal.
        ({"x-ratelimit-remaining": "12", "x-ratelimit-reset": "2026-11-02T12:05:00Z"}, 5),
        ({}, 5),
        ({"x-ratelimit-reset": "soon"}, 5),
        ({"x-ratelimit-reset": "0001-01-01T00:00:00+10:00"}, 5),
        ({"retry-after": "-3"}, 5),
        ({"x-ratelimit-reset": "2026-11-02T11:00:00Z"}, 1),
        ({"x-ratelimit-reset": "2036-11-02T11:00:00Z"}, 3600),
    ],
)
def test_the_wait_is_what_the_server_says(headers: dict[str, str], seconds: float) -> None:
    assert wait_seconds(headers, now=NOW) == pytest.approx(seconds, abs=1)


def test_requests_are_spread_over_what_is_left() -> None:
    reset = (NOW + timedelta(seconds=200)).isoformat()
    left = {"x-ratelimit-remaining": "100", "x-ratelimit-reset": reset}
    assert seconds_a_request(left, now=NOW) == pytest.approx(2.0)
    assert seconds_a_request({}, now=NOW) is None
    assert seconds_a_request(left | {"x-ratelimit-remaining": "0"}, now=NOW) == pytest.approx(200)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("mastodon.social", "https://mastodon.social"),
        (" https://Mastodon.Social/ ", "https://mastodon.social"),
        ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
        ("http://localhost:3000", "http://localhost:3000"),
    ],
)
def test_a_server_is_named_as_people_type_it(typed: str, address: str) -> None:
    assert server_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["", "http://mastodon.social", "https://me@mastodon.social", "mastodon.social/@brand", "ftp://x.example",
     "https://[half", "x.example:port", "https://a b"],
)  # fmt: skip
def test_what_is_no_server_is_told_apart(typed: str) -> None:
    with pytest.raises(ValueError, match="“"):
        server_address(typed)
