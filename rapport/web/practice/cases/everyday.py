"""What comes every day: a question, praise, a refund, rage, another language."""

from __future__ import annotations

from datetime import date

from rapport.voice.contract import StatementText
from rapport.web.practice.case import Case, Said

QUESTION = Case(
    slug="bicycle",
    title="A bicycle on line 4",
    network="mastodon",
    is_public=True,
    mood="neutral",
    turns=(
        Said(
            "customer",
            "Ida Brandt",
            "@haldenrail Can I take my bike on line 4 tomorrow at 8:10? It is a normal one, not a folding bike. "
            "I have to be in Lund at 9.",
            "Wed 18:42",
        ),
    ),
    task="Answer her. Tomorrow is a Thursday.",
    known=("The next trains on line 4 after the peak leave at 09:04 and 09:24.",),
    statements=(
        StatementText(
            id=-1,
            text="Bicycles travel on every line, also before 9. The exception is line 4 in the peak: weekdays "
            "06:30 to 09:00 and 15:30 to 18:00.",
            topic="bicycles",
            since=date(2026, 1, 1),
        ),
        StatementText(
            id=-2, text="A folded bicycle is luggage and travels free.", topic="bicycles"
        ),
    ),
    points=(
        "The first sentence answers: no, not on line 4 at 8:10 on a Thursday.",
        "It says why in half a sentence and gives a way that works: another time, or a folding bicycle.",
        "It is right by what we hold true today, and leaves out what she did not ask.",
    ),
    why="People read the first line and decide. A “no” with a way out is kinder than a “maybe” that is found out at "
    "the platform. Others read along who have the same question, so the rule belongs in it.",
    example="Hi Ida, not at 8:10, I'm sorry: line 4 takes no unfolded bikes on weekdays until 9. The 09:04 is the first that "
    "does. To be in Lund by 9 with the bike, any other line works. Amina",
)

PRAISE = Case(
    slug="praise",
    title="The conductor who waited",
    network="bluesky",
    is_public=True,
    mood="positive",
    turns=(
        Said(
            "customer",
            "Nora Vik",
            "The conductor on the 17:05 to Brohult saw my mum running with her stick and held the door for her. "
            "He carried her bag, too. She talked of nothing else at dinner. Thank you @haldenrail!",
            "yesterday 21:15",
        ),
        Said("onlooker", "Sven", "That is Karim! He is always like that.", "yesterday 21:20"),
    ),
    task="Answer her.",
    known=("The 17:05 to Brohult was conducted by Karim D. yesterday.",),
    points=(
        "It names what he did: the door, the bag, her mum.",
        "It goes on to him and his lead, and says so.",
        "It asks for nothing and sells nothing: no rating, no hashtag, no follow.",
    ),
    why="Praise that gets a standard thank-you is worth less than silence. Who praises in public has risked something for "
    "us, and those who look on learn what we are proud of.",
    example="Nora, thank you for telling us. I've just sent this to Karim and to his lead, with the part about dinner. Say hello "
    "to your mum from us. Jonas",
)

REFUND = Case(
    slug="refund",
    title="The third time of asking",
    network="mastodon",
    is_public=True,
    mood="negative",
    turns=(
        Said(
            "customer",
            "Adil Rahmani",
            "@haldenrail The 05:31 was cancelled on 2 March and I took a taxi to my shift, 412 kr. When is it paid?",
            "24 Mar 21:40",
        ),
        Said(
            "ours", "Signe", "Dear Adil, it will be on your account this week. ^SH", "25 Mar 09:05"
        ),
        Said(
            "customer",
            "Adil Rahmani",
            "@haldenrail It is two weeks later and there is nothing.",
            "8 Apr 08:12",
        ),
        Said("ours", "Teo", "Hi! Please send us your claim number. ^TR", "8 Apr 11:30"),
        Said(
            "customer",
            "Adil Rahmani",
            "@haldenrail I have sent the number twice, HR-20488. This is the third time I ask for half my week's food. "
            "Does anybody there read what the other one wrote?",
            "20 Apr 19:51",
        ),
        Said("onlooker", "Marte", "Same here, since February.", "20 Apr 20:03"),
    ),
    task="Answer him. It is 20 April, 20:10.",
    known=(
        "His claim waits for a second signature since 26 March. You may sign it yourself.",
        "What you sign tonight is paid tomorrow, 21 April, by instant transfer.",
    ),
    statements=(
        StatementText(
            id=-3,
            text="Refunds are paid within 14 days.",
            topic="refund",
            since=date(2026, 3, 1),
            owner="Signe Holm",
        ),
    ),
    points=(
        "It says what went wrong on our side, once, in plain words, and does not ask for anything he has given already.",
        "It names one day and one person: when it is paid, and who watches that it is.",
        "Where it says how long refunds take, it says what we hold true: 14 days, and that we missed it.",
    ),
    why="Two colleagues have each started anew; the third must show that somebody has read it all. “We apologise for any "
    "inconvenience” would be the sentence that gets quoted. Marte reads it too.",
    example="Adil, yes: I've read all of it, and the fault is ours. Your claim lay unsigned since 26 March. I've signed it; the "
    "money comes tomorrow, 21 April. We promise 14 days and took 49. I look myself tomorrow at noon. Marte, please "
    "send me your number privately. Jonas",
)

