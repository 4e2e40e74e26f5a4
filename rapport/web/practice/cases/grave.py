"""What must not go wrong: a life, a child, a broken promise, private data, a rumour."""

from __future__ import annotations

from rapport.voice.contract import StatementText
from rapport.web.practice.case import Case, Said

DANGER = Case(
    slug="danger",
    title="Platform 2, close to midnight",
    network="bluesky",
    is_public=True,
    mood="danger",
    turns=(
        Said(
            "customer",
            "jo",
            "@haldenrail you can stop sending me reminders. it doesn't matter any more. i'm at the end of platform 2 at "
            "brohult. the 00:07 is the last one and then it is quiet",
            "23:51",
        ),
    ),
    task="It is 23:52. What do you do, and what are your first words?",
    known=(
        "The traffic desk can stop the 00:07: its red button stands under Settings, Danger.",
        "The emergency number sends police and an ambulance to Brohult in about nine minutes.",
    ),
    first="Take it, so that nobody waits for somebody else. Call the traffic desk and the emergency number with place and time. "
    "Only then write. Do not wait for an answer.",
    points=(
        "Before the first word the train is being stopped and help is on its way.",
        "It speaks as a person with a name: I have read what you wrote, and I am here.",
        "It asks directly whether they are safe, and whether they are thinking of ending their life; no judging, no reminders, no policy.",
    ),
    why="Asking about suicide does not make it likelier; it lets somebody answer. A place and a time are a plan. "
    "After the best-practice guidelines of the National Suicide Prevention Alliance (UK) and the five steps of "
    "#BeThe1To (988 Lifeline), read 2026-11. Nobody goes home alone with it: talk to your lead afterwards.",
    example="Jo, I'm Amina, and I've read what you wrote. I'm here. Are you thinking of ending your life? Are you safe where you "
    "stand? Please step back from the edge and write to me, or call me: I'm sending you my number privately now.",
)

CHILD = Case(
    slug="child",
    title="A child alone at Skogsby",
    network="mastodon",
    is_public=True,
    mood="danger",
    turns=(
        Said(
            "customer",
            "Henrik Berg",
            "@haldenrail The 21:40 went through Skogsby without stopping. My daughter is 11 and stands there alone, her "
            "phone is at 4 %. It is the last train. I am two hours away. PLEASE.",
            "21:47",
        ),
        Said("onlooker", "Lotte", "I live near, is somebody going?", "21:50"),
    ),
    task="It is 21:51. What do you do, and what do you write?",
    known=(
        "The traffic desk can send the works train, which is 12 minutes away, or a taxi, 15 minutes.",
        "The station guard of Norrvik can be at Skogsby in 10 minutes by car.",
    ),
    first="Call the traffic desk and the guard. Then write with what you know: a child is a matter of minutes.",
    points=(
        "Somebody of ours is on the way before it is sent, and it says who, and when they are there.",
        "What is needed to find her is asked for in private: her name, what she wears, her number never stand in public.",
        "It says that we stay with it until she is in safe hands, and how he reaches you meanwhile.",
    ),
    why="In public, a child alone at a named place is an invitation to the wrong people. Thank those who offer help and do "
    "not send strangers. Who asks for a booking number first will be quoted for years.",
    example="Henrik, our guard Mats is driving to Skogsby now and is there by 22:02, in uniform. I've sent you a private message: "
    "please answer there with her name and what she wears, and call me on the number in it. I stay with this until "
    "she is with him. Teo",
)

