"""What the brand holds true has versions; what it owes has a date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rapport.people.testing import make_handle
from rapport.voice import actions, queries
from rapport.voice.errors import EmptyStatement, StatementReplaced, WrongValidity
from rapport.voice.models import Promise, Statement
from rapport.workspace.models import Brand, Member
from rapport.workspace.testing import NOON

pytestmark = pytest.mark.django_db


def _statement(
    brand: Brand, by: Member, text: str = "Refunds are paid within 14 days.", **more: object
) -> Statement:
    return actions.add_statement(brand, text=text, topic="refunds", by=by, now=NOON, **more)  # type: ignore[arg-type]


def test_a_revised_statement_replaces_the_old_one_and_keeps_it_readable(
    brand: Brand, lena: Member
) -> None:
    old = _statement(brand, lena)
    new = _revise(old, lena, "Refunds are paid within 10 days.")
    assert list(queries.statements(brand)) == [new]
    assert [s.text for s in queries.versions(new)] == [new.text, old.text]


def test_the_second_of_two_who_revise_one_version_is_told(brand: Brand, lena: Member) -> None:
    old = _statement(brand, lena)
    _revise(old, lena, "Refunds are paid within 10 days.")
    with pytest.raises(StatementReplaced):
        _revise(old, lena, "Refunds are paid within 12 days.")


def test_a_withdrawn_statement_is_held_no_more(brand: Brand, lena: Member) -> None:
    statement = _statement(brand, lena)
    actions.withdraw_statement(statement, by=lena, now=NOON)
    assert not queries.statements(brand).exists()


def test_only_what_is_valid_today_is_held_true(brand: Brand, lena: Member) -> None:
    _statement(brand, lena, "Buses replace line 4 this week.", valid_until=date(2026, 5, 11))
    _statement(brand, lena, "Bicycles are free from June.", valid_from=date(2026, 6, 1))
    always = _statement(brand, lena)
    assert [s.id for s in queries.valid_statements(brand.pk, today=date(2026, 5, 12))] == [
        always.pk
    ]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_a_statement_needs_words(brand: Brand, lena: Member, text: str) -> None:
    with pytest.raises(EmptyStatement):
        _statement(brand, lena, text)


def test_a_statement_cannot_end_before_it_begins(brand: Brand, lena: Member) -> None:
    with pytest.raises(WrongValidity, match="2026-05-01"):
        _statement(brand, lena, valid_from=date(2026, 5, 2), valid_until=date(2026, 5, 1))


def test_a_promise_is_broken_when_its_time_has_passed_and_nobody_settled_it(
    brand: Brand, alice: Member
) -> None:
    person = make_handle().person
    promise = actions.record_promise(
        person, text="We call you", due_at=NOON + timedelta(hours=2), by=alice, now=NOON
    )
    assert not queries.broken_promises(now=NOON + timedelta(hours=1)).exists()
    assert queries.broken_promises(now=NOON + timedelta(hours=3)).get() == promise
    actions.settle_promise(
        promise, state=Promise.State.KEPT, by=alice, now=NOON + timedelta(hours=3)
    )
    assert not queries.broken_promises(now=NOON + timedelta(hours=4)).exists()


def _revise(old: Statement, by: Member, text: str) -> Statement:
    return actions.revise_statement(
        old,
        text=text,
        topic="refunds",
        owner=by,
        source="",
        valid_from=None,
        valid_until=None,
        by=by,
        now=NOON,
    )


def test_a_version_that_begins_later_does_not_end_the_one_before_it_until_then(
    brand: Brand, lena: Member
) -> None:
    old = _statement(brand, lena)
    new = actions.revise_statement(
        old,
        text="Refunds are paid within 10 days.",
        topic="refunds",
        owner=None,
        source="",
        valid_from=date(2026, 7, 1),
        valid_until=None,
        by=lena,
        now=NOON,
    )
    held = {
        day: [s.id for s in queries.valid_statements(brand.pk, today=day)]
        for day in (date(2026, 6, 30), date(2026, 7, 1))
    }
    assert held == {date(2026, 6, 30): [old.pk], date(2026, 7, 1): [new.pk]}
    actions.withdraw_statement(new, by=lena, now=NOON)
    assert queries.valid_statements(brand.pk, today=date(2026, 6, 30)) == []
