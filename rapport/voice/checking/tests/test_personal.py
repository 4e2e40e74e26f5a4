"""What would give a person away in public is held, and what we publish ourselves is not."""

from datetime import date

import pytest

from rapport.voice.checking import check_draft
from rapport.voice.contract import Draft, StatementText

TODAY = date(2026, 7, 10)
OURS = [
    StatementText(
        1, "Call us on +46 8 123 45 67 or write to help@halden.example. IBAN SE45 5000 0000 0583 9825 7466.", "contact"
    )
]  # fmt: skip


def given_away(text, *, public=True, statements=OURS):
    found = check_draft(Draft(text, public=public), statements, today=TODAY)
    return [finding for finding in found if finding.kind == "personal_data"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Is your card 4111 1111 1111 1111 still valid?", "4111 1111 1111 1111"),
        ("the 5500-0055-5555-5559 one", "5500-0055-5555-5559"),
        ("paid with 378282246310005", "378282246310005"),
        ("We pay to DE89 3704 0044 0532 0130 00 tomorrow", "DE89 3704 0044 0532 0130 00"),
        ("to GB29NWBK60161331926819, ok?", "GB29NWBK60161331926819"),
        ("I wrote to ann.smith+trip@mail.example.", "ann.smith+trip@mail.example"),
        ("Is +49 170 1234567 still your number?", "+49 170 1234567"),
        ("we rang 070-123 45 67 twice", "070-123 45 67"),
        ("We'll call 555 0134 567 today", "555 0134 567"),
        ("(0) call me: (030) 1234 5678", "(030) 1234 5678"),
        ("Your booking reference is X7K2P9", "X7K2P9"),
        ("Buchungsnummer: AB12345 ist storniert", "AB12345"),
        ("order no. 8812-99120 is on its way", "8812-99120"),
    ],
)
def test_what_identifies_a_person_is_found_where_it_stands(text, said):
    [finding] = given_away(text)
    assert text[finding.start : finding.end] == said
    assert finding.severity in ("hold", "second")
    mended = text[: finding.start] + finding.remedy.replacement + text[finding.end :]
    assert given_away(mended) == []


@pytest.mark.parametrize(
    "text",
    [
        "order 4111 1111 1111 1112 failed",  # a wrong check digit: no card
        "DE89 3704 0044 0532 0130 01",  # a wrong check digit: no account
        "Train 4 leaves at 09:14 on 2026-03-14, 14.03.2026 or 14/3/2026",
        "It costs 1,200.50 euros, not 12 000 000 kr",
        "from 06:30 to 09:00 and 15:30 to 18:00",
        "We carried 1 200 300 people in 2025",
        "tweet me @harbour or @ann@social.example",
        "see https://harbour.example/a/1234567890123",
        "version 10.2.33.4 of the app",
        "Your reference would help us",
        "Your order is on its way",
        "the booking was cancelled",
        "call us any time",
    ],
)
def test_other_numbers_and_names_are_left_in_peace(text):
    assert given_away(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Call us on +46 8 123 45 67",
        "Call us on +46 8 1234567",
        "Call 0046 8 123 45 67",
        "write to HELP@halden.example",
        "our account is SE45 5000 0000 0583 9825 7466",
    ],
)
def test_our_own_published_contacts_may_be_said(text):
    assert given_away(text) == []
    assert given_away(text, statements=[])


def test_a_contact_that_only_contains_ours_is_not_ours():
    assert given_away("write to nohelp@halden.example")
    assert given_away("write to help@halden.example.evil.example")


def test_in_private_they_may_be_said():
    assert given_away("Your card 4111 1111 1111 1111", public=False) == []


def test_a_card_keeps_its_last_four_digits():
    text = "Your card 4111 1111 1111 1111 was charged"
    [finding] = given_away(text)
    mended = text[: finding.start] + finding.remedy.replacement + text[finding.end :]
    assert mended == "Your card ending 1111 was charged"
    assert finding.why == "A card number, and everybody can read this"


@pytest.mark.parametrize(
    "text",
    ["1 " * 50_000, "+" * 100_000, "a@" * 50_000, "a." * 50_000, "@a.b" * 25_000, "DE" * 50_000, "(0" * 50_000,
     "4" * 100_000, "call " * 20_000, "order " * 16_000, "order no. " * 10_000],
)  # fmt: skip
def test_a_hostile_text_is_searched_at_once(text):
    assert isinstance(given_away(text), list)
