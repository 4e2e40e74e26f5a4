"""Pictures of ours, as a connector takes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from rapport.assets.models import Asset
from rapport.channels.contract import OutboundImage


def outbound_images(asset_ids: Sequence[int]) -> list[OutboundImage]:
    """The pictures with those ids, in that order. One that is gone is left out."""
    held = Asset.objects.in_bulk(list(asset_ids))
    return [_image(held[pk]) for pk in asset_ids if pk in held]


def _image(asset: Asset) -> OutboundImage:
    content = (Path(settings.MEDIA_ROOT) / asset.file).read_bytes()
    return OutboundImage(
        content=content, mime=asset.mime, alt=asset.alt, width=asset.width, height=asset.height
    )