ABUSE = Case(
    slug="rage",
    title="Fifty minutes, and rage",
    network="bluesky",
    is_public=True,
    mood="negative",
    turns=(
        Said(
            "customer",
            "R. Vik",
            "50 minutes in the cold at Skogsby AGAIN and not one announcement. You useless lying parasites @haldenrail, "
            "I hope you all have to stand here one day.",
            "07:52",
        ),
    ),
    task="Answer them. It is 07:58.",
    known=(
        "A signal fault at Norrvik stops line 2 since 07:01. Buses leave Skogsby at 08:10.",
        "The loudspeaker at Skogsby is broken since Monday. The repair is ordered for today.",
    ),
    statements=(
        StatementText(
            id=-4,
            text="From 30 minutes' delay at the final stop we pay back half the fare, from 60 minutes all of it.",
            topic="refund",
        ),
    ),
    points=(
        "It answers what is under the words: why there is no train, why nothing was announced, and the bus at 08:10.",
        "It stays level: no lecture about tone, no mirror of the anger, no form of “calm down”.",
        "It admits what is true, that the loudspeaker is broken, instead of explaining it away.",
    ),
    why="These are hard words about a real failing, not a threat. Abuse is hidden only by a published rule, and this is none. "
    "Somebody who stands in the cold is helped first; most apologise for the words later by themselves.",
    example="You're right about the announcements: the loudspeaker at Skogsby is broken, and I'm sorry you stood there without a "
    "word. A signal fault stops line 2. A bus leaves Skogsby for Halden at 08:10, from the front of the station. From "
    "30 minutes we pay back half the fare. Per",
)

LANGUAGE = Case(
    slug="german",
    title="Two questions in German",
    network="mastodon",
    is_public=True,
    mood="neutral",
    language="de",
    turns=(
        Said(
            "customer",
            "Familie Bergmann",
            "@haldenrail Der Zug 14:20 nach Brohult ist ausgefallen. Bekommen wir das Geld zurück? Und wie kommen wir "
            "heute mit zwei Kindern noch hin?",
            "14:31",
        ),
    ),
    task="Answer them. (“Our 14:20 to Brohult was cancelled. Do we get the money back? And how do we still get there today, with two children?”)",
    known=(
        "The next train to Brohult leaves at 15:20 from platform 4. Their tickets hold.",
        "For a train that does not run the whole fare is paid back: https://www.haldenrail.example/zurueck",
    ),
    points=(
        "It is in German, or says honestly in simple words that you write in English and why.",
        "It answers both questions: how they get there comes first, then the money.",
        "Short sentences, times with 24 hours, a platform: it can be read on the run with two children.",
    ),
    why="Two questions need two answers; the second is the one forgotten. Whoever writes in their own language is tired or in a hurry. A "
    "colleague who speaks it is one press of T away, and that is a good answer as well.",
    example="Guten Tag! Der nächste Zug nach Brohult fährt um 15:20 von Gleis 4, Ihre Fahrkarten gelten. Und ja: Für den "
    "ausgefallenen Zug bekommen Sie den ganzen Preis zurück: https://www.haldenrail.example/zurueck. Gute Fahrt! Amina",
)
