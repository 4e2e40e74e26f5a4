"""A hundred and twenty ordinary days: their hours, their bad days, their small talk."""

from __future__ import annotations

from datetime import datetime, timedelta

from rapport.plaza.world import threads
from rapport.plaza.world.cast import NORDBUSS, PILEN
from rapport.plaza.world.facts import leak_day, timetable_day
from rapport.plaza.world.grammar import pick, weighted
from rapport.plaza.world.places import CAUSES, LINES, WEIGHT_OF_LINE, local
from rapport.plaza.world.replies import INITIALS, is_staffed, on_shift
from rapport.plaza.world.scenes import Disruption, scene
from rapport.plaza.world.square import CHATTER, WRY, Square
from rapport.plaza.world.topics import TOPICS, Topic

DAYS = 120
_QUIET_BEFORE_END = timedelta(minutes=45)
"""No new message to the brand this close to the end: there would be no time to answer it."""

_WEEKDAY = (
    0.3, 0.1, 0.1, 0.1, 0.3, 1.5, 4.5, 8, 7.5, 3.5, 2.2, 2, 2.4, 2.2, 2.4, 4, 7.5, 8, 5, 3.2, 2.4,
    2, 1.6, 0.8,
)  # fmt: skip
_WEEKEND = (
    0.6, 0.3, 0.1, 0.1, 0.1, 0.4, 0.8, 1.5, 2.4, 3.4, 4.2, 4.4, 4, 3.8, 3.6, 3.8, 4, 3.8, 3.2, 2.6,
    2.4, 2.2, 1.8, 1.2,
)  # fmt: skip
_LEISURE = (
    0.8, 0.3, 0.2, 0.3, 0.5, 1, 2, 3, 3, 2.5, 2.6, 3, 3.8, 3, 2.4, 2.6, 3, 3.6, 4.4, 5.2, 5.6, 5,
    3.4, 1.8,
)  # fmt: skip
_BY_WEEKDAY = (1.18, 1.05, 1.0, 1.05, 1.1, 0.58, 0.55)


