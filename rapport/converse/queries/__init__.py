"""Every read of this room worth a name: the list, the page, the figures."""

from rapport.converse.by_form import is_answered_in_public as goes_public
from rapport.converse.cases import CASES_IN_A_FILE, cases_in_csv, cases_in_json
from rapport.converse.criticism import marked_words
from rapport.converse.queries.acts import only_one_of
from rapport.converse.queries.automatic import (
    accounts_that_may_answer_by_themselves,
    answered_by_themselves,
)
from rapport.converse.queries.brief import AnsweredByOthers, answered_by_others
from rapport.converse.queries.brought import InInbox, brought_in, inbox_column, speaking_account
from rapport.converse.queries.called import Called, people_for
from rapport.converse.queries.cases import (
    CasePlanned,
    CasesPlan,
    case_keys,
    case_secrets,
    plan_cases,
)
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
    calls_of,
    failing,
    failings,
    failings_of,
    who_spoke_of,
)
from rapport.converse.queries.figures import FirstTimes, first_times, pile_ons, waiting_summary
from rapport.converse.queries.inbox import (
    counts,
    cursor_after,
    in_danger,
    inbox,
    is_late,
    network_name,
    rows,
    rows_of,
)
from rapport.converse.queries.labels import (
    LabelLine,
    label_for,
    label_lines,
    names_of_labels,
    offered_labels,
    policies_asking_for,
    rules_asking_for,
)
from rapport.converse.queries.likeness import AnsweredAlike, answered_alike
from rapport.converse.queries.moderation import (
    ActsAsked,
    ModerationChoice,
    RuleCount,
    act_state,
    current_rules,
    moderatable_message,
    moderation_act_for,
    moderation_acts,
    moderation_choices,
    published_rule,
    rule_counts,
)
from rapport.converse.queries.names import hue as hue_of
from rapport.converse.queries.names import initials as initials_of
from rapport.converse.queries.owed import Owed, at_handover, debts_of, open_of, place_in_handover
from rapport.converse.queries.page import (
    conversation_for,
    conversation_of_delivery,
    conversation_page,
    original_of,
    reading_view,
)
from rapport.converse.queries.policies import (
    PoliciesShown,
    PolicyLine,
    policies_shown,
    policy_for,
    usual_response_minutes,
)
from rapport.converse.queries.presence import seen_by
from rapport.converse.queries.private_links import private_link
from rapport.converse.queries.reasons import resolve_reasons
from rapport.converse.queries.routing import account_orders, routing_of
from rapport.converse.queries.saying import SavedReplyOffer, saved_replies_for
from rapport.converse.queries.searching import Found, Scope, search
from rapport.converse.queries.searching import read as read_query
from rapport.converse.queries.similar import Similar, similar_open
from rapport.converse.queries.solved import solved_line
from rapport.converse.queries.telling import Told, told
from rapport.converse.queries.triage import (
    AppliedLine,
    DryRun,
    RuleLine,
    rule_for,
    rule_lines,
    undoable_today,
    what_it_did,
)
from rapport.converse.queries.turns import delivery_views
from rapport.converse.queries.undelivered import answered_by
from rapport.converse.queries.views import (
    may_change,
    view_counts,
    view_cursor,
    view_for,
    view_rows,
    views_for,
)

__all__ = [
    "CASES_IN_A_FILE",
    "ActsAsked",
    "AnsweredAlike",
    "AnsweredByOthers",
    "AppliedLine",
    "Called",
    "CasePlanned",
    "CasesPlan",
    "DryRun",
    "FirstTimes",
    "Found",
    "InInbox",
    "LabelLine",
    "ModerationChoice",
    "Owed",
    "PoliciesShown",
    "PolicyLine",
    "RuleCount",
    "RuleLine",
    "SavedReplyOffer",
    "Scope",
    "Similar",
    "Told",
    "ToldOfIt",
    "account_orders",
    "accounts_that_may_answer_by_themselves",
    "act_state",
    "answered_alike",
    "answered_by",
    "answered_by_others",
    "answered_by_themselves",
    "asked_by",
    "asked_of",
    "at_handover",
    "beside_in_thread",
    "brought_in",
    "calls_of",
    "case_keys",
    "case_secrets",
    "cases_in_csv",
    "cases_in_json",
    "check_reply",
    "consultation_for",
    "consulted_spans",
    "conversation_for",
    "conversation_of_delivery",
    "conversation_page",
    "counts",
    "current_rules",
    "cursor_after",
    "debts_of",
    "delivery_views",
    "failing",
    "failings",
    "failings_of",
    "first_times",
    "goes_public",
    "hue_of",
    "in_danger",
    "inbox",
    "inbox_column",
    "initials_of",
    "is_late",
    "label_for",
    "label_lines",
    "marked_words",
    "may_change",
    "moderatable_message",
    "moderation_act_for",
    "moderation_acts",
    "moderation_choices",
    "names_of_labels",
    "network_name",
    "offered_labels",
    "only_one_of",
    "open_of",
    "original_of",
    "people_for",
    "pile_ons",
    "place_in_handover",
    "plan_cases",
    "policies_asking_for",
    "policies_shown",
    "policy_for",
    "private_link",
    "published_rule",
    "read_query",
    "reading_view",
    "resolve_reasons",
    "routing_of",
    "rows",
    "rows_of",
    "rule_counts",
    "rule_for",
    "rule_lines",
    "rules_asking_for",
    "saved_replies_for",
    "search",
    "seen_by",
    "similar_open",
    "solved_line",
    "speaking_account",
    "told",
    "undoable_today",
    "usual_response_minutes",
    "view_counts",
    "view_cursor",
    "view_for",
    "view_rows",
    "views_for",
    "waiting_summary",
    "what_it_did",
    "who_spoke_of",
]
