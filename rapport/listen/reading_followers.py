"""Asking networks how many follow our own profiles."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.utils import timezone

from rapport.channels.contract import Author
from rapport.channels.errors import NetworkError
from rapport.channels.models import Account
from rapport.listen.actions import accounts_to_ask_for_followers, note_followers
from rapport.listen.reading_accounts import opened
from rapport.listen.threads_of_work import in_database

logger = logging.getLogger(__name__)


async def read_followers(account_ids: Sequence[int]) -> int:
    """Ask for the counts that are due among these accounts; returns how many networks told."""
    told = 0
    for account in await in_database(_due, account_ids):
        author = await _profile(account)
        await in_database(_note, account, author)
        told += author is not None
    return told


async def _profile(account: Account) -> Author | None:
    """Our profile as strangers see it; None where it cannot be had, or the handle is somebody else's by now."""
    connector = await opened(account)
    try:
        author = await connector.profile(account.handle)
    except NetworkError as error:
        logger.info(
            "Followers of account %s could not be had: %s", account.pk, type(error).__name__
        )
        return None
    finally:
        await connector.aclose()
    return author if author.remote_id == account.remote_id else None


def _due(account_ids: Sequence[int]) -> list[Account]:
    return accounts_to_ask_for_followers(account_ids, now=timezone.now())


def _note(account: Account, author: Author | None) -> None:
    note_followers(account, author, now=timezone.now())
