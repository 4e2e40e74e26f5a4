"""Every way in which servers say what is left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.kit.allowances import LONGEST_SECONDS, Allowance, told_allowance

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
UNIX = int(NOW.timestamp())
MASTODON = {
    "x-ratelimit-limit": "300",
    "x-ratelimit-remaining": "12",
    "x-ratelimit-reset": "2026-03-02T09:05:00.000000Z",
}


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        (MASTODON, (12, 300, 300)),
        (MASTODON | {"x-ratelimit-reset": str(UNIX + 60)}, (12, 300, 60)),
        (MASTODON | {"x-ratelimit-reset": "45"}, (12, 300, 45)),
        (
            {
                "ratelimit-limit": "3000",
                "ratelimit-remaining": "2998",
                "ratelimit-reset": str(UNIX + 300),
                "ratelimit-policy": "3000;w=300",
            },
            (2998, 3000, 300),
        ),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "30"}, (0, None, 30)),
        (
            {
                "ratelimit-limit": "100, 100;w=10",
                "ratelimit-remaining": "5",
                "ratelimit-reset": "7",
            },
            (5, 100, 7),
        ),
        ({"x-rate-limit-remaining": "3", "x-rate-limit-reset": str(UNIX + 9)}, (3, None, 9)),
        ({"ratelimit": "limit=100, remaining=40, reset=50"}, (40, 100, 50)),
        (
            {"ratelimit": '"default";r=50;t=30', "ratelimit-policy": '"default";q=100;w=60'},
            (50, 100, 30),
        ),
        # What is over already is full again.
        (MASTODON | {"x-ratelimit-reset": "2026-03-02T08:00:00Z"}, (12, 300, 0)),
        (MASTODON | {"x-ratelimit-reset": "2036-03-02T08:00:00Z"}, (12, 300, LONGEST_SECONDS)),
        # The server's clock is twenty minutes ahead of ours.
        (
            MASTODON
            | {
                "x-ratelimit-reset": "2026-03-02T09:21:00Z",
                "date": "Mon, 02 Mar 2026 09:20:00 GMT",
            },
            (12, 300, 60),
        ),
    ],
)
def test_what_is_left_is_read_however_it_is_told(
    headers: dict[str, str], said: tuple[int, int | None, float]
) -> None:
    left, limit, seconds = said
    resets_at = NOW + timedelta(seconds=seconds)
    assert told_allowance(headers, now=NOW) == Allowance(left, limit, resets_at)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"retry-after": "30"},
        {"x-ratelimit-remaining": "12"},
        {"x-ratelimit-reset": "30"},
        MASTODON | {"x-ratelimit-reset": "soon"},
        MASTODON | {"x-ratelimit-remaining": "-1"},
        MASTODON | {"x-ratelimit-remaining": "9" * 30},
        {"ratelimit": "plenty"},
    ],
)
def test_half_a_word_is_no_word(headers: dict[str, str]) -> None:
    assert told_allowance(headers, now=NOW) is None


_ODD = st.text("0123456789-+.,=;e GMTMonnaifrtq:\"'Z", max_size=30)


@given(_ODD, _ODD, _ODD, _ODD)
def test_no_header_breaks_the_reading(left: str, limit: str, reset: str, line: str) -> None:
    headers = {
        "x-ratelimit-remaining": left,
        "x-ratelimit-limit": limit,
        "x-ratelimit-reset": reset,
        "ratelimit": line,
        "ratelimit-policy": line,
        "date": reset,
    }
    told = told_allowance(headers, now=NOW)
    latest = NOW + timedelta(seconds=LONGEST_SECONDS)
    assert told is None or (told.left >= 0 and NOW <= told.resets_at <= latest)
