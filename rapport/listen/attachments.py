"""What comes with a message itself: kept by the assets room, named by us, and never fetched from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal, cast

from rapport.assets.actions import keep_attachment
from rapport.channels.contract import InboundPost, Media

# No scheme a browser or `kit.http` would follow.
PREFIX = "attachment:"
_CID = "#cid="
CID_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Kept(Media):
    """An attachment we hold. `cid` is how the HTML of its own message names it, "" where it does not."""

    cid: str = ""


def with_attachments_kept(
    network: str, posts: Sequence[InboundPost], *, now: datetime
) -> list[InboundPost]:
    """The same posts, their attachments stored and named by us. Safe to repeat."""
    return [
        _kept(network, post, now) if any(m.content for m in post.media) else post for post in posts
    ]


def _kept(network: str, post: InboundPost, now: datetime) -> InboundPost:
    media = [
        _one(medium, f"{PREFIX}{network}:{post.key}:{number}", now) if medium.content else medium
        for number, medium in enumerate(post.media)
    ]
    return replace(post, media=tuple(media))


def _one(medium: Media, url: str, now: datetime) -> Media:
    kept = keep_attachment(medium.content, url=url, kind=medium.kind, name=medium.name, now=now)
    if kept is None:  # too large: that there was something is still told
        return replace(medium, kind="file", url="", content=b"")
    _mail, _sign, cid = medium.url.partition(_CID)
    return Kept(
        kind=cast(Literal["image", "video", "audio", "file"], str(kept.kind)),
        url=url,
        alt=medium.alt,
        mime=medium.mime,
        width=kept.width,
        height=kept.height,
        name=medium.name,
        cid=cid[:CID_LENGTH],
    )


def attachments_of(media: Iterable[Sequence[dict[str, Any]]]) -> list[str]:
    """The names of those among the media of messages that we keep ourselves."""
    urls = [str(medium.get("url", "")) for one in media for medium in one]
    return [url for url in urls if url.startswith(PREFIX)]
