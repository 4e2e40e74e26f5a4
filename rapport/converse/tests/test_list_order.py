"""The list's few ids come first: beyond eight tables PostgreSQL would read every message there is for a page of rows."""

from __future__ import annotations

import pytest
from django.db.models import F

from rapport.converse.models import Conversation
from rapport.converse.queries.inbox import shown_conversations
from rapport.ledger.prepared import demand_an_order

pytestmark = pytest.mark.django_db


def test_a_page_of_rows_joins_no_more_tables_than_an_order_is_looked_for_among() -> None:
    held = Conversation.objects.order_by("pk").values("pk")[:26]
    demand_an_order(shown_conversations().filter(pk__in=held))


def test_a_table_too_many_is_refused_where_it_is_written() -> None:
    found = Conversation.objects.select_related(
        "account__brand", "person", "assignee", "claimed_by", "last_customer_message"
    )
    demand_an_order(found.filter(pk__in=Conversation.objects.values("pk")[:26]))
    one_more = found.annotate(policy_name=F("policy__name"))
    demand_an_order(one_more.filter(pk=12))
    demand_an_order(one_more.filter(pk__in=[12, 13]))
    with pytest.raises(ValueError, match="read whole"):
        demand_an_order(one_more.filter(pk__in=Conversation.objects.values("pk")[:26]))