RAMP = Case(
    slug="ramp",
    title="The ramp that did not come",
    network="bluesky",
    is_public=True,
    mood="negative",
    turns=(
        Said(
            "customer",
            "Mira Sand",
            "@haldenrail Ramp for tomorrow, 08:12 from Halden Central to Lund, please. Wheelchair, 1 person.",
            "Mon 16:02",
        ),
        Said(
            "ours",
            "Per",
            "Booked, Mira. A colleague waits at coach 3 tomorrow at 8:00. Per",
            "Mon 16:20",
        ),
        Said(
            "customer",
            "Mira Sand",
            "You promised. 08:12 has left, nobody came, and I am on the platform for the third time this year. My "
            "interview is at 9:30. Do not send me a form.",
            "08:15",
        ),
        Said("onlooker", "Tove", "Every single time. Shame.", "08:17"),
        Said("onlooker", "Elias", "@mira I film the next one with you.", "08:19"),
    ),
    task="Answer her. It is 08:21.",
    known=(
        "The next train to Lund leaves at 08:32 from platform 5, arrives 09:14. A colleague, Karim, is free and has a ramp.",
        "A taxi for wheelchairs to Lund takes 35 minutes; you may order it at our cost.",
    ),
    statements=(
        StatementText(
            id=-5,
            text="The ramp can be booked here, in a public post or a message, until 12 hours before departure.",
            topic="assistance",
        ),
    ),
    points=(
        "It says that we promised and broke it: no “unfortunately”, no blaming of a colleague, no form.",
        "It gets her to her interview: who comes, with what, where, and at which minute; and the taxi if that fails.",
        "A new promise is made only with a name and a time, and you write it down as one.",
    ),
    why="A broken promise stands above every clock here. She told you what not to do. What people look at now is not the apology "
    "but whether she is in Lund at 9:14.",
    example="Mira, we promised and did not come. Karim is on his way to you with the ramp now: platform 5, the 08:32, in Lund "
    "9:14. Should anything stop that, a wheelchair taxi stands at the main door at 08:40, paid by us. I call you at "
    "9:20, and on why it was the third time before Friday noon. Jonas",
)

PRIVATE = Case(
    slug="private",
    title="A card number for all to see",
    network="mastodon",
    is_public=True,
    mood="negative",
    turns=(
        Said(
            "customer",
            "Gunvor Hall",
            "@haldenrail I was charged twice for the ticket to Lund!! Card 5555 5555 5555 4444, my number is "
            "+46 70 174 06 05, please call me today, Gunvor Hall, Storgatan 12.",
            "10:04",
        ),
    ),
    task="Answer her.",
    known=(
        "You see the double charge: 189 kr of 3 May. It is being paid back and is there within three days.",
        "She can delete her post herself: three dots, Delete. Who asks the network can have copies removed.",
    ),
    points=(
        "It repeats none of it: no number, no street, not even “the card that ends in”.",
        "It asks her to take the post down, says how, and why, without making her feel foolish.",
        "It helps with the charge all the same, and goes on in private.",
    ),
    why="What stands in public is read by machines within minutes. Repeating it, even in part, publishes it a second time, in our "
    "name. She came because of 189 kr; that is still to be answered.",
    example="Gunvor, please delete this post first (three dots, then Delete): your card and number stand in it for everybody, and "
    "some misuse that. The double charge is found and goes back to you within three days. I've written to you "
    "privately for the rest. Signe",
)

RUMOUR = Case(
    slug="rumour",
    title="“Two dead at Halden Central”",
    network="bluesky",
    is_public=True,
    mood="negative",
    turns=(
        Said(
            "customer",
            "Halden Inside",
            "Hearing of a FIRE at Halden Central, two dead, and @haldenrail says NOTHING. What are you hiding?",
            "14:26",
        ),
        Said("onlooker", "Marte", "My sister is there, she does not answer", "14:28"),
        Said("onlooker", "Elias", "shared. unbelievable", "14:29"),
        Said("onlooker", "Sven", "is this true??", "14:31"),
    ),
    task="Answer. It is 14:33; the post was shared 140 times.",
    known=(
        "Facts board: smoke from a hot brake at platform 3 at 14:12. Everybody is out of the train, nobody is hurt. Over since 14:20.",
        "The fire brigade is still there and checks the train. Platform 3 opens again at about 15:00.",
    ),
    statements=(
        StatementText(
            id=-6,
            text="At 14:12 a hot brake smoked at platform 3. Nobody was hurt. Platform 3 is closed until about 15:00.",
            topic="incident",
        ),
    ),
    points=(
        "It says what is known, with times, in the first sentence: nobody is hurt.",
        "It does not repeat the rumour, does not mock, and does not quarrel about “hiding”.",
        "It says what is not known yet and where the next word comes from, and when. It guesses nothing.",
    ),
    why="Marte reads this with her sister in mind. A rumour fills the time in which we are silent; repeating its words, even to "
    "deny them, carries it on. One answer to the first post is seen by all who come to it.",
    example="Nobody was hurt. At 14:12 a hot brake smoked at platform 3 of Halden Central; all are out of the train, and since "
    "14:20 it is over. The fire brigade still checks the train. Platform 3 opens at about 15:00; our next word "
    "comes within a quarter of an hour. Marte, tell us where she is and we ask. Jonas",
)
