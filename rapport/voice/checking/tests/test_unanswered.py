"""A question that a draft leaves untouched is quoted; whatever might be an answer is left in peace."""

import pytest

from rapport.voice.checking.questions import questions_in
from rapport.voice.checking.unanswered import unanswered_in


def left(message, text):
    return [found.evidence for found in unanswered_in(text, message=message)]


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("When does the last bus leave?", ["When does the last bus leave?"]),
        (
            "Hi! how long is the lift going to be out of order",
            ["how long is the lift going to be out of order"],
        ),
        (
            "Two things: is breakfast included, and what time is checkout?",
            ["is breakfast included", "what time is checkout?"],
        ),
        (
            "I would love to know whether dogs may come along.",
            ["I would love to know whether dogs may come along."],
        ),
        (
            "I'd like to know what a day ticket costs.",
            ["I'd like to know what a day ticket costs."],
        ),
        ("Wondering if you ship to Norway", ["Wondering if you ship to Norway"]),
        ("Just moved. do you deliver to Lund", ["do you deliver to Lund"]),
        (
            "Wann fährt der letzte Bus, und was kostet das?",
            ["Wann fährt der letzte Bus", "was kostet das?"],
        ),
        ("Ich wüsste gern, ob Hunde mitdürfen.", ["Ich wüsste gern, ob Hunde mitdürfen."]),
        ("Est-ce que le musée est ouvert lundi ?", ["Est-ce que le musée est ouvert lundi ?"]),
        ("¿Cuánto cuesta el billete?", ["¿Cuánto cuesta el billete?"]),
        ("Quando arriva il mio pacco?", ["Quando arriva il mio pacco?"]),
        ("Hoe laat gaat de winkel open?", ["Hoe laat gaat de winkel open?"]),
        ("Hej, när kommer mitt paket?", ["Hej, när kommer mitt paket?"]),
        ("Når kommer pakken min?", ["Når kommer pakken min?"]),
        ("Hvornår kommer min pakke?", ["Hvornår kommer min pakke?"]),
    ],
)
def test_questions_are_found_with_a_mark_without_one_and_in_other_words(message, asked):
    assert [message[one.start : one.end] for one in questions_in(message)] == asked


@pytest.mark.parametrize(
    "message",
    [
        "Are you serious?",
        "Really?",
        "How are you?",
        "Is this a joke?",
        "Why do I even bother?",
        "How hard can it be?",
        "What kind of company is this?",
        "Great concert, thank you!",
        "I waited an hour when it rained.",
        "Ist das euer Ernst?",
        "Vous plaisantez ?",
        "¿Es una broma?",
        "Skämtar ni?",
        "Menen jullie dit?",
    ],
)
def test_a_sigh_with_a_mark_and_a_greeting_ask_for_nothing(message):
    assert questions_in(message) == []


