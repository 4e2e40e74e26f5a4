"""Every read of this room worth a name: the list, the page, the figures."""

from rapport.converse.queries.brought import InInbox, brought_in, inbox_column, speaking_account
from rapport.converse.queries.checking import check_reply
from rapport.converse.queries.consulting import (
    asked_by,
    asked_of,
    consultation_for,
    consulted_spans,
)
from rapport.converse.queries.figures import pile_ons, waiting_summary
from rapport.converse.queries.inbox import counts, inbox, rows
from rapport.converse.queries.page import conversation_for, conversation_page, original_of
from rapport.converse.queries.similar import Similar, similar_open
from rapport.converse.queries.telling import Told, told
from rapport.converse.queries.turns import delivery_views

__all__ = [
    "InInbox",
    "Similar",
    "Told",
    "asked_by",
    "asked_of",
    "brought_in",
    "check_reply",
    "consultation_for",
    "consulted_spans",
    "conversation_for",
    "conversation_page",
    "counts",
    "delivery_views",
    "inbox",
    "inbox_column",
    "original_of",
    "pile_ons",
    "rows",
    "similar_open",
    "speaking_account",
    "told",
    "waiting_summary",
]
