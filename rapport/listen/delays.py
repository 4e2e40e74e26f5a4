"""How long after it was written a post is heard: the one definition.

*Measured* is a post that was heard as it was written. Left out is what says nothing of a connector's pace: a past that is
read back or imported, the thread around a mention, our own deliveries, what bears no date, and what was written before
listening began, or began anew after an interruption (`actions.auditing.SILENCE`). A network whose clock is ahead
of ours has no negative delay: it counts as none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from rapport.channels.contract import InboundPost

MEASURED_OVER = timedelta(hours=24)
_MILLISECOND = timedelta(milliseconds=1)
# PostgreSQL's integer; 24 days, which no delay that is heard live comes near.
_LONGEST = 2**31 - 1


def heard_after(
    posts: Iterable[InboundPost], *, listened_since: datetime, now: datetime
) -> dict[str, int]:
    """Milliseconds between the writing of each post and now, by key; what is not measured is absent."""
    return {
        post.key: min(max(0, (now - post.created_at) // _MILLISECOND), _LONGEST)
        for post in posts
        if post.created_at is not None and post.created_at >= listened_since
    }


@dataclass(frozen=True, slots=True)
class Delay:
    """Of `count` posts, half were heard within `median` of being written, 95 of 100 within `most`.

    Both are delays that were measured, not means between two. Of fewer than 20, `most` is the longest.
    """

    count: int
    median: timedelta
    most: timedelta


def measured_delays(*, now: datetime) -> dict[int, Delay]:
    """By account, of what was heard in the last 24 hours; absent where nothing was. One statement, from one index."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT account_id, count(*),
                      percentile_disc(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY delay_ms)
                 FROM listen_sighting
                WHERE delay_ms IS NOT NULL AND at > %s AND at <= %s
                GROUP BY account_id""",
            [now - MEASURED_OVER, now],
        )
        return {
            account_id: Delay(count, median * _MILLISECOND, most * _MILLISECOND)
            for account_id, count, (median, most) in cursor.fetchall()
        }
