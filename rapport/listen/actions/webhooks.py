"""Webhook calls: each is taken once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction

from rapport.channels.contract import Page
from rapport.channels.models import Account
from rapport.listen.actions.receiving import receive_live
from rapport.listen.contract import Received
from rapport.listen.models import SeenCall

# A call may be signed 300 s ago or ahead; one sent again after this is refused for its age.
SEEN_FOR = timedelta(minutes=10)


@transaction.atomic
def receive_webhook(
    account: Account, page: Page, *, call_id: str, now: datetime
) -> Received | None:
    """Store what a verified call brought, in one transaction with the call's id. None where that call was taken before.

    Of the same call sent twice at the same moment one waits for the other, and stores nothing.
    """
    if call_id and not _first_time(account, call_id, now):
        return None
    # A sender calls as soon as there is something to tell; what is older than the account was sent to catch up.
    return receive_live(account, page, listened_since=account.created_at, now=now)


def forget_calls(*, now: datetime) -> int:
    """Let go of the ids of calls that would be refused for their age by now."""
    return SeenCall.objects.filter(at__lt=now - SEEN_FOR).delete()[0]


def _first_time(account: Account, call_id: str, now: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO listen_seencall (account_id, call_id, at) VALUES (%s, %s, %s)"
            " ON CONFLICT (account_id, call_id) DO NOTHING RETURNING id",
            [account.pk, call_id, now],
        )
        return cursor.fetchone() is not None
