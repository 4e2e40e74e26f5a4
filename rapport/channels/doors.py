"""Whether somebody can be written to in private: asked of the network at the moment a person wants to."""

from __future__ import annotations

import asyncio
from typing import Literal

from asgiref.sync import async_to_sync, sync_to_async

from rapport.channels.connections import open_for_answers
from rapport.channels.contract import Ability
from rapport.channels.errors import NotSupported, RetryLater
from rapport.channels.models import Account
from rapport.channels.registry import manifest_for

# A person waits for it with their finger on Send.
ANSWERS_WITHIN_SECONDS = 3.0


def private_door(account: Account, handle: str) -> Literal["direct", "invite", "none"]:
    """The network's word, by the contract's `private_door`. Call outside a transaction: it talks to the network.

    Raises NotSupported where the network has no private messages, RetryLater (also when no answer comes in time),
    Refused, SignInAgain, UnknownNetwork.
    """
    manifest = manifest_for(account.network)
    if Ability.PRIVATE_DOOR not in manifest.abilities:
        raise NotSupported(f"{manifest.name} has no private messages.")
    return async_to_sync(_asked)(account.pk, handle)


async def _asked(account_id: int, handle: str) -> Literal["direct", "invite", "none"]:
    connector = await sync_to_async(open_for_answers)(account_id)
    try:
        async with asyncio.timeout(ANSWERS_WITHIN_SECONDS):
            return await connector.private_door(handle)
    except TimeoutError as error:
        raise RetryLater("No answer came in time.") from error
    finally:
        await connector.aclose()
