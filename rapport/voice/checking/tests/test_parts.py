"""What could not be checked is said, and the rest is checked all the same."""

from __future__ import annotations

import logging
from datetime import date

import pytest

from rapport.voice import checking
from rapport.voice.checking import check_draft, check_surely, parts, unread
from rapport.voice.contract import Draft, Finding, StatementText

TODAY = date(2026, 7, 10)
STATEMENTS = [StatementText(1, "Refunds are paid within 14 days.")]
DRAFT = Draft("Hi {name}, your refund is paid within 30 days. Call me on +46 70 090 01 23.")


def kinds(found: list[Finding]) -> list[str]:
    return [one.kind for one in found]


def test_a_part_that_fails_is_named_and_the_others_speak(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(text: str) -> list[Finding]:
        raise ValueError(f"what is this: {text}")

    monkeypatch.setattr(checking, "placeholders_in", fails)
    with caplog.at_level(logging.ERROR):
        found = check_surely(DRAFT, STATEMENTS, today=TODAY)
    assert kinds(found) == ["unchecked", "contradiction", "personal_data"]
    assert (found[0].severity, found[0].evidence) == ("second", "Not looked at: gaps.")
    # No log keeps what somebody was about to write.
    assert "The check of gaps failed: ValueError at" in caplog.text
    assert "refund" not in caplog.text


def test_after_five_seconds_what_is_left_is_not_looked_at_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter(range(100))
    monkeypatch.setattr(parts, "monotonic", lambda: next(clock) * 2.0)
    found = check_surely(DRAFT, STATEMENTS, today=TODAY)
    assert kinds(found) == ["unchecked", "contradiction", "personal_data"]
    assert found[0].evidence.startswith("Not looked at: who may be told, what was told before")


def test_whoever_has_time_hears_all(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(100))
    monkeypatch.setattr(parts, "monotonic", lambda: next(clock) * 60.0)
    assert "unchecked" not in kinds(check_draft(DRAFT, STATEMENTS, today=TODAY))


def test_of_a_hundred_thousand_characters_it_says_how_many_were_looked_at() -> None:
    found = check_surely(Draft("Thank you for all of this. " * 4_000), STATEMENTS, today=TODAY)
    said = [one.evidence for one in found if one.kind == "unchecked"]
    assert said == ["Only the first 5,000 characters were looked at."]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Hyvitys maksetaan tilillesi kahden viikon kuluessa, ja saat siitä vielä viestin meiltä.", "this language"),
        ("ご迷惑をおかけして申し訳ございません。担当者が確認して本日中にご連絡いたします。", "this script"),
        ("Мы вернём вам деньги в течение двух недель.", "this script"),
    ],
)  # fmt: skip
def test_a_language_of_which_no_words_are_read_is_told(text: str, why: str) -> None:
    [note] = unread(text)
    assert (note.kind, note.severity, note.why) == (
        "unchecked",
        "note",
        f"The check does not read {why}",
    )
    assert "personal data by its form were looked at" in note.evidence


@pytest.mark.parametrize(
    "text",
    [
        "Your refund is paid within two weeks, and you get a message from us.",
        "Die Erstattung ist in zwei Wochen auf Ihrem Konto, und Sie bekommen noch eine Nachricht.",
        "Vi betalar tillbaka inom två veckor, och du får ett meddelande från oss.",
        "Kiitos!",
        "OK 👍",
        "",
        "Halden Rail, Norrby, Lindal, Grenby",
    ],
)
def test_what_is_read_or_too_short_to_tell_is_left_in_peace(text: str) -> None:
    assert unread(text) == []
