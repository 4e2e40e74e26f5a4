"""What we hold true is not for everybody's ears: the check says where it may not be said, and never puts it into a draft."""

from __future__ import annotations

from datetime import date

import pytest

from rapport.voice.checking import check_surely
from rapport.voice.contract import Audience, Draft, Finding, StatementText

TODAY = date(2026, 11, 28)
SAYS_IT = "You may get up to 200 euros as a goodwill payment."
OTHERWISE = "You may get up to 500 euros as a goodwill payment."


def goodwill(audience: Audience) -> StatementText:
    text = "A goodwill payment is up to 200 euros."
    return StatementText(7, text, "goodwill payment", audience=audience)


def found(text: str, audience: Audience, *, public: bool) -> list[Finding]:
    said = check_surely(Draft(text=text, public=public), [goodwill(audience)], today=TODAY)
    return [one for one in said if one.statement_id == 7]


@pytest.mark.parametrize(
    ("audience", "public", "severity"),
    [("private", True, "second"), ("inside", True, "hold"), ("inside", False, "hold")],
)
def test_what_may_not_be_said_here_is_named_where_it_stands(
    audience: Audience, public: bool, severity: str
) -> None:
    (one,) = found(SAYS_IT, audience, public=public)
    assert (one.kind, one.severity, one.remedy) == ("wrong_place", severity, None)
    assert "200" in SAYS_IT[one.start : one.end]


@pytest.mark.parametrize(("audience", "public"), [("everybody", True), ("private", False)])
def test_what_may_be_said_is_no_finding(audience: Audience, public: bool) -> None:
    assert found(SAYS_IT, audience, public=public) == []


def test_saying_otherwise_is_found_all_the_same_but_the_remedy_would_tell_it() -> None:
    (one,) = found(OTHERWISE, "inside", public=True)
    assert (one.kind, one.remedy) == ("contradiction", None)
    (open_one,) = found(OTHERWISE, "everybody", public=True)
    assert open_one.remedy is not None
    assert "200" in open_one.remedy.replacement


def test_what_was_over_yesterday_may_be_said_or_not_as_one_likes() -> None:
    over = StatementText(7, goodwill("inside").text, until=date(2026, 11, 27), audience="inside")
    said = check_surely(Draft(text=SAYS_IT, public=True), [over], today=TODAY)
    assert [one for one in said if one.statement_id == 7] == []
