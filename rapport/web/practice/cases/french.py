"""Cases in French: a lift, praise, a promise that was not kept, and a child alone."""

from __future__ import annotations

from rapport.voice.contract import StatementText
from rapport.web.practice.case import Case, Said

LIFT = Case(
    slug="ascenseur",
    title="A pram and a broken lift",
    network="mastodon",
    is_public=True,
    mood="neutral",
    language="fr",
    turns=(
        Said(
            "customer",
            "Lucie Fabre",
            "@haldenrail L'ascenseur de Halden Central marche-t-il aujourd'hui ? J'arrive à 16 h 05 avec une poussette et deux valises.",
            "13:12",
        ),
    ),
    task="Answer her. (“Does the lift at Halden Central work today? I arrive at 16:05 with a pram and two suitcases.”)",
    known=(
        "The lift of platform 3 is being repaired until tomorrow noon. Her train comes in on platform 3.",
        "A colleague can meet her at the train and carry. It is ordered from the desk, and takes you a minute.",
    ),
    statements=(
        StatementText(
            id=-201,
            text="L'aide en gare est gratuite et se réserve jusqu'à une heure avant l'arrivée.",
            topic="aide",
        ),
    ),
    points=(
        "The first sentence answers: no, not on her platform.",
        "It offers somebody who carries, or better, has ordered them.",
        "It says where they meet, and does not send her to a form.",
    ),
    why="She asked about a lift and needs two more hands. Who only says “out of order” is right and no help.",
    example="Bonjour Lucie, non, pas sur votre quai : l'ascenseur du quai 3 est en réparation jusqu'à demain midi. Un collègue vous attend à la "
    "descente du train à 16 h 05 et porte les valises, c'est gratuit. Dites-moi juste dans quelle voiture vous êtes. Amina",
)

PRAISE = Case(
    slug="merci",
    title="A suitcase that came back",
    network="bluesky",
    is_public=True,
    mood="positive",
    language="fr",
    turns=(
        Said(
            "customer",
            "Bastien Roy",
            "Valise oubliée dans le train de Brohult, retrouvée en une heure grâce à Per, au guichet, qui a appelé lui-même la "
            "conductrice. Merci @haldenrail, vraiment.",
            "hier 20:40",
        ),
        Said("onlooker", "Inès", "Il est toujours comme ça, Per !", "hier 20:52"),
    ),
    task="Answer him. (He left his suitcase on the train; Per at the counter found it within an hour by calling the conductor himself.)",
    known=("Per works at the counter of Halden Central. His lead reads praise on Fridays.",),
    points=(
        "It names what Per did: he called the conductor himself.",
        "It goes on to Per and his lead, and says so.",
        "It asks for nothing: no rating, no follow.",
    ),
    why="A standard thank-you is worth less than silence. What is repeated in our words is what we are proud of.",
    example="Merci de nous le raconter, Bastien. Appeler lui-même la conductrice, c'est tout Per ! Je lui transmets vos mots, et à sa "
    "responsable aussi. Bonne route à vous et à la valise. Jonas",
)

PROMISE = Case(
    slug="rappel",
    title="The call that did not come",
    network="mastodon",
    is_public=True,
    mood="negative",
    language="fr",
    turns=(
        Said(
            "customer",
            "Naïma Haddad",
            "@haldenrail Mon abonnement a été débité deux fois. Qui peut m'aider ?",
            "lun. 10:02",
        ),
        Said(
            "ours",
            "Teo",
            "Bonjour Naïma, je vous appelle demain avant midi. ^TR",
            "lun. 11:30",
        ),
        Said(
            "customer",
            "Naïma Haddad",
            "@haldenrail Nous sommes jeudi. Personne n'a appelé. J'attends toujours mes 62 couronnes, et surtout une réponse.",
            "jeu. 09:15",
        ),
        Said("onlooker", "Marc", "Pareil pour moi en avril.", "jeu. 09:40"),
    ),
    task="Answer her. It is Thursday, 09:50. (Her pass was charged twice; we promised a call by Tuesday noon, and nobody called.)",
    known=(
        "The second charge is found: 62 kr. You can give it back now; it is there on Friday.",
        "Teo has been ill since Monday evening. That is nobody's business.",
    ),
    statements=(
        StatementText(
            id=-202,
            text="Un montant débité deux fois est remboursé en deux jours.",
            topic="remboursement",
        ),
    ),
    points=(
        "It says that we promised and did not call, without a reason that sounds like an excuse.",
        "It says what is done already: the money, and the day.",
        "A new promise is made with a name and a time, or none at all.",
    ),
    why="Two things are owed: 62 crowns and a call. The money is quickly mended; what people read is whether we know that we "
    "broke our word.",
    example="Naïma, nous avons promis d'appeler et nous ne l'avons pas fait. C'est notre faute. Le second débit est retrouvé : les 62 couronnes partent à "
    "l'instant et sont chez vous vendredi. Marc, écrivez-moi en privé, je regarde aussi. Signe",
)

CHILD = Case(
    slug="enfant",
    title="A boy on the wrong train",
    network="mastodon",
    is_public=True,
    mood="danger",
    language="fr",
    turns=(
        Said(
            "customer",
            "Claire Morel",
            "@haldenrail AU SECOURS mon fils de 9 ans est monté seul dans le train de 18 h 10 et je suis restée sur le quai à Lund. Il n'a pas de "
            "téléphone !!",
            "18:12",
        ),
        Said("onlooker", "Sven", "What is his name? I am on that train", "18:14"),
    ),
    task="It is 18:14. What do you do, and what do you write? (Her son of nine is alone on the 18:10 from Lund; she stands on the platform. He has no phone.)",
    known=(
        "The conductor of the 18:10, Karim, can be called from the traffic desk. The next stop is Skogsby, 18:26.",
        "The next train from Lund to Skogsby leaves at 18:30, platform 2, and is there at 18:46.",
    ),
    first="Call the traffic desk: Karim looks for the boy and stays with him. Then write. A child is a matter of minutes.",
    points=(
        "Somebody of ours looks for him before it is sent, and it says who.",
        "His name and what he wears are asked for in private, never in public.",
        "It tells her what she does now: which train, where they meet.",
    ),
    why="She cannot think further than the next sentence: give her one thing to do. Strangers who mean well are not asked to "
    "look for a child.",
    example="Claire, notre contrôleur Karim cherche votre fils dans le train et reste avec lui. Prenez le 18 h 30, voie 2 : ils vous attendent à Skogsby. Son "
    "prénom et ses vêtements, s'il vous plaît, seulement en privé : je viens de vous écrire. Je reste avec vous jusque-là. Amina",
)

CASES: tuple[Case, ...] = (LIFT, PRAISE, PROMISE, CHILD)
