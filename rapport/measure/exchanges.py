"""Who wrote to us, and when they heard from us: walks the threads of a past once. Pure; no texts needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from rapport.measure.contract import Wait


class Row(NamedTuple):
    """One message, as narrow as the figures allow. `at` is in seconds since 1970.

    `needs_answer` and `is_praise` are None while the message has not been read.
    """

    id: int
    thread_id: int
    parent_id: int | None
    person_id: int
    handle_id: int
    is_own: bool
    at: float
    needs_answer: bool | None
    is_praise: bool | None


@dataclass(slots=True)
class Exchanges:
    """What came of the messages of a past.

    `waited` has, for every customer message that was answered, the seconds until then. `asked` pairs every
    answer with the message it answers.
    """

    customer: dict[int, Row] = field(default_factory=dict)
    waited: dict[int, float] = field(default_factory=dict)
    unanswered: list[Row] = field(default_factory=list)
    firsts: list[Wait] = field(default_factory=list)
    turns: list[Wait] = field(default_factory=list)
    never_heard: int = 0
    never_answered_turns: int = 0
    asked: list[tuple[int, int]] = field(default_factory=list)
    threads: int = 0


def between_customers(rows: Iterable[Row]) -> set[int]:
    """Replies of one customer to another; those that name one of our accounts are still for us."""
    by_id = {row.id: row for row in rows}
    found = set()
    for row in by_id.values():
        parent = by_id.get(row.parent_id) if row.parent_id is not None else None
        if row.is_own or parent is None or parent.is_own:
            continue
        if parent.person_id != row.person_id:
            found.add(row.id)
    return found


def follow(rows: Iterable[Row], *, left_out: set[int]) -> Exchanges:
    """Walk every thread. `rows` are ordered by thread; `left_out` are messages that were not for us."""
    exchanges = Exchanges()
    for _, thread in groupby(rows, key=lambda row: row.thread_id):
        exchanges.threads += 1
        _follow_thread(list(thread), exchanges, left_out)
    return exchanges


def _follow_thread(thread: list[Row], exchanges: Exchanges, left_out: set[int]) -> None:
    by_id = {row.id: row for row in thread}
    waiting: dict[int, list[Row]] = {}
    heard: set[int] = set()
    last_speaker: int | None = None
    for row in sorted(thread, key=lambda one: _moment(one, by_id)):
        if not row.is_own:
            if row.id not in left_out:
                exchanges.customer[row.id] = row
                waiting.setdefault(row.person_id, []).append(row)
                last_speaker = row.person_id
            continue
        person = _addressee(row, by_id) or last_speaker
        if person is not None and (open_turn := waiting.get(person)):
            _answered(row, open_turn, exchanges, is_first=person not in heard)
            heard.add(person)
            open_turn.clear()
    for person, left in waiting.items():
        exchanges.unanswered += left
        exchanges.never_answered_turns += bool(left)
        exchanges.never_heard += person not in heard


def _answered(answer: Row, open_turn: list[Row], exchanges: Exchanges, *, is_first: bool) -> None:
    for message in open_turn:
        exchanges.waited[message.id] = max(0.0, answer.at - message.at)
    oldest = open_turn[0]
    wait = Wait(oldest.id, answer.id, max(0.0, answer.at - oldest.at))
    exchanges.turns.append(wait)
    if is_first:
        exchanges.firsts.append(wait)
    direct = next((m for m in open_turn if m.id == answer.parent_id), open_turn[-1])
    exchanges.asked.append((direct.id, answer.id))


def _moment(row: Row, by_id: Mapping[int, Row]) -> tuple[float, bool, int]:
    """When it was said. Clocks differ: an answer is never earlier than the message it answers."""
    parent = by_id.get(row.parent_id) if row.is_own and row.parent_id is not None else None
    at = max(row.at, parent.at) if parent else row.at
    return at, row.is_own, row.id


def _addressee(own: Row, by_id: Mapping[int, Row]) -> int | None:
    """Whom a message of ours speaks to: the nearest customer up the thread."""
    return next((row.person_id for row in _ancestors(own, by_id) if not row.is_own), None)


def _ancestors(row: Row, by_id: Mapping[int, Row]) -> Iterator[Row]:
    """Up the thread; ends where replies go in a circle or the parent is not in the file."""
    passed = {row.id}
    while row.parent_id is not None and row.parent_id not in passed and row.parent_id in by_id:
        row = by_id[row.parent_id]
        passed.add(row.id)
        yield row
