"""GTFS-realtime feeds written by the official bindings, and a site that serves one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from google.protobuf import text_format
from google.transit import gtfs_realtime_pb2 as gtfs

PAYLOADS = Path(__file__).parent / "payloads"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def captured(name: str) -> bytes:
    """A payload in protobuf's text form, as the bytes a server sends."""
    feed = gtfs.FeedMessage()
    text_format.Parse((PAYLOADS / f"{name}.textproto").read_text(encoding="utf-8"), feed)
    return feed.SerializeToString()


def feed_of(*alerts: tuple[str, str], changes_only: bool = False) -> Any:
    """A feed with alerts of these ids and headers."""
    feed = gtfs.FeedMessage()
    feed.header.gtfs_realtime_version = "2.0"
    feed.header.timestamp = int(NOW.timestamp())
    if changes_only:
        feed.header.incrementality = gtfs.FeedHeader.DIFFERENTIAL
    for name, words in alerts:
        entity = feed.entity.add()
        entity.id = name
        entity.alert.header_text.translation.add().text = words
    return feed
