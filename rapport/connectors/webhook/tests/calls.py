"""Calls as a sender makes them: signed by the standardwebhooks library, not by our own code."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from standardwebhooks import Webhook as Sender

from rapport.channels.contract import AccountAccess, RawRequest
from rapport.channels.testing import Fault

PAYLOADS = Path(__file__).parent / "payloads"
SECRET = "whsec_" + base64.b64encode(b"a secret of more than 24 bytes!!").decode()
OLD_SECRET = "whsec_" + base64.b64encode(b"the secret that was used before!").decode()
NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def access(secret: str = SECRET) -> AccountAccess:
    return AccountAccess(
        id=7,
        network="webhook",
        handle="Shop reviews",
        remote_id="webhook:shop-reviews",
        settings={"name": "Shop reviews"},
        secrets={"secret": secret},
    )


def call(
    payload: Any,
    *,
    at: datetime = NOW,
    call_id: str = "msg_1",
    secrets: tuple[str, ...] = (SECRET,),
    **headers: str,
) -> RawRequest:
    """`payload` as JSON, or as it is where it is bytes; `headers` with _ for - replace what was sent."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    signed = [Sender(secret).sign(call_id, at, body.decode("latin-1")) for secret in secrets]
    if not body.isascii():
        signed = ["v1,AAAA"]  # the library signs text only; the body's bytes are tried elsewhere
    sent = {
        "Content-Type": "application/json; charset=utf-8",
        "Webhook-Id": call_id,
        "Webhook-Timestamp": str(int(at.timestamp())),
        "Webhook-Signature": " ".join(signed),
    }
    given = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return RawRequest("POST", "/hooks/7", sent | given, body)


class Shop:
    """A shop that calls the webhook, as the kit wants it."""

    beginning = ""

    def __init__(self) -> None:
        self._made: list[RawRequest] = []

    def access(self) -> AccountAccess:
        return access()

    async def public_says(self, text: str, *, reply_to: str = "") -> str:
        key = f"m{len(self._made)}"
        message = {
            "key": key,
            "author": {"id": "mara"},
            "text": text,
            "created_at": "2026-03-02T08:00:00Z",
            "parent_key": reply_to.rpartition(":")[2],
        }
        self._calls({"type": "message", "data": message})
        return f"webhook:shop-reviews:{key}"

    async def public_deletes(self, key: str) -> None:
        self._calls({"type": "message.deleted", "data": {"key": key.rpartition(":")[2]}})

    async def hostile_items(self) -> int:
        author = {"id": "x"}
        items: list[Any] = [
            None,
            [],
            "\ud800",
            {},
            {"key": "a\u0000b", "author": author, "text": "x"},
            {"key": "\ud800", "author": author, "text": "x"},
            {"key": 10**400, "author": author, "text": "x"},
            {"key": True, "author": author, "text": "x"},
            {"key": "k", "author": "mara", "text": "x"},
            {"key": "k", "author": author, "text": ["x"]},
            {"key": "k", "author": author, "text": "x", "created_at": "9999-12-31T23:59:59-14:00"},
            {"key": "k", "author": author, "text": "x", "kind": []},
            {"key": "k", "author": author, "text": "x", "counts": {"likes": -1}},
            {"key": "k", "author": author, "text": "x", "media": [{"url": "javascript:alert(1)"}]},
            {"key": "k", "author": author, "text": "x" * 100_001},
        ]
        self._calls({"type": "message", "data": items})
        self._calls({"type": "x" * 10_000, "data": {"key": "k"}})
        return len(items) + 1

    async def standing(self) -> list[str]:
        return []

    def fail_next(self, fault: Fault) -> None:
        raise AssertionError(f"a webhook cannot meet “{fault}”")

    async def drop_stream(self) -> None:
        raise AssertionError("a webhook has no stream")

    async def calls(self) -> list[RawRequest]:
        return list(self._made)

    def _calls(self, payload: Any) -> None:
        call_id = f"msg_{len(self._made)}"
        self._made.append(call(payload, at=datetime.now(UTC), call_id=call_id))
