"""An answer that brushes people off is told so, with the words that do it; a warm or a plain one is left in peace."""

import pytest

from rapport.voice.checking.dismissive import WHY, coldness, dismissive_in, signs_in

ANGRY = "I am so angry. I waited two hours in the cold and nobody came."
LATE = "The parcel is a week late now. Where is it?"


def notes(text, message=LATE):
    return dismissive_in(text, message=message)


@pytest.mark.parametrize(
    ("text", "sign", "words"),
    [
        ("As already stated, the offer has ended.", "brushing off", "As already stated"),
        ("Please read our terms and conditions.", "brushing off", "read our terms and conditions"),
        ("There is nothing we can do.", "brushing off", "There is nothing we can do"),
        ("That's not our problem, ask the shop.", "brushing off", "That's not our problem"),
        ("You will just have to wait like everyone else.", "brushing off", "You will just have to wait like everyone else"),
        ("Noted.", "brushing off", "Noted"),
        ("You should have read the label before washing it.", "blaming", "You should have read"),
        ("You clearly didn't follow the steps.", "blaming", "You clearly didn't"),
        ("If you had booked earlier, there would have been seats.", "blaming", "If you had booked"),
        ("That is your own responsibility.", "blaming", "That is your own responsibility"),
        ("Calm down. It is only a parcel.", "playing down", "Calm down"),
        ("There is no need to shout at us.", "playing down", "There is no need to shout"),
        ("It's not the end of the world.", "playing down", "not the end of the world"),
        ("Pursuant to section 4.2 the claim is void.", "legalese", "Pursuant to"),
        ("The company accepts no liability for loss.", "legalese", "accepts no liability"),
        ("Good luck with that!", "sarcasm", "Good luck with that"),
        ("Oh, how tragic for you.", "sarcasm", "how tragic"),
        ("That is a ridiculous thing to ask.", "scorn", "ridiculous"),
        ("Wie bereits mehrfach mitgeteilt, ist das nicht möglich.", "brushing off", "Wie bereits mehrfach mitgeteilt"),
        ("Da können wir leider nichts machen.", "brushing off", "Da können wir leider nichts machen"),
        ("Das hätten Sie vorher prüfen müssen.", "blaming", "hätten Sie vorher prüfen müssen"),
        ("Beruhigen Sie sich bitte.", "playing down", "Beruhigen Sie sich"),
        ("Gemäß unseren AGB besteht kein Anspruch.", "legalese", "Gemäß unseren AGB"),
        ("Vous auriez dû lire les conditions.", "blaming", "Vous auriez dû"),
        ("Calmez-vous, ce n'est qu'un colis.", "playing down", "Calmez-vous"),
        ("Nous n'y pouvons rien.", "brushing off", "Nous n'y pouvons rien"),
        ("Debería haber leído las condiciones.", "blaming", "Debería haber"),
        ("No podemos hacer nada.", "brushing off", "No podemos hacer nada"),
        ("Non possiamo farci niente.", "brushing off", "Non possiamo farci niente"),
        ("Avrebbe dovuto leggere il regolamento.", "blaming", "Avrebbe dovuto leggere"),
        ("Daar kunnen wij niets aan doen.", "brushing off", "Daar kunnen wij niets aan doen"),
        ("Eigen schuld, had u maar moeten opletten.", "blaming", "Eigen schuld"),
        ("Du borde ha läst villkoren.", "blaming", "Du borde ha läst"),
        ("Lugna ner dig.", "playing down", "Lugna ner dig"),
        ("Du burde ha lest vilkårene.", "blaming", "Du burde ha lest"),
        ("Ro deg ned.", "playing down", "Ro deg ned"),
        ("Du burde have læst betingelserne.", "blaming", "Du burde have læst"),
        ("Det er ikke vores problem.", "brushing off", "Det er ikke vores problem"),
    ],
)  # fmt: skip
def test_a_cold_answer_is_told_which_words_make_it_cold(text, sign, words):
    found = notes(text)
    assert (WHY[sign], words) in [(one.why, text[one.start : one.end]) for one in found]
    assert all(one.severity == "note" and one.kind == "dismissive" for one in found)
    assert all(0.5 <= one.confidence <= 1 for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you, Ann!",
        "It leaves from platform 4 at 10:40.",
        "No, dogs are not allowed on the beach in summer. From October they are.",
        "Sorry, we cannot refund a used ticket. You can change the date for free, though: the app does it under My trips.",
        "You should have received a mail from us this morning. If not, write to me and I will send it again.",
        "You should have had an answer days ago, Bo. I have asked the depot and will call you before 5 pm.",
        "I am sorry, Ann. Your parcel is at our depot and comes tomorrow before noon.",
        "That was our mistake. The money is on its way and should be with you on Friday.",
        "We do not know yet. By 5 pm we will, and I will write to you then.",
        "Could you send us your booking number in a direct message? We will look at once.",
        "Our terms changed in May: returns are free for 30 days. Here is the page: https://shop.example/returns",
        "Be careful, the platform is icy today.",
        "Das tut mir leid, Jo. Ich kümmere mich darum und melde mich bis 16 Uhr.",
        "Leider fährt der Zug heute nicht. Der nächste geht um 10:40 Uhr ab Gleis 4.",
        "Je suis désolée, Ann. Votre colis arrive demain avant midi.",
        "Lo sentimos mucho. Le enviamos otro paquete mañana.",
        "Ci dispiace molto. Domani riceverà un nuovo pacco.",
        "Wat vervelend! We sturen morgen een nieuw pakket.",
        "Så tråkigt att höra! Vi skickar ett nytt paket i morgon.",
        "Så leit å høre. Vi sender en ny pakke i morgen.",
        "Det er vi kede af. Vi sender en ny pakke i morgen.",
        "Haha, we love it! See you on Saturday.",
    ],
)
def test_a_warm_or_plain_answer_is_left_in_peace(text):
    assert notes(text) == []


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (ANGRY, "The bus was cancelled between six and eight. A new timetable hangs at the stop."),
        ("Ich bin echt sauer, zwei Stunden gewartet!", "Der Bus ist zwischen sechs und acht nicht gefahren. Der neue Plan hängt aus."),
        ("Je suis très déçue de votre service.", "Le bus était supprimé entre six et huit heures. Le nouvel horaire est à l'arrêt."),
        ("Jag är så besviken på er.", "Bussen var inställd mellan sex och åtta. Den nya tidtabellen finns på hållplatsen."),
    ],
)  # fmt: skip
def test_feelings_that_were_told_and_not_heard_are_named(message, text):
    assert [one.why for one in notes(text, message)] == [WHY["unheard"]]


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (LATE, "I refer you to our last reply. Nothing has changed."),
        (LATE, "This was explained to you on Tuesday."),
        (LATE, "We told you twice. The answer is the same."),
        (LATE, "See my previous message."),
        (LATE, "Not going to repeat myself."),
        (LATE, "We consider the matter closed."),
        (LATE, "Others have been waiting longer."),
        (LATE, "Tough luck."),
        (LATE, "You would have to ask someone else."),
        ("My dress shrank in the wash and it is ruined!", "The label clearly says cold wash only."),
        (
            "I missed the boat because nobody told me about the gate.",
            "You chose to arrive ten minutes before departure.",
        ),
        ("The lock broke on the second day.", "Because you did not follow the instructions."),
        ("The lock broke on the second day.", "Customers are responsible for reading the manual."),
        ("The lock broke on the second day.", "Nobody forced you to buy it."),
        ("My soup was cold for the third time this week!", "It is just a soup."),
        ("My soup was cold for the third time this week!", "Such a fuss about a soup."),
        (
            "My soup was cold for the third time this week!",
            "Wow, aren't you lucky, three whole soups.",
        ),
        ("My soup was cold for the third time this week!", "Our deepest condolences on the soup."),
        (
            "Ten minutes in the rain, no bus, again.",
            "Welcome to real life. Shall we also send a limousine?",
        ),
        ("Can I return shoes that I wore once outside?", "No."),
        ("Can I return shoes that I wore once outside?", "No refunds."),
        ("I waited in for your technician all day and nobody came or called.", "Ok."),
        (
            "I waited in for your technician all day and nobody came or called.",
            "We will always strive to do better. Please accept our apologies.",
        ),
        (
            "Meine Bestellung ist seit zwei Wochen überfällig!",
            "Das haben wir Ihnen bereits erklärt.",
        ),
        ("Meine Bestellung ist seit zwei Wochen überfällig!", "Andere Kunden warten auch."),
        (
            "Der Reißverschluss ist nach einem Tag kaputt.",
            "Weil Sie ihn nicht richtig geschlossen haben.",
        ),
        (
            "Ma commande a deux semaines de retard !",
            "Vous n'êtes pas le seul, les autres attendent aussi.",
        ),
        (
            "Mi pedido lleva dos semanas de retraso.",
            "Ya se lo explicamos. La respuesta es la misma.",
        ),
        ("Mijn pakket is al twee weken te laat!", "U bent niet de enige."),
        ("Mitt paket är två veckor sent!", "Det har vi redan förklarat."),
    ],
)
def test_cold_answers_without_a_stock_phrase_are_cold_too(message, text):
    assert notes(text, message) != []


