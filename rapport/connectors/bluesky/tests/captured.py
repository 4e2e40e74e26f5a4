"""Frames captured from the real server, as the events they hold."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rapport.channels.contract import Author, InboundPost, Rejected
from rapport.connectors.bluesky.firehose import Happened, read_frame
from rapport.connectors.bluesky.translate import Seen, Us, inbound

PAYLOADS = Path(__file__).parent / "payloads"
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def payload(name: str) -> Any:
    return json.loads((PAYLOADS / f"{name}.json").read_text(encoding="utf-8"))


def frame_bytes(name: str) -> bytes:
    return base64.b64decode(payload(name)["frame_base64"])


def event(name: str) -> Happened:
    return read_frame(frame_bytes(name), now=NOW)


def brand_of(name: str) -> Us:
    did = payload(name)["brand"]
    return Us(did=did, handle="brand.test", pictures="https://pictures.test/{did}/{cid}")


def read(name: str) -> InboundPost | Rejected:
    """The only change of a captured frame, translated for the brand."""
    (change,) = event(name).changes
    seen = Seen(change.uri, change.cid, change.value, NOW)
    return inbound(seen, brand_of(name), Author(change.uri.split("/")[2], "mara.test"))


def post(name: str) -> InboundPost:
    item = read(name)
    assert isinstance(item, InboundPost), item
    return item