@pytest.mark.parametrize(
    ("message", "text", "question"),
    [
        # Nothing but politeness.
        ("When does the last bus leave?", "Thank you for your message. We are sorry for the inconvenience.", "When does the last bus leave?"),
        ("Is the pool open in winter?", "Thanks for reaching out! We hope to see you soon.", "Is the pool open in winter?"),
        ("Why was I charged twice?", "We're so sorry to hear that. This is not the experience we want for you.", "Why was I charged twice?"),
        ("Wann kommt der Techniker?", "Hallo Jo, das tut uns sehr leid. Vielen Dank für Ihre Geduld.", "Wann kommt der Techniker?"),
        ("Quand arrive mon colis ?", "Bonjour, nous sommes désolés pour la gêne. Merci de votre patience.", "Quand arrive mon colis ?"),
        ("¿Cuándo llega mi pedido?", "Hola, lamentamos las molestias. Muchas gracias por su paciencia.", "¿Cuándo llega mi pedido?"),
        ("När kommer mitt paket?", "Hej! Vi beklagar besväret. Tack för ditt tålamod.", "När kommer mitt paket?"),
        ("Wanneer komt mijn pakket?", "Hallo, sorry voor het ongemak. Bedankt voor uw geduld.", "Wanneer komt mijn pakket?"),
        # One of two.
        ("What time do you open on Sunday, and is there parking?", "We open at 10 on Sundays. See you then!", "is there parking?"),
        ("How much is a day ticket? And where can I buy one?", "A day ticket is 12 euros for adults.", "And where can I buy one?"),
        ("Do you sell oat milk? Also, when do you close today?", "Yes, oat milk is on the menu, and we love it.", "when do you close today?"),
        ("Was kostet ein Zimmer, und darf mein Hund mit?", "Ein Zimmer kostet 90 Euro die Nacht.", "darf mein Hund mit?"),
        ("Combien coûte le billet, et quand ouvre le musée ?", "Le billet coûte 20 euros pour les adultes.", "quand ouvre le musée ?"),
        ("Vad kostar en biljett och när går tåget?", "En biljett kostar 90 kronor om du köper den i dag.", "när går tåget?"),
        # Another question than was asked.
        ("How much is the night bus to the airport?", "The night bus is a comfortable way to the airport.", "How much is the night bus to the airport?"),
        ("When will the swimming pool be open again?", "The swimming pool has four lanes and a slide for children.", "When will the swimming pool be open again?"),
        # A private message for what is nobody's secret.
        ("Do you allow dogs on the terrace, and can you check my booking?", "Please send us your booking in a direct message.", "Do you allow dogs on the terrace"),
    ],
)  # fmt: skip
def test_a_question_that_is_left_untouched_is_quoted(message, text, question):
    found = unanswered_in(text, message=message)
    assert [one.evidence for one in found] == [question]
    assert all(one.kind == "unanswered" and one.severity == "note" for one in found)
    assert all(text[one.start : one.end] == text[one.start :].strip() for one in found)


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("When does the last bus leave?", "At half past midnight, from the square."),
        ("When does the last bus leave?", "Sorry, we don't know yet. By 5 pm we will."),
        ("When will my refund come?", "I am checking with the bank and will write to you today."),
        ("Is breakfast included?", "Sorry, it isn't."),
        ("Is breakfast included?", "Yes!"),
        ("Can I bring my bike?", "You can, as long as it is folded."),
        ("Can I bring my bike?", "Bikes are welcome outside rush hours."),
        ("Do you deliver to Lund?", "Of course."),
        ("How much is a day ticket?", "It's free for everybody under 18."),
        ("How do I reset my password?", "Please tap on Forgot and follow the steps."),
        ("Where can I buy a ticket?", "In our app, or from the driver."),
        ("Why is the lift closed?", "A part broke last night."),
        ("Where is my parcel?", "Could you give us the order number?"),
        ("Where is my parcel?", "Please send us a direct message, and we will look."),
        ("What documents do I need?", "A passport and your booking."),
        ("Are you serious?", "We are so sorry, Anna."),
        ("How are you?", "Thanks, we're fine!"),
        (
            "What time do you open on Sunday, and is there parking?",
            "We open at 10, and there is room for forty cars in the yard.",
        ),
        ("Do you have soya milk, and when do you close?", "We do, and the doors shut at 18."),
        ("Wann fährt der letzte Bus?", "Um 23:40 Uhr ab Bahnhof."),
        ("Darf mein Hund mit?", "Leider nicht, das Restaurant ist sehr klein."),
        ("Quand arrive mon colis ?", "Demain avant midi."),
        ("¿Puedo llevar mi perro?", "Claro que sí, con correa."),
        ("När kommer mitt paket?", "I morgon före klockan 12."),
        ("Wanneer komt mijn pakket?", "Dat weten we nog niet; morgen laten we het u weten."),
        ("Quando arriva il mio pacco?", "Domani mattina."),
        ("Når kommer pakken min?", "I morgen før klokken 12."),
        ("Hvornår kommer min pakke?", "Det ved vi ikke endnu, men vi skriver i aften."),
        # Nobody of us reads these languages here.
        ("When does the last bus leave?", "Ostatni odjeżdża z rynku."),
        ("最終バスは何時ですか?", "ご連絡ありがとうございます。"),
        ("", "Thank you for your message."),
        ("When does the last bus leave?", ""),
    ],
)
def test_whatever_may_be_an_answer_is_left_in_peace(message, text):
    assert left(message, text) == []


@pytest.mark.parametrize("end", ["1/2", "(2/3)", "1/2 ^Rach", "2/2^Rach"])
def test_a_part_of_an_answer_is_not_asked_for_the_whole(end):
    message, text = (
        "When does the lift run again, and who mends it?",
        "We spoke to the manager there.",
    )
    assert unanswered_in(text, message=message)
    assert unanswered_in(f"{text} {end}", message=message) == []


def test_a_name_in_the_midst_of_a_sentence_begins_no_question():
    assert questions_in("I'm bummed, @halden is no longer serving tea on the night train.") == []
    assert questions_in("@halden is there tea on the night train?")


def test_two_questions_at_most_are_quoted():
    message = "When do you open? When do you close? How much is it? Where are you?"
    assert len(left(message, "Thank you for your message.")) == 2


@pytest.mark.parametrize(
    "text",
    ["when is " * 15_000, "? " * 40_000, "a, and " * 15_000, "sorry for " * 10_000, "1" * 60_000],
)
def test_a_hostile_text_is_read_at_once(text):
    assert isinstance(left(text, text), list)