@pytest.mark.parametrize(
    ("message", "text"),
    [
        (
            LATE,
            "As promised yesterday, I rang the depot: your parcel is on the van and comes before noon.",
        ),
        (
            LATE,
            "I told you it would come today, and I was wrong. It is on tomorrow's van; I will follow it myself.",
        ),
        (
            "My dress shrank in the wash and it is ruined!",
            "How annoying. The label says 60 degrees, so that is on us: please send us a photo and we will replace it.",
        ),
        (
            "Can I return shoes that I wore once outside?",
            "No, sorry: worn shoes cannot be sold again. If a seam has broken, we repair it for free.",
        ),
        ("Is the shop open on Sunday?", "No, but the one at the station is, from 10 to 18."),
        ("Is the shop open on Sunday?", "Yes."),
        ("What does a day ticket cost?", "12 euros."),
        ("We had such a lovely day at the zoo, thank you all!", "That makes our day!"),
        (
            ANGRY,
            "Nobody should have to wait like that, Ann. I am asking the depot what happened and write to you by 5 pm.",
        ),
        (ANGRY, "What a night, Ann. Two hours is far too long. You get the fare back today."),
        (
            "How do I claim for my late train?",
            "Under EU rules you get a quarter of the fare back from 60 minutes on. Here is the form: https://rail.example/claim",
        ),
        ("The app crashed again.", "Sorry about that! Which phone do you have? Then I can look."),
        (
            "Is there a discount for students?",
            "There is not, sadly. On Tuesdays everybody pays half, though.",
        ),
        ("Ist der Laden am Sonntag offen?", "Nein, aber der am Bahnhof, von 10 bis 18 Uhr."),
        ("Gibt es Rabatt für Studierende?", "Leider nicht. Dienstags zahlen aber alle die Hälfte."),
        (
            "Puis-je rendre des chaussures portées ?",
            "Non, désolée : elles ne peuvent pas être revendues. Si une couture lâche, nous la réparons.",
        ),
        ("¿Hay descuento para estudiantes?", "No, pero los martes todos pagan la mitad."),
        ("Zijn jullie zondag open?", "Nee, maar de winkel op het station wel, van 10 tot 18 uur."),
        ("Har ni öppet på söndag?", "Nej, men butiken på stationen har öppet 10 till 18."),
    ],
)
def test_a_firm_or_brief_answer_with_a_reason_or_a_way_is_left_in_peace(message, text):
    assert notes(text, message) == []


