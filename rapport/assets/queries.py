"""Reads of this room."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from rapport.assets import files
from rapport.assets.models import Asset, OutsidePicture

# A picture that could not be had is asked for again after a while: most faults pass.
TRY_AGAIN = timedelta(hours=6)


def picture_digest(url: str) -> str:
    """The name under which a picture from outside is known here."""
    return hashlib.sha256(url.encode()).hexdigest()


def picture_path(url: str) -> str:
    """Our own address of a picture from outside. No statement: pictures are made known when heard of."""
    return f"/pictures/{picture_digest(url)}"


def asset_path(asset_id: int) -> str:
    """Our own address of a picture of ours."""
    return f"/pictures/ours/{asset_id}"


def uploaded_by(member_id: int, asset_ids: Iterable[int]) -> list[Asset]:
    """Those of these pictures that the member uploaded, in the order given."""
    wanted = list(asset_ids)
    held = Asset.objects.filter(uploaded_by_id=member_id).in_bulk(wanted)
    return [held[asset_id] for asset_id in wanted if asset_id in held]


def needs_fetching(picture: OutsidePicture, now: datetime) -> bool:
    """Never fetched, refused a while ago, or its file is gone. What came with a message is never fetched."""
    if picture.is_kept:
        return False
    if picture.state == OutsidePicture.State.READY:
        return not (files.folder() / picture.file).exists()
    return picture.fetched_at is None or picture.fetched_at < now - TRY_AGAIN


def asset(asset_id: int) -> Asset | None:
    return Asset.objects.filter(pk=asset_id).first()


def picture_content(picture: OutsidePicture) -> bytes | None:
    """The bytes we encoded, None where there are none."""
    return files.read(picture.file) if picture.file else None


def kept_pictures(urls: Iterable[str], *, most_bytes: int) -> dict[str, bytes]:
    """WebP of the pictures that came with messages under these names, so many bytes of it at most. One statement.

    Nothing is fetched: a name that is an address from elsewhere gives nothing.
    """
    wanted = {picture_digest(url): url for url in urls}
    held = OutsidePicture.objects.filter(
        url_digest__in=list(wanted),
        is_kept=True,
        kind=OutsidePicture.Kind.IMAGE,
        state=OutsidePicture.State.READY,
    )
    found, left = {}, most_bytes
    for picture in held.order_by("pk"):
        size = files.size(picture.file)
        content = files.read(picture.file) if 0 < size <= left else None
        if content:
            found[wanted[picture.url_digest]] = content
            left -= len(content)
    return found


def clip_size(picture: OutsidePicture) -> int:
    """Bytes of a sound or video; 0 where there are none."""
    return files.size(picture.file) if picture.file else 0


def clip_part(picture: OutsidePicture, *, start: int, length: int) -> bytes:
    return files.read_part(picture.file, start=start, length=length)


def asset_content(held: Asset) -> bytes | None:
    return files.read(held.file)
