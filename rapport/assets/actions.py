"""Every write of this room: pictures from outside, and our own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from uuid import uuid4

from django.db import transaction

from rapport.assets import files
from rapport.assets.encoding import for_browsers, for_networks
from rapport.assets.errors import NotAPicture
from rapport.assets.models import Asset, OutsidePicture
from rapport.assets.queries import picture_digest
from rapport.kit.http import FetchError, fetch

URL_LENGTH = 2000
FETCH_BYTES = 12_000_000
FETCH_SECONDS = 10.0
UPLOAD_BYTES = 20_000_000


def want_pictures(urls: Iterable[str], *, now: datetime) -> None:
    """Make pictures known, so that the proxy serves them when somebody looks; one statement for all.

    Only pictures made known here are ever fetched: nobody can have us fetch an address of their choice.
    """
    wanted = sorted({url for url in urls if url and len(url) <= URL_LENGTH})
    if wanted:
        OutsidePicture.objects.bulk_create(
            [
                OutsidePicture(url_digest=picture_digest(url), url=url, created_at=now)
                for url in wanted
            ],
            ignore_conflicts=True,
        )


async def fetch_picture(picture: OutsidePicture, *, now: datetime) -> OutsidePicture:
    """Fetch, decode, encode anew and keep; or keep the reason why not. Safe to repeat and to run twice.

    Talks to the network: call outside a transaction.
    """
    try:
        fetched = await fetch(picture.url, max_bytes=FETCH_BYTES, timeout_seconds=FETCH_SECONDS)
        if fetched.status != 200:
            raise NotAPicture(f"The other side answered {fetched.status}.")
        encoded = await asyncio.to_thread(for_browsers, fetched.body)
    except (FetchError, NotAPicture) as refusal:
        picture.state, picture.reason = OutsidePicture.State.REFUSED, str(refusal)[:300]
    else:
        digest = picture.url_digest
        picture.file = f"pictures/{digest[:2]}/{digest}{encoded.suffix}"
        await asyncio.to_thread(files.write, picture.file, encoded.content)
        picture.width, picture.height = encoded.width, encoded.height
        picture.state, picture.reason = OutsidePicture.State.READY, ""
    picture.fetched_at = now
    fields = ["state", "reason", "file", "width", "height", "fetched_at"]
    # An update, not a save: a picture forgotten meanwhile must not come back.
    kept = await OutsidePicture.objects.filter(pk=picture.pk).aupdate(
        **{field: getattr(picture, field) for field in fields}
    )
    if not kept and picture.file:
        await asyncio.to_thread(files.remove, picture.file)
        picture.state = OutsidePicture.State.REFUSED
    return picture


def forget_pictures(urls: Iterable[str]) -> int:
    """Delete pictures from outside, files too once the transaction commits. Returns how many rows."""
    digests = {picture_digest(url) for url in urls if url}
    return _forget(list(OutsidePicture.objects.filter(url_digest__in=digests)))


def let_pictures_go(before: datetime, limit: int) -> int:
    """Delete the files of pictures fetched before then; they are fetched again when somebody looks."""
    old = list(
        OutsidePicture.objects.filter(fetched_at__lt=before)
        .exclude(state=OutsidePicture.State.WANTED)
        .order_by("fetched_at")[:limit]
    )
    OutsidePicture.objects.filter(pk__in=[picture.pk for picture in old]).update(
        state=OutsidePicture.State.WANTED, file="", fetched_at=None
    )
    _remove_files(old)
    return len(old)


def store_upload(content: bytes, *, alt: str, by_id: int | None, now: datetime) -> Asset:
    """Keep a picture to be sent, decoded and encoded anew: the place it was taken at is not sent along.

    Raises NotAPicture.
    """
    if len(content) > UPLOAD_BYTES:
        raise NotAPicture("This file is larger than 20 MB. Make it smaller and try again.")
    encoded = for_networks(content)
    name = uuid4().hex
    file = f"assets/{name[:2]}/{name}{encoded.suffix}"
    files.write(file, encoded.content)
    return Asset.objects.create(
        file=file,
        mime=encoded.mime,
        width=encoded.width,
        height=encoded.height,
        alt=_plain(alt),
        uploaded_by_id=by_id,
        uploaded_at=now,
    )


def describe(descriptions: Mapping[int, str]) -> None:
    """Write the alternative text of pictures of ours, by their ids."""
    for asset_id, alt in descriptions.items():
        Asset.objects.filter(pk=asset_id).update(alt=_plain(alt))


def _plain(alt: str) -> str:
    return alt.replace("\x00", "").strip()[:2000]


def _forget(pictures: Sequence[OutsidePicture]) -> int:
    OutsidePicture.objects.filter(pk__in=[picture.pk for picture in pictures]).delete()
    _remove_files(pictures)
    return len(pictures)


def _remove_files(pictures: Sequence[OutsidePicture]) -> None:
    for picture in pictures:
        if picture.file:
            transaction.on_commit(partial(files.remove, picture.file))
