"""Every read of this room worth a name: the list, the page, the figures."""

from rapport.converse.queries.brief import AnsweredByOthers, answered_by_others
from rapport.converse.queries.brought import InInbox, brought_in, inbox_column, speaking_account
from rapport.converse.queries.checking import check_reply
from rapport.converse.queries.figures import pile_ons, waiting_summary
from rapport.converse.queries.inbox import counts, inbox, rows
from rapport.converse.queries.owed import Owed, at_handover, debts_of, open_of, place_in_handover
from rapport.converse.queries.page import conversation_for, conversation_page, original_of
from rapport.converse.queries.policies import usual_response_minutes
from rapport.converse.queries.routing import routing_of
from rapport.converse.queries.telling import Told, told
from rapport.converse.queries.turns import delivery_views

__all__ = [
    "AnsweredByOthers",
    "InInbox",
    "Owed",
    "Told",
    "answered_by_others",
    "at_handover",
    "brought_in",
    "check_reply",
    "conversation_for",
    "conversation_page",
    "counts",
    "debts_of",
    "delivery_views",
    "inbox",
    "inbox_column",
    "open_of",
    "original_of",
    "pile_ons",
    "place_in_handover",
    "routing_of",
    "rows",
    "speaking_account",
    "told",
    "usual_response_minutes",
    "waiting_summary",
]
