"""What was told before is compared where it holds for everybody, and left alone where it was of one day or one person."""

from __future__ import annotations

from datetime import date

import pytest

from rapport.voice.checking import check_draft, check_surely
from rapport.voice.contract import Draft, Finding, Told

TODAY = date(2026, 7, 10)
EARLIER = date(2026, 7, 3)


def otherwise(text: str, *, told: str = "", others: str = "") -> list[Finding]:
    draft = Draft(
        text,
        told=(Told(1, told, EARLIER),) if told else (),
        others=(Told(2, others, EARLIER),) if others else (),
    )
    return [one for one in check_surely(draft, [], today=TODAY) if one.kind == "contradiction"]


def test_a_length_of_time_is_compared_with_what_others_were_told() -> None:
    (found,) = otherwise("Refunds are paid in 30 days.", others="Refunds are paid within 14 days.")
    assert (found.severity, found.spoken_id, found.remedy) == ("note", 2, None)
    assert found.why == "We told somebody else on 3 July: 14 days"


def test_what_they_themselves_were_told_is_said_once_and_before_what_others_were() -> None:
    (found,) = otherwise(
        "Refunds are paid in 30 days.",
        told="Refunds are paid within 14 days.",
        others="Refunds are paid within 10 days.",
    )
    assert (found.severity, found.spoken_id) == ("second", 1)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("The 10:20 waits for you: it holds until 11:35.", "The 18:08 waits for you: it holds until 18:50."),
        ("Your refund of 1,220 kr is on its way.", "Your refund of 1,375 kr is on its way."),
        ("The pump is ordered and goes in on Saturday.", "The pump is ordered and goes in on Wednesday."),
        ("Trains run again from 19:30.", "It holds until 11:35, platform 3. Walk to the train, don't run."),
    ],
)  # fmt: skip
def test_another_train_another_day_and_another_purse_are_no_contradiction(
    text: str, before: str
) -> None:
    assert otherwise(text, others=before) == []
    assert otherwise(text, told=before) == []


def test_on_the_command_line_all_kinds_are_compared() -> None:
    draft = Draft(
        "The office closes at 20:00.", others=(Told(None, "The office closes at 19:30.", None),)
    )
    (found,) = check_draft(draft, [], today=TODAY)
    assert (found.kind, found.why) == ("contradiction", "We told somebody else 19:30")
