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
from rapport.assets.errors import NotAPicture, NotPlayable
from rapport.assets.models import Asset, OutsidePicture
from rapport.assets.queries import picture_digest
from rapport.assets.sniffing import SUFFIXES, playable_type
from rapport.kit.http import FetchError, fetch

URL_LENGTH = 2000
FETCH_BYTES = 12_000_000
FETCH_SECONDS = 10.0
UPLOAD_BYTES = 20_000_000
# A minute or two of video as phones send it; also what mail servers take at most.
CLIP_BYTES = 25_000_000
ATTACHMENT_BYTES = 25_000_000
DOWNLOAD = "application/octet-stream"
_BOUNDS = {
    OutsidePicture.Kind.IMAGE: (FETCH_BYTES, FETCH_SECONDS),
    OutsidePicture.Kind.AUDIO: (CLIP_BYTES, 30.0),
    OutsidePicture.Kind.VIDEO: (CLIP_BYTES, 30.0),
    OutsidePicture.Kind.FILE: (0, 1.0),  # never fetched
}


def want_pictures(urls: Iterable[str], *, now: datetime) -> None:
    """Make pictures known, so that the proxy serves them when somebody looks; one statement for all.

    Only pictures made known here are ever fetched: nobody can have us fetch an address of their choice.
    """
    want_media(((OutsidePicture.Kind.IMAGE, url) for url in urls), now=now)


def want_media(media: Iterable[tuple[str, str]], *, now: datetime) -> None:
    """The same for pairs of kind (image, audio, video) and address."""
    wanted = {url: kind for kind, url in media if url and len(url) <= URL_LENGTH}
    if wanted:
        OutsidePicture.objects.bulk_create(
            [
                OutsidePicture(url_digest=picture_digest(url), url=url, kind=kind, created_at=now)
                for url, kind in sorted(wanted.items())
            ],
            ignore_conflicts=True,
        )


async def fetch_picture(picture: OutsidePicture, *, now: datetime) -> OutsidePicture:
    """Fetch, decode, encode anew and keep; or keep the reason why not. Safe to repeat and to run twice.

    Sound and videos are kept as they came, once their bytes say what they are.

    Talks to the network: call outside a transaction.
    """
    try:
        bytes_at_most, seconds = _BOUNDS[OutsidePicture.Kind(picture.kind)]
        fetched = await fetch(picture.url, max_bytes=bytes_at_most, timeout_seconds=seconds)
        if fetched.status != 200:
            raise NotAPicture(f"The other side answered {fetched.status}.")
        await asyncio.to_thread(_keep, picture, fetched.body)
    except (FetchError, NotAPicture, NotPlayable) as refusal:
        picture.state, picture.reason = OutsidePicture.State.REFUSED, str(refusal)[:300]
    picture.fetched_at = now
    fields = ["state", "reason", "file", "mime", "width", "height", "fetched_at"]
    # An update, not a save: a picture forgotten meanwhile must not come back.
    kept = await OutsidePicture.objects.filter(pk=picture.pk).aupdate(
        **{field: getattr(picture, field) for field in fields}
    )
    if not kept and picture.file:
        await asyncio.to_thread(files.remove, picture.file)
        picture.state = OutsidePicture.State.REFUSED
    return picture


def _keep(picture: OutsidePicture, content: bytes) -> None:
    """Write its file and say so on it, unsaved. Raises NotAPicture, NotPlayable."""
    kind = OutsidePicture.Kind(picture.kind)
    if kind == OutsidePicture.Kind.IMAGE:
        encoded = for_browsers(content)
        content, picture.mime, suffix = encoded.content, "", encoded.suffix
        picture.width, picture.height = encoded.width, encoded.height
    elif kind == OutsidePicture.Kind.FILE:
        picture.mime, suffix = DOWNLOAD, ".bin"
    else:
        picture.mime = playable_type(content, kind.value)  # type: ignore[arg-type]
        if not picture.mime:
            raise NotPlayable("These bytes are neither sound nor a video that browsers play.")
        suffix = SUFFIXES[picture.mime]
    digest = picture.url_digest
    picture.file = f"pictures/{digest[:2]}/{digest}{suffix}"
    files.write(picture.file, content)
    picture.state, picture.reason = OutsidePicture.State.READY, ""


def keep_attachment(
    content: bytes, *, url: str, kind: str, name: str, now: datetime
) -> OutsidePicture | None:
    """Keep what came with a message, under a name of ours; None where it is larger than ATTACHMENT_BYTES.

    What is not the picture, sound or video it is called becomes a file, which is only ever offered for download.
    Safe to repeat: the same name is the same row.
    """
    if len(content) > ATTACHMENT_BYTES:
        return None
    digest = picture_digest(url)
    kept = OutsidePicture(url_digest=digest, url=url, kind=kind, created_at=now, fetched_at=now)
    kept.name, kept.is_kept = _plain(name)[:200], True
    try:
        _keep(kept, content)
    except (NotAPicture, NotPlayable):
        kept.kind = OutsidePicture.Kind.FILE
        _keep(kept, content)
    fields = ["kind", "mime", "name", "state", "file", "width", "height", "fetched_at"]
    OutsidePicture.objects.bulk_create(
        [kept], update_conflicts=True, unique_fields=["url_digest"], update_fields=fields
    )
    return kept


def forget_pictures(urls: Iterable[str]) -> int:
    """Delete pictures from outside, files too once the transaction commits. Returns how many rows."""
    digests = {picture_digest(url) for url in urls if url}
    return _forget(list(OutsidePicture.objects.filter(url_digest__in=digests)))


def let_pictures_go(before: datetime, limit: int) -> int:
    """Delete the files of pictures fetched before then; they are fetched again when somebody looks."""
    old = list(
        OutsidePicture.objects.filter(fetched_at__lt=before)
        .exclude(state=OutsidePicture.State.WANTED)
        .exclude(is_kept=True)  # nobody could give it to us again
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
