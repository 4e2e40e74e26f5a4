"""What accounts say by themselves, and what speaks against it beside one message."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rapport.channels.models import Account, Delivery
from rapport.converse.models import Answer, AutomaticReply, Conversation
from rapport.converse.queries.checking import check_reply
from rapport.converse.queries.saying import values_for
from rapport.kit.business_time import HoursError, is_open
from rapport.understand.contract import LET_DOWN
from rapport.understand.models import Reading
from rapport.voice.queries import fill
from rapport.workspace.queries import organisation, working_hours

# Of a reading's three: from here on it may be anger, and anger hears a person.
MAYBE_ANGRY = 0.3


def with_automatic_reply(conversation_ids: Iterable[int]) -> list[int]:
    """Those whose account says something by itself. One statement, however many begin to wait at once."""
    speaking = Conversation.objects.filter(account__automatic_reply__is_on=True)
    wanted = speaking.filter(pk__in=list(conversation_ids)).order_by("pk")
    return list(wanted.values_list("pk", flat=True))


def accounts_that_may_answer_by_themselves() -> list[Account]:
    """All of ours that may send at all, with what is written for each under `automatic_reply` where there is."""
    found = Account.objects.filter(is_place=False, read_only=False)
    return list(
        found.select_related("brand", "automatic_reply__written_by").order_by("network", "handle")
    )


def answered_by_themselves(account_id: int, *, limit: int = 10) -> list[Answer]:
    """What left without anybody's press, the newest first."""
    found = Answer.objects.filter(
        kind=Answer.Kind.AUTOMATIC, delivery__account_id=account_id
    ).select_related("delivery", "conversation__person")
    return list(found.order_by("-delivery__created_at", "-pk")[:limit])


def filled_for(conversation: Conversation, reply: AutomaticReply, *, now: datetime) -> str:
    message = conversation.last_customer_message
    reading = _reading(message.pk) if message else None
    language = reading.language if reading else ""
    values = values_for(conversation, None, language=language, now=now, hours=working_hours())
    return fill(reply.text, values).text


def why_not(conversation: Conversation, reply: AutomaticReply, *, now: datetime) -> str:
    """What speaks against saying it under their last message, as a word; "" where nothing does."""
    message = conversation.last_customer_message
    if message is None or message.deleted_at is not None:
        return "nothing to answer"
    if message.scope != "private":
        return "public"
    if message.automatic:
        return "a machine wrote"
    if conversation.status != Conversation.Status.OPEN or conversation.waiting_since is None:
        return "nobody waits"
    if conversation.claimed_until is not None and conversation.claimed_until > now:
        return "somebody answers"
    if conversation.danger or conversation.person.wants_silence_since is not None:
        return "danger" if conversation.danger else "silence"
    if _grave(_reading(message.pk)):
        return "anger"
    if (
        conversation.answers.exclude(delivery__state__in=_NOT_LEFT)
        .filter(answered=message)
        .exists()
    ):
        return "answered"
    if reply.only_closed and _is_open(now):
        return "open"
    return _found_by_the_check(conversation, reply, now=now)


_NOT_LEFT = (Delivery.State.UNDONE, Delivery.State.REFUSED)


def _reading(message_id: int) -> Reading | None:
    return Reading.objects.filter(pk=message_id).first()


def _grave(reading: Reading | None) -> bool:
    """Anger, danger and hard words hear a person; so does what nobody could read."""
    if reading is None or reading.danger or reading.offensive or not reading.covered:
        return True
    if reading.sentiment == "negative" or reading.intent in LET_DOWN:
        return True
    probabilities = list(reading.probabilities or [])
    return bool(probabilities) and probabilities[0] >= MAYBE_ANGRY


def _is_open(now: datetime) -> bool:
    try:
        return is_open(working_hours(), now)
    except HoursError:
        return False


def _found_by_the_check(conversation: Conversation, reply: AutomaticReply, *, now: datetime) -> str:
    """Whatever would make a member look again: something going on, a statement that has changed since, a value missing."""
    text = filled_for(conversation, reply, now=now)
    house = organisation()
    zone = house.timezone if house else "UTC"
    found = check_reply(conversation, text, by=None, now=now, zone=zone, privately=True)
    return "the check" if any(one.severity != "note" for one in found) else ""
