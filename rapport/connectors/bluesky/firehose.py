"""The firehose (`com.atproto.sync.subscribeRepos`): from frames on a web socket to what happened.

Source: atproto.com/specs/event-stream and the lexicon com.atproto.sync.subscribeRepos. A frame that cannot
be read becomes Unreadable and the stream goes on.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlsplit

from atproto_core.car import CAR
from atproto_core.cid import CID
from atproto_subscription.frames import ErrorFrame, Frame
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from rapport.channels.contract import raw_text
from rapport.channels.errors import NetworkError, Refused, RetryLater
from rapport.connectors.bluesky.keys import POST, RecordAddress
from rapport.connectors.bluesky.translate import moment
from rapport.kit.http import Blocked, FetchError, check_address, public_addresses

LARGEST_FRAME = 5 * 1024 * 1024
CONNECT_SECONDS = 10.0
RECONNECT_SECONDS = 1.0
TOO_SLOW_SECONDS = 2.0


class CursorAhead(RetryLater):
    """The server has not come as far as our cursor: it is another one, or was set up anew."""


@dataclass(frozen=True, slots=True)
class Change:
    """A post was written, changed or deleted. `value` is the record, None when it is deleted."""

    action: Literal["create", "update", "delete"]
    uri: str
    cid: str
    value: Any


@dataclass(frozen=True, slots=True)
class Unreadable:
    reason: str
    raw: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One frame: its place in the stream, when, and what it says about posts.

    `renamed` is (did, handle); `gap` says that the host has thrown away part of what we asked for.
    """

    seq: int | None
    at: datetime
    changes: tuple[Change, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    renamed: tuple[str, str] | None = None
    gap: bool = False


@asynccontextmanager
async def listening(host: str, *, after: int | None) -> AsyncIterator[ClientConnection]:
    """A connection to the firehose of a host, after that place (None = from now on). Raises NetworkError."""
    address = f"{host.replace('http', 'ws', 1)}/xrpc/com.atproto.sync.subscribeRepos"
    if after is not None:
        address += f"?cursor={after}"
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            sock = await _pinned(host)
            # `sock` is one of the checked addresses, and keeps redirects from leading elsewhere.
            connection = await connect(
                address, sock=sock, max_size=LARGEST_FRAME, proxy=None, close_timeout=0.5
            )
    except (OSError, TimeoutError, WebSocketException) as error:
        raise RetryLater(f"The stream of {host} cannot be reached.", after=5.0) from error
    try:
        yield connection
    finally:
        await connection.close()


async def next_event(connection: ClientConnection, *, now: datetime) -> Happened:
    """The next frame, read. Safe to cancel. Raises RetryLater when the stream breaks."""
    try:
        frame = await connection.recv()
    except WebSocketException as error:
        raise RetryLater("The stream of Bluesky broke off.", after=RECONNECT_SECONDS) from error
    return read_frame(frame if isinstance(frame, bytes) else b"", now=now)


def read_frame(data: bytes, *, now: datetime) -> Happened:
    """One frame as what happened. Raises RetryLater for an error the server announces."""
    try:
        frame = Frame.from_bytes(data)
    except Exception as error:
        return _unreadable(None, now, f"the frame cannot be decoded: {error}", data)
    if isinstance(frame, ErrorFrame):
        raise _announced(frame)
    kind, body = getattr(frame.header, "t", ""), frame.body
    if not isinstance(body, Mapping):
        return _unreadable(None, now, "the frame has no body", data)
    seq = body.get("seq")
    seq = seq if isinstance(seq, int) and seq >= 0 else None
    at = min(moment(body.get("time")) or now, now)
    if kind == "#commit":
        return _commit(body, seq, at)
    did, handle = body.get("did"), body.get("handle")
    if kind == "#identity" and isinstance(did, str) and isinstance(handle, str):
        return Happened(seq, at, renamed=(did, handle))
    return Happened(seq, at, gap=kind == "#info" and body.get("name") == "OutdatedCursor")


def _commit(body: Mapping[str, Any], seq: int | None, at: datetime) -> Happened:
    ops, did = body.get("ops"), body.get("repo")
    if not isinstance(ops, list):
        return _unreadable(seq, at, "the commit lists no changes", dict(body))
    posts = [op for op in ops if isinstance(op, Mapping) and _is_post(op.get("path"))]
    if not posts:
        return Happened(seq, at)
    blocks: Mapping[Any, Any] = {}
    if any(op.get("action") != "delete" for op in posts):
        try:
            blocks = CAR.from_bytes(body["blocks"]).blocks
        except Exception as error:
            return _unreadable(seq, at, f"the commit's records cannot be decoded: {error}", posts)
    read = [_change(op, f"at://{did}/{op['path']}", blocks) for op in posts]
    return Happened(
        seq,
        at,
        changes=tuple(item for item in read if isinstance(item, Change)),
        unreadable=tuple(item for item in read if isinstance(item, Unreadable)),
    )


def _change(op: Mapping[str, Any], uri: str, blocks: Mapping[Any, Any]) -> Change | Unreadable:
    action = op.get("action")
    if RecordAddress.parse(uri) is None:
        return Unreadable("the change names no record", raw_text(repr(op)))
    if action == "delete":
        return Change("delete", uri, "", None)
    if action not in ("create", "update"):
        return Unreadable("the change is of an unknown kind", raw_text(repr(op)))
    try:
        cid = CID.from_decoded_bytes(op["cid"])
        return Change(action, uri, cid.encode(), blocks[cid])
    except Exception:
        return Unreadable(f"the commit does not hold the record {uri}", raw_text(repr(op)))


def _is_post(path: Any) -> bool:
    return isinstance(path, str) and path.startswith(f"{POST}/")


def _unreadable(seq: int | None, at: datetime, reason: str, raw: Any) -> Happened:
    return Happened(seq, at, unreadable=(Unreadable(reason[:500], raw_text(repr(raw))),))


def _announced(frame: ErrorFrame) -> NetworkError:
    name = str(frame.body.error)
    if name == "FutureCursor":
        return CursorAhead("The stream starts anew: it does not know our place.", after=1.0)
    if name == "ConsumerTooSlow":
        return RetryLater("The stream was faster than we read.", after=TOO_SLOW_SECONDS)
    return RetryLater(f"The stream of Bluesky ended: {name}.", after=5.0)


async def _pinned(host: str) -> socket.socket:
    """A connected socket to one of the host's checked addresses."""
    try:
        name, port = check_address(host)
        addresses = await asyncio.to_thread(public_addresses, name, port)
    except Blocked as error:
        raise Refused(str(error)) from error
    except FetchError as error:
        raise RetryLater(str(error)) from error
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
    raise failure or OSError(f"{urlsplit(host).hostname} has no address")
