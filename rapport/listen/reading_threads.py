"""The public thread around what concerns us, read from its network: once at once, and again while it is young."""

from __future__ import annotations

import logging
from collections import defaultdict, deque
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from rapport.channels.contract import InboundPost
from rapport.channels.errors import NetworkError, NotSupported, Refused, RetryLater
from rapport.channels.models import Account
from rapport.listen.actions import (
    due_threads,
    note_thread_faults,
    note_thread_gone,
    note_thread_read,
    receive_thread,
)
from rapport.listen.models import ThreadReading
from rapport.listen.reading_accounts import account_of, opened
from rapport.listen.threads_of_work import in_database

logger = logging.getLogger(__name__)

# The collector comes round twice a minute: ten threads a minute and account leave networks room for all else.
AT_ONCE = 5
# A thread of thousands is kept as what stands around the mention.
POSTS_AT_MOST = 300


async def read_threads(account_id: int) -> int:
    """Read the threads of this account that are due; returns how many the network gave."""
    account, due = await in_database(_due, account_id)
    if not due:
        return 0
    connector = await opened(account)
    read = 0
    try:
        for number, reading in enumerate(due):
            try:
                posts = await connector.thread(reading.message.remote_key)
            except (NotSupported, Refused):
                await in_database(note_thread_gone, reading, now=timezone.now())
            except NetworkError as error:
                logger.info(
                    "Threads of account %s could not be had: %s", account_id, type(error).__name__
                )
                await in_database(_note_faults, due[number:], error)
                break
            else:
                await in_database(_keep, account, reading, posts)
                read += 1
    finally:
        await connector.aclose()
    return read


def accounts_with_threads_due(account_ids: Sequence[int]) -> list[int]:
    due = ThreadReading.objects.filter(account_id__in=account_ids, next_at__lte=timezone.now())
    return sorted(set(due.values_list("account_id", flat=True)))


def around(
    posts: Sequence[InboundPost], key: str, *, most: int = POSTS_AT_MOST
) -> list[InboundPost]:
    """At most so many posts: those above `key`, then the answers to it, level by level, then the oldest others."""
    if len(posts) <= most:
        return list(posts)
    by_key = {post.key: post for post in posts}
    beneath: dict[str, list[str]] = defaultdict(list)
    for post in posts:
        beneath[post.parent_key].append(post.key)
    wanted: dict[str, None] = {}
    above = key
    while above in by_key and above not in wanted:
        wanted[above] = None
        above = by_key[above].parent_key
    level = deque(beneath[key])
    while level and len(wanted) < most:
        answer = level.popleft()
        if answer not in wanted:
            wanted[answer] = None
            level.extend(beneath[answer])
    for post in posts:
        wanted.setdefault(post.key)
    return [by_key[one] for one in list(wanted)[:most]]


def _due(account_id: int) -> tuple[Account, list[ThreadReading]]:
    return account_of(account_id), due_threads(account_id, most=AT_ONCE, now=timezone.now())


def _keep(account: Account, reading: ThreadReading, posts: Sequence[InboundPost]) -> None:
    now: datetime = timezone.now()
    receive_thread(account, around(posts, reading.message.remote_key), now=now)
    note_thread_read(reading, now=now)


def _note_faults(readings: Sequence[ThreadReading], error: NetworkError) -> None:
    after = error.after if isinstance(error, RetryLater) else 0.0
    note_thread_faults(readings, reason=str(error), now=timezone.now(), after_seconds=after)
