"""The brand answering: who is on shift, how soon, and in whose manner."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from rapport.plaza.world.facts import team
from rapport.plaza.world.grammar import has, pick
from rapport.plaza.world.places import LINES, local
from rapport.plaza.world.scenes import Scene
from rapport.plaza.world.shapes import Language, Person
from rapport.plaza.world.square import Draft, Square
from rapport.plaza.world.topics import CONTRADICTED, TOPICS, Topic

INITIALS = {member.slug: member.initials for member in team()}
FIRST_NAMES = {member.slug: member.name.split()[0] for member in team()}
_EARLY, _LATE, _WEEKEND = ("amina", "per", "signe"), ("jonas", "teo", "amina"), ("teo", "signe")
_HELLO = {"amina": 0.5, "jonas": 0.22, "teo": 0.5, "signe": 0.6, "per": 0.45, "maja": 0.8}
_BYE = {"amina": 0.3, "jonas": 0.12, "teo": 0.35, "signe": 0.4, "per": 0.6, "maja": 0.0}
_WRONG = {
    "refund": "refund",
    "refunddays": "refund",
    "lost": "lost",
    "bicycle": "bicycle",
    "dog": "dog",
    "form": "form",
    "app": "app",
}
_TIMELESS = ("plan", "sold", "pay", "crew", "often", "bike", "chair", "station", "pilen", "wrong")
"""What was asked so can be answered the same way hours later: it is not about one train now."""
_NEVER = {"complaint": 0.09, "question": 0.1, "request": 0.15, "praise": 0.32}


def is_staffed(at: datetime) -> bool:
    """The hours the brand keeps: 6 to 22 on weekdays, 8 to 20 at weekends."""
    now = local(at)
    return 6 <= now.hour < 22 if now.weekday() < 5 else 8 <= now.hour < 20


def never_answered(square: Square, root: Draft) -> bool:
    return not square.is_fresh(root.at) and square.rng.random() < _NEVER.get(root.kind, 0.0)


def answered_at(square: Square, root: Draft) -> datetime:
    """When the answer comes: mostly soon, sometimes hours later, after a night in the morning."""
    chance, spread = square.rng.random(), square.rng.random()
    if square.is_fresh(root.at):
        latest = square.end - timedelta(minutes=3 + 5 * spread)
        return min(root.at + timedelta(minutes=4 + 38 * chance * chance), latest)
    if chance < 0.46:
        minutes = 2 + 13 * spread
    elif chance < 0.76:
        minutes = 15 + 45 * spread
    elif chance < 0.93:
        minutes = 60 + 240 * spread
    else:
        minutes = 300 + 900 * spread
    return opened(root.at + timedelta(minutes=minutes), minutes=8 + 70 * spread)


def opened(at: datetime, *, minutes: float) -> datetime:
    """`at`, or some minutes after the desk next opens."""
    moved = at
    while not is_staffed(moved):
        moved += timedelta(minutes=10)
    return moved if moved == at else moved + timedelta(minutes=minutes)


def on_shift(square: Square, at: datetime, *, besides: str = "") -> str:
    now = local(at)
    shift = _WEEKEND if now.weekday() >= 5 else _EARLY if now.hour < 14 else _LATE
    return pick(square.rng, [name for name in shift if name != besides])


def is_brush_off(square: Square, agent: str, at: datetime) -> bool:
    """Per's manner on his bad days, and anybody's now and then; not of late."""
    chance = square.rng.random()
    return not square.is_fresh(at) and chance < (0.3 if agent == "per" else 0.025)


def answer(
    square: Square, root: Draft, scene: Scene, *, at: datetime, agent: str
) -> tuple[str, Language]:
    """A real answer to the root, in its language where the desk has the words."""
    topic = TOPICS[root.topic]
    section = _section(square, topic, root, tag=scene.tag, at=at)
    return _signed(square, section, root.author, scene, at=at, agent=agent, language=root.language)


def brush_off(
    square: Square, root: Draft, scene: Scene, *, at: datetime, agent: str
) -> tuple[str, Language]:
    return _plain(square, "brush", root.author, scene, at=at, agent=agent, language=root.language)


def acknowledgement(
    square: Square, root: Draft, scene: Scene, *, at: datetime, agent: str
) -> tuple[str, Language]:
    return _plain(square, "ack", root.author, scene, at=at, agent=agent, language="en")


def first_name(person: Person) -> str:
    """How the desk addresses somebody: by first name, else by handle."""
    if person.name == person.handle:
        return f"@{person.handle}"
    first = person.name.split()[0]
    return first.capitalize() if first.isalpha() and len(first) > 1 else f"@{person.handle}"


def _section(square: Square, topic: Topic, root: Draft, *, tag: str, at: datetime) -> str:
    settled = at < square.end - timedelta(days=6)
    may_err = topic.name in CONTRADICTED and root.language == "en" and settled
    if may_err and square.rng.random() < 0.11:
        return f"wrong.{_WRONG[topic.name]}"
    late = topic.about_a_train and at - root.at > timedelta(minutes=150)
    if late and root.language == "en" and tag not in _TIMELESS:
        return "late.answer"
    if has(topic.answers, language=root.language):
        return topic.answers
    return "praise.answer" if topic.kind == "praise" else "any.answer"


def _signed(
    square: Square,
    section: str,
    to: Person,
    scene: Scene,
    *,
    at: datetime,
    agent: str,
    language: Language,
) -> tuple[str, Language]:
    rng = square.rng

    def tell() -> tuple[str, Language]:
        facts = _desk_facts(square, to, scene, at=at, agent=agent, language=language)
        core = _core(square, section, scene, facts, language)
        if language != "en":
            hello = square.teller.line("hello", facts=facts, language=language)
            head = f"{hello} " if rng.random() < 0.4 else ""
            return f"{head}{_joined(head, core, language)} ^{INITIALS[agent]}", language
        hello = square.teller.line(f"hello.{agent}", facts=facts)
        head = f"{hello} " if rng.random() < _HELLO[agent] else ""
        tail = ""
        if rng.random() < _BYE[agent] and has(f"bye.{agent}"):
            tail = " " + square.teller.line(f"bye.{agent}", facts=facts)
        return f"{head}{_joined(head, core, language)}{tail} ^{INITIALS[agent]}", language

    return square.unsaid(tell)


def _core(
    square: Square, section: str, scene: Scene, facts: dict[str, str], language: Language
) -> str:
    if section == "late.answer":
        return square.teller.aside(section, tags=frozenset((scene.topic,)), facts=facts)
    return square.teller.answer(section, tag=scene.tag, facts=facts, language=language)


def _plain(
    square: Square,
    section: str,
    to: Person,
    scene: Scene,
    *,
    at: datetime,
    agent: str,
    language: Language,
) -> tuple[str, Language]:
    spoken: Language = language if has(section, language=language) else "en"

    def tell() -> tuple[str, Language]:
        facts = _desk_facts(square, to, scene, at=at, agent=agent, language=spoken)
        line = square.teller.line(section, facts=facts, language=spoken)
        return f"{line} ^{INITIALS[agent]}", spoken

    return square.unsaid(tell)


def _desk_facts(
    square: Square, to: Person, scene: Scene, *, at: datetime, agent: str, language: Language
) -> dict[str, str]:
    facts = scene.at(at, language=language, rng=square.rng)
    facts["first"] = first_name(to)
    facts["ag"] = FIRST_NAMES[agent]
    facts["sorry"] = square.teller.line(f"sorry.{agent}", facts=facts) if language == "en" else ""
    return facts


def _joined(head: str, core: str, language: Language) -> str:
    """After a salutation with a comma the sentence goes on in lower case, but for names and I."""
    first = re.split(r"[ ,.:]", core)[0]
    if not head.rstrip().endswith((",", ":")) or first in _KEEPS_CAPITAL or first.startswith("I'"):
        return core
    if language == "de" and first not in _GERMAN_SMALL:
        return core
    return core[0].lower() + core[1:]


_KEEPS_CAPITAL = frozenset(
    [word for stations in LINES.values() for name in stations for word in name.split()]
    + ["I", "HR", "PhD", "Sunday's", "Nordbuss", "Pilen", "Pilen's"]
)
_GERMAN_SMALL = ("Der", "Die", "Das", "Ich", "Ab", "Ein", "Eine", "Ja", "Danke", "Für", "Wie")
