"""Every read of this room worth a name: the list, the page, the figures."""

from rapport.converse.queries.brought import InInbox, brought_in, inbox_column, speaking_account
from rapport.converse.queries.checking import check_reply
from rapport.converse.queries.figures import pile_ons, waiting_summary
from rapport.converse.queries.inbox import counts, cursor_after, inbox, rows, rows_of
from rapport.converse.queries.page import conversation_for, conversation_page, original_of
from rapport.converse.queries.reasons import resolve_reasons
from rapport.converse.queries.searching import Found, Scope, search
from rapport.converse.queries.telling import Told, told
from rapport.converse.queries.turns import delivery_views
from rapport.converse.queries.views import (
    may_change,
    view_counts,
    view_cursor,
    view_for,
    view_rows,
    views_for,
)

__all__ = [
    "Found",
    "InInbox",
    "Scope",
    "Told",
    "brought_in",
    "check_reply",
    "conversation_for",
    "conversation_page",
    "counts",
    "cursor_after",
    "delivery_views",
    "inbox",
    "inbox_column",
    "may_change",
    "original_of",
    "pile_ons",
    "resolve_reasons",
    "rows",
    "rows_of",
    "search",
    "speaking_account",
    "told",
    "view_counts",
    "view_cursor",
    "view_for",
    "view_rows",
    "views_for",
    "waiting_summary",
]
