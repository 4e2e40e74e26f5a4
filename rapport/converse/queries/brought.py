"""What was heard elsewhere and stands in the Inbox, and who of us can answer it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from rapport.channels.models import Account
from rapport.converse.answering_accounts import account_that_answers, connectors_that_answer
from rapport.converse.models import Conversation, Turn


@dataclass(frozen=True, slots=True)
class InInbox:
    """Where a message stands in the Inbox. `status` is its conversation's."""

    conversation_id: int
    status: str

    @classmethod
    def of(cls, column: dict[str, Any] | None) -> InInbox | None:
        return cls(column["id"], column["status"]) if column else None


def brought_in(message_ids: Iterable[int]) -> dict[int, InInbox]:
    """Those of these messages that stand in a conversation, brought in or said to us. One statement."""
    turns = Turn.objects.filter(message_id__in=list(message_ids))
    found = turns.values_list("message_id", "conversation_id", "conversation__status")
    return {message_id: InInbox(pk, status) for message_id, pk, status in found}


def inbox_column(message: OuterRef) -> Subquery:
    """The same as a column beside a message, to be read by `InInbox.of`: costs only the rows that are shown."""
    turns = Turn.objects.filter(message=message)
    where = JSONObject(id="conversation_id", status="conversation__status")
    return Subquery(turns.values(where=where)[:1])


def speaking_account(conversation: Conversation) -> Account | None:
    """The account that answers a conversation: its own, or for what a place told of, one of ours on that network."""
    account = conversation.account
    if not account.is_place:
        return account
    return account_that_answers(account.home, brand_id=conversation.brand_id)


def may_be_connected(network: str) -> str:
    """The slug of a connector whose accounts answer on that network; "" where none is installed."""
    return next(iter(connectors_that_answer(network)), "")
