"""Danger to life is found first of all, and what people only say is not taken for it."""

import pytest

from rapport.understand.reading.danger import danger_in
from rapport.understand.reading.phrases import Line

DANGER = [
    # English
    "I can't do this anymore, I'm going to kill myself",
    "honestly i just want to die",
    "My brother says he wants to end his life, he's at your Hill Street stop",
    "she's talking about suicide and won't answer her phone",
    "there is a man about to jump off the bridge by your depot",
    "I am on the platform at Lindal and I want to jump.",
    "there is somebody about to jump in front of the 9:05",
    "he is going to jump on the tracks",
    "she wants to jump in the river",
    "I've taken all my pills",
    "Someone is on the tracks at Northgate, please stop the trains",
    "a kid just fell onto the line at platform 2",
    "Drunk guy walking along the tracks near Elm Road!!",
    "an old man has been hit by your bus outside the school",
    "My mum's arm is trapped in the doors of the 9:14",
    "your charger caught fire in my kitchen",
    "There's smoke coming from under the last coach",
    "strong smell of gas in the lobby of your Elm St store",
    "battery exploded in my daughter's hands",
    "my carbon monoxide alarm is going off and nobody answers your line",
    "I lost my 4 year old at the station, blue coat, please help",
    "Can't find my son anywhere, he was on the 5.40 to Harbour",
    "our little girl got off and the doors shut, she is on the train alone",
    "URGENT: a little boy got off the 08:31 in Kornby alone, about six, blue jacket",
    "his dad is still on the train and the boy is here with me",
    "there's a toddler wandering by himself on platform 6",
    "A man is attacking people with a knife in coach C",
    "I was assaulted by one of your staff last night",
    "some guy keeps following me from carriage to carriage, I'm scared",
    "he threatened to stab the driver",
    "woman collapsed on the 17:05, no staff anywhere",
    "My husband is having a heart attack on your flight and nobody helps",
    "he's not breathing please send someone",
    "passenger unconscious on the tram at Mill Lane",
    "My daughter had an allergic reaction to your soup, we are waiting for an ambulance",
    "stuck in the lift with a diabetic without insulin for two hours",
    "Baby locked in the hot car in your car park, plate 4412",
    "people trapped in the lift at Central, one can't breathe",
    # German
    "ich will nicht mehr leben",
    "Mein Nachbar droht, sich umzubringen",
    "Da liegt eine Person im Gleis am Westbahnhof",
    "Jemand ist auf die Gleise gefallen!",
    "Es brennt im hinteren Wagen",
    "Rauch im Abteil, keiner reagiert",
    "Wir haben unser Kind am Bahnhof verloren",
    "Ich finde meine Tochter nicht mehr, Gleis 7",
    "Ein Mann mit einem Messer im Bus 12",
    "Frau bewusstlos in Wagen 5, bitte Notarzt",
    # French
    "je veux mourir",
    "Il y a quelqu'un, un homme, sur les voies à Gare du Nord",
    "la batterie a pris feu dans mon salon",
    "De la fumée sort du wagon 3",
    "Mon fils de 6 ans est tout seul sur le quai, aidez-nous",
    "je ne retrouve plus ma fille",
    "Une femme vient d'être agressée dans la rame",
    "un monsieur a fait un malaise, il ne respire plus",
    # Spanish
    "no quiero vivir más",
    "Hay una persona en las vías, estación Sur",
    "Sale humo negro del vagón",
    "¡No encuentro a mi hija! estábamos en el andén 4",
    "Un hombre con un cuchillo en el tren",
    "mi padre no respira, ayuda",
    # Swedish
    "jag vill inte leva längre",
    "Det ligger en man på spåret vid Centralen",
    "det brinner i vagn 2",
    "Min dotter är borta, hon klev av i Lund",
    "En kille med kniv på bussen",
    "en äldre man är medvetslös på perrongen",
]

