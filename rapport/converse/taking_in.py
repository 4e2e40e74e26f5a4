"""How a message changes a conversation. Works on unsaved objects in memory; no database here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from rapport.channels.models import Delivery
from rapport.converse.by_form import came_by_form
from rapport.converse.due_times import answer_due, begin, tighten
from rapport.converse.models import Answer, Conversation
from rapport.converse.policies import DANGER, Policies
from rapport.listen.models import Message
from rapport.understand.models import Reading

Status = Conversation.Status

# Older than this when first heard: it happened before Rapport, and starts no clock.
PAST_AFTER = timedelta(days=3)
# A resolved conversation opens again when the same person writes within this time.
REOPENS_WITHIN = timedelta(days=3)


# What `automatic` says of messages no person wrote. A list passes on what people write: its mail counts as theirs.
BY_MACHINES = ("bounce", "autoreply")


def is_past(message: Message) -> bool:
    return message.created_at < message.received_at - PAST_AFTER


def is_machines(message: Message) -> bool:
    """A bounce or an automatic answer. Danger to life is never taken for one, whatever a header claims."""
    reading: Reading | None = getattr(message, "reading", None)
    in_danger = reading is not None and reading.danger
    return message.automatic in BY_MACHINES and not message.is_own and not in_danger


def wants_us(reading: Reading | None) -> bool:
    """Whether somebody has to do something: answer, or acknowledge praise."""
    return reading is not None and (
        reading.danger or reading.needs_answer or reading.intent == "praise"
    )


def hear_customer(
    conversation: Conversation,
    message: Message,
    reading: Reading | None,
    *,
    policies: Policies,
) -> None:
    """A customer's message joins. Clocks start where it wants us; a past conversation only takes note."""
    conversation.snoozed_until = None  # it comes back at once
    hear_quiet(conversation, message, reading)
    # Whoever took the trouble to write behind our link waits for us, however short the words.
    if wants_us(reading) or came_by_form(message):
        _start_waiting(conversation, message, reading, policies)


def hear_quiet(conversation: Conversation, message: Message, reading: Reading | None) -> None:
    """It is listed and judged, and starts no clock: what somebody writes who is muted."""
    older = conversation.last_customer_message_id and conversation.last_customer_message is not None
    if not older or conversation.last_customer_message.created_at <= message.created_at:  # type: ignore[union-attr]
        conversation.last_customer_message = conversation.last_message = message
        if not came_by_form(message):  # it stands in no thread; the exchange stays where it was
            conversation.thread_id = message.thread_id
        judge(conversation, reading)
    conversation.opened_at = min(conversation.opened_at, message.created_at)


def is_quiet(message: Message, quiet: Collection[int]) -> bool:
    """Whether its author is muted or blocked (`quiet`: handles). Danger to life always starts the clock."""
    reading: Reading | None = getattr(message, "reading", None)
    in_danger = reading is not None and reading.danger
    return message.author_id in quiet and not in_danger


def hear_brought(
    conversation: Conversation,
    message: Message,
    reading: Reading | None,
    *,
    policies: Policies,
    now: datetime,
) -> None:
    """Somebody brought in what was not said to us. It waits by their word, whatever its reading says.

    They have waited since they wrote; what we owe counts from now, for nobody of us was asked before. Where something
    waits already, its clocks and what is answered stay.
    """
    last = conversation.last_message
    conversation.snoozed_until = None
    if last is None or last.created_at <= message.created_at:
        conversation.last_message = message
    if conversation.status == Status.OPEN and conversation.waiting_since is not None:
        return
    conversation.last_customer_message, conversation.thread_id = message, message.thread_id
    judge(conversation, reading)
    conversation.status, conversation.opened_at = Status.OPEN, now
    conversation.waiting_since = message.created_at
    _clear_clocks(conversation)
    conversation.asks = reading is None or reading.intent != "praise"
    conversation.resolve_from = now
    begin(conversation, policies=policies)


def is_human_answer(message: Message) -> bool:
    """Words of a member, or sent outside Rapport; a sign that somebody was heard is no answer."""
    delivery = message.delivery
    if delivery is None:
        return True
    answer: Answer | None = getattr(delivery, "answer", None)
    is_sign = answer is not None and answer.kind == Answer.Kind.ACKNOWLEDGEMENT
    return delivery.origin == Delivery.Origin.MEMBER and not is_sign


def left_at(message: Message) -> datetime:
    """When an answer of ours left: the receipt stopped the clock, and may be earlier than the network's own time."""
    sent = message.delivery.sent_at if message.delivery is not None else None
    return min(sent, message.created_at) if sent is not None else message.created_at


