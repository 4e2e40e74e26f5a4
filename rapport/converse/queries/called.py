"""Whom conversations are with, for sentences that staff read in passing: notices, alarms, the strip of danger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapport.converse.models import Conversation
from rapport.converse.queries.inbox import network_name
from rapport.converse.queries.names import title
from rapport.kit.text import without_zero_width
from rapport.workspace.models import Member
from rapport.workspace.queries import can

# Whoever calls themselves a whole sentence does not get one in our letters.
NAME_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Called:
    name: str
    network: str


def people_of(conversation_ids: Iterable[int]) -> dict[int, Called]:
    """Whom each is with and where, by id; those that are gone are left out. One statement.

    A name is one line of at most 40 characters. Ask `people_for` unless each reader was looked at already.
    """
    columns = (
        "pk", "account__network",
        "last_customer_message__author__display_name", "last_customer_message__author__name",
    )  # fmt: skip
    found = Conversation.objects.filter(pk__in=set(conversation_ids)).values_list(*columns)
    return {
        pk: Called(_one_line(shown) or _one_line(handle) or "Somebody", network_name(network))
        for pk, network, shown, handle in found
    }


def people_for(member: Member, conversation_ids: Iterable[int]) -> dict[int, Called]:
    """The same for one reader: nothing of what they may not see."""
    return people_of(conversation_ids) if can(member, "see") else {}


def _one_line(name: str | None) -> str:
    return title(without_zero_width(name or ""), NAME_LENGTH)
