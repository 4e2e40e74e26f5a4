"""What would give a person away in public is held, and what we publish ourselves is not."""

from datetime import date

import pytest

from rapport.voice.checking import check_draft
from rapport.voice.checking.tests.replies_with_data import NOBODYS
from rapport.voice.checking.tests.replies_with_data import PERSONAL as PERSONAL_REPLIES
from rapport.voice.checking.unhiding import unhidden
from rapport.voice.contract import Draft, StatementText

TODAY = date(2026, 7, 10)
OURS = [
    StatementText(
        1, "Call us on +46 8 123 45 67 or write to help@halden.example. IBAN SE45 5000 0000 0583 9825 7466.", "contact"
    )
]  # fmt: skip


def given_away(text, *, public=True, statements=OURS):
    """By the rules alone; what is read is `test_read_of_people`."""
    found = check_draft(Draft(text, public=public, quick=True), statements, today=TODAY)
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
     "4" * 100_000, "call " * 20_000, "order " * 16_000, "order no. " * 10_000, "a at " * 1_000, "a dot " * 900,
     "four " * 1_000, "A B " * 1_250, "Anna " * 1_000, "your Room " * 500, "rue de la " * 500, "A-" * 2_500,
     "12 Aa Bb " * 500, "Aa " * 1_600, "1 rue " * 800, "mrs " * 1_000, "D E 8 9 " * 600],
)  # fmt: skip
def test_a_hostile_text_is_searched_at_once(text):
    assert isinstance(given_away(text), list)


PERSONAL = [
    ("We wrote to ann dot smith at mail dot example, did it arrive?", "ann dot smith at mail dot example"),
    ("sent to ann.smith (at) mail.example today", "ann.smith (at) mail.example"),
    ("sent to ann [at] mail [dot] example today", "ann [at] mail [dot] example"),
    ("an ann punkt berg at mail punkt example geschickt", "ann punkt berg at mail punkt example"),
    ("We have ann@ma\u200bil.example on file", "ann@ma\u200bil.example"),
    ("We have аnn@mаil.example on file", "аnn@mаil.example"),  # Cyrillic
    ("We have ann＠mail．example on file", "ann＠mail．example"),  # full width
    ("your card four two four two four two four two four two four two four two four two is blocked",
     "four two four two four two four two four two four two four two four two"),
    ("your card 4242.4242.4242.4242", "4242.4242.4242.4242"),
    ("your card 4242 4242\n4242 4242 then", "4242 4242\n4242 4242"),
    ("your card 4-2-4-2-4-2-4-2-4-2-4-2-4-2-4-2", "4-2-4-2-4-2-4-2-4-2-4-2-4-2-4-2"),
    ("your card ４２４２ ４２４２ ４２４２ ４２４２ is fine", "４２４２ ４２４２ ４２４２ ４２４２"),
    ("your card 4242\u200b4242\u200b4242\u200b4242", "4242\u200b4242\u200b4242\u200b4242"),
    ("Refund to D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0 is out", "D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0"),
    ("Refund to GB29.NWBK.6016.1331.9268.19 is out", "GB29.NWBK.6016.1331.9268.19"),
    ("Refund to GB29 NWBK 6016\n1331 9268 19", "GB29 NWBK 6016\n1331 9268 19"),
    ("I tried 0 7 7 0 0 9 0 0 1 2 3 twice", "0 7 7 0 0 9 0 0 1 2 3"),
    ("your mobile ending, 07700 900123, is saved", "07700 900123"),
    ("I'll ring you on oh seven seven double oh nine double oh one two three", "oh seven seven double oh nine double oh one two three"),
    ("We have (555) 010-0199 for you", "(555) 010-0199"),
    ("Le 06 12 34 56 78 est bien votre portable ?", "06 12 34 56 78"),
    ("su móvil es 612 345 678, verdad", "612 345 678"),
    ("Your booking number is AB 12 34 56, see you", "AB 12 34 56"),
    ("Your customer number: 4711 0815 22", "4711 0815 22"),
    ("the account number 12345678 is closed", "12345678"),
    ("Ihre Kundennummer lautet 1029384756", "1029384756"),
    ("Votre numéro de client est 88213377", "88213377"),
    ("Su número de pedido es 55-120934", "55-120934"),
    ("Ditt kundnummer är 77120934", "77120934"),
    ("Je klantnummer is 20394857", "20394857"),
    ("your policy HX-2093847 covers this", "HX-2093847"),
    ("Your passport number is 533401372?", "533401372"),
    ("din personnummer 811218-9876 stämmer", "811218-9876"),
    ("I see your date of birth as 12/03/1984", "12/03/1984"),
    ("You were born on 12 March 1984, right?", "12 March 1984"),
    ("Sie sind am 4. Mai 1979 geboren? Geburtsdatum 04.05.1979", "04.05.1979"),
    ("Your parcel goes to 14 Rose Lane, Leeds LS1 4AB today", "14 Rose Lane, Leeds LS1 4AB"),
    ("Wir liefern zu Ihnen in die Lindenstraße 12, 50674 Köln", "Lindenstraße 12, 50674 Köln"),
    ("Votre colis part au 12 rue des Lilas, 75011 Paris", "12 rue des Lilas, 75011 Paris"),
    ("Din nya adress Storgatan 5, 211 34 är sparad", "Storgatan 5"),
    ("Your car AB12 CDE may park there", "AB12 CDE"),
    ("Ihr Auto mit dem Kennzeichen K-LM 4711 steht im Weg", "K-LM 4711"),
    ("Votre voiture AB-123-CD est prête", "AB-123-CD"),
    ("I'm sorry about your diabetes, we bring a juice", "diabetes"),
    ("because of your recent surgery you board first", "surgery"),
    ("Dear Anna Lindqvist, it is done", "Anna Lindqvist"),
    ("Mrs Anna Lindqvist is on the list", "Mrs Anna Lindqvist"),
    ("The booking is in the name of Anna Lindqvist", "Anna Lindqvist"),
    ("You're in room 412 until Sunday", "room 412"),
    ("You are booked on BA117 on Friday", "BA117"),
    ("your PIN is 4821, change it", "4821"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), PERSONAL)
