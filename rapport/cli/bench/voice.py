"""How well the reply check sees: on cases written by somebody who had not read it, and on real agents."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from rapport.cli.bench.registry import CannotMeasure, Measured, figure
from rapport.voice.checking.copies import robotic_in
from rapport.voice.checking.similar import likeness_to
from rapport.voice.contract import Draft, Finding, StatementText
from rapport.voice.registry import check_draft

# Brands with fewer replies than this have no memory to speak of.
LEAST_REPLIES = 50
# How a plain cosine of words would have to decide; its best point on pairs of our own.
ALIKE = 0.5
PRIVATE = ("dm", "direct message", "private message", "mensaje")


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something was said rightly, wrongly, and not."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / ((self.right + self.wrong) or 1)

    @property
    def recall(self) -> float:
        return self.right / ((self.right + self.missed) or 1)

    @property
    def note(self) -> str:
        return f"{self.right} right, {self.wrong} wrong, {self.missed} missed"


def counted(truths: list[bool], answers: list[bool]) -> Counted:
    pairs = list(zip(truths, answers, strict=True))
    return Counted(
        pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False))
    )


def cases(name: str) -> list[dict[str, Any]]:
    path = settings.BASE_DIR.parent / "tests" / "hard_cases" / f"{name}-test.jsonl"
    if not path.exists():
        raise CannotMeasure(f"{path} is missing; run it from a clone of the repository")
    # Not splitlines: a draft may hold a line separator of its own.
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


@lru_cache(maxsize=1)
def robotic() -> tuple[Counted, Counted]:
    """Ours, and the peer's."""
    rows = cases("robotic")
    truths = [row["robotic"] for row in rows]
    ours = [
        bool(robotic_in(row["draft"], recent=row["recent"], message=row["message"])) for row in rows
    ]
    theirs = [max(likeness_to(row["draft"], row["recent"])) >= ALIKE for row in rows]
    return counted(truths, ours), counted(truths, theirs)


@lru_cache(maxsize=1)
def personal() -> Counted:
    """Found is what overlaps the passage that gives it away."""
    rows = cases("personal")
    right = wrong = missed = 0
    for row in rows:
        statements = [StatementText(n, text) for n, text in enumerate(row["statements"])]
        draft = Draft(row["draft"], message=row["message"])
        found = _of_kind("personal_data", draft, statements, date(2026, 7, 10))
        start = row["draft"].find(row["data"])
        end = start + len(row["data"])
        hit = any(one.start < end and start < one.end for one in found)
        right += row["personal"] and hit
        missed += row["personal"] and not hit
        wrong += not row["personal"] and bool(found)
    return Counted(right, wrong, missed)


@lru_cache(maxsize=1)
def contradictions() -> Counted:
    rows = cases("contradictions")
    answers = [
        bool(
            _of_kind(
                "contradiction",
                Draft(row["draft"], message=row["message"] or ""),
                [
                    StatementText(
                        1, row["statement"], since=_day(row["since"]), until=_day(row["until"])
                    )
                ],
                date.fromisoformat(row["today"]),
            )
        )
        for row in rows
    ]
    return counted([row["contradicts"] for row in rows], answers)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _of_kind(
    kind: str, draft: Draft, statements: list[StatementText], today: date
) -> list[Finding]:
    return [one for one in check_draft(draft, statements, today=today) if one.kind == kind]


PEER = f"replies whose words have a cosine of {ALIKE}"


@figure(
    "voice_robotic_precision", unit="", anchor=PEER, hold=("at least", 0.95), needs_database=False
)
def robotic_precision() -> Measured:
    ours, theirs = robotic()
    return Measured(ours.precision, anchor_value=theirs.precision, note=ours.note)


@figure("voice_robotic_recall", unit="", anchor=PEER, hold=("at least", 0.9), needs_database=False)
def robotic_recall() -> Measured:
    ours, theirs = robotic()
    return Measured(ours.recall, anchor_value=theirs.recall, note=ours.note)


@figure("voice_personal_recall", unit="", hold=("at least", 0.98), needs_database=False)
def personal_recall() -> Measured:
    return Measured(personal().recall, note=personal().note)


@figure("voice_personal_precision", unit="", needs_database=False)
def personal_precision() -> Measured:
    return Measured(personal().precision, note=personal().note)


@figure("voice_contradiction_precision", unit="", needs_database=False)
def contradiction_precision() -> Measured:
    return Measured(contradictions().precision, note=contradictions().note)


@figure("voice_contradiction_recall", unit="", needs_database=False)
def contradiction_recall() -> Measured:
    return Measured(contradictions().recall, note=contradictions().note)


@dataclass(frozen=True, slots=True)
class Agents:
    """Real replies checked against the half of their brand's replies before them."""

    replies: int
    held: int
    noted: int
    private: int
    private_held: int

    @property
    def note(self) -> str:
        return (
            f"{self.replies:,} replies, {self.held} held, {self.noted} with a note or a second look"
        )


@lru_cache(maxsize=1)
def real_agents() -> Agents:
    """The first half of a brand's replies is the memory, the second is checked. Nothing is a statement here."""
    replies = held = noted = private = private_held = 0
    for rows in _brands():
        half = len(rows) // 2
        recent = tuple(row["text"] for row in reversed(rows[:half]))
        for row in rows[half:]:
            draft = Draft(row["text"], message=row["message"], recent=recent)
            findings = check_draft(draft, [], today=row["at"].date())
            severities = {one.severity for one in findings}
            asks = any(word in row["text"].lower() for word in PRIVATE)
            replies += 1
            held += "hold" in severities
            noted += bool(severities) and "hold" not in severities
            private += asks
            private_held += asks and "hold" in severities
    return Agents(replies, held, noted, private, private_held)


def _brands() -> Iterator[list[dict[str, Any]]]:
    """For each brand with enough of them its replies, oldest first, each with the message it answers."""
    data = os.environ.get("RAPPORT_DATA") or settings.BASE_DIR.parents[1] / "shared" / "data"
    path = Path(data) / "conversations" / "twcs_threads.csv"
    if not path.exists():
        raise CannotMeasure(f"{path} is missing; RAPPORT_DATA names the folder it lies in")
    with path.open(encoding="utf-8", newline="") as file:
        rows: dict[str, dict[str, Any]] = {row["tweet_id"]: row for row in csv.DictReader(file)}
    by_brand: dict[str, list[dict[str, Any]]] = {}
    for row in rows.values():
        if row["inbound"] == "False":
            asked = rows.get(row["in_response_to_tweet_id"])
            row["message"] = asked["text"] if asked else ""
            row["at"] = datetime.strptime(row["created_at"], "%a %b %d %H:%M:%S %z %Y")
            by_brand.setdefault(row["author_id"], []).append(row)
    for replies in by_brand.values():
        if len(replies) >= LEAST_REPLIES:
            yield sorted(replies, key=lambda row: (row["at"], int(row["tweet_id"])))


@figure("voice_held_on_real_agents", unit="%", hold=("at most", 2), needs_database=False)
def held_on_real_agents() -> Measured:
    found = real_agents()
    return Measured(100 * found.held / found.replies, note=found.note)


@figure("voice_noted_on_real_agents", unit="%", hold=("at most", 15), needs_database=False)
def noted_on_real_agents() -> Measured:
    found = real_agents()
    return Measured(100 * found.noted / found.replies, note=found.note)


@figure("voice_private_message_held", unit="replies", hold=("at most", 0), needs_database=False)
def private_message_held() -> Measured:
    found = real_agents()
    return Measured(
        found.private_held, note=f"of {found.private} that send people to a private message"
    )
