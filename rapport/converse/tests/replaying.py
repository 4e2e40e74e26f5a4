"""Recorded conversations of airlines played to a workspace, with people who answer, and what their clocks must say.

The recording has no times: customers begin at moments drawn by a seed, write again within the hour after an answer, and the
six agents take what is theirs, most pressing first, in the hours in which they work.
"""

from __future__ import annotations

import gzip
import heapq
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count, groupby
from pathlib import Path
from random import Random

from rapport.channels import actions as channels
from rapport.channels.contract import Author
from rapport.channels.models import Delivery
from rapport.channels.testing import EchoNetwork
from rapport.converse import actions, queries
from rapport.converse.contract import Tab
from rapport.converse.due_times import running
from rapport.converse.models import ClockPolicy, Conversation
from rapport.converse.policies import DANGER
from rapport.converse.taking_in import wants_us
from rapport.converse.testing import SmallWorld
from rapport.kit.business_time import DAY_AND_NIGHT, Hours, Pause
from rapport.kit.business_time.tests import reference
from rapport.ledger.testing import run_jobs
from rapport.understand.models import Reading
from rapport.workspace.models import Member

SEED = 20260513
Status = Conversation.Status


@dataclass(frozen=True)
class Talk:
    who: str
    said: tuple[str, ...]  # by the customer
    answers: tuple[str, ...]  # by the airline, one after each of theirs as far as there are


def talks(path: Path, *, limit: int) -> list[Talk]:
    """The first whole ones; what one side said in a row is one message of theirs."""
    found: list[Talk] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            turns = json.loads(line)["turns"]
            rows = [
                (side, " ".join(turn["text"] for turn in some))
                for side, some in groupby(turns, key=lambda turn: turn["from"])
            ]
            if rows and rows[0][0] == "customer":
                said = tuple(text[:2_000] for side, text in rows if side == "customer")
                answers = tuple(text[:280] for side, text in rows if side == "agent")
                found.append(Talk(f"traveller{len(found)}", said, answers))
            if len(found) == limit:
                break
    return found


@dataclass
class Clocks:
    """What a conversation's clocks must say, worked out minute by minute from what was said and when."""

    policy: ClockPolicy
    hours: Hours
    status: str = Status.OPEN
    opened_at: datetime | None = None
    waiting_since: datetime | None = None
    acknowledged_at: datetime | None = None
    first_answered_at: datetime | None = None
    answered_at: datetime | None = None
    resolve_from: datetime | None = None
    asks: bool = False
    danger: bool = False
    due: dict[str, datetime] = field(default_factory=dict)
    pauses: list[Pause] = field(default_factory=list)
    paused_since: datetime | None = None

    def heard(self, at: datetime, reading: Reading) -> None:
        self.opened_at = self.opened_at or at
        self.danger = reading.danger
        if not wants_us(reading):
            return
        if self.status in (Status.RESOLVED, Status.QUIET):
            self.acknowledged_at = self.first_answered_at = self.answered_at = None
            self.resolve_from = None
            self.due.clear()
        self.status = Status.OPEN
        if self.waiting_since is None:
            self.waiting_since, self.asks = at, False
            self.answered_at = None
            self.due.pop("next", None)
        self.asks |= reading.needs_answer or reading.danger
        self.resolve_from = self.resolve_from or self.waiting_since
        if self.paused_since is not None:
            self.pauses.append(Pause(self.paused_since, self.waiting_since))
            self.paused_since = None
            self.due.pop("resolve", None)
        policy = DANGER if reading.danger else self.policy
        for clock, minutes in self._targets(policy):
            if clock not in self.due and self._has_to(clock):
                self.due[clock] = self._end(policy, clock, minutes, since=None)
            if reading.danger and clock in self.due and clock != "resolve":
                self.due[clock] = min(self.due[clock], self._end(policy, clock, minutes, since=at))

    def answered(self, at: datetime) -> None:
        self.acknowledged_at = self.acknowledged_at or at
        if self.waiting_since is not None or self.answered_at is None:
            self.answered_at = at
            self.first_answered_at = self.first_answered_at or at
        self.waiting_since, self.status = None, Status.WAITING
        if self.paused_since is None:
            self.paused_since = self.answered_at

    def resolved(self, at: datetime) -> None:
        self.status = Status.RESOLVED
        if self.paused_since is not None:
            self.pauses.append(Pause(self.paused_since, at))
            self.paused_since = None

    def running(self) -> dict[str, datetime]:
        return {
            clock: end
            for clock, end in self.due.items()
            if self._has_to(clock) and not (clock == "resolve" and self.paused_since)
        }

    def _has_to(self, clock: str) -> bool:
        if clock == "resolve":
            return self.resolve_from is not None and self.status in (Status.OPEN, Status.WAITING)
        if self.waiting_since is None:
            return False
        if clock == "acknowledge":
            return self.acknowledged_at is None
        is_first = self.first_answered_at is None
        return self.asks and self.answered_at is None and is_first == (clock == "answer")

    def _targets(self, policy: ClockPolicy) -> Iterator[tuple[str, int]]:
        for clock, minutes in (
            ("acknowledge", policy.acknowledge_minutes),
            ("answer", policy.first_response_minutes),
            ("next", policy.next_response_minutes),
            ("resolve", policy.resolve_minutes),
        ):
            if minutes is not None:
                yield clock, minutes

    def _end(
        self, policy: ClockPolicy, clock: str, minutes: int, *, since: datetime | None
    ) -> datetime:
        hours = DAY_AND_NIGHT if policy.day_and_night else self.hours
        if clock == "resolve":
            assert self.resolve_from is not None
            return reference.due_at(hours, self.resolve_from, minutes, self.pauses)
        assert self.waiting_since is not None
        assert self.opened_at is not None
        return reference.due_at(
            hours, since or max(self.waiting_since, self.opened_at), minutes, []
        )


