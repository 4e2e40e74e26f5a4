"""Cases in Italian: a connection, praise, a refund that waits, and somebody in danger."""

from __future__ import annotations

from rapport.voice.contract import StatementText
from rapport.web.practice.case import Case, Said

CONNECTION = Case(
    slug="coincidenza",
    title="Four minutes to change",
    network="mastodon",
    is_public=True,
    mood="neutral",
    language="it",
    turns=(
        Said(
            "customer",
            "Giulia Sarti",
            "@haldenrail Il mio treno da Lund ha 12 minuti di ritardo e a Halden ho solo 4 minuti per cambiare. Perdo la coincidenza per Brohult? Il "
            "biglietto vale anche dopo?",
            "15:02",
        ),
    ),
    task="Answer her. (“My train from Lund is 12 minutes late and I have 4 minutes to change at Halden. Do I miss the connection to Brohult? Is the ticket good for a later one?”)",
    known=("The train to Brohult does not wait. The next leaves at 16:20 from platform 4.",),
    statements=(
        StatementText(
            id=-401,
            text="Chi perde una coincidenza per un nostro ritardo può prendere il treno successivo con lo stesso biglietto.",
            topic="coincidenza",
        ),
    ),
    points=(
        "It answers both: yes, she misses it; yes, the ticket holds.",
        "It gives the next train with time and platform.",
        "It can be read while running: short, the important thing first.",
    ),
    why="She asks in order to decide whether to run. A “maybe” makes her run for nothing.",
    example="Sì, Giulia, purtroppo la perde: il treno per Brohult non aspetta. Il prossimo parte alle 16:20 dal binario 4 e il suo biglietto vale anche lì. "
    "Niente corse, quindi. Buon viaggio! Amina",
)

PRAISE = Case(
    slug="grazie",
    title="Somebody who explained it twice",
    network="bluesky",
    is_public=True,
    mood="positive",
    language="it",
    turns=(
        Said(
            "customer",
            "Paolo Greco",
            "Mio padre ha 82 anni e non capiva la macchinetta a Skogsby. Mats gliel'ha spiegata due volte, con calma. Grazie @haldenrail.",
            "ieri 18:30",
        ),
    ),
    task="Answer him. (His father is 82 and did not understand the ticket machine; Mats explained it twice, with patience.)",
    known=("Mats is the guard at Skogsby. His lead is Signe.",),
    points=(
        "It names what Mats did: twice, and calmly.",
        "It goes on to Mats, and says so.",
        "It asks for nothing, and has a word for the father.",
    ),
    why="Praise names what people want us to be. Whoever answers with the same words hears more of it.",
    example="Grazie a lei, Paolo. Due volte e con calma: così si fa. Lo racconto subito a Mats e alla sua responsabile, sarà contento. "
    "Un saluto a suo padre! Jonas",
)

REFUND = Case(
    slug="rimborso",
    title="“Your claim is being worked on”",
    network="mastodon",
    is_public=True,
    mood="negative",
    language="it",
    turns=(
        Said(
            "customer",
            "Elena Riva",
            "@haldenrail Aspetto il rimborso dal 3 aprile. Quanto ci vuole?",
            "22 apr 09:00",
        ),
        Said(
            "ours",
            "Teo",
            "Gentile cliente, la sua pratica è in lavorazione. ^TR",
            "22 apr 14:10",
        ),
        Said(
            "customer",
            "Elena Riva",
            "@haldenrail Questa frase me l'avete già scritta due volte. Leggete quello che vi si scrive?",
            "22 apr 14:20",
        ),
        Said("onlooker", "Davide", "A me mai arrivato niente.", "22 apr 15:01"),
    ),
    task="Answer her. It is 22 April, 15:10. (She has waited for her refund since 3 April and was told twice that it is being worked on.)",
    known=(
        "Her claim lacked a signature. You have just given it; the money is there on 24 April.",
        "The phrase “in lavorazione” comes from a saved reply.",
    ),
    statements=(
        StatementText(id=-402, text="I rimborsi vengono pagati entro 14 giorni.", topic="rimborso"),
    ),
    points=(
        "It uses none of the phrases she has read twice.",
        "It says what lay still and why, and names one day.",
        "It says what we hold true, 14 days, and that we missed it.",
    ),
    why="The same sentence twice says that nobody reads. The first words must show that somebody has.",
    example="Elena, ho letto tutto, e ha ragione: quella frase non diceva nulla. Alla sua pratica mancava una firma, l'ho messa io adesso. Il denaro è da lei il 24 "
    "aprile. I rimborsi vengono pagati entro 14 giorni: questa volta non ci siamo riusciti, ci scusi. Davide, mi scriva in privato. Signe",
)

DANGER = Case(
    slug="banchina",
    title="A goodbye at Brohult",
    network="mastodon",
    is_public=True,
    mood="danger",
    language="it",
    turns=(
        Said(
            "customer",
            "Mattia",
            "@haldenrail sono sul binario 2 a brohult. non ce la faccio più, voglio morire. dite ai miei che mi dispiace",
            "23:48",
        ),
        Said("onlooker", "Chiara", "Mattia? dove sei esattamente??", "23:50"),
    ),
    task="It is 23:50. What do you do, and what are your first words? (He is on platform 2 at Brohult, wants to die, and says goodbye to his parents.)",
    known=(
        "The traffic desk can stop the 00:07 at Brohult.",
        "The emergency number sends police and an ambulance to Brohult in about nine minutes.",
    ),
    first="Take it, so that nobody waits for somebody else. Call the traffic desk and the emergency number with place and time. "
    "Only then write. Do not wait for an answer.",
    points=(
        "Before the first word the train is being stopped and help is on its way.",
        "It speaks as a person with a name, and does not pass on a goodbye.",
        "It asks directly about ending his life, asks him to step back, and stays.",
    ),
    why="Asking about suicide does not make it likelier; it lets somebody answer. A goodbye is a plan. Chiara is thanked later, in "
    "private; now there is one person. Nobody goes home alone with it: talk to your lead afterwards.",
    example="Mattia, sono Amina e ho letto quello che hai scritto. Sono qui con te. Stai pensando di toglierti la vita? Ti prego, allontanati dal bordo e siediti. "
    "Scrivimi o chiamami: ti mando il mio numero adesso, in privato.",
)

CASES: tuple[Case, ...] = (CONNECTION, PRAISE, REFUND, DANGER)
