"""Who was told of what is going on, and when it would end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from rapport.channels.models import Delivery
from rapport.converse.models import Conversation, ToldFact
from rapport.ledger.prepared import Prepared, first
from rapport.listen import queries as listen
from rapport.listen.contract import OfferedFact
from rapport.understand.models import Reading

_LANGUAGE = Prepared(
    lambda message: Reading.objects.filter(message_id=message).values_list("language", flat=True),
    message=int,
)


def note_told(
    conversation: Conversation,
    delivery: Delivery,
    *,
    now: datetime,
    said_facts: Mapping[int, datetime | None],
) -> None:
    """Write down which facts a reply tells of, and which end; call in its transaction.

    Those whose line was put into it and is still there by half, and those it names the expected end of. `said_facts` are
    the former with the end their line had: it may have moved while the reply was written. Only facts that stand beside
    this conversation and may be said.
    """
    message_id = conversation.last_customer_message_id
    if message_id is None or not getattr(conversation, "facts_stand", True):
        return
    beside = listen.offered_facts(
        message_id,
        brand=conversation.brand_id,
        language=lambda: first(_LANGUAGE(message=message_id)) or "",
        now=now,
    )
    ToldFact.objects.bulk_create(
        ToldFact(
            fact_id=fact.id,
            conversation=conversation,
            delivery=delivery,
            end_told=_end_told(delivery.text, fact, said_facts),
            at=now,
        )
        for fact in beside
        if fact.line and _tells(delivery.text, fact, said_facts)
    )


def _tells(text: str, fact: OfferedFact, said_facts: Mapping[int, datetime | None]) -> bool:
    if fact.ends_at is not None and listen.says_end(text, fact.ends_at):
        return True
    return fact.id in said_facts and listen.keeps_line(text, fact.line)


def _end_told(
    text: str, fact: OfferedFact, said_facts: Mapping[int, datetime | None]
) -> datetime | None:
    """The end that stands in the text: today's, or the one that was put in before it moved."""
    if fact.ends_at is not None and listen.says_end(text, fact.ends_at):
        return fact.ends_at
    put_in = said_facts.get(fact.id)
    return put_in if put_in is not None and listen.says_end(text, put_in) else None