@dataclass
class Found:
    """What came of it. `wrong`: clocks that say something else than the reference. `unowned`: moments, in words."""

    messages: int = 0
    answers: int = 0
    compared: int = 0
    wrong: list[str] = field(default_factory=list)
    unowned: list[str] = field(default_factory=list)
    lasted: timedelta = timedelta()


class Replay:
    """One event after the other: somebody writes, an agent is free, an agent's answer is written."""

    def __init__(
        self, world: SmallWorld, network: EchoNetwork, agents: list[Member], *, policy: ClockPolicy, hours: Hours,
    ) -> None:  # fmt: skip
        self._world, self._network, self._agents = world, network, agents
        self._policy, self._hours = policy, hours
        self._dice, self._order = Random(SEED), count()
        self._events: list[tuple[datetime, int, str, object]] = []
        self._talks: dict[str, Talk] = {}
        self._said: dict[str, int] = {}
        self._ids: dict[int, str] = {}
        self._clocks: dict[int, Clocks] = {}
        self.found = Found()

    def run(self, some: list[Talk], *, starts_at: datetime, hours_long: int) -> Found:
        for talk in some:
            self._talks[talk.who] = talk
            minutes = self._dice.randrange(60 * hours_long)
            self._later(starts_at + timedelta(minutes=minutes), "writes", talk.who)
        for agent in self._agents:
            self._later(starts_at, "free", agent)
        until = starts_at + timedelta(hours=hours_long)
        at = starts_at
        while self._events:
            at, _, kind, about = heapq.heappop(self._events)
            self._world.now = self._network.now = at
            if kind == "writes":
                self._writes(str(about), at)
            else:
                assert isinstance(about, Member)
                self._free(about, at, is_over=at >= until)
        self.found.lasted = at - starts_at
        return self.found

    def _later(self, at: datetime, kind: str, about: object) -> None:
        heapq.heappush(self._events, (at, next(self._order), kind, about))

    def _writes(self, who: str, at: datetime) -> None:
        talk, number = self._talks[who], self._said.get(who, 0)
        self._said[who] = number + 1
        author = Author(remote_id=f"echo:{who}", handle=who, name=who.title())
        key = self._network.says(talk.said[number], by=who)
        post = self._world.post(talk.said[number], author=author, to_us=True, at=at, key=key)
        self._world.receive(post)
        self.found.messages += 1
        conversation = self._world.conversation(who)
        self._ids[conversation.pk] = who
        message = conversation.last_customer_message
        assert message is not None
        clocks = self._clocks.setdefault(conversation.pk, Clocks(self._policy, self._hours))
        clocks.heard(at, message.reading)
        self._compare(conversation, at)
        if conversation.status == Status.OPEN and conversation.assignee_id is None:
            self.found.unowned.append(f"{who} at {at:%a %H:%M}")

    def _free(self, agent: Member, at: datetime, *, is_over: bool) -> None:
        """Takes up what presses most of their own; where nothing does, looks again soon."""
        if not reference.is_open(self._hours, at):
            self._later(at + timedelta(minutes=30), "free", agent)
            return
        mine = [row for row in queries.inbox(agent, tab=Tab.MINE) if row.status == Status.OPEN]
        if not mine:
            if not (is_over and self._nobody_waits()):
                self._later(at + timedelta(minutes=5), "free", agent)
            return
        row = min(mine, key=lambda one: (-one.priority, one.id))
        self._answers(agent, row.id, at)
        self._later(at + timedelta(minutes=self._dice.randint(2, 6)), "free", agent)

    def _nobody_waits(self) -> bool:
        return not Conversation.objects.filter(status=Status.OPEN).exists()

    def _answers(self, agent: Member, conversation_id: int, at: datetime) -> None:
        who = self._ids[conversation_id]
        talk, said = self._talks[who], self._said[who]
        text = talk.answers[said - 1] if said <= len(talk.answers) else "Thank you for writing."
        actions.claim(conversation_id, by=agent, now=at)
        self._sent(actions.reply(conversation_id, text, by=agent, now=at), at)
        self.found.answers += 1
        self._clocks[conversation_id].answered(at)
        conversation = Conversation.objects.get(pk=conversation_id)
        self._compare(conversation, at)
        if said < len(talk.said):
            self._later(at + timedelta(minutes=self._dice.randint(1, 60)), "writes", who)
            return
        actions.resolve(conversation_id, by=agent, now=at)
        self._clocks[conversation_id].resolved(at)

    def _sent(self, delivery: Delivery, at: datetime) -> None:
        """The time to undo is over at once, so that everything happens on whole minutes, as the reference counts."""
        Delivery.objects.filter(pk=delivery.pk).update(due_at=delivery.created_at)
        self._network.now = at - timedelta(seconds=1)  # it takes a second itself
        channels._wake(delivery.account_id)
        run_jobs()

    def _compare(self, conversation: Conversation, at: datetime) -> None:
        must = self._clocks[conversation.pk].running()
        says = running(conversation)
        self.found.compared += len(must)
        if must != says:
            who = self._ids[conversation.pk]
            self.found.wrong.append(f"{who} at {at:%a %H:%M}: {says}, and must be {must}")