def test_feelings_that_were_heard_are_not():
    heard = "I understand your anger, two hours in the cold is awful. I will find out what happened and call you at noon."
    assert notes(heard, ANGRY) == []


def test_nobody_has_to_be_comforted_who_told_no_feelings():
    text = "The bus was cancelled between six and eight. A new timetable hangs at the stop."
    assert notes(text, "Did the number 4 run this morning?") == []


@pytest.mark.parametrize(
    "text",
    [
        "We apologise for the inconvenience.",
        "This was due to a technical fault in the depot.",
        "Aufgrund eines technischen Defekts war das so.",
        "Nous sommes désolés pour la gêne.",
        "Vi beklagar besväret som det här har orsakat.",
    ],
)
def test_an_apology_or_a_cause_without_what_happens_next_is_an_excuse(text):
    [found] = notes(text)
    assert found.why == WHY["excuse"]
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "Przykro nam, ale nic nie możemy zrobić w tej sprawie.",
        "申し訳ございませんが、対応できません。",
        "Não podemos fazer nada sobre isso, é a sua culpa.",
    ],
)
def test_a_language_that_is_not_covered_says_nothing(text):
    assert notes(text, ANGRY) == []


def test_what_the_customer_said_is_not_said_by_us():
    assert (
        notes(
            "You wrote “calm down, it is not our problem”: I am sorry, and I will talk to them today."
        )
        == []
    )


def test_a_firm_no_is_colder_without_a_way_on():
    firm = signs_in("We cannot help you with that.", message=LATE)
    kind = signs_in(
        "We cannot help you with that, but the shop can: call 555 before 6 pm.", message=LATE
    )
    assert coldness(firm) > coldness(kind)


def test_no_more_than_two_notes_stand_beside_one_answer():
    text = "Calm down. As already stated, you should have read the terms. Pursuant to section 4 we accept no liability. Good luck with that."
    assert len(notes(text)) == 2


@pytest.mark.parametrize(
    "text",
    ["", " ", "you " * 50_000, "as already " * 20_000, '"' * 50_000, "it is just a " * 10_000],
)
def test_a_hostile_text_is_read_at_once(text):
    assert isinstance(notes(text, text), list)


@pytest.mark.parametrize("end", ["1/2", "(1/2)", "2/3 ^Rach"])
def test_a_part_of_an_answer_is_not_asked_for_what_may_stand_in_the_next(end):
    message, text = (
        "I am so angry, my train is late again!",
        "We are sorry, the freezer had a fault.",
    )
    assert dismissive_in(text, message=message)
    assert dismissive_in(f"{text} {end}", message=message) == []
