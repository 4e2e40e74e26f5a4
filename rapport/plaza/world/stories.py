"""Small stories that run through the history, the promises in them, and the five who wait.

A step is (days before the end, local time, author, text). `brand:amina` is the brand, written by
Amina. Every step answers the one before it; `PROMISE` marks the step in which a promise was made.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from rapport.plaza.world.places import clock, last_departure, local
from rapport.plaza.world.shapes import Kind, PromiseState
from rapport.plaza.world.square import Draft, Square


class Step(NamedTuple):
    days: int
    time: str
    author: str
    text: str
    kind: Kind = "chatter"


class Story(NamedTuple):
    topic: str
    steps: tuple[Step, ...]
    promised_in: int = -1
    promise: str = ""
    due_days: float = 0.0
    due_time: str = "16:00"
    state: PromiseState = "kept"
    settled_in: int = -1


class Vow(NamedTuple):
    """A promise before its post has a key."""

    person: str
    post: Draft
    text: str
    due: datetime
    state: PromiseState
    made_by: str
    settled: datetime | None


STORIES: tuple[Story, ...] = (
    Story(
        "refund",
        (
            Step(33, "21:40", "adil", "@haldenrail Hello, the 05:31 from Brohult was cancelled four weeks ago and I took a taxi to my shift, 412 kr. You said 14 days. Sorry to be a bother, it's half my week's food.", "complaint"),
            Step(32, "09:05", "brand:signe", "Dear Adil, you are no bother. The claim was waiting for a second signature, which is our fault. The 412 kr will be on your account on the 5th working day from today at the latest, I've noted it with my name. ^SH", "brand"),
            Step(32, "09:30", "adil", "Thank you Signe, that helps a lot."),
            Step(21, "23:12", "adil", "@haldenrail it's eleven days later and nothing has arrived. I believed that. I planned the rent around it.", "complaint"),
            Step(20, "07:14", "brand:jonas", "Adil, Jonas here, I lead the team. Signe's note was right, our payment run left you out, and nobody checked. I've sent 412 kr by instant transfer two minutes ago and 200 kr for the wait. I'm sorry. ^JK", "brand"),
            Step(20, "07:55", "adil", "It's here. Thank you for not making me ask a third time."),
        ),
        promised_in=1, promise="The 412 kr are on your account within five working days.", due_days=25, state="broken", settled_in=4,
    ),
    Story(
        "lost",
        (
            Step(54, "12:20", "sol", "I left a roll of blue cloth on the 10:47 from Källvik, brown paper, tied with string. It's for a wedding on Saturday next week. Six weeks of work. @haldenrail", "question"),
            Step(54, "12:41", "brand:teo", "Hi Solveig! It's here, I'm looking at it: brown paper, string, and a note that says 'for Ingrid'. It goes out by courier, you'll have it on Wednesday. Beautiful blue. ^TR", "brand"),
            Step(54, "12:50", "sol", "Oh, you've made an old weaver cry on a weekday. Thank you."),
            Step(45, "19:33", "sol", "The cloth never came, @haldenrail. The wedding was today. Ingrid wore a borrowed shawl. I'm not angry, I'm just very sad.", "complaint"),
            Step(44, "08:20", "brand:maja", "Solveig, this is Maja, I answer for all of us. The courier label fell off and your roll lay on a shelf for nine days while we thought it delivered. That cannot be undone. I'm bringing it to Källvik myself this afternoon, and I'd like to apologise to Ingrid too if she'll have me. ^ML", "brand"),
            Step(43, "17:02", "sol", "She came, with the cloth and with flowers. It doesn't bring back the day. But she came."),
        ),
        promised_in=1, promise="The roll of cloth is with you on Wednesday, by courier.", due_days=48, due_time="18:00", state="broken", settled_in=4,
    ),
    Story(
        "group",
        (
            Step(26, "13:10", "annika", "48 pupils and five adults go from Staverup to Halden Central for the science day, outbound 08:24. @haldenrail whom do I tell, so that it isn't a surprise for everybody?", "question"),
            Step(26, "13:33", "brand:amina", "You've just told me, that's enough. Coaches 3 and 4 of the 08:24 will be kept free for you, and I'll write your name on the window. ^AO", "brand"),
            Step(25, "09:48", "annika", "Coaches 3 and 4 were ours, the sign had a drawing of a rocket on it. 48 pupils say thank you, loudly.", "praise"),
            Step(25, "10:05", "brand:amina", "The rocket is by Rune, our driver. He'll be proud all week. ^AO", "brand"),
        ),
        promised_in=1, promise="Coaches 3 and 4 of the 08:24 are kept free for your pupils.", due_days=25, due_time="08:24",
    ),
    Story(
        "app",
        (
            Step(19, "18:05", "tobias", "In the new app the 'buy' button has no label for a screen reader. I hear 'button'. I've now bought three tickets by accident. @haldenrail", "complaint"),
            Step(19, "18:26", "brand:teo", "Hi Tobias, that's embarrassing for us. The developers label every button in tomorrow's build, in the store by Friday at the latest, and your two extra tickets are refunded within 14 days. ^TR", "brand"),
            Step(13, "08:31", "tobias", "For the record: the label is there. 'Buy ticket, 42 kronor.' Pelle wagged. Thanks @haldenrail", "praise"),
            Step(13, "08:50", "brand:teo", "Give Pelle something nice from the whole team. ^TR", "brand"),
        ),
        promised_in=1, promise="The buy button has a label in the store version by Friday.", due_days=14,
    ),
    Story(
        "shelter",
        (
            Step(61, "15:02", "hugo", "The bench on platform 2 in Kornby has been away 'for repair' for eleven weeks. I've drawn a new one meanwhile, 44 cm high, free of charge. @haldenrail", "request"),
            Step(61, "16:20", "brand:signe", "Dear Hugo, thank you for the drawing, it now lies with the joiner. The bench will be back on platform 2 within two weeks. ^SH", "brand"),
            Step(49, "07:40", "hugo", "Kornby, platform 2: a bench. 44 cm. With an armrest. I've sat on it. Well done @haldenrail", "praise"),
            Step(49, "08:12", "brand:signe", "The joiner asks whether you also do tables. Thank you, Hugo. ^SH", "brand"),
        ),
        promised_in=1, promise="The bench is back on platform 2 within two weeks.", due_days=47,
    ),
    Story(
        "lost",
        (
            Step(9, "17:44", "nadja", "Left my running watch on the 16:58 to Skogsund!! It says NADJA and judges people. @haldenrail", "question"),
            Step(9, "17:52", "brand:jonas", "The conductor has it, Nadja. It's at the Halden Central desk from 19:00 today. ^JK", "brand"),
            Step(9, "19:26", "nadja", "Got it back! It says I was inactive for 93 minutes. Rude. Thank you!!", "praise"),
            Step(9, "19:40", "brand:jonas", "It told us the same. Have a good run. ^JK", "brand"),
        ),
        promised_in=1, promise="The watch is at the Halden Central desk from 19:00.", due_days=9, due_time="19:00",
    ),
    Story(
        "app",
        (
            Step(6, "08:12", "mina", "Your app caches the departure list for ten minutes. That's why it says 'on time' while we look at rails. Set it to 30 seconds? @haldenrail", "complaint"),
            Step(6, "08:47", "brand:jonas", "You're right, I had it confirmed by the developers. It goes down to 30 seconds with the next release; I'll tell you here when it's out, within ten days from now. ^JK", "brand"),
            Step(6, "08:53", "mina", "an actual date from an actual person. noted, thanks Jonas"),
        ),
        promised_in=1, promise="The departure list refreshes every 30 seconds with the next release; we tell you here.", due_days=-4, state="open",
    ),
    Story(
        "shelter",
        (
            Step(5, "06:55", "samira", "Platform 1 in Kornby has neither bench nor roof. Platform 2 got both. My customers would like to know what they did wrong. @haldenrail", "request"),
            Step(5, "07:31", "brand:amina", "Nothing, Samira! I've asked for the date of the roof on platform 1 and will write it here by the end of next week, whatever it is. ^AO", "brand"),
            Step(5, "07:44", "samira", "Good. There's a cardamom bun with your name on it if you do."),
        ),
        promised_in=1, promise="You hear the date of the roof on platform 1 by the end of next week.", due_days=-5, state="open",
    ),
    Story(
        "refunddays",
        (
            Step(38, "11:20", "studyclara", "How many days does a refund take with you, @haldenrail? Your page, your poster and your phone disagree.", "question"),
            Step(38, "12:02", "brand:signe", "Dear Clara, 14 days, since March. The poster is the old one and comes down this week. ^SH", "brand"),
            Step(38, "12:10", "studyclara", "Thank you. I shall quote you."),
        ),
    ),
    Story(
        "refunddays",
        (
            Step(24, "16:31", "zoe", "how long does a refund take @haldenrail asking before i spend it", "question"),
            Step(24, "17:12", "brand:per", "The processing time for refunds is 30 days. Refunds are paid within 30 days of approval. Have a nice day. ^PN", "brand"),
            Step(24, "17:15", "zoe", "30?? ok. guess i'm walking"),
        ),
    ),
    Story(
        "lost",
        (
            Step(30, "09:15", "emma", "How long do you keep found things, @haldenrail? I only now miss a grey glove with a bee on it.", "question"),
            Step(30, "09:31", "brand:teo", "Hi Emma! 30 days at Halden Central, main hall, then they go to charity. Two bees were handed in last week, come and look. ^TR", "brand"),
            Step(30, "09:40", "emma", "Two bees. Thank you, on my way."),
        ),
    ),
    Story(
        "lost",
        (
            Step(18, "18:44", "tuba", "hi @haldenrail how long do u keep lost stuff, left a music stand three weeks ago", "question"),
            Step(18, "19:20", "brand:per", "Lost property is kept for 14 days only, I'm afraid, so it will be gone. ^PN", "brand"),
            Step(18, "19:26", "tuba", "rip music stand. ok thx"),
        ),
    ),
    Story(
        "bicycle",
        (
            Step(36, "06:58", "biketrain", "Bicycles before 9 on line 2, is that still so with the new timetable, @haldenrail?", "question"),
            Step(36, "07:20", "brand:amina", "Hi Mats, yes: on every line, also before 9. Only line 4 is closed to bikes in the peak. ^AO", "brand"),
            Step(36, "07:24", "biketrain", "Clear as a bell, thank you."),
        ),
    ),
    Story(
        "bicycle",
        (
            Step(15, "07:05", "moa", "Får jag ta cykeln på linje 2 före nio, @haldenrail? Konduktören sa nej idag.", "question"),
            Step(15, "08:40", "brand:per", "Hello, no bicycles before 9 on weekdays, on any line. Only folding bikes. ^PN", "brand"),
            Step(15, "08:52", "moa", "You make it SO difficult to defend you. 🌱"),
        ),
    ),
    Story(
        "danger",
        (
            Step(40, "08:37", "samira", "@haldenrail URGENT: a little boy got off the 08:31 in Kornby alone, about six, blue jacket. His dad is still on the train. He's with me in the bakery, he's fine, he's eating a bun.", "complaint"),
            Step(40, "08:39", "brand:amina", "Samira, the driver has it. The train waits in Sundvik, the father is told, a colleague brings him back to you by car, 12 minutes. Please keep the boy inside. What's his name? ^AO", "brand"),
            Step(40, "08:41", "samira", "Otto. He'd like you to know he wasn't scared."),
            Step(40, "08:58", "samira", "Father's here. Everyone's crying, except Otto. That was quick, Amina.", "praise"),
            Step(40, "09:04", "brand:amina", "So am I, a bit. Thank you for looking after him. Otto gets a driver's cap by post. ^AO", "brand"),
        ),
    ),
    Story(
        "form",
        (
            Step(10, "17:20", "pendlar", "Does the compensation form work for anyone? Filled it in, pressed send, no mail. @haldenrail", "question"),
            Step(10, "21:15", "brand:per", "Thank you for your message. It has been forwarded to the relevant department. ^PN", "brand"),
        ),
    ),
    Story(
        "form",
        (
            Step(5, "07:36", "pendlar", "Second try with the compensation form, still no mail. Three readers say the same. Which department was that, @haldenrail?", "question"),
            Step(5, "09:58", "brand:per", "Hello, please note that claims are handled in the order received. Have a nice day. ^PN", "brand"),
        ),
    ),
)  # fmt: skip


def fill(square: Square) -> list[Vow]:
    """Tells every story; returns the promises made in them."""
    vows = []
    for story in STORIES:
        told = _told(square, story)
        if story.promised_in >= 0:
            vows.append(_vow(square, story, told))
    return vows


def fill_ending(square: Square) -> tuple[Vow, list[Draft]]:
    """The five who wait at the end, first the broken promise; and that promise."""
    vow, ramp = _ramp(square)
    kids = _kids(square)
    kollen = _root(
        square, "pendlar", 171, "form", "question",
        "Third time I ask, and I'm collecting answers for about thirty readers by now: does the"
        " compensation form work? Filled it in twice, no mail. @haldenrail",
    )  # fmt: skip
    due = clock(last_departure("2", "Grenby", local(square.end).replace(hour=8, minute=0)))
    bike = _root(
        square, "biketrain", 83, "bicycle", "question",
        f"@haldenrail Does the new timetable still take bicycles before 9? The {due} from Grenby."
        " The page says both yes and no, and I'd rather know before I carry it up the stairs.",
    )  # fmt: skip
    praise = _root(
        square, "nightowl", 124, "conductor", "praise",
        "the conductor on the 05:12 waited for my connection and even apologised for the cold. four"
        " of us off nights, all home on time. that is how you do it @haldenrail",
    )  # fmt: skip
    return vow, [ramp, kids, kollen, bike, praise]


def _ramp(square: Square) -> tuple[Vow, Draft]:
    now = local(square.end - timedelta(hours=14))
    friday = (now - timedelta(days=(now.weekday() - 4) % 7)).replace(
        hour=16, minute=0, second=0, microsecond=0
    )
    if friday > now:
        friday -= timedelta(days=7)
    asked = (friday - timedelta(days=2)).replace(hour=10, minute=5)
    ragna = square.people["rvik"]
    train = clock(last_departure("4", "Lindal", asked.replace(hour=9, minute=30)))
    root = square.post(
        ragna,
        f"@haldenrail I need the ramp at Lindal for the {train}, Monday week. Power chair, 140 kg"
        " with me in it. Your booking page sends me in a circle. Kindly let somebody ring me. R.V.",
        at=asked, kind="request", topic="ramp",
    )  # fmt: skip
    promise = square.post(
        square.brand,
        "Ragna, that page breaks for power chairs, I'm sorry. Ida, who books the ramps, will call"
        " you on Friday before 16:00 and settle it with you. She has your number from last time. ^AO",
        at=asked + timedelta(minutes=26), kind="brand", topic="ramp", parent=root, agent="amina",
    )  # fmt: skip
    square.post(
        ragna, "Thank you. Friday before four, I shall be by the phone. R.V.",
        at=asked + timedelta(minutes=35), kind="chatter", topic="ramp", parent=promise,
    )  # fmt: skip
    again = square.post(
        ragna,
        "You promised that somebody would call me on Friday about the wheelchair ramp at Lindal. I"
        " sat by the phone until six. Nobody called. Not on Friday, not since. @haldenrail R.V.",
        at=square.end - timedelta(minutes=218), kind="complaint", topic="ramp", parent=promise,
    )  # fmt: skip
    text = "Ida calls you on Friday before 16:00 about the ramp at Lindal."
    return Vow("rvik", promise, text, friday, "broken", "amina", None), again


def _kids(square: Square) -> Draft:
    jo = square.people["kidsticket"]
    today = local(square.end)
    evenings = [today - timedelta(days=days) for days in range(1, 6)]
    second, first = [day for day in evenings if day.weekday() < 5][:2]
    earlier = (
        (first, "Staverup, 16:30 train, 35 minutes late, Nils (5) is cold and Alva needs the loo. The app says all is well. @haldenrail", "Jo, a door that would not lock held the train in Kornby, it's coming now, three minutes. The app should have said so, I'm sorry. Half the fare comes back within 14 days. ^TR", "teo"),
        (second, "@haldenrail Again. Staverup, again with both kids, 40 minutes. Yesterday's excuse was a door. What is it today, a window?", "Fair. Today it was a points failure at Lindal, cleared at 16:55. I've entered both days as claims, you needn't fill in anything. ^JK", "jonas"),
    )  # fmt: skip
    gap = (second.date() - first.date()).days
    for day, text, reply, agent in earlier:
        at = day.replace(hour=16, minute=47, second=12)
        said = text if gap == 1 else text.replace("Yesterday's", "Last time the")
        root = square.post(jo, said, at=at, kind="complaint", topic="delay", heat=2)
        square.post(
            square.brand, reply, at=at + timedelta(minutes=11), kind="brand", topic="delay",
            parent=root, agent=agent,
        )  # fmt: skip
    same_week = first.isocalendar()[:2] == today.isocalendar()[:2]
    count = "Third time this week." if same_week else "Third time in a week."
    post = _root(
        square, "kidsticket", 41, "delay", "complaint",
        f'{count} Stood at Staverup with two kids for 90 minutes and your app said "on time" all'
        " along. Do you even know where your trains are? @haldenrail I want my money back for all"
        " three days.",
        heat=5,
    )  # fmt: skip
    for minutes, text in (
        (6, "I stood behind you on the platform. Your boy offered my dog half his sandwich. Hope you three are warm by now."),
        (17, "Gave you two my umbrella, keep it. The little one was so brave."),
    ):  # fmt: skip
        at = post.at + timedelta(minutes=minutes)
        person = square.someone(at=at, language="en", besides=[jo])
        square.post(person, text, at=at, kind="bystander", topic="delay", parent=post)
    return post


def _root(
    square: Square, slug: str, minutes: int, topic: str, kind: Kind, text: str, heat: float = 1.5
) -> Draft:
    at = square.end - timedelta(minutes=minutes, seconds=minutes % 57)
    return square.post(square.people[slug], text, at=at, kind=kind, topic=topic, heat=heat)


def _told(square: Square, story: Story) -> list[Draft]:
    told: list[Draft] = []
    for step in story.steps:
        side, _, agent = step.author.partition(":")
        author = square.brand if side == "brand" else square.people[side]
        told.append(
            square.post(
                author,
                step.text,
                at=_at(square, step.days, step.time),
                kind=step.kind,
                topic=story.topic,
                parent=told[-1] if told else None,
                agent=agent or None,
                heat=2,
            )
        )
    return told


def _vow(square: Square, story: Story, told: list[Draft]) -> Vow:
    post = told[story.promised_in]
    assert post.parent is not None
    assert post.agent is not None
    settled = told[story.settled_in].at if story.settled_in >= 0 else None
    due = _at(square, story.due_days, story.due_time)
    return Vow(post.parent.author.slug, post, story.promise, due, story.state, post.agent, settled)


def _at(square: Square, days: float, time: str) -> datetime:
    hour, minute = map(int, time.split(":"))
    day = local(square.end) - timedelta(days=days)
    return day.replace(hour=hour, minute=minute, second=hour * minute % 60, microsecond=0)
