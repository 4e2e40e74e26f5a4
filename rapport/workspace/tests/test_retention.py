"""What is too old goes, in steps."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rapport.workspace import actions, registry, retention
from rapport.workspace.errors import InvalidEntry
from rapport.workspace.testing import NOON


@pytest.fixture
def swept(monkeypatch):
    """One kind of 1,200 old records, kept for 30 days unless said otherwise; notes every step."""
    left, steps = [1200], []

    def sweep(before, limit):
        gone = min(limit, left[0])
        left[0] -= gone
        steps.append((before, gone))
        return gone

    monkeypatch.setattr(registry, "_kinds", {})
    registry.register_retention("drafts", label="Unsent drafts", default_days=30, sweep=sweep)
    return steps


def test_a_kind_is_swept_in_steps_until_nothing_old_is_left(db, swept):
    assert retention.sweep_all(NOON) == {"drafts": 1200}
    assert swept == [(NOON - timedelta(days=30), gone) for gone in (500, 500, 200, 0)]


def test_the_days_an_owner_chose_count(olivia, swept):
    actions.set_retention("drafts", days=7, by=olivia)
    [rule] = retention.rules()
    assert (rule.days, rule.default_days, rule.is_default) == (7, 30, False)
    retention.sweep_all(NOON)
    assert swept[0][0] == NOON - timedelta(days=7)


@pytest.mark.parametrize("days", [0, -1, 3651])
def test_days_out_of_reason_are_refused(olivia, days):
    with pytest.raises(InvalidEntry, match="between 1 and 3650"):
        actions.set_retention("drafts", days=days, by=olivia)
