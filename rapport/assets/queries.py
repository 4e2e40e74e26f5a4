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
    """Never fetched, refused a while ago, or its file is gone."""
    if picture.state == OutsidePicture.State.READY:
        return not (files.folder() / picture.file).exists()
    return picture.fetched_at is None or picture.fetched_at < now - TRY_AGAIN


def asset(asset_id: int) -> Asset | None:
    return Asset.objects.filter(pk=asset_id).first()


def picture_content(picture: OutsidePicture) -> bytes | None:
    """The bytes we encoded, None where there are none."""
    return files.read(picture.file) if picture.file else None


def asset_content(held: Asset) -> bytes | None:
    return files.read(held.file)
