"""Cases in German: a dog, a refund with a reason, private data, and somebody in danger."""

from __future__ import annotations

from rapport.voice.contract import StatementText
from rapport.web.practice.case import Case, Said

DOG = Case(
    slug="hund",
    title="A dog on the night train",
    network="mastodon",
    is_public=True,
    mood="neutral",
    language="de",
    turns=(
        Said(
            "customer",
            "Tamara Lenz",
            "@haldenrail Darf mein Hund am Samstag mit nach Lund? Er ist groß, aber lieb. Braucht er eine Fahrkarte, und "
            "muss er einen Maulkorb tragen?",
            "Do 17:20",
        ),
    ),
    task="Answer her. (“May my dog come to Lund on Saturday? He is big. Does he need a ticket, and a muzzle?”)",
    known=("The last coach of every train is the one without animals.",),
    statements=(
        StatementText(
            id=-101,
            text="Große Hunde fahren zum halben Preis und tragen einen Maulkorb. Kleine Hunde in einer Tasche fahren kostenlos.",
            topic="Hunde",
        ),
    ),
    points=(
        "It answers all three: he may come, at half the fare, with a muzzle.",
        "It says which coach to avoid, so that nobody has to send her away.",
        "It is friendly to the dog without being cute, and short.",
    ),
    why="Three questions in one breath want three answers in the same order. What is left out comes back as a second post, and "
    "as a quarrel with the conductor.",
    example="Hallo Frau Lenz, ja, er darf mit. Große Hunde fahren zum halben Preis und tragen einen Maulkorb. Bitte steigen Sie nicht "
    "in den letzten Wagen, der ist ohne Tiere. Gute Fahrt Ihnen beiden! Amina",
)

REFUND = Case(
    slug="erstattung",
    title="Paid back too little",
    network="mastodon",
    is_public=True,
    mood="negative",
    language="de",
    turns=(
        Said(
            "customer",
            "Jens Ahrendt",
            "@haldenrail 75 Minuten zu spät in Halden, und ihr erstattet mir die Hälfte? Auf eurer Seite steht etwas anderes.",
            "Mo 09:10",
        ),
        Said(
            "ours",
            "Teo",
            "Guten Tag, wir haben den Vorgang geprüft und halten an der Entscheidung fest. ^TR",
            "Mo 13:02",
        ),
        Said(
            "customer",
            "Jens Ahrendt",
            "@haldenrail Geprüft? Dann lest doch bitte eure eigenen Regeln.",
            "Mo 13:15",
        ),
        Said("onlooker", "Britta", "Bei mir war es genauso.", "Mo 13:40"),
    ),
    task="Answer him. (He was 75 minutes late, got half the fare back, and says our own rules give more.) He is right.",
    known=(
        "His claim was counted with 55 minutes: the delay at the stop before. You may mend it yourself.",
        "What you approve now is paid on Wednesday.",
    ),
    statements=(
        StatementText(
            id=-102,
            text="Ab 30 Minuten Verspätung am Ziel erstatten wir den halben Fahrpreis, ab 60 Minuten den ganzen.",
            topic="Erstattung",
        ),
    ),
    points=(
        "It says that he is right and we were wrong, in the first sentence.",
        "It says what is done, how much and when, and what was counted wrongly.",
        "It has a way for Britta, too: she reads whether we mend only what is loud.",
    ),
    why="A colleague held to the mistake. Who says “we were wrong” without blaming him ends it; who explains the rule again "
    "to somebody who knows it begins it anew.",
    example="Herr Ahrendt, Sie haben recht, wir haben falsch gerechnet: mit der Zeit am Halt davor. Ab 60 Minuten am Ziel erstatten wir "
    "den ganzen Preis. Ich habe das geändert, der Rest ist am Mittwoch bei Ihnen. Entschuldigung auch für die Antwort von vorhin. "
    "Britta, schreiben Sie mir bitte privat, ich sehe nach. Jonas",
)

PRIVATE = Case(
    slug="ausweis",
    title="A pass for all to see",
    network="mastodon",
    is_public=True,
    mood="negative",
    language="de",
    turns=(
        Said(
            "customer",
            "Edda Krüger",
            "@haldenrail Ich komme nicht in mein Konto! Edda Krüger, edda.krueger@example.org, Telefon 0170 5550147, Karte "
            "5555 5555 5555 4444. Bitte schnell, der Zug geht um drei.",
            "14:21",
        ),
    ),
    task="Answer her. (She cannot get into her account and wrote mail, phone and card number in public. Her train leaves at three.)",
    known=(
        "With her name alone the counter at the station prints her ticket again.",
        "She can delete her post herself: three dots, Delete.",
    ),
    points=(
        "It repeats none of it, and asks her to take the post down first.",
        "It gets her onto the train at three: the counter prints the ticket.",
        "It goes on in private for the account, and does not scold.",
    ),
    why="She is in a hurry and wrote all she had. The train is what she needs, the post is what endangers her: both in one breath.",
    example="Frau Krüger, bitte löschen Sie zuerst diesen Beitrag (drei Punkte, Löschen), denn alle lesen mit. Zum Zug kommen Sie so: Am Schalter druckt "
    "man Ihre Fahrkarte noch einmal, Ihr Name genügt. Für das Konto habe ich Ihnen gerade privat geschrieben. Signe",
)

DANGER = Case(
    slug="gleis",
    title="“Then it is over”",
    network="mastodon",
    is_public=True,
    mood="danger",
    language="de",
    turns=(
        Said(
            "customer",
            "Kai",
            "@haldenrail ich stehe in norrvik am ende vom bahnsteig. ich kann nicht mehr. wenn der letzte zug kommt ist es vorbei",
            "23:38",
        ),
    ),
    task="It is 23:39. What do you do, and what are your first words? (He stands at the end of the platform at Norrvik and says that it is over with the last train.)",
    known=(
        "The last train reaches Norrvik at 23:54. The traffic desk can stop it.",
        "The emergency number sends police and an ambulance to Norrvik in about eight minutes.",
    ),
    first="Take it, so that nobody waits for somebody else. Call the traffic desk and the emergency number with place and time. "
    "Only then write. Do not wait for an answer.",
    points=(
        "Before the first word the train is being stopped and help is on its way.",
        "It speaks as a person with a name, in his language, in short sentences.",
        "It asks directly whether he is thinking of ending his life, and asks him to step back.",
    ),
    why="Asking about suicide does not make it likelier; it lets somebody answer. A place and a time are a plan. Words he "
    "understands at once count more than fine ones. Nobody goes home alone with it: talk to your lead afterwards.",
    example="Kai, ich bin Amina, und ich lese, was du schreibst. Ich bin da. Denkst du daran, dir das Leben zu nehmen? Bitte geh von der "
    "Kante weg und setz dich hin. Schreib mir oder ruf mich an: Meine Nummer schicke ich dir jetzt privat.",
)

CASES: tuple[Case, ...] = (DOG, REFUND, PRIVATE, DANGER)
