"""A Bluesky server in memory: XRPC answered in process, the firehose on a web socket of loopback.

What it says is what the real server said when it was asked the same (tests/networks runs the same journey
against that one), down to the bare 500 for a record that stands already.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import libipld
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.protocol import State

from rapport.channels.contract import AccountAccess
from rapport.channels.testing import Fault
from rapport.connectors.bluesky.keys import POST, PROFILE, rkey_for

PAYLOADS = Path(__file__).parent / "payloads"
PASSWORD = "correct horse battery staple"
HOST = "http://127.0.0.1:2583"

BRAND = "did:plc:brandbrandbrandbrandbran"
MARA = "did:plc:maramaramaramaramaramara"


@dataclass
class FakePDS:
    """One server with a brand and a member of the public, with or without an AppView behind it."""

    appview: bool = True
    beginning: str = ""
    stream_host: str = ""
    stream_is_own: bool = False  # the account's own server, not a relay
    handles: dict[str, str] = field(
        default_factory=lambda: {BRAND: "brand.test", MARA: "mara.test"}
    )
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    frames: list[bytes] = field(default_factory=list)
    notifications: list[dict[str, Any]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    refreshes: set[str] = field(default_factory=set)
    muted: set[str] = field(default_factory=set)
    reports: list[dict[str, Any]] = field(default_factory=list)
    password: str = PASSWORD
    # What every answer says beside itself: what is left of the server's limits.
    headers: dict[str, str] = field(default_factory=dict)
    _faults: list[Fault] = field(default_factory=list)
    _made: int = 0

    async def __aenter__(self) -> FakePDS:
        self._server: Server = await serve(self._stream, "127.0.0.1", 0)
        port = self._server.sockets[0].getsockname()[1]
        self.stream_host = f"http://127.0.0.1:{port}"
        self.beginning = f"0 - {self.stream_host}"
        self.stands(BRAND, PROFILE, {"$type": PROFILE, "displayName": "The Brand"}, rkey="self")
        self.stands(MARA, PROFILE, {"$type": PROFILE, "displayName": "Mara"}, rkey="self")
        return self

    async def __aexit__(self, *error: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    # What the kit asks of a far end.

    def access(self, **settings: str) -> AccountAccess:
        return AccountAccess(
            id=1,
            network="bluesky",
            handle="brand.test",
            remote_id=BRAND,
            settings={
                "host": self.stream_host if self.stream_is_own else HOST,
                "stream_host": self.stream_host,
                **settings,
            },
            secrets={"password": PASSWORD},
        )

    async def public_says(self, text: str, *, reply_to: str = "", **extra: Any) -> str:
        record = {**post_record(text), "facets": [mention_of(BRAND)]}
        if reply_to:
            record["reply"] = {"root": self.ref(reply_to), "parent": self.ref(reply_to)}
        return self.stands(MARA, POST, {**record, **extra})

    async def public_deletes(self, key: str) -> None:
        self.falls(key)

    async def hostile_items(self) -> int:
        records = json.loads((PAYLOADS / "hostile_records.json").read_text())
        for record in records:
            self.stands(MARA, POST, record)
        self.frames += [b"", b"\x00", b"\xa1", libipld.encode_dag_cbor({"op": 1, "t": "#commit"})]
        return len(records) + 4

    async def standing(self) -> list[str]:
        return [uri for uri in self.records if uri.startswith(f"at://{BRAND}/{POST}/")]

    def fail_next(self, fault: Fault) -> None:
        self._faults.append(fault)

    async def drop_stream(self) -> None:
        for connection in list(self._server.connections):
            connection.transport.abort()

    # Repositories and what the firehose says of them.

    def stands(self, did: str, collection: str, value: Any, *, rkey: str = "") -> str:
        self._made += 1
        uri = f"at://{did}/{collection}/{rkey or rkey_for(str(self._made))}"
        self.records[uri] = {"uri": uri, "cid": cid_of(value), "value": value}
        self._commit(did, uri, "create", value)
        self._notify(did, uri, value)
        return uri

    def falls(self, uri: str) -> None:
        if self.records.pop(uri, None) is not None:
            self._commit(uri.split("/")[2], uri, "delete", None)

    def changes(self, uri: str, value: Any) -> None:
        self.records[uri] = {"uri": uri, "cid": cid_of(value), "value": value}
        self._commit(uri.split("/")[2], uri, "update", value)

    def ref(self, uri: str) -> dict[str, str]:
        return {"uri": uri, "cid": self.records[uri]["cid"]}

    def _commit(self, did: str, uri: str, action: str, value: Any) -> None:
        path = uri.split("/", 3)[3]
        block = libipld.encode_dag_cbor(value) if value is not None else b""
        cid = cid_bytes(block) if block else None
        body = {
            "seq": len(self.frames) + 1,
            "repo": did,
            "time": now(),
            "ops": [{"action": action, "path": path, "cid": cid}],
            "blocks": car(cid, block) if cid else b"",
        }
        self.frames.append(frame("#commit", body))

    def _notify(self, did: str, uri: str, value: Any) -> None:
        if did == BRAND or not isinstance(value, dict) or value.get("$type") != POST:
            return
        self.notifications.insert(
            0,
            {
                "uri": uri,
                "cid": cid_of(value),
                "author": {
                    "did": did,
                    "handle": self.handles[did],
                    "displayName": "Mara",
                    "followersCount": 120,
                },
                "reason": "reply" if "reply" in value else "mention",
                "record": value,
                "indexedAt": now(),
            },
        )

    async def _stream(self, connection: ServerConnection) -> None:
        asked = parse_qs(urlsplit(connection.request.path).query).get("cursor")  # type: ignore[union-attr]
        place = int(asked[0]) if asked else len(self.frames)
        if place > len(self.frames):
            await connection.send(frame("", {"error": "FutureCursor"}, op=-1))
            return
        while connection.state is State.OPEN:
            while place < len(self.frames):
                await connection.send(self.frames[place])
                place += 1
            await asyncio.sleep(0.005)

    # XRPC.

    async def answer(self, request: httpx.Request) -> httpx.Response:
        method = request.url.path.removeprefix("/xrpc/")
        self.requests.append(method)
        name = "_" + method.replace(".", "_")
        known: Callable[[httpx.Request], Awaitable[httpx.Response]] | None
        known = getattr(self, name, None)
        if known is None or (method.startswith("app.bsky.") and not self.appview):
            return refusal(502, "UpstreamFailure", "Upstream service unreachable")
        answer = await known(request)
        answer.headers.update(self.headers)
        return answer

    def _signed(self, request: httpx.Request) -> httpx.Response | None:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token in self.tokens:
            return None
        return refusal(400, "ExpiredToken", "Token has expired")

    def _session(self) -> httpx.Response:
        self._made += 1
        access, refresh = f"access-{self._made}", f"refresh-{self._made}"
        self.tokens.add(access)
        self.refreshes.add(refresh)
        return httpx.Response(
            200,
            json={
                "did": BRAND,
                "handle": self.handles[BRAND],
                "accessJwt": access,
                "refreshJwt": refresh,
            },
        )

    async def _com_atproto_server_createSession(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        self.identifiers.append(body["identifier"])
        if body["password"] != self.password:
            return refusal(401, "AuthenticationRequired", "Invalid identifier or password")
        return self._session()

    async def _com_atproto_server_refreshSession(self, request: httpx.Request) -> httpx.Response:
        token = request.headers["authorization"].removeprefix("Bearer ")
        if token not in self.refreshes:
            return refusal(400, "ExpiredToken", "Token has been revoked")
        self.refreshes.discard(token)
        return self._session()

    async def _com_atproto_server_getSession(self, request: httpx.Request) -> httpx.Response:
        return self._signed(request) or httpx.Response(
            200, json={"did": BRAND, "handle": self.handles[BRAND]}
        )

    async def _com_atproto_repo_createRecord(self, request: httpx.Request) -> httpx.Response:
        fault = self._faults.pop(0) if self._faults else None
        if fault is Fault.SIGNED_OUT:
            self.sign_out(password_too=True)
        early = {
            Fault.BUSY: lambda: refusal(
                429,
                "RateLimitExceeded",
                "Rate Limit Exceeded",
                {"ratelimit-reset": str(int(time.time()) + 90)},
            ),
            Fault.DOWN: lambda: refusal(503, "NotAvailable", "down"),
            Fault.REFUSED: lambda: refusal(400, "InvalidRequest", "Invalid record"),
        }
        if fault in early:
            return early[fault]()
        body = json.loads(request.content)
        uri = f"at://{body['repo']}/{body['collection']}/{body['rkey']}"
        unsigned = self._signed(request)
        if unsigned:
            return unsigned
        if uri in self.records:
            return refusal(500, "InternalServerError", "Internal Server Error")
        self.stands(body["repo"], body["collection"], body["record"], rkey=body["rkey"])
        if fault is Fault.LOST_RECEIPT:
            raise httpx.ReadTimeout("no answer", request=request)
        return httpx.Response(200, json=self.ref(uri))

    async def _com_atproto_repo_putRecord(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        uri = f"at://{body['repo']}/{body['collection']}/{body['rkey']}"
        if unsigned := self._signed(request):
            return unsigned
        stands = self.records.get(uri)
        if body.get("swapRecord", "") != (stands["cid"] if stands else None):
            return refusal(400, "InvalidSwap", "Record was at another version")
        self.records[uri] = {"uri": uri, "cid": cid_of(body["record"]), "value": body["record"]}
        return httpx.Response(200, json=self.ref(uri))

    async def _app_bsky_graph_muteActor(self, request: httpx.Request) -> httpx.Response:
        self.muted.add(json.loads(request.content)["actor"])
        return self._signed(request) or httpx.Response(200)

    async def _app_bsky_graph_unmuteActor(self, request: httpx.Request) -> httpx.Response:
        self.muted.discard(json.loads(request.content)["actor"])
        return self._signed(request) or httpx.Response(200)

    async def _com_atproto_moderation_createReport(self, request: httpx.Request) -> httpx.Response:
        if unsigned := self._signed(request):
            return unsigned
        self.reports.append(json.loads(request.content))
        if self._faults and self._faults.pop(0) is Fault.LOST_RECEIPT:
            raise httpx.ReadTimeout("no answer", request=request)
        return httpx.Response(200, json={"id": len(self.reports), "reportedBy": BRAND})

    async def _com_atproto_repo_deleteRecord(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        self.falls(f"at://{body['repo']}/{body['collection']}/{body['rkey']}")
        return httpx.Response(200, json={})

    async def _com_atproto_repo_getRecord(self, request: httpx.Request) -> httpx.Response:
        asked = request.url.params
        record = self.records.get(f"at://{asked['repo']}/{asked['collection']}/{asked['rkey']}")
        if record is None:
            return refusal(400, "RecordNotFound", "Could not locate record")
        return httpx.Response(200, json=record)

    async def _com_atproto_repo_listRecords(self, request: httpx.Request) -> httpx.Response:
        start = f"at://{request.url.params['repo']}/{request.url.params['collection']}/"
        found = [record for uri, record in self.records.items() if uri.startswith(start)]
        return httpx.Response(200, json={"records": found})

    async def _com_atproto_repo_describeRepo(self, request: httpx.Request) -> httpx.Response:
        did = request.url.params["repo"]
        if did not in self.handles:
            return refusal(400, "RepoNotFound", "Could not find repo")
        return httpx.Response(200, json={"did": did, "handle": self.handles[did]})

    async def _com_atproto_repo_uploadBlob(self, request: httpx.Request) -> httpx.Response:
        blob = {
            "$type": "blob",
            "ref": {"$link": libipld.encode_cid(cid_bytes(request.content, raw=True))},
            "mimeType": request.headers["content-type"],
            "size": len(request.content),
        }
        return self._signed(request) or httpx.Response(200, json={"blob": blob})

    async def _com_atproto_identity_resolveHandle(self, request: httpx.Request) -> httpx.Response:
        asked = request.url.params["handle"]
        for did, handle in self.handles.items():
            if handle == asked:
                return httpx.Response(200, json={"did": did})
        return refusal(400, "HandleNotFound", "Unable to resolve handle")

    async def _app_bsky_actor_getProfiles(self, request: httpx.Request) -> httpx.Response:
        asked = request.url.params.get_list("actors")
        profiles = [
            {"did": did, "handle": self.handles[did], "displayName": "Mara", "followersCount": 120}
            for did in asked
            if did in self.handles
        ]
        return self._signed(request) or httpx.Response(200, json={"profiles": profiles})

    async def _app_bsky_feed_getPosts(self, request: httpx.Request) -> httpx.Response:
        asked = request.url.params.get_list("uris")
        counted = {"likeCount": 7, "replyCount": 2, "repostCount": 3, "quoteCount": 1}
        posts = [{"uri": uri} | counted for uri in asked if uri in self.records]
        return self._signed(request) or httpx.Response(200, json={"posts": posts})

    async def _app_bsky_notification_listNotifications(
        self, request: httpx.Request
    ) -> httpx.Response:
        start = int(request.url.params.get("cursor", 0))
        page = self.notifications[start : start + 2]
        answer: dict[str, Any] = {"notifications": page}
        if start + 2 < len(self.notifications):
            answer["cursor"] = str(start + 2)
        return self._signed(request) or httpx.Response(200, json=answer)

    def sign_out(self, *, password_too: bool = False) -> None:
        """The access token is too old; with the password changed too nothing can be renewed."""
        self.tokens.clear()
        if password_too:
            self.refreshes.clear()
            self.password = "changed since"


def post_record(text: str) -> dict[str, Any]:
    return {"$type": POST, "text": text, "createdAt": now(), "langs": ["en"]}


def mention_of(did: str) -> dict[str, Any]:
    return {
        "index": {"byteStart": 0, "byteEnd": 1},
        "features": [{"$type": "app.bsky.richtext.facet#mention", "did": did}],
    }


def now() -> str:
    # A moment ago, so that a clock a little behind ours is no reason to mend the time.
    return (datetime.now(UTC) - timedelta(seconds=1)).isoformat()


def refusal(
    status: int, error: str, message: str, headers: dict[str, str] | None = None
) -> httpx.Response:
    return httpx.Response(status, json={"error": error, "message": message}, headers=headers)


def frame(kind: str, body: dict[str, Any], *, op: int = 1) -> bytes:
    header = {"op": op, "t": kind} if kind else {"op": op}
    return bytes(libipld.encode_dag_cbor(header) + libipld.encode_dag_cbor(body))


def cid_bytes(block: bytes, *, raw: bool = False) -> bytes:
    return bytes([1, 0x55 if raw else 0x71, 0x12, 0x20]) + hashlib.sha256(block).digest()


def cid_of(value: Any) -> str:
    return str(libipld.encode_cid(cid_bytes(libipld.encode_dag_cbor(value))))


def car(cid: bytes, block: bytes) -> bytes:
    """A CAR archive of one block. Its root is a link, which libipld writes only by hand: tag 42."""
    link = b"\xd8\x2a\x58" + bytes([len(cid) + 1]) + b"\x00" + cid
    header = b"\xa2\x65roots\x81" + link + b"\x67version\x01"
    section = cid + block
    return varint(len(header)) + header + varint(len(section)) + section


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])
