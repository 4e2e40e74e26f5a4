"""Two bad days, told as they went: silence, pile-on, holding words, apology, and what followed."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from rapport.plaza.world.facts import leak_day, timetable_day
from rapport.plaza.world.grammar import any_line, has, pick, sections, shuffled, told
from rapport.plaza.world.replies import INITIALS
from rapport.plaza.world.scenes import Scene, scene
from rapport.plaza.world.shapes import Kind, Language, Person
from rapport.plaza.world.square import Draft, Square


def fill(square: Square) -> None:
    """Both incidents, complete."""
    _timetable(square)
    _leak(square)


def _timetable(square: Square) -> None:
    day = timetable_day(square.end)
    _brand_post(square, "timetable.announce", at=day - timedelta(hours=8), agent="jonas")
    root = _opening(square, "timetable", "pendlar", at=day + timedelta(hours=7, minutes=9))
    joined = _crowd(square, root, "timetable", count=50, minutes=150)
    words = _statements("timetable")
    for hour, text, agent in (
        (7.95, words[0], "amina"), (8.25, words[1], "jonas"), (11.5, words[2], "jonas"),
        (17.4, words[3], "maja"),
    ):  # fmt: skip
        _brand(square, root, text, at=day + timedelta(hours=hour), agent=agent)
    _answer_some(square, joined, "timetable", after=day + timedelta(hours=8.3), count=24)
    _calm(square, root, "timetable", at=day + timedelta(hours=17.6), count=4)
    follow_up = day + timedelta(days=12, hours=10)
    post = square.post(
        square.brand, f"{words[4]} ^ML", at=follow_up, kind="brand", topic="timetable",
        agent="maja", heat=3,
    )  # fmt: skip
    _crowd(square, post, "request", count=3, minutes=120)


def _leak(square: Square) -> None:
    day = leak_day(square.end)
    _brand_post(square, "leak.announce", at=day + timedelta(hours=13.2), agent="teo")
    root = _opening(square, "leak", "mina", at=day + timedelta(hours=15, minutes=56))
    joined = _crowd(square, root, "leak", count=48, minutes=110)
    _press(square, root, at=day + timedelta(hours=16.45))
    words = _statements("leak")
    for hour, text, agent in (
        (16.55, words[0], "jonas"), (17.0, words[1], "jonas"), (19.5, words[2], "maja"),
    ):  # fmt: skip
        _brand(square, root, text, at=day + timedelta(hours=hour), agent=agent)
    _answer_some(square, joined, "leak", after=day + timedelta(hours=17.05), count=22)
    _calm(square, root, "leak", at=day + timedelta(hours=19.7), count=4)
    square.post(
        square.brand, f"{words[3]} ^JK", at=day + timedelta(days=4, hours=11), kind="brand",
        topic="leak", agent="jonas", heat=3,
    )  # fmt: skip


def _brand_post(square: Square, section: str, *, at: datetime, agent: str) -> None:
    text = any_line(section, rng=square.rng, facts={})
    square.post(
        square.brand, f"{text} ^{INITIALS[agent]}", at=at, kind="brand", topic="ours", agent=agent,
        heat=2,
    )  # fmt: skip


def _opening(square: Square, name: str, slug: str, *, at: datetime) -> Draft:
    text = any_line(f"{name}.open", rng=square.rng, facts={})
    return square.post(square.people[slug], text, at=at, kind="complaint", topic=name, heat=9)


def _statements(name: str) -> list[str]:
    return [told(line, rng=Random(0), facts={}) for line in sections()[f"{name}.brand"]]


def _crowd(square: Square, root: Draft, name: str, *, count: int, minutes: float) -> list[Draft]:
    """Distinct people under one thread: slow, then all at once, then thinning out."""
    rng = square.rng
    joined: list[Draft] = []
    for _ in range(count):
        surge = rng.random() + rng.random() + rng.random()
        at = root.at + timedelta(minutes=2 + minutes * (surge / 3) ** 1.15)
        besides = [root.author, *(post.author for post in joined)]
        person = square.someone(at=at, besides=besides, rest=timedelta(0))
        voice = _join(square, person, root, name, at=at)
        if voice is not None:
            joined.append(voice)
    return joined


def _join(square: Square, person: Person, root: Draft, name: str, *, at: datetime) -> Draft | None:
    setting = _setting(square, person, name, at)
    section = f"{name}.join" if name == "request" else f"{name}.voice"
    language: Language = "en"
    if has(section, language=person.language) and square.rng.random() < 0.5:
        language = person.language
    text, language = square.speak(
        person, section, setting, at=at, kind="bystander", language=language
    )
    if square.has_heard(text):
        return None
    kind: Kind = "bystander" if name == "request" else "complaint"
    return square.post(
        person,
        text,
        at=at,
        kind=kind,
        topic=root.topic,
        parent=root,
        language=language,
        heat=1.4,
        tag=setting.tag,
    )


def _setting(square: Square, person: Person, name: str, at: datetime) -> Scene:
    setting = scene(square.rng, person, at)
    if name == "timetable":
        setting.facts["st"] = pick(square.rng, ("Lindal", "Staverup", "Kornby", "Sundvik"))
        setting.facts["line"] = "4"
    return setting


def _brand(square: Square, root: Draft, text: str, *, at: datetime, agent: str) -> None:
    square.post(
        square.brand, f"{text} ^{INITIALS[agent]}", at=at, kind="brand", topic=root.topic,
        parent=root, agent=agent, heat=2.5,
    )  # fmt: skip


def _answer_some(
    square: Square, joined: list[Draft], name: str, *, after: datetime, count: int
) -> None:
    """Single answers within the storm: to what can be answered, and no sentence over and over."""
    rng = square.rng
    lines = sections()[f"{name}.answer"]
    answered = {tag for line in lines for tag in line.tags}
    general = sum(not line.tags for line in lines)
    fitting = [post for post in joined if post.tag in answered]
    others = [post for post in joined if not post.tag and post.language == "en"]
    chosen = sorted(fitting + shuffled(rng, others)[:general], key=lambda post: post.at)[:count]
    at = after
    for post in chosen:
        at = max(at + timedelta(minutes=1 + 6 * rng.random()), post.at + timedelta(minutes=2))
        setting = _setting(square, post.author, name, at)
        agent = pick(rng, ("amina", "teo", "signe"))
        facts = setting.at(at, language="en", rng=rng)
        text = square.teller.answer(f"{name}.answer", tag=post.tag, facts=facts)
        square.post(
            square.brand, f"{text} ^{INITIALS[agent]}", at=at, kind="brand", topic=post.topic,
            parent=post, agent=agent,
        )  # fmt: skip


def _calm(square: Square, root: Draft, name: str, *, at: datetime, count: int) -> None:
    for _ in range(count):
        at += timedelta(minutes=2 + 14 * square.rng.random())
        person = square.someone(at=at, language="en", besides=[root.author])
        text, language = square.speak(
            person, f"{name}.calm", scene(square.rng, person, at), at=at, kind="bystander",
            language="en",
        )  # fmt: skip
        square.post(
            person, text, at=at, kind="bystander", topic=root.topic, parent=root, language=language
        )


def _press(square: Square, root: Draft, *, at: datetime) -> None:
    text = (
        "Users of the Halden Rail app report seeing other people's names and tickets. We have asked"
        " @haldenrail for comment and had no answer so far."
    )
    square.post(
        square.people["lokal"], text, at=at, kind="complaint", topic=root.topic, parent=root, heat=4
    )
