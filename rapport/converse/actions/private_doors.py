"""The network's own way into private, asked at the moment somebody wants to take it."""

from __future__ import annotations

from rapport.channels.actions import private_door
from rapport.channels.errors import (
    NotSupported,
    Refused,
    RetryLater,
    SignInAgain,
    UnknownNetwork,
)
from rapport.channels.models import Account
from rapport.channels.registry import manifest_for
from rapport.converse.by_form import answered_on_network
from rapport.converse.errors import CannotAnswer, NoPrivateDoor, network_is_gone
from rapport.converse.models import Conversation
from rapport.converse.queries.brought import speaking_account
from rapport.converse.queries.names import name_of
from rapport.people.models import Handle

OFFER = "Offer a link instead."


def demand_open_door(conversation: Conversation) -> None:
    """Whoever the conversation is with takes private messages from us, by the network's own word of this moment.

    Call outside a transaction: it asks the network, for three seconds at most. Raises NoPrivateDoor, whose text says
    why and what to do, and CannotAnswer where there is nobody to ask about.
    """
    message = answered_on_network(conversation)
    if message is None or message.author is None:
        raise CannotAnswer("There is nobody to write to: the message was erased.")
    if message.scope == "private":
        return
    account = speaking_account(conversation) or conversation.account
    said = _shut_because(account, message.author)
    if said:
        raise NoPrivateDoor(f"{said} {OFFER}")


def _shut_because(account: Account, to: Handle) -> str:
    """Why they cannot be written to in private; "" where they can."""
    name, network = name_of(to), _name_of_network(account)
    try:
        door = private_door(account, to.name)
    except NotSupported:
        return f"{network} has no private messages."
    except RetryLater:
        return f"{network} does not say just now whether {name} takes private messages."
    except SignInAgain:
        return f"{account.handle} has to be signed in again before it can write in private."
    except Refused as error:
        return f"{network} refuses a private message to {name}: {error.reason}"
    return {
        "direct": "",
        "invite": f"On {network} {name} has to write to us in private first.",
        "none": f"{name} takes no private messages.",
    }[door]


def _name_of_network(account: Account) -> str:
    try:
        return manifest_for(account.network).name
    except UnknownNetwork as error:
        raise CannotAnswer(network_is_gone(account.network)) from error
