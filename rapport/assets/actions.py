"""Every write of this room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rapport.assets.models import OutsidePicture
from rapport.assets.queries import picture_digest

URL_LENGTH = 2000


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
