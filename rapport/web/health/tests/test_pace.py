"""What a network still allows is said on the account's card, and when collecting waits for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rapport.channels.contract import Endpoint, Manifest
from rapport.channels.models import RateBudget
from rapport.web.health.pace import BudgetShown, budgets_shown

NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
LIMITED = Manifest(
    slug="limited",
    name="Limited",
    abilities=frozenset(),
    endpoints=(
        Endpoint("search", "search"),
        Endpoint("reading", "questions", kept_for_answers=0.2),
    ),
)


def shown(endpoint: str, left: int, limit: int | None) -> BudgetShown:
    told = RateBudget(
        endpoint=endpoint,
        left=left,
        limit=limit,
        resets_at=NOW + timedelta(minutes=5),
        told_at=NOW,
    )
    (one,) = budgets_shown([told], LIMITED, now=NOW)
    return one


@pytest.mark.parametrize(
    ("endpoint", "left", "limit", "words", "is_spent"),
    [
        ("search", 12, 300, "search: 12 of 300 left, full again at 12:05", False),
        ("search", 0, 3000, "search: 0 of 3,000 left, full again at 12:05", True),
        ("search", 12, None, "search: 12 left, full again at 12:05", False),
        (
            "reading",
            60,
            300,
            "questions: 60 of 300 left, kept for answers; full again at 12:05",
            True,
        ),
        ("reading", 61, 300, "questions: 61 of 300 left, full again at 12:05", False),
    ],
)
def test_what_is_left_is_said_in_one_line(
    endpoint: str, left: int, limit: int | None, words: str, is_spent: bool
) -> None:
    assert shown(endpoint, left, limit) == BudgetShown(words, is_spent)


def test_endpoints_a_connector_names_no_more_are_not_shown() -> None:
    gone = RateBudget(endpoint="gone", left=1, limit=2, resets_at=NOW, told_at=NOW)
    assert budgets_shown([gone], LIMITED, now=NOW) == ()
    assert budgets_shown([gone], None, now=NOW) == ()
