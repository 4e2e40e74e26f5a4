"""One thread from its first post to its last: others join, the brand answers, people react."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from rapport.plaza.world import replies
from rapport.plaza.world.cast import NORDBUSS, PILEN
from rapport.plaza.world.grammar import has, weighted
from rapport.plaza.world.places import local
from rapport.plaza.world.scenes import Disruption, Scene, scene
from rapport.plaza.world.shapes import Language, Person
from rapport.plaza.world.square import CHATTER, Draft, Square
from rapport.plaza.world.topics import Topic

_JOINS = {
    "trouble": 1.0,
    "gripe": 0.7,
    "question": 0.5,
    "request": 0.8,
    "kind": 0.6,
    "praise": 0.5,
    "ours": 0.35,
    "chatter": 0.45,
}
_RIVALRY = {"delay": 0.06, "cancelled": 0.12, "crowded": 0.06, "connection": 0.1, "bicycle": 0.06}


def addressed(
    square: Square, topic: Topic, at: datetime, *, trouble: Disruption | None = None
) -> Draft:
    """Somebody writes to the brand, and what comes of it."""
    author = square.someone(at=at, topic=topic.name, besides=square.spoken_for(at))
    setting = scene(square.rng, author, at, trouble=trouble)
    setting.topic = topic.name
    text, language = square.speak(
        author, f"{topic.name}.root", setting, at=at, kind=topic.kind, addressed=True
    )
    root = square.post(author, text, at=at, kind=topic.kind, topic=topic.name, language=language)
    if replies.never_answered(square, root):
        join_in(square, root, setting, family=topic.family, until=square.end)
        _chase(square, root, setting, at=at + timedelta(hours=3 + 20 * square.rng.random()))
        return root
    _answered(square, root, setting, topic)
    return root


def chatter(square: Square, at: datetime, *, topic: str = CHATTER) -> Draft | None:
    """Talk among people; nothing is asked of the brand."""
    author = square.someone(at=at, topic=topic)
    setting = scene(square.rng, author, at)
    text, language = square.speak(author, f"{topic}.root", setting, at=at, kind="chatter")
    if "@nordbuss" in text or "@pilen" in text:
        return None
    root = square.post(author, text, at=at, kind="chatter", topic="chatter", language=language)
    until = min(square.end, at + timedelta(hours=9))
    join_in(square, root, setting, family="chatter", until=until)
    return root


def join_in(
    square: Square, root: Draft, setting: Scene, *, family: str, until: datetime
) -> list[Draft]:
    """Bystanders add their voice below the root, before `until`."""
    rng = square.rng
    reach = min(1.6, 0.75 + root.author.followers / 9000)
    wanted = _poisson(square, _JOINS[family] * reach)
    joined: list[Draft] = []
    for _ in range(wanted):
        wait = -math.log(1 - rng.random()) * (22 if family == "trouble" else 55)
        at = root.at + timedelta(minutes=1.5 + wait)
        if at >= until - timedelta(minutes=1):
            continue
        person = square.someone(
            at=at, besides=[root.author, *(post.author for post in joined)], language=root.language
        )
        voice = _joined(square, person, root, setting, family=family, at=at)
        if voice is not None:
            joined.append(voice)
    return joined


def _joined(
    square: Square, person: Person, root: Draft, setting: Scene, *, family: str, at: datetime
) -> Draft | None:
    language: Language = "en"
    if person.language == root.language and has(f"{family}.join", language=person.language):
        language = person.language
    text, language = square.speak(
        person, f"{family}.join", setting, at=at, kind="bystander", language=language
    )
    if square.has_heard(text):
        return None
    return square.post(
        person, text, at=at, kind="bystander", topic=root.topic, parent=root, language=language
    )


def _answered(square: Square, root: Draft, setting: Scene, topic: Topic) -> None:
    rng = square.rng
    at = replies.answered_at(square, root)
    gap = at - root.at
    fresh = square.is_fresh(root.at)
    join_in(square, root, setting, family=topic.family, until=at if fresh else square.end)
    if not fresh and gap > timedelta(minutes=25):
        _rival_first(square, root, setting, topic, before=at)
    if gap > timedelta(hours=3) and _awake(root.at + gap * 0.8) < at:
        _chase(square, root, setting, at=root.at + gap * (0.5 + 0.3 * rng.random()))
    agent = replies.on_shift(square, at)
    if topic.about_a_train and gap > timedelta(minutes=20) and rng.random() < 0.3 and not fresh:
        _acknowledged(square, root, setting, agent=agent, before=at)
    if topic.kind != "praise" and replies.is_brush_off(square, agent, at):
        _brushed_off(square, root, setting, topic, agent=agent, at=at)
        return
    text, language = replies.answer(square, root, setting, at=at, agent=agent)
    reply = _say(square, root, text, at=at, agent=agent, parent=root, language=language)
    _thanks(square, root, setting, topic, reply)


def _acknowledged(
    square: Square, root: Draft, setting: Scene, *, agent: str, before: datetime
) -> None:
    if root.language != "en":
        return
    at = root.at + timedelta(minutes=2 + 10 * square.rng.random())
    if not replies.is_staffed(at) or at >= before:
        return
    text, language = replies.acknowledgement(square, root, setting, at=at, agent=agent)
    _say(square, root, text, at=at, agent=agent, parent=root, language=language)


def _brushed_off(
    square: Square, root: Draft, setting: Scene, topic: Topic, *, agent: str, at: datetime
) -> None:
    """A leaflet for an answer; anger; and mostly a colleague who mends it."""
    rng = square.rng
    text, language = replies.brush_off(square, root, setting, at=at, agent=agent)
    leaflet = _say(square, root, text, at=at, agent=agent, parent=root, language=language)
    if rng.random() < 0.25:
        return
    again_at = leaflet.at + timedelta(minutes=2 + 30 * rng.random())
    said, spoken = square.speak(
        root.author, "still", setting, at=again_at, kind="complaint", language=root.language
    )
    anger = square.post(
        root.author, said, at=again_at, kind="complaint", topic=root.topic, parent=leaflet,
        language=spoken,
    )  # fmt: skip
    if rng.random() < 0.3:
        return
    mended_at = replies.opened(
        anger.at + timedelta(minutes=8 + 90 * rng.random()), minutes=10 + 40 * rng.random()
    )
    other = replies.on_shift(square, mended_at, besides="per")
    text, language = replies.answer(square, root, setting, at=mended_at, agent=other)
    mended = _say(square, root, text, at=mended_at, agent=other, parent=anger, language=language)
    _thanks(square, root, setting, topic, mended)


def _thanks(square: Square, root: Draft, setting: Scene, topic: Topic, reply: Draft) -> None:
    rng = square.rng
    if rng.random() > (0.3 if topic.kind == "praise" else 0.4):
        return
    at = reply.at + timedelta(minutes=1 + 25 * rng.random() ** 2)
    if at >= square.end:
        return
    moving = topic.about_a_train and reply.at - root.at < timedelta(minutes=70)
    section = (
        "pleased"
        if topic.kind == "praise"
        else "thanks.moving"
        if moving and rng.random() < 0.4
        else "thanks"
    )
    named = {"ag": replies.FIRST_NAMES[reply.agent or "amina"]}
    setting.facts.update(named)
    text, language = square.speak(
        root.author, section, setting, at=at, kind="bystander", language=root.language
    )
    if not square.has_heard(text):
        square.post(
            root.author, text, at=at, kind="chatter", topic=root.topic, parent=reply,
            language=language,
        )  # fmt: skip


def _chase(square: Square, root: Draft, setting: Scene, *, at: datetime) -> None:
    asks = root.kind in ("complaint", "question")
    if not asks or square.rng.random() > 0.45:
        return
    at = _awake(at)
    if square.is_fresh(at):
        return
    text, language = square.speak(
        root.author, "chase", setting, at=at, kind="complaint", language=root.language
    )
    square.post(
        root.author, text, at=at, kind=root.kind, topic=root.topic, parent=root, language=language
    )


def _awake(at: datetime) -> datetime:
    """Nobody asks again in the small hours; they do over breakfast."""
    now = local(at)
    if now.hour >= 7:
        return at
    return at + timedelta(hours=7 - now.hour, minutes=now.minute % 20)


def _rival_first(
    square: Square, root: Draft, setting: Scene, topic: Topic, *, before: datetime
) -> None:
    """A competitor answers our customer while we are silent."""
    rng = square.rng
    if rng.random() > _RIVALRY.get(topic.name, 0.0) * 3:
        return
    at = root.at + timedelta(minutes=4 + 14 * rng.random())
    rival = square.people[weighted(rng, (NORDBUSS, PILEN), (0.7, 0.3))]
    if at >= before or "nordbuss" in root.text.lower():
        return
    section = f"{rival.handle}.reply"
    setting.facts["first"] = replies.first_name(root.author)
    text, language = square.speak(rival, section, setting, at=at, kind="competitor", language="en")
    offer = square.post(
        rival, text, at=at, kind="competitor", topic=root.topic, parent=root, language=language
    )
    if rng.random() < 0.45 and rival.slug == NORDBUSS:
        taken = at + timedelta(minutes=1 + 4 * rng.random())
        said, spoken = square.speak(
            root.author, "rival.thanks", setting, at=taken, kind="bystander", language="en"
        )
        square.post(
            root.author, said, at=taken, kind="bystander", topic=root.topic, parent=offer,
            language=spoken,
        )  # fmt: skip


def _say(
    square: Square,
    root: Draft,
    text: str,
    *,
    at: datetime,
    agent: str,
    parent: Draft,
    language: Language,
) -> Draft:
    return square.post(
        square.brand, text, at=at, kind="brand", topic=root.topic, parent=parent,
        language=language, agent=agent,
    )  # fmt: skip


def _poisson(square: Square, mean: float) -> int:
    limit, product, count = math.exp(-mean), square.rng.random(), 0
    while product > limit:
        product *= square.rng.random()
        count += 1
    return count