ONLY_SAID = [
    # English
    "I'm dying of laughter at this ad",
    "dying to try the new menu",
    "this fire deal won't last",
    "You guys are killing it this week",
    "Your new album is fire",
    "the team is on fire this season",
    "my phone is dying, where is the nearest socket",
    "nearly had a heart attack when I saw the bill",
    "Those prices gave me a heart attack",
    "Can a ten-year-old travel alone from here to Central?",
    "would it kill you to answer an email",
    "my wife is going to kill me if this doesn't arrive",
    "launching it on a Monday is career suicide",
    "Suicide Squad is now on your platform, finally",
    "drowning in emails from you, stop",
    "stuck in a phone menu loop for an hour",
    "trapped in a two year contract",
    "you should fire whoever designed this",
    "is the fire drill today?",
    "My Fire TV stick stopped working",
    "black friday fire sale starts when",
    "I lost my son's jacket on the 8:15",
    "Two child tickets and one adult please",
    "looking for a present for my daughter, any ideas?",
    "the kids menu is missing from the app",
    "My son lost his railcard, how do I replace it?",
    "price jumped from 20 to 35",
    "I want to jump on an earlier flight",
    "we want to jump ahead to the Friday slot",
    "I was going to jump in on this thread",
    "wanna jump the queue",
    "your account was attacked by bots, you should check",
    "thanks for following me",
    "can I get a real person on the line",
    "do not throw your staff under the bus",
    "these shoes are to die for",
    "she sounds great on the track",
    "saw a shooting star from the night train",
    "I clicked it by accident, can you undo my order",
    "My laptop died and took your voucher with it",
    "bath bomb arrived broken",
    "what a stroke of luck, last seat",
    "the train is late again, worst company",
    "I want a refund within 14 days",
    "the queue is killing my lunch break",
    # German
    "ich sterbe vor Lachen",
    "Der Server ist zusammengebrochen",
    "Wir sind Feuer und Flamme für das neue Angebot",
    "Die Preise explodieren",
    "Mein Akku stirbt ständig",
    "Der Rucksack meiner Tochter liegt noch im Zug",
    "Warum fährt der Bus nicht?",
    # French
    "mort de rire avec votre pub",
    "je meurs de faim, vous livrez quand",
    "J'ai perdu le doudou de ma fille dans le train",
    "le feu vert est arrivé pour mon dossier ?",
    "gros malaise avec cette réponse",
    "mon fils a perdu sa carte",
    # Spanish
    "me muero de risa con vosotros",
    "casi me da un infarto con la factura",
    "los fuegos artificiales de anoche, geniales",
    "mi hijo solo quiere el menú infantil",
    "atrapado en un contrato con vosotros",
    # Swedish
    "jag dör av skratt",
    "vi brinner för service, säger ni",
    "hotar att byta till en annan operatör",
    "letar efter en present till min dotter",
    "tappat bort min sons jacka på tåget",
]


@pytest.mark.parametrize("text", DANGER)
def test_danger_is_found(text):
    hits = danger_in(Line(text))
    assert hits
    assert all(text[hit.start : hit.end].strip() for hit in hits)


@pytest.mark.parametrize("text", ONLY_SAID)
def test_what_people_only_say_is_no_danger(text):
    assert danger_in(Line(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "SOMEONE IS ON THE TRACKS",
        "someone is  on\nthe... tracks",
        "so\u200bmeone is on the tr\u00adacks",
        "Someone is on the #tracks",
        "Söméone is ön the tracks",
    ],
)
def test_danger_is_found_however_it_is_typed(text):
    assert [hit.label for hit in danger_in(Line(text))] == ["person on the line"]


def test_an_idiom_does_not_hide_a_danger_beside_it():
    text = (
        "I'm dying of laughter at your ad but seriously, there is a man on the tracks at Elm Road"
    )
    assert [text[hit.start : hit.end] for hit in danger_in(Line(text))] == ["man on the tracks"]


def test_each_language_and_each_kind_has_sentences():
    kinds = {hit.label for text in DANGER for hit in danger_in(Line(text))}
    assert kinds == {
        "self-harm", "person on the line", "fire", "lost child", "assault", "medical"
    }  # fmt: skip
    assert len(DANGER) >= 60
    assert len(ONLY_SAID) >= 60


def test_a_very_long_text_is_searched_to_its_end_of_words():
    text = "late train, " * 7_000 + "man on the tracks"
    assert [hit.label for hit in danger_in(Line(text))] == ["person on the line"]