def fill(square: Square) -> None:
    """Writes the ordinary history onto the square, day by day."""
    first = local(square.end - timedelta(days=DAYS)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    start = square.end - timedelta(days=DAYS)
    for number in range(DAYS + 1):
        day = first + timedelta(days=number)
        _conversations(square, day, start)
        _small_talk(square, day, start)
        _own_words(square, day, start)
        _rivals(square, day, start)
    _last_hours(square)


def _conversations(square: Square, day: datetime, start: datetime) -> None:
    rng = square.rng
    troubles = _disruptions(square, day)
    strained = 1.0 + 0.35 * len(troubles) + _aftermath(square, day)
    wanted = round(11.0 * _BY_WEEKDAY[day.weekday()] * strained * (0.8 + 0.4 * rng.random()))
    profile = _WEEKDAY if day.weekday() < 5 else _WEEKEND
    for _ in range(wanted):
        topic = _topic(square, day)
        trouble = pick(rng, troubles) if troubles and rng.random() < 0.72 else None
        if topic.about_a_train and trouble is not None:
            at = trouble.start + (trouble.end - trouble.start) * rng.random()
        else:
            at, trouble = _moment(square, day, profile), None
        if topic.about_a_train and local(at).hour < 5:
            continue
        if start <= at < square.end - _QUIET_BEFORE_END:
            threads.addressed(square, topic, at, trouble=trouble)


def _small_talk(square: Square, day: datetime, start: datetime) -> None:
    rng = square.rng
    for _ in range(round(11.5 * (0.8 + 0.4 * rng.random()))):
        at = _moment(square, day, _LEISURE)
        topic = WRY if rng.random() < 0.09 and not square.is_fresh(at) else CHATTER
        if start <= at < square.end - timedelta(minutes=2):
            threads.chatter(square, at, topic=topic)


def _last_hours(square: Square) -> None:
    """However late it is, the square does not lie empty when a visitor first sees it."""
    for minutes in (236, 205, 188, 160, 143, 112, 97, 71, 52, 33, 14):
        at = square.end - timedelta(minutes=minutes + 9 * square.rng.random())
        threads.chatter(square, at)


def _own_words(square: Square, day: datetime, start: datetime) -> None:
    """What the brand posts of itself, in office hours."""
    for _ in range(weighted(square.rng, (0, 1, 2), (0.25, 0.55, 0.2))):
        at = _moment(square, day, _WEEKDAY)
        if not (is_staffed(at) and start <= at < square.end - timedelta(hours=5)):
            continue
        agent = on_shift(square, at, besides="per")
        setting = scene(square.rng, square.brand, at)
        text, language = square.speak(
            square.brand, "ours.post", setting, at=at, kind="brand", language="en"
        )
        said = f"{text} ^{INITIALS[agent]}"
        post = square.post(
            square.brand, said, at=at, kind="brand", topic="ours", language=language, agent=agent
        )
        if not square.is_fresh(at):
            threads.join_in(square, post, setting, family="ours", until=square.end)


def _rivals(square: Square, day: datetime, start: datetime) -> None:
    rng = square.rng
    for slug, chance in ((NORDBUSS, 0.9), (PILEN, 0.7)):
        house = square.people[slug]
        at = _moment(square, day, _WEEKDAY)
        if rng.random() < chance and start <= at < square.end and 6 <= local(at).hour < 22:
            text, language = square.speak(
                house, f"{house.handle}.post", scene(rng, house, at), at=at, kind="competitor"
            )
            square.post(house, text, at=at, kind="competitor", topic="rival", language=language)
    at = _moment(square, day, _LEISURE)
    if rng.random() < 0.75 and start <= at < square.end - timedelta(hours=2):
        _rival_talk(square, at)


def _rival_talk(square: Square, at: datetime) -> None:
    """Somebody talks to a competitor, who mostly answers within minutes."""
    rng = square.rng
    author = square.someone(at=at, language="en")
    setting = scene(rng, author, at)
    text, language = square.speak(author, "rival.talk", setting, at=at, kind="chatter")
    root = square.post(author, text, at=at, kind="chatter", topic="rival", language=language)
    handle = "pilen_express" if "@pilen_express" in text else "nordbuss"
    if rng.random() < 0.7:
        rival = square.people[handle.replace("_", "-")]
        setting.facts["first"] = author.name.split()[0]
        then = at + timedelta(minutes=2 + 9 * rng.random())
        said, spoken = square.speak(
            rival, f"{handle}.ownreply", setting, at=then, kind="competitor"
        )
        square.post(
            rival, said, at=then, kind="competitor", topic="rival", parent=root, language=spoken
        )


def _disruptions(square: Square, day: datetime) -> list[Disruption]:
    """The trouble of one day: on most weekdays one, on some two, each in its rush hour."""
    rng = square.rng
    workday = day.weekday() < 5
    count = weighted(rng, (0, 1, 2), (0.3, 0.5, 0.2) if workday else (0.65, 0.3, 0.05))
    found = []
    for _ in range(count):
        line = weighted(rng, tuple(WEIGHT_OF_LINE), tuple(WEIGHT_OF_LINE.values()))
        hour = pick(rng, (6.7, 7.2, 7.6, 15.8, 16.4, 17.0) if workday else (10.0, 13.5, 17.0))
        start = day + timedelta(hours=hour + rng.random())
        length = timedelta(minutes=50 + 100 * rng.random())
        cause = int(rng.random() * len(CAUSES))
        found.append(Disruption(line, start, start + length, cause, pick(rng, LINES[line][1:])))
    return found


def in_season(day: datetime) -> tuple[Topic, ...]:
    """The topics people have at that time of the year."""
    month = local(day).month
    return tuple(topic for topic in TOPICS.values() if not topic.months or month in topic.months)


def _topic(square: Square, day: datetime) -> Topic:
    topics = in_season(day)
    return weighted(square.rng, topics, [topic.weight for topic in topics])


def _aftermath(square: Square, day: datetime) -> float:
    """The days after an incident are louder, less so each day."""
    extra = 0.0
    for incident in (timetable_day(square.end), leak_day(square.end)):
        days = (day - incident).total_seconds() / 86400
        if 0 <= days < 6:
            extra += 0.7 * (1 - days / 6)
    return extra


def _moment(square: Square, day: datetime, profile: tuple[float, ...]) -> datetime:
    hour = weighted(square.rng, range(24), profile)
    return day + timedelta(hours=hour, seconds=int(square.rng.random() * 3600))
