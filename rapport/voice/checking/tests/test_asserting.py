"""What a reply asserts is drawn out with its passage; what it asks, quotes or offers is not."""

from __future__ import annotations

import pytest

from rapport.voice.checking.asserting import MOST, asserted_in, subjects_of


def drawn(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in asserted_in(text)]


@pytest.mark.parametrize(
    ("text", "kind", "passage"),
    [
        ("The refund is 45 EUR.", "amount", "45 EUR"),
        ("You get 25 % of the fare back.", "share", "25 %"),
        ("Refunds are paid within 14 days.", "deadline", "14 days"),
        ("The line opens on 3 June.", "date", "3 June"),
        ("The office closes at 19:30.", "time", "19:30"),
        ("Bicycles are not allowed on Nordbuss.", "entitlement", "are not allowed"),
        ("Bikes are allowed on every train.", "entitlement", "are allowed"),
    ],
)
def test_values_and_yes_or_no_are_drawn_with_their_words(
    text: str, kind: str, passage: str
) -> None:
    assert (kind, passage) in drawn(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We are sorry that the train was late.", "apology"),
        ("Es tut uns leid, dass der Zug ausfiel.", "apology"),
        ("The train was late because of a signal fault.", "cause"),
        ("Der Zug fiel wegen eines Signalfehlers aus.", "cause"),
        ("We will call you on Friday.", "promise"),
    ],
)
def test_an_apology_a_cause_and_a_promise_are_drawn_as_sentences(text: str, kind: str) -> None:
    assert (kind, text) in drawn(text)


@pytest.mark.parametrize(
    "text",
    [
        "Did you pay 45 EUR?",
        "You wrote that refunds take 30 days.",
        "",
        "Thank you, Anna!",
        "Is it because of the strike?",
    ],
)
def test_questions_quotes_and_courtesies_assert_nothing(text: str) -> None:
    assert drawn(text) == []


def test_a_claim_is_kept_with_what_it_is_about() -> None:
    (claim,) = [one for one in asserted_in("The refund is 45 EUR.") if one.kind == "amount"]
    assert claim.terms == subjects_of("A refund of 30 EUR.")


def test_a_pasted_book_does_not_fill_the_memory() -> None:
    assert len(asserted_in("Refunds are paid within 14 days. " * 5_000)) == MOST