def test_what_belongs_to_a_person_is_found_however_it_is_hidden(text, said):
    assert any(said in text[finding.start : finding.end] for finding in given_away(text))


@pytest.mark.parametrize(
    "text",
    [
        "Call our hotline 0800 123 4567 any time",
        "Please reach out by calling 866-216-1072",
        "Their telephone number is 0344 493 0787",
        "You can reach our office in Lund on +46 46 123 45 67",
        "Come to our shop at 14 Rose Lane, Leeds, and bring your receipt",
        "Your parcel waits at our shop, 14 Rose Lane",
        "Unser Laden ist in der Lindenstraße 12",
        "Case 4711-2209 is open, a colleague looks at it",
        "Your ticket INC-20455 is open",
        "An order number looks like AB-123456",
        "Train 204 to Lund leaves at 14:05 from platform 7",
        "Flight BA117 is delayed to 15:20",
        "The ISBN is 978-3-16-148410-0",
        "Version 2024.11.3, build 48213377, hash 9f86d081884c7d65",
        "We were founded on 12 March 1984",
        "It costs 49.90 euros until 12/03/2026",
        "One or two or three of them, four at most",
        "Our first-aid kit is in the car",
        "The pesto has nuts, the rest has none",
        "Thanks, Anna! /Mia",
        "Thank you, Anna. Best wishes, Mia Holm",
        "Dear Mr Holm, it is done",
        "Meet me at the station at 5",
        "Look at halden.example and at our app",
        "Open 9-18 Mon-Fri, 10-14 Sat",
        "Rooms from 89 euros, breakfast included",
        "We flew 12 000 000 people in 2024",
        "Happy Halloween, Joe. Great costume",
        "Your order of 2 shirts ships tomorrow",
        "Your booking for 14:30 stands",
        "Our new car park has 1200 places",
        "Your seat can be chosen in the app",
        "Your card ending 4242 was charged",
        "Please DM us your booking number and date of birth",
        "Win a trip: 20 tickets, 2 per person",
    ],
)
def test_what_belongs_to_nobody_is_left_in_peace(text):
    assert given_away(text) == []


@pytest.mark.parametrize(("text", "said"), PERSONAL_REPLIES)
def test_a_reply_that_gives_something_away_is_told_where(text, said):
    start = text.index(said)
    assert any(f.start < start + len(said) and start < f.end for f in given_away(text))


@pytest.mark.parametrize("text", NOBODYS)
def test_a_reply_that_gives_nothing_away_is_left_in_peace(text):
    assert given_away(text) == []


def test_what_the_person_said_of_their_health_is_theirs_to_tell():
    said = Draft("Sorry about your migraine!", message="You gave me a migraine.")
    found = check_draft(said, [], today=TODAY)
    assert [one for one in found if one.kind == "personal_data"] == []


def test_every_place_of_an_unhidden_text_leads_back_to_what_was_written():
    text = "c\u200ba\u0301rd four two four two, ４２ ﬁ 4️⃣"
    seen = unhidden(text)
    assert seen.text.startswith("card 4242")
    assert len(seen.text) == len(seen.starts) == len(seen.ends)
    start = seen.text.index("4242")
    assert text[slice(*seen.written(start, start + 4))] == "four two four two"
