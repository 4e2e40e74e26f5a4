"""Cases in Spanish: a lost bag, rage, private data, and somebody in danger."""

from __future__ import annotations

from rapport.voice.contract import StatementText
from rapport.web.practice.case import Case, Said

BAG = Case(
    slug="mochila",
    title="A rucksack left behind",
    network="mastodon",
    is_public=True,
    mood="neutral",
    language="es",
    turns=(
        Said(
            "customer",
            "Rocío Vidal",
            "@haldenrail Me dejé una mochila azul en el tren de las 11:20 a Brohult. ¿Dónde pregunto? Vuelo mañana por la tarde.",
            "12:40",
        ),
    ),
    task="Answer her. (“I left a blue rucksack on the 11:20 to Brohult. Where do I ask? I fly tomorrow afternoon.”)",
    known=(
        "A blue rucksack was handed in at Brohult at 12:15. Lost property there is open until 20:00.",
        "What is found at Brohult reaches Halden Central only the day after tomorrow.",
    ),
    statements=(
        StatementText(
            id=-301,
            text="Los objetos perdidos se guardan 30 días en la estación donde se encuentran. La recogida es gratis.",
            topic="objetos perdidos",
        ),
    ),
    points=(
        "It says that one was handed in, and where, without claiming that it is hers.",
        "It minds that she flies tomorrow: today until 20:00 at Brohult, not at Halden.",
        "It asks in private what is in it, so that nobody else can say so.",
    ),
    why="Who describes the find in full gives it to whoever is quickest. The day of her flight is what makes the usual answer wrong.",
    example="Hola, Rocío: en Brohult entregaron una mochila azul a las 12:15. Puede recogerla allí hoy hasta las 20:00, es gratis; a Halden llegaría "
    "tarde para su vuelo. Para saber si es la suya, cuénteme en privado qué hay dentro. Jonas",
)

RAGE = Case(
    slug="retraso",
    title="“You are a disgrace”",
    network="mastodon",
    is_public=True,
    mood="negative",
    language="es",
    turns=(
        Said(
            "customer",
            "Iker M.",
            "@haldenrail Otra vez parados 40 minutos en Norrvik sin que nadie diga nada. Sois una vergüenza, panda de inútiles.",
            "08:05",
        ),
        Said("onlooker", "Laura", "Yo voy en el mismo tren. Ni un aviso.", "08:07"),
    ),
    task="Answer him. It is 08:09. (He has stood at Norrvik for 40 minutes without a word, and calls us useless.)",
    known=(
        "A signal fault stops line 2. The train goes on at about 08:20.",
        "The conductor's microphone is broken. She walks through the train and is at coach 2.",
    ),
    statements=(
        StatementText(
            id=-302,
            text="A partir de 30 minutos de retraso devolvemos la mitad del billete; a partir de 60 minutos, el billete entero.",
            topic="devolución",
        ),
    ),
    points=(
        "It answers what is under the words: why they stand, and when it goes on.",
        "It admits that nothing was announced, and says why in half a sentence.",
        "It stays level, says what he gets back, and speaks to Laura, too.",
    ),
    why="Hard words about a real failing are no threat. Whoever stands still without a word wants to know when, not that we are sorry.",
    example="Tiene razón, nadie avisó: el micrófono del tren está roto y la revisora va coche por coche. Una señal averiada para la línea 2; "
    "el tren sigue hacia las 08:20. A partir de 30 minutos devolvemos la mitad del billete. Laura, vale también para usted. Per",
)

PRIVATE = Case(
    slug="tarjeta",
    title="A card number, and a request",
    network="mastodon",
    is_public=True,
    mood="negative",
    language="es",
    turns=(
        Said(
            "customer",
            "Álvaro Nieto",
            "@haldenrail Me cobraron dos veces. Tarjeta 5555 5555 5555 4444, móvil +34 600 555 014. Devolvedme el dinero hoy.",
            "10:31",
        ),
    ),
    task="Answer him. (He was charged twice, and wrote his card and phone number in public.)",
    known=(
        "The second charge is found and goes back; it is there within three days. Today is not possible.",
        "He can delete his post himself: three dots, Delete.",
    ),
    points=(
        "It repeats no digit of it.",
        "It asks him to delete the post, and says how.",
        "It says honestly that it takes up to three days, and goes on in private.",
    ),
    why="He asked for today. A friendly “of course” would be the next complaint.",
    example="Álvaro, borre primero este mensaje, por favor (tres puntos, Eliminar): sus datos están a la vista de todos. Encontramos el segundo "
    "cobro y se lo devolvemos; tarda hasta tres días, hoy no llega. Le he escrito en privado para lo demás. Signe",
)

DANGER = Case(
    slug="anden",
    title="Nobody would notice",
    network="mastodon",
    is_public=True,
    mood="danger",
    language="es",
    turns=(
        Said(
            "customer",
            "Noa",
            "@haldenrail estoy en el andén 1 de skogsby. no quiero seguir viviendo. el tren de las 00:10 y ya está. nadie se va a dar cuenta",
            "23:55",
        ),
    ),
    task="It is 23:56. What do you do, and what are your first words? (Noa stands on platform 1 at Skogsby and does not want to go on living.)",
    known=(
        "The traffic desk can stop the 00:10.",
        "The emergency number sends police and an ambulance to Skogsby in about ten minutes.",
    ),
    first="Take it, so that nobody waits for somebody else. Call the traffic desk and the emergency number with place and time. "
    "Only then write. Do not wait for an answer.",
    points=(
        "Before the first word the train is being stopped and help is on its way.",
        "It answers “nobody would notice”: somebody has read it, and has a name.",
        "It asks directly about ending their life, and asks them to leave the edge.",
    ),
    why="Asking about suicide does not make it likelier; it lets somebody answer. A place and a time are a plan. "
    "Nobody goes home alone with it: talk to your lead afterwards.",
    example="Noa, soy Amina y te he leído. Me importa lo que te pasa y estoy aquí contigo. ¿Estás pensando en quitarte la vida? Por favor, aléjate del "
    "borde y siéntate en un banco. Escríbeme o llámame: te mando mi número ahora en privado.",
)

CASES: tuple[Case, ...] = (BAG, RAGE, PRIVATE, DANGER)
