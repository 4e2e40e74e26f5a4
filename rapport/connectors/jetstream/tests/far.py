"""A Jetstream in memory that behaves as its README says, and misbehaves as a test asks.

After github.com/bluesky-social/jetstream (README of the v1 service and docs/README.md section 5.1 of the
service that replaces it), read 2026-11-26. The AppView beside it answers as docs.bsky.app says.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import zstandard
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from rapport.channels.contract import AccountAccess
from rapport.channels.testing import Fault

PAYLOADS = Path(__file__).parent / "payloads"
POST = "app.bsky.feed.post"
MARA = "did:plc:maramaramaramaramaramara"
BRAM = "did:plc:brambrambrambrambrambram"


@dataclass(frozen=True)
class Told:
    """Something on the stream: an event, a frame as it is, or bytes straight onto the wire."""

    at_us: int
    event: Any = None
    frame: str | bytes | None = None
    wire: bytes = b""


@dataclass
class FakeJetstream:
    """One server with everything that was said on it since it was set up."""

    beginning: str = ""
    port: int = 0
    window_us: int = 36 * 3600 * 1_000_000
    dictionary: bytes = b""
    is_mute: bool = False
    refuses: int = 0
    told: list[Told] = field(default_factory=list)
    asked: list[Mapping[str, list[str]]] = field(default_factory=list)
    sent: int = 0
    texts: dict[str, str] = field(default_factory=dict)
    handles: dict[str, str] = field(default_factory=lambda: {MARA: "mara.test", BRAM: "bram.test"})
    questions: list[str] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def __aenter__(self) -> FakeJetstream:
        self._server: Server = await serve(
            self._stream,
            "127.0.0.1",
            0,
            process_request=self._request,
            ping_interval=None,
            close_timeout=0.2,
        )
        self.port = self._server.sockets[0].getsockname()[1]
        self.beginning = str(now_us())
        return self

    async def __aexit__(self, *error: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    # What the kit asks of a far end.

    def access(self, **settings: str) -> AccountAccess:
        return AccountAccess(
            id=1,
            network="jetstream",
            handle="bluesky",
            remote_id="jetstream",
            settings={
                "hosts": f"ws://127.0.0.1:{self.port}",
                "appview": f"http://127.0.0.1:{self.port}",
                **settings,
            },
            secrets={},
        )

    async def public_says(self, text: str, *, reply_to: str = "", **extra: Any) -> str:
        record = {**post_record(text), **extra}
        if reply_to:
            record["reply"] = {"root": ref(reply_to), "parent": ref(reply_to)}
        return self.says(record)

    async def public_deletes(self, key: str) -> None:
        del self.texts[key]
        self.tells(commit(key.rpartition("/")[2], operation="delete"))

    async def hostile_items(self) -> int:
        events = json.loads((PAYLOADS / "hostile.json").read_text())
        frames: list[str | bytes] = ["", "{", "[" * 100_000, b"\x00\xff", b"\xff" * 2000]
        frames += [b"\x28\xb5\x2f\xfd", b"\x28\xb5\x2f\xfd" + b"rubbish" * 9, bomb()]
        for event in events:
            self.sends(json.dumps(event))
        for frame in frames:
            self.sends(frame)
        return len(events) + len(frames)

    async def standing(self) -> list[str]:
        return []

    def fail_next(self, fault: Fault) -> None:
        kinds = {
            Fault.BUSY: answer(429, {"error": "RateLimitExceeded"}, {"Retry-After": "90"}),
            Fault.DOWN: answer(503, {"error": "NotAvailable"}),
            Fault.REFUSED: answer(400, {"error": "InvalidRequest", "message": "Invalid actor"}),
        }
        self.answers.append(kinds[fault])

    async def drop_stream(self) -> None:
        for connection in list(self._server.connections):
            connection.transport.abort()

    def hangs_up(self) -> None:
        """End every line after what was sent, without a word of farewell."""
        for connection in list(self._server.connections):
            connection.transport.close()

    # The stream.

    def says(self, record: Any, *, did: str = MARA, at_us: int | None = None) -> str:
        rkey = f"3k{len(self.told):011d}"
        key = f"at://{did}/{POST}/{rkey}"
        if isinstance(record, dict):
            self.texts[key] = str(record.get("text"))
        self.tells(commit(rkey, record, did=did), at_us=at_us)
        return key

    def tells(self, event: dict[str, Any], *, at_us: int | None = None) -> int:
        at = at_us or self._next_us()
        self._add(Told(at, event={**event, "time_us": at}))
        return at

    def sends(self, frame: str | bytes) -> None:
        """A frame as it is, whatever it holds."""
        self._add(Told(self._next_us(), frame=frame))

    def writes(self, wire: bytes) -> None:
        """Bytes onto the wire, below what a frame is."""
        self._add(Told(self._next_us(), wire=wire))

    def renames(self, did: str, handle: str) -> None:
        self.handles[did] = handle
        identity = {"did": did, "handle": handle, "seq": 7, "time": "2026-11-26T09:00:00Z"}
        self.tells({"did": did, "kind": "identity", "identity": identity})

    async def has_sent(self, count: int) -> None:
        """Wait until so many of the events have left."""
        while self.sent < count:  # noqa: ASYNC110 - a count, waited for by tests only
            await asyncio.sleep(0.005)

    def _next_us(self) -> int:
        return max([now_us(), *(told.at_us + 1 for told in self.told[-1:])])

    def _add(self, told: Told) -> None:
        self.told.append(told)
        self._news.set()
        self._news = asyncio.Event()

    async def _stream(self, connection: ServerConnection) -> None:
        request = connection.request
        assert request is not None
        asked = parse_qs(urlsplit(request.path).query)
        self.asked.append(asked)
        place = len(self.told)
        cursor = int(asked["cursor"][0]) if "cursor" in asked else now_us() + 1
        if cursor <= now_us():
            since = max(cursor, now_us() - self.window_us)
            place = next((n for n, t in enumerate(self.told) if t.at_us >= since), place)
        try:
            await self._tell(connection, asked, place)
        except ConnectionClosed:
            return

    async def _tell(
        self, connection: ServerConnection, asked: Mapping[str, list[str]], place: int
    ) -> None:
        closed = asyncio.ensure_future(connection.wait_closed())
        while not closed.done():
            news = asyncio.ensure_future(self._news.wait())
            while place < len(self.told):
                told, place = self.told[place], place + 1
                if told.wire:
                    connection.transport.write(told.wire)
                    await asyncio.sleep(0)
                elif told.frame is not None:
                    await connection.send(told.frame)
                elif not self.is_mute and is_wanted(told.event, asked):
                    await connection.send(self._packed(json.dumps(told.event), asked))
                self.sent += 1
            await asyncio.wait([news, closed], return_when=asyncio.FIRST_COMPLETED)
            news.cancel()

    def _packed(self, text: str, asked: Mapping[str, list[str]]) -> str | bytes:
        if asked.get("compress") != ["true"]:
            return text
        known = zstandard.ZstdCompressionDict(self.dictionary)
        return zstandard.ZstdCompressor(dict_data=known).compress(text.encode())

    # HTTP: refusals of the socket, and the AppView.

    async def _request(self, connection: ServerConnection, request: Request) -> Response | None:
        parts = urlsplit(request.path)
        asked = parse_qs(parts.query)
        if parts.path == "/subscribe":
            both = "compress" in asked and "Sec-WebSocket-Extensions" in request.headers
            status = 400 if both else self.refuses
            return answer(status, {"error": "no"}) if status else None
        method = parts.path.removeprefix("/xrpc/")
        self.questions.append(method)
        if self.answers:
            return self.answers.pop(0)
        known = {
            "app.bsky.actor.getProfiles": self._profiles,
            "app.bsky.feed.getPosts": self._posts,
            "app.bsky.feed.getPostThread": self._thread,
        }
        return known[method](asked)

    def _profiles(self, asked: Mapping[str, list[str]]) -> Response:
        if len(asked["actors"]) > 25:
            return answer(400, {"error": "InvalidRequest", "message": "actors must not have more"})
        views = [
            self._author(did)
            for did, handle in self.handles.items()
            if {did, handle} & set(asked["actors"])
        ]
        return answer(200, {"profiles": views})

    def _posts(self, asked: Mapping[str, list[str]]) -> Response:
        if len(asked["uris"]) > 25:
            return answer(400, {"error": "InvalidRequest", "message": "uris must not have more"})
        return answer(200, {"posts": [self._view(u) for u in asked["uris"] if u in self.texts]})

    def _thread(self, asked: Mapping[str, list[str]]) -> Response:
        (uri,) = asked["uri"]
        if uri not in self.texts:
            return answer(400, {"error": "NotFound", "message": f"Post not found: {uri}"})
        replies = [
            {"$type": "app.bsky.feed.defs#threadViewPost", "post": self._view(key)}
            for key in self.texts
            if self._record(key).get("reply", {}).get("parent", {}).get("uri") == uri
        ]
        gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": "at://x", "notFound": True}
        return answer(200, {"thread": {"post": self._view(uri), "replies": [*replies, gone]}})

    def _view(self, key: str) -> dict[str, Any]:
        return {
            "uri": key,
            "cid": "bafy",
            "author": self._author(key.split("/")[2]),
            "record": self._record(key),
            "indexedAt": "2026-11-26T09:00:00Z",
            "likeCount": 12,
            "replyCount": 3,
            "repostCount": 4,
            "quoteCount": 1,
        }

    def _record(self, key: str) -> Any:
        rkey = key.rpartition("/")[2]
        commits = [told.event["commit"] for told in self.told if told.event]
        return next(c.get("record") for c in commits if c["rkey"] == rkey)

    def _author(self, did: str) -> dict[str, Any]:
        return {
            "did": did,
            "handle": self.handles[did],
            "displayName": self.handles[did].partition(".")[0].title(),
            "avatar": "https://cdn.bsky.app/img/avatar/plain/x/y@jpeg",
            "followersCount": 120,
        }


def is_wanted(event: dict[str, Any], asked: Mapping[str, list[str]]) -> bool:
    """Collections choose among commits only; identities and accounts come in any case."""
    largest = int(asked.get("maxMessageSizeBytes", ["0"])[0])
    if largest and len(json.dumps(event)) > largest:
        return False
    collection = event.get("commit", {}).get("collection") if event["kind"] == "commit" else None
    return collection is None or collection in asked.get("wantedCollections", [collection])


def commit(
    rkey: str,
    record: Any = None,
    *,
    operation: str = "create",
    did: str = MARA,
    collection: str = POST,
) -> dict[str, Any]:
    body = {"rev": "3l3qo", "operation": operation, "collection": collection, "rkey": rkey}
    if operation != "delete":
        body |= {
            "record": record,
            "cid": "bafyreidwaivazkwu67xztlmuobx35hs2lnfh3kolmgfmucldvhd3sgzcqi",
        }
    return {"did": did, "kind": "commit", "commit": body}


def post_record(text: str) -> dict[str, Any]:
    return {"$type": POST, "text": text, "createdAt": "2026-11-26T09:00:00Z", "langs": ["en"]}


def ref(key: str) -> dict[str, str]:
    return {"uri": key, "cid": "bafy"}


def bomb() -> bytes:
    """A small frame that would unpack to a hundred million bytes."""
    return zstandard.ZstdCompressor().compress(b" " * 100_000_000)


def answer(status: int, body: Any, headers: Mapping[str, str] | None = None) -> Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    every = Headers(
        {
            "Content-Type": "application/json",
            "Content-Length": str(len(content)),
            "Connection": "close",
            **(headers or {}),
        }
    )
    return Response(status, HTTPStatus(status).phrase, every, content)


def now_us() -> int:
    return time.time_ns() // 1000
