"""What a connector's tests give the kit: the far end of the network, under the test's control."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from rapport.channels.contract import AccountAccess, RawRequest

# The smallest picture there is: one transparent pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


class Fault(StrEnum):
    """What a network can do to the next call. The far end plays it once."""

    BUSY = "busy"  # 429 or its like, with the network's word on when to come back
    DOWN = "down"  # 5xx before anything was accepted
    REFUSED = "refused"  # 400 or its like: never going to work
    SIGNED_OUT = "signed out"  # the token or password is no longer accepted, and cannot be renewed
    LOST_RECEIPT = "lost receipt"  # accepted, and no answer came back


class NetworkUnderTest(Protocol):
    """The far end of a connector, under the test's control.

    `beginning` is the stream cursor from which everything is still to be had; unused without a stream.
    """

    beginning: str

    def access(self) -> AccountAccess:
        """The brand's account, with everything a connector needs to sign in."""

    async def public_says(self, text: str, *, reply_to: str = "") -> str:
        """Somebody addresses the brand; returns the key the connector will give the post."""

    async def public_deletes(self, key: str) -> None:
        """Somebody deletes what they wrote."""

    async def hostile_items(self) -> int:
        """Everything malformed this network could send us, sent; returns how many items."""

    async def standing(self) -> Sequence[str]:
        """The keys of the brand's posts that stand on the network, asked for without the connector."""

    def fail_next(self, fault: Fault) -> None:
        """The next call that would change or read something meets that fault."""

    async def drop_stream(self) -> None:
        """Break every open stream, in the middle."""

    async def calls(self) -> Sequence[RawRequest]:
        """The webhook calls made so far, signed as the network signs them; unused where nothing is received."""
