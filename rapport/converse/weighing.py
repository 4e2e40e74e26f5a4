"""Giving open conversations their priority: the facts gathered in few statements, the sum by `priority`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count

from rapport.converse.audience import WORSE_FROM, made_it_worse
from rapport.converse.due_times import running
from rapport.converse.models import Conversation, Turn
from rapport.converse.mood import mood_turns
from rapport.converse.policies import hours_for, own_hours_now
from rapport.converse.priority import Situation, parts, total
from rapport.converse.taking_in import BY_MACHINES
from rapport.ledger.rows import update_rows
from rapport.listen.models import Message
from rapport.understand.models import Reading
from rapport.voice.queries import open_promises
from rapport.workspace.queries import working_hours

# Voices count as joining in while they are this fresh.
OTHERS_WITHIN = timedelta(hours=6)
ASKED_WITHIN = timedelta(days=7)


def weigh(conversations: Sequence[Conversation], *, now: datetime) -> list[Conversation]:
    """Write the priority of open conversations; returns those whose priority changed. Eight statements, one more where somebody is angry, two more where people are angry under an answer of ours."""
    waiting = [c for c in conversations if c.status == Conversation.Status.OPEN]
    if not waiting:
        return []
    facts = _Facts(waiting, now)
    changed = []
    for conversation in waiting:
        found = parts(facts.situation(conversation, now))
        if found != conversation.priority_parts:
            conversation.priority_parts, conversation.priority = found, total(found)
            changed.append(conversation)
    update_rows(changed, ["priority", "priority_parts"])
    return changed


class _Facts:
    def __init__(self, conversations: Sequence[Conversation], now: datetime) -> None:
        self.hours = working_hours()
        self.own_hours = own_hours_now(house=self.hours)
        people = {c.person_id for c in conversations}
        self.broken: Counter[int] = Counter()
        self.owed: Counter[int] = Counter()
        for promise in open_promises(people):
            (self.broken if promise.due_at < now else self.owed)[promise.person_id] += 1
        last = [c.last_customer_message_id for c in conversations if c.last_customer_message_id]
        self.readings = Reading.objects.in_bulk(last)
        self.authors = {
            pk: (followers, person)
            for pk, followers, person in Message.objects.filter(pk__in=last).values_list(
                "pk", "author__followers", "author__person_id"
            )
        }
        threads = {c.thread_id for c in conversations if c.thread_id}
        voices = Message.objects.filter(
            thread_id__in=threads, is_own=False, created_at__gte=now - OTHERS_WITHIN
        )
        voices = voices.exclude(automatic__in=BY_MACHINES)
        counted = (
            voices.order_by()
            .values("thread_id")
            .annotate(n=Count("author__person_id", distinct=True))
        )
        self.voices = dict(counted.values_list("thread_id", "n"))
        self.worse = _worse([t for t, n in self.voices.items() if n > WORSE_FROM])
        self.asked = self._times_asked(conversations, now)
        self.turns = mood_turns([c.pk for c in conversations if c.sentiment == "negative"])

    def _times_asked(self, conversations: Sequence[Conversation], now: datetime) -> dict[int, int]:
        """How many of the person's messages to us in a week wanted something, our answers or not."""
        people = {c.person_id for c in conversations}
        turns = Turn.objects.filter(conversation__person_id__in=people, at__gte=now - ASKED_WITHIN)
        wanted = turns.filter(
            message__is_own=False, message__reading__needs_answer=True, brought_at=None
        )
        wanted = wanted.exclude(message__automatic__in=BY_MACHINES)
        found: dict[int, int] = defaultdict(lambda: 1)
        counted = wanted.order_by().values("conversation__person_id").annotate(n=Count("pk"))
        found.update({row["conversation__person_id"]: max(1, row["n"]) for row in counted})
        return found

    def situation(self, c: Conversation, now: datetime) -> Situation:
        reading = self.readings.get(c.last_customer_message_id or 0)
        followers, _ = self.authors.get(c.last_customer_message_id or 0, (None, None))
        ends = running(c)
        due = ends.get("acknowledge") or ends.get("answer") or ends.get("next")
        return Situation(
            now=now,
            danger=c.danger,
            vulnerable=_is_vulnerable(reading),
            broken_promises=self.broken[c.person_id],
            owed_promises=self.owed[c.person_id],
            urgency=reading.urgency if reading else 0,
            urgency_name=_urgency_name(reading),
            negative=c.sentiment == "negative",
            turn=self.turns.get(c.pk, 0.0),
            clock_from=c.waiting_since,
            clock_due=due,
            hours=hours_for(c, self.hours, own=self.own_hours),
            times_asked=self.asked[c.person_id],
            others=max(0, self.voices.get(c.thread_id or 0, 0) - 1),
            worse=self._worse_for(c),
            followers=followers,
        )

    def _worse_for(self, c: Conversation) -> int:
        found = [
            (under - {c.person_id}, before - {c.person_id})
            for under, before in self.worse[c.thread_id or 0]
        ]
        return max((len(u) for u, b in found if made_it_worse(len(u), len(b))), default=0)


def _worse(thread_ids: Sequence[int]) -> dict[int, list[tuple[set[int], set[int]]]]:
    """By thread, for each answer of ours with angry people beneath: who they are, and who was angry before it.

    At most two statements, and none where no thread has people enough.
    """
    found: dict[int, list[tuple[set[int], set[int]]]] = defaultdict(list)
    if not thread_ids:
        return found
    negative = Message.objects.filter(
        thread_id__in=thread_ids, is_own=False, deleted_at=None, reading__sentiment="negative"
    ).exclude(automatic__in=BY_MACHINES)
    beneath = negative.filter(parent__is_own=True).order_by()
    people = ArrayAgg("author__person_id", distinct=True, default=[])
    rows = list(
        beneath.values_list("thread_id", "parent__created_at")
        .annotate(n=Count("author__person_id", distinct=True), people=people)
        .filter(n__gte=WORSE_FROM)
    )
    if not rows:
        return found
    angry = list(negative.values_list("thread_id", "created_at", "author__person_id"))
    for thread_id, answered_at, _n, under in rows:
        before = {who for thread, at, who in angry if thread == thread_id and at < answered_at}
        found[thread_id].append((set(under), before))
    return found


def _urgency_name(reading: Reading | None) -> str:
    """The largest named part of the urgency: "stranded" of "urgency: stranded"."""
    if reading is None:
        return ""
    named = [r for r in reading.reasons if str(r["kind"]).startswith("urgency:")]
    return (
        str(max(named, key=lambda r: r["weight"])["kind"]).partition(":")[2].strip()
        if named
        else ""
    )


def _is_vulnerable(reading: Reading | None) -> bool:
    """A child or somebody ill or disabled is spoken of as in need; said by the words, never kept of a person."""
    kinds = {str(reason["kind"]) for reason in reading.reasons} if reading else set()
    return bool(kinds & {"urgency: child", "urgency: medical"})
