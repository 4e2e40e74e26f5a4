"""Counting a day page by page; the collector does it, beside reading."""

from __future__ import annotations

import asyncio
import logging

from django.utils import timezone

from rapport.channels.contract import Connector, Page
from rapport.channels.errors import AllowanceSpent, NetworkError, RetryLater
from rapport.listen.actions.auditing import (
    DayCount,
    count_page,
    count_what_we_hold,
    fail_audit,
    finish_audit,
    lists_its_past,
)
from rapport.listen.models import DayAudit
from rapport.listen.reading_accounts import opened
from rapport.listen.threads_of_work import in_database

logger = logging.getLogger(__name__)

FAULTS_AT_MOST = 5


async def audit_day(audit_id: int) -> None:
    """Count a day that was taken, and write down what came of it. Safe to begin again at any time."""
    audit = await in_database(_being_counted, audit_id)
    if audit is None:
        return
    if not await in_database(lists_its_past, audit.account):
        await in_database(_count_what_we_hold, audit)
        return
    try:
        connector = await opened(audit.account)
        try:
            count = await _counted(audit, connector)
        finally:
            await connector.aclose()
    except NetworkError as error:
        await in_database(_fail, audit_id, str(error))
    except Exception:
        logger.exception("Counting day %s failed.", audit_id)
        await in_database(_fail, audit_id, "Something failed on our side; see the log.")
    else:
        await in_database(_finish, audit, count)


async def _counted(audit: DayAudit, connector: Connector) -> DayCount:
    """Raises NetworkError; a passing fault only when it does not pass."""
    count, cursor, more = DayCount(), "", True
    while more:
        page = await _page(audit, connector, cursor)
        await in_database(_count, audit, page, count)
        if page.more and page.cursor == cursor:
            raise NetworkError("The network gives the same page again and again.")
        cursor, more = page.cursor, page.more
    return count


async def _page(audit: DayAudit, connector: Connector, cursor: str) -> Page:
    faults = 0
    while True:
        try:
            return await connector.past(audit.since, audit.until, cursor)
        except AllowanceSpent as error:
            await asyncio.sleep(error.after)
        except RetryLater as error:
            faults += 1
            if faults == FAULTS_AT_MOST:
                raise
            await asyncio.sleep(min(15.0, max(error.after, 2.0**faults)))


def _being_counted(audit_id: int) -> DayAudit | None:
    found = DayAudit.objects.select_related("account__brand")
    return found.filter(pk=audit_id, state=DayAudit.State.COUNTING).first()


def _count(audit: DayAudit, page: Page, count: DayCount) -> None:
    count_page(audit, page, count, now=timezone.now())


def _count_what_we_hold(audit: DayAudit) -> None:
    count_what_we_hold(audit, now=timezone.now())


def _finish(audit: DayAudit, count: DayCount) -> None:
    finish_audit(audit, count, now=timezone.now())


def _fail(audit_id: int, reason: str) -> None:
    fail_audit(audit_id, reason=reason, now=timezone.now())
