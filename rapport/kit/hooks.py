"""Telling another program something: a signed call (Standard Webhooks 1.0, standardwebhooks.com, read 2026-11).

    call("https://lifts.example/rapport", {"type": "failing.raised"}, secret=new_secret(), key="msg_1", at=now)

The receiver checks `webhook-signature` (HMAC-SHA256 over id, timestamp and body), refuses old timestamps, and knows a
repeated call by its `webhook-id`, which stays the same however often it is tried.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rapport.kit.http import Blocked, FetchError, post_blocking

PREFIX = "whsec_"
# A receiver that was moved or taken away says so once; anything else may be mended while we wait.
_GONE = 410


class NotTaken(Exception):
    """The call was not taken; the text says why. `for_good`: calling again is of no use."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good


def new_secret() -> str:
    """`whsec_` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def new_key() -> str:
    """The id of one thing told, in at most 40 letters."""
    return f"msg_{secrets.token_hex(16)}"


def signed_headers(body: bytes, *, secret: str, key: str, at: datetime) -> dict[str, str]:
    stamp = str(int(at.timestamp()))
    raw = base64.b64decode(secret.removeprefix(PREFIX))
    told = hmac.digest(raw, f"{key}.{stamp}.".encode() + body, hashlib.sha256)
    return {
        "content-type": "application/json",
        "webhook-id": key,
        "webhook-timestamp": stamp,
        "webhook-signature": "v1," + base64.b64encode(told).decode(),
    }


def call(url: str, payload: Mapping[str, Any], *, secret: str, key: str, at: datetime) -> None:
    """Talks to the network: never inside a transaction. Raises NotTaken."""
    body = json.dumps(payload, separators=(",", ":"), ensure_ascii=False).encode()
    try:
        answer = post_blocking(
            url, body=body, headers=signed_headers(body, secret=secret, key=key, at=at)
        )
    except FetchError as error:
        raise NotTaken(str(error), for_good=isinstance(error, Blocked)) from error
    if not 200 <= answer.status < 300:
        raise NotTaken(f"It answered {answer.status}.", for_good=answer.status == _GONE)
