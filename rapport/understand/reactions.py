"""What this room does when a lower room announces something."""

from __future__ import annotations

from django.utils import timezone

from rapport.ledger.registry import on
from rapport.listen.events import MessagesReceived
from rapport.understand.actions import understand


@on(MessagesReceived, queue="in")
def read_messages(fact: MessagesReceived) -> None:
    understand(
        fact.account_id,
        new_ids=fact.new_ids,
        around_ids=fact.around_ids,
        edited_ids=fact.edited_ids,
        deleted_ids=fact.deleted_ids,
        import_run_id=fact.import_run_id,
        now=timezone.now(),
    )
