"""The line to a Jetstream server: a web socket to a checked address.

Parameters after "Consuming Jetstream" in the README of github.com/bluesky-social/jetstream, read 2026-11-26.
"""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from urllib.parse import urlencode

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from rapport.channels.errors import Refused, RetryLater
from rapport.connectors.jetstream.frames import LARGEST_EVENT
from rapport.connectors.jetstream.hosts import Host
from rapport.connectors.jetstream.keys import POST
from rapport.kit.http import Blocked, FetchError, check_address, is_public, public_addresses

CONNECT_SECONDS = 10.0
RECONNECT_SECONDS = (0.5, 2.0)
UNREACHABLE_SECONDS = (5.0, 15.0)
# Frames read ahead of us. Beyond them the socket is left unread, and the server waits or lets us go.
READ_AHEAD = 64
_TOO_LARGE = 1009  # RFC 6455, 7.4.1


class TooLarge(RetryLater):
    """The server sent a frame larger than any event may be."""


@asynccontextmanager
async def listening(
    hosts: Sequence[Host], *, after: int | None, packed: bool
) -> AsyncIterator[ClientConnection]:
    """A connection to one of the hosts, after that time in microseconds (None = from now on). Raises NetworkError.

    Hosts are tried in random order: a thousand installations do not all meet on the first, and whoever comes
    back after a break likely gets another one.
    """
    connection = await _reached(hosts, after=after, packed=packed)
    try:
        yield connection
    finally:
        await connection.close()


async def next_frame(connection: ClientConnection) -> bytes:
    """The next frame. Safe to cancel. Raises RetryLater when the line breaks, TooLarge for a frame beyond measure."""
    try:
        return await connection.recv(decode=False)
    except ConnectionClosed as error:
        if error.sent is not None and error.sent.code == _TOO_LARGE:
            raise TooLarge("Jetstream sent an event that is too large.", after=1.0) from error
        raise broken("The stream of Jetstream broke off.") from error


def broken(reason: str) -> RetryLater:
    """The line is dead; a new one is worth trying at once, though not by everybody in the same moment."""
    return RetryLater(reason, after=random.uniform(*RECONNECT_SECONDS))


async def _reached(hosts: Sequence[Host], *, after: int | None, packed: bool) -> ClientConnection:
    reasons = []
    for host in random.sample(hosts, len(hosts)):
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                return await _connected(host, after=after, packed=packed)
        except InvalidStatus as error:
            reasons.append(f"{host.name} answers {error.response.status_code}")
        except (OSError, TimeoutError, WebSocketException, FetchError) as error:
            reasons.append(f"{host.name} cannot be reached ({type(error).__name__})")
    raise RetryLater(
        f"No Jetstream server can be heard: {'; '.join(reasons)[:400]}.",
        after=random.uniform(*UNREACHABLE_SECONDS),
    )


async def _connected(host: Host, *, after: int | None, packed: bool) -> ClientConnection:
    asked = {"wantedCollections": POST, "maxMessageSizeBytes": str(LARGEST_EVENT)}
    if after is not None:
        asked["cursor"] = str(after)
    if packed:
        asked["compress"] = "true"
    return await connect(
        f"{host.socket_address}/subscribe?{urlencode(asked)}",
        # One of the checked addresses; it keeps redirects from leading elsewhere, too.
        sock=await _pinned(host),
        # Newer servers refuse a client that offers both ways of packing.
        compression=None if packed else "deflate",
        max_size=LARGEST_EVENT,
        max_queue=READ_AHEAD,
        proxy=None,
        # While a slow reader leaves the socket alone no answer to a ping is seen either; silence is our measure.
        ping_interval=None,
        close_timeout=0.5,
    )


async def _pinned(host: Host) -> socket.socket:
    """A connected socket to one of the host's checked addresses."""
    try:
        name, port = check_address(host.web_address)
        addresses = await asyncio.to_thread(public_addresses, name, port)
    except Blocked as error:
        raise Refused(str(error)) from error
    if not host.secure and any(is_public(address) for address in addresses):
        raise Refused(
            f"“{host.name}” must be reached over wss://, so that nobody changes what it says."
        )
    failure: OSError | None = None
    for address in addresses:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_STREAM)
        sock.setblocking(False)
        try:
            await asyncio.get_running_loop().sock_connect(sock, (address, port))
        except OSError as error:
            sock.close()
            failure = error
        except BaseException:
            sock.close()  # cancelled: by the timeout, or by whoever waits for us
            raise
        else:
            return sock
    raise failure or OSError(f"{host.name} has no address")
