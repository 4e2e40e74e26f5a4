"""What belongs in a private message is not asked for where everybody reads; the private door is always right."""

import pytest

from rapport.voice.checking.places import wrong_place_in


def notes(text, *, public=True):
    return [
        (found.why, text[found.start : found.end])
        for found in wrong_place_in(text, message="", public=public)
    ]


@pytest.mark.parametrize(
    ("text", "what", "words"),
    [
        ("Please tell us your booking number here.", "asks for an account", "Please tell us your booking number"),
        ("Could you share your e-mail address? We will look.", "asks for an account", "Could you share your e-mail address"),
        ("What is your date of birth?", "asks for an account", "What is your date of birth"),
        ("May I have your order number?", "asks for an account", "May I have your order number"),
        ("What medicine do you take?", "asks for their health", "What medicine"),
        ("Can you describe your symptoms?", "asks for their health", "Can you describe your symptoms"),
        ("Your payment was declined twice.", "speaks of an account", "Your payment was"),
        ("You still owe us 40 euros.", "speaks of an account", "You still owe"),
        ("With your blood pressure, flying is no problem.", "speaks of their health", "blood pressure"),
        ("We have made an offer to your lawyer.", "speaks of a legal matter", "your lawyer"),
        ("Bitte nennen Sie uns Ihre Kundennummer.", "asks for an account", "Bitte nennen Sie uns Ihre Kundennummer"),
        ("Welche Medikamente nehmen Sie?", "asks for their health", "Welche Medikamente"),
        ("Pouvez-vous nous donner votre numéro de réservation ?", "asks for an account", "Pouvez-vous nous donner votre numéro de réservation"),
        ("Indíquenos su número de cliente, por favor.", "asks for an account", "Indíquenos su número de cliente"),
        ("Ci indichi il codice prenotazione.", "asks for an account", "Ci indichi il codice prenotazione"),
        ("Kunt u uw klantnummer doorgeven?", "asks for an account", None),
        ("Skriv ditt bokningsnummer här.", "asks for an account", "Skriv ditt bokningsnummer"),
        ("Send ditt kundenummer.", "asks for an account", "Send ditt kundenummer"),
        ("Hvad er dit telefonnummer?", "asks for an account", "Hvad er dit telefonnummer"),
    ],
)  # fmt: skip
def test_a_private_matter_in_public_is_noted_with_the_way_to_a_private_message(text, what, words):
    [(why, said)] = notes(text)
    assert what in why
    assert why.endswith("where everybody reads; a private message is the place")
    assert words is None or said == words
    assert notes(text, public=False) == []


@pytest.mark.parametrize(
    "text",
    [
        "Please send us your booking number in a direct message.",
        "DM us your account number, please.",
        "Could you message us privately with your address?",
        "Please do not post your booking number here.",
        "We never ask for your password.",
        "Your train leaves at 10:40 from platform 4.",
        "You find the order number on your receipt.",
        "Could you tell us which train it was?",
        "Which shop was it, and when?",
        "Please tell us more about what happened.",
        "Bitte schicken Sie uns die Kundennummer per Direktnachricht.",
        "Envoyez-nous votre numéro de dossier en message privé.",
        "Skicka ditt bokningsnummer i ett direktmeddelande.",
        "Prosimy o numer rezerwacji.",
        "",
    ],
)
def test_the_private_door_and_what_is_nobodys_secret_are_left_in_peace(text):
    assert notes(text) == []


@pytest.mark.parametrize("text", ["please tell us " * 8_000, "your " * 30_000, "0" * 60_000])
def test_a_hostile_text_is_read_at_once(text):
    assert isinstance(notes(text), list)
