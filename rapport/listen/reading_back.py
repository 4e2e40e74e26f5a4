"""Reading a past back, page by page, until it is done, paused, or the network has a fault."""

from __future__ import annotations

import asyncio
import logging

from django.utils import timezone

from rapport.channels.contract import Page
from rapport.channels.errors import AllowanceSpent, NetworkError, RetryLater
from rapport.listen.actions import fail_backfill, finish_backfill, receive_past
from rapport.listen.models import Backfill
from rapport.listen.reading_accounts import opened
from rapport.listen.threads_of_work import in_database

logger = logging.getLogger(__name__)

FAULTS_AT_MOST = 5
# However long a network wants to be left alone, a member may have paused the reading meanwhile.
LOOK_AGAIN_SECONDS = 60.0


async def read_back(backfill_id: int) -> None:
    """Go on from the last page kept. Ends when it is done, paused or given up; safe to begin again at any time."""
    backfill = await in_database(_running, backfill_id)
    faults = 0
    while backfill is not None:
        connector = await opened(backfill.account)
        try:
            while backfill is not None:
                page = await connector.past(backfill.since, backfill.until, backfill.cursor)
                await in_database(_keep, backfill, page)
                faults = 0
                if not page.more:
                    await in_database(_finish, backfill_id)
                    return
                backfill = await in_database(_running, backfill_id)
        except AllowanceSpent as error:
            await asyncio.sleep(min(LOOK_AGAIN_SECONDS, error.after))
        except RetryLater as error:
            faults += 1
            if faults > FAULTS_AT_MOST:
                await in_database(_fail, backfill_id, str(error))
                return
            await asyncio.sleep(min(LOOK_AGAIN_SECONDS, max(error.after, 2.0**faults)))
        except NetworkError as error:
            await in_database(_fail, backfill_id, str(error))
            return
        except Exception:
            logger.exception("Reading back %s failed.", backfill_id)
            await in_database(_fail, backfill_id, "Something failed on our side; see the log.")
            return
        finally:
            await connector.aclose()
        backfill = await in_database(_running, backfill_id)


def _running(backfill_id: int) -> Backfill | None:
    found = Backfill.objects.select_related("account__brand")
    return found.filter(pk=backfill_id, state=Backfill.State.RUNNING).first()


def _keep(backfill: Backfill, page: Page) -> None:
    receive_past(backfill, page, now=timezone.now())


def _finish(backfill_id: int) -> None:
    finish_backfill(backfill_id, now=timezone.now())


def _fail(backfill_id: int, reason: str) -> None:
    fail_backfill(backfill_id, reason=reason, now=timezone.now())
