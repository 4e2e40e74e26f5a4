"""Every read of this room worth a name: the list, the page, the figures."""

from rapport.converse.by_form import is_answered_in_public as goes_public
from rapport.converse.queries.brought import InInbox, brought_in, inbox_column, speaking_account
from rapport.converse.queries.checking import check_reply
from rapport.converse.queries.consulting import (
    asked_by,
    asked_of,
    consultation_for,
    consulted_spans,
)
from rapport.converse.queries.failings import (
    ToldOfIt,
    beside_in_thread,
    failing,
    failings,
    failings_of,
    who_spoke_of,
)
from rapport.converse.queries.figures import pile_ons, waiting_summary
from rapport.converse.queries.inbox import counts, inbox, rows
from rapport.converse.queries.likeness import AnsweredAlike, answered_alike
from rapport.converse.queries.names import hue as hue_of
from rapport.converse.queries.names import initials as initials_of
from rapport.converse.queries.page import conversation_for, conversation_page, original_of
from rapport.converse.queries.policies import usual_response_minutes
from rapport.converse.queries.private_links import private_link
from rapport.converse.queries.saying import SavedReplyOffer, saved_replies_for
from rapport.converse.queries.similar import Similar, similar_open
from rapport.converse.queries.telling import Told, told
from rapport.converse.queries.turns import delivery_views

__all__ = [
    "AnsweredAlike",
    "InInbox",
    "SavedReplyOffer",
    "Similar",
    "Told",
    "ToldOfIt",
    "answered_alike",
    "asked_by",
    "asked_of",
    "beside_in_thread",
    "brought_in",
    "check_reply",
    "consultation_for",
    "consulted_spans",
    "conversation_for",
    "conversation_page",
    "counts",
    "delivery_views",
    "failing",
    "failings",
    "failings_of",
    "goes_public",
    "hue_of",
    "inbox",
    "inbox_column",
    "initials_of",
    "original_of",
    "pile_ons",
    "private_link",
    "rows",
    "saved_replies_for",
    "similar_open",
    "speaking_account",
    "told",
    "usual_response_minutes",
    "waiting_summary",
    "who_spoke_of",
]