def judge(conversation: Conversation, reading: Reading | None) -> None:
    """The conversation's mood, intent and danger are those of its latest customer message."""
    if reading is None:
        return
    conversation.sentiment = reading.sentiment if reading.covered else "neutral"
    conversation.intent = reading.intent
    conversation.danger = reading.danger


def _start_waiting(
    conversation: Conversation,
    message: Message,
    reading: Reading | None,
    policies: Policies,
) -> None:
    anew = conversation.status in (Status.RESOLVED, Status.QUIET)
    if conversation.status != Status.PAST:
        conversation.status = Status.OPEN
    if conversation.waiting_since is None:
        conversation.waiting_since = message.created_at
        conversation.answered_at = conversation.next_due_at = conversation.next_from = None
        conversation.asks = False
        if anew:
            _clear_clocks(conversation)
    if conversation.status == Status.PAST:
        return
    conversation.asks |= reading is not None and (reading.needs_answer or reading.danger)
    conversation.resolve_from = conversation.resolve_from or conversation.waiting_since
    begin(conversation, policies=policies)
    if reading is not None and reading.danger:
        hasten(conversation, since=message.created_at, policies=policies)


def _clear_clocks(c: Conversation) -> None:
    """An opening begins: nothing of the one before counts."""
    c.acknowledged_at = c.first_answered_at = c.answered_at = None
    c.acknowledge_due_at = c.answer_due_at = c.next_due_at = None
    c.acknowledge_from = c.answer_from = c.next_from = None
    c.resolve_from = c.resolve_due_at = None
    c.policy_id = None


def hasten(conversation: Conversation, *, since: datetime, policies: Policies) -> None:
    """What waits turns out to be danger: its clocks are those of danger from then, unless they end sooner."""
    if conversation.danger and conversation.answered_at is None:
        conversation.asks = True
        tighten(conversation, DANGER, since=since, policies=policies)


def hear_ours(
    conversation: Conversation,
    message: Message,
    *,
    meanwhile: Callable[[], Sequence[Message]] = tuple,
    policies: Policies,
) -> None:
    """Something of ours joins. Only a human's answer stops a clock; a sign does when its receipt comes.

    `meanwhile`: what the customer wrote between the writing of an answer and its standing there.
    """
    if (
        conversation.last_message is None
        or conversation.last_message.created_at <= message.created_at
    ):
        conversation.last_message = message
    if not is_human_answer(message):
        return
    if conversation.waiting_since is not None and message.created_at < conversation.waiting_since:
        return  # it was written before what waits
    note_answered(conversation, message.created_at, meanwhile=meanwhile(), policies=policies)
    if conversation.status in (Status.OPEN, Status.QUIET) and conversation.waiting_since is None:
        conversation.status = Status.WAITING


def note_answered(
    conversation: Conversation,
    at: datetime,
    *,
    meanwhile: Sequence[Message] = (),
    policies: Policies,
) -> None:
    """An answer stands where the customer can see it: it acknowledges too.

    `meanwhile`: what they wrote since it was written, that wants us. No word of it answers that: it waits on.
    """
    waited = conversation.waiting_since
    _stop_waiting(conversation, at)
    if waited is not None and meanwhile:
        _wait_on(conversation, meanwhile, waited=waited, policies=policies)


def _wait_on(
    c: Conversation, meanwhile: Sequence[Message], *, waited: datetime, policies: Policies
) -> None:
    """The next clock begins with the oldest of them; where it runs by that one already, it runs on."""
    c.waiting_since, c.answered_at = max(waited, min(m.created_at for m in meanwhile)), None
    readings = [reading for m in meanwhile if (reading := getattr(m, "reading", None)) is not None]
    c.asks = any(reading.needs_answer or reading.danger for reading in readings)
    if c.status in (Status.WAITING, Status.QUIET):
        c.status = Status.OPEN
    if c.next_from != max(c.waiting_since, c.opened_at):
        c.next_due_at = c.next_from = None
    begin(c, policies=policies)


def _stop_waiting(conversation: Conversation, at: datetime) -> None:
    conversation.acknowledged_at = conversation.acknowledged_at or at
    if conversation.waiting_since is not None or conversation.answered_at is None:
        conversation.answered_at = at
        conversation.first_answered_at = conversation.first_answered_at or at
    conversation.waiting_since = None
    conversation.came_back = ""


def note_acknowledged(conversation: Conversation, at: datetime) -> None:
    """A visible sign that is no answer. Praise wants no more than that."""
    conversation.acknowledged_at = conversation.acknowledged_at or at
    if answer_due(conversation) is None and conversation.status == Status.OPEN:
        conversation.status = Status.QUIET
        conversation.waiting_since = None
