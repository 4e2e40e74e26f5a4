"""How many follow our own profiles: asked for often where the number moves, seldom where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from rapport.channels.contract import Ability, Author
from rapport.channels.models import Account
from rapport.channels.registry import abilities_of
from rapport.listen.models import FollowerCount
from rapport.people.actions import meet
from rapport.people.contract import SeenAuthor

SOONEST, LATEST = timedelta(hours=1), timedelta(days=1)


def accounts_to_ask_for_followers(account_ids: Sequence[int], *, now: datetime) -> list[Account]:
    """Our own profiles among these whose count is due; places have no followers."""
    later = FollowerCount.objects.filter(next_at__gt=now).values("account_id")
    owned = Account.objects.filter(pk__in=account_ids, is_place=False).exclude(pk__in=later)
    return [
        account
        for account in owned.order_by("pk")
        if Ability.PROFILE in abilities_of(account.network)
    ]


@transaction.atomic
def note_followers(account: Account, author: Author | None, *, now: datetime) -> None:
    """Keep what the network told of our profile; None: it could not be asked, or showed somebody else.

    A count that moved is asked for again after an hour, one that stands after twice as long as before, a day at most.
    """
    known = FollowerCount.objects.select_for_update().filter(account=account).first()
    before = known.followers if known else None
    told = author.followers if author else None
    waited = known.next_at - known.asked_at if known else SOONEST / 2
    moved = told is not None and told != before
    pause = SOONEST if moved else min(LATEST, max(SOONEST, waited * 2))
    FollowerCount.objects.update_or_create(
        account=account,
        defaults={
            "followers": before if told is None else told,
            "asked_at": now,
            "next_at": now + pause,
        },
    )
    if author is not None:
        meet([_ours(account, author)], now=now)


def _ours(account: Account, author: Author) -> SeenAuthor:
    return SeenAuthor(
        network=account.home,
        remote_id=author.remote_id,
        name=author.handle,
        display_name=author.name,
        avatar_url=author.avatar_url,
        url=author.url,
        followers=author.followers,
        is_ours=True,
    )
