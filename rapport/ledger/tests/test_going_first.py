"""Who presses goes first, and nobody is kept waiting for long."""

from __future__ import annotations

import threading
import time

import pytest

from rapport.ledger import going_first
from rapport.ledger.going_first import act, acting, let_through


def waited_meanwhile(statements: int = 1) -> float:
    """Seconds a page needs for so many statements, in a thread of its own, while this one does what it does."""
    took: list[float] = []

    def asks() -> None:
        began = time.monotonic()
        for _ in range(statements):
            let_through()
        took.append(time.monotonic() - began)

    asking = threading.Thread(target=asks)
    asking.start()
    asking.join(5)
    return took[0]


def test_a_page_waits_for_an_act_until_it_is_done() -> None:
    went_on = threading.Event()

    def asks() -> None:
        let_through()
        went_on.set()

    with act():
        page = threading.Thread(target=asks)
        page.start()
        assert not went_on.wait(0.01)
    page.join(5)
    assert went_on.is_set()


def test_nobody_waits_where_nobody_acts() -> None:
    assert waited_meanwhile(100) < going_first.SHORT_SECONDS / 2


def test_an_act_does_not_wait_for_itself() -> None:
    with act(), acting():
        began = time.monotonic()
        let_through()
        assert time.monotonic() - began < going_first.SHORT_SECONDS / 2


def test_a_long_act_goes_first_for_its_first_moment_only() -> None:
    with act():
        time.sleep(going_first.SHORT_SECONDS)
        assert waited_meanwhile(100) < going_first.SHORT_SECONDS / 2


def test_a_page_of_many_statements_is_late_by_one_short_act_at_most() -> None:
    with act():
        assert waited_meanwhile(100) < going_first.SHORT_SECONDS * 2


def test_an_act_that_fails_lets_the_others_on() -> None:
    with pytest.raises(ValueError, match="no"), act():
        raise ValueError("no")
    assert waited_meanwhile(100) < going_first.SHORT_SECONDS / 2
