"""A sample file in the seven-column customer-support format, for the import screen of the demo.

Two weeks of a small desk: questions nobody answered, the same question answered differently, praise
nobody thanked for, nights nobody covered.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import NamedTuple

from rapport.plaza.world import threads
from rapport.plaza.world.cast import BRAND_HANDLE, people
from rapport.plaza.world.grammar import weighted
from rapport.plaza.world.shapes import Person
from rapport.plaza.world.square import Draft, Square
from rapport.plaza.world.topics import TOPICS

COLUMNS = (
    "tweet_id",
    "author_id",
    "inbound",
    "created_at",
    "text",
    "response_tweet_id",
    "in_response_to_tweet_id",
)
_START = datetime(2026, 5, 4, 4, tzinfo=UTC)
_ROWS = 300
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"

_TWICE = (
    (2.22, "How long does it take until I get my money back for the cancelled 07:12?", "Refunds are paid within 14 days, since March. Yours is due on Friday week. ^AO", 0.4),
    (6.41, "How long does it take to get the money back for a cancelled train?", "The processing time for refunds is 30 days. Have a nice day. ^PN", 2.1),
    (3.35, "How long do you keep lost things? I left an umbrella on line 2.", "30 days at Halden Central, then they go to charity. ^TR", 0.2),
    (9.52, "how long are lost things kept? my scarf is somewhere on line 5", "Lost property is kept for 14 days only, I'm afraid. ^PN", 1.3),
    (4.31, "Can I take my bicycle on line 2 before 9 in the morning?", "Yes, on every line before 9, only line 4 is closed to bikes in the peak. ^SH", 0.3),
    (10.3, "Are bicycles allowed before 9 on line 2?", "No bicycles before 9 on weekdays, on any line. Only folding bikes. ^PN", 0.9),
)  # fmt: skip


class _Row(NamedTuple):
    draft: Draft
    number: int


def sample_customer_csv(rng: Random) -> str:
    """About 300 rows, header included; times are UTC in the format's own spelling."""
    square = Square(rng, people(rng), end=_START + timedelta(days=90))
    for days, question, answer, hours in _TWICE:
        _asked(square, days, question, answer, hours)
    topics = tuple(TOPICS.values())
    while len(_of_the_desk(square)) < _ROWS:
        topic = weighted(rng, topics, [each.weight for each in topics])
        hour = weighted(rng, range(24), _HOURS)
        day = int(rng.random() * 13)
        at = _START.replace(hour=0) + timedelta(days=day, hours=hour, seconds=3600 * rng.random())
        threads.addressed(square, topic, at)
    return _written(_of_the_desk(square), square)


_HOURS = (3, 2, 1, 1, 2, 5, 9, 9, 7, 4, 3, 3, 3, 3, 3, 5, 8, 8, 6, 4, 4, 4, 4, 3)


def _asked(square: Square, days: float, question: str, answer: str, hours: float) -> None:
    at = _START + timedelta(days=days)
    person = square.someone(at=at, language="en")
    root = square.post(person, f"@{BRAND_HANDLE} {question}", at=at, kind="question", topic="twice")
    square.post(
        square.brand,
        answer,
        at=at + timedelta(hours=hours),
        kind="brand",
        topic="twice",
        parent=root,
        agent="per",
    )


def _of_the_desk(square: Square) -> list[Draft]:
    """What such an export holds: customers and the brand, no competitors."""
    return [
        draft
        for draft in square.drafts
        if draft.author.side != "competitor"
        and (draft.parent is None or draft.parent.author.side != "competitor")
    ]


def _written(drafts: Sequence[Draft], square: Square) -> str:
    in_order = sorted(enumerate(drafts), key=lambda each: (each[1].at, each[0]))
    numbers = {id(draft): number for number, (_, draft) in enumerate(in_order, start=1)}
    answers: dict[int, list[int]] = {}
    for _, draft in in_order:
        if draft.parent is not None:
            answers.setdefault(id(draft.parent), []).append(numbers[id(draft)])
    codes = {person.slug: str(115712 + 37 * place) for place, person in enumerate(square.public)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for _, draft in in_order:
        writer.writerow(_row(draft, numbers, answers.get(id(draft), []), codes))
    return out.getvalue()


def _row(
    draft: Draft, numbers: dict[int, int], answers: list[int], codes: dict[str, str]
) -> tuple[str, ...]:
    parent = draft.parent
    return (
        str(numbers[id(draft)]),
        _code(draft.author, codes),
        str(draft.author.side == "public"),
        _spelled(draft.at),
        _addressed(draft, codes),
        ",".join(str(number) for number in answers),
        "" if parent is None else str(numbers[id(parent)]),
    )


def _code(person: Person, codes: dict[str, str]) -> str:
    return BRAND_HANDLE if person.side == "brand" else codes[person.slug]


def _addressed(draft: Draft, codes: dict[str, str]) -> str:
    """As that network writes replies: the one answered is named first."""
    if draft.parent is None or draft.text.startswith("@"):
        return draft.text
    return f"@{_code(draft.parent.author, codes)} {draft.text}"


def _spelled(at: datetime) -> str:
    """`Tue Oct 31 22:10:47 +0000 2017`, in English whatever the machine's locale."""
    utc = at.astimezone(UTC)
    month = _MONTHS.split()[utc.month - 1]
    return f"{_DAYS[utc.weekday()]} {month} {utc:%d %H:%M:%S} +0000 {utc.year}"
