"""The proxy for pictures, sound and videos, and what came with messages."""

from __future__ import annotations

import asyncio
from base64 import b64decode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from rapport.assets.actions import UPLOAD_BYTES, fetch_picture, store_upload
from rapport.assets.errors import NotAPicture
from rapport.assets.models import Asset, OutsidePicture
from rapport.assets.queries import (
    asset_content,
    clip_part,
    clip_size,
    needs_fetching,
    picture_content,
)
from rapport.web.access import may, member_of
from rapport.web.pictures.ranges import asked_range
from rapport.workspace.models import Member
from rapport.workspace.queries import can

# Many faces on one page must not take all memory: a picture unpacks to 160 MB at most.
_AT_ONCE = asyncio.Semaphore(4)
# A player that asks for "the rest" gets so much at a time and asks again.
PART_BYTES = 2_000_000
_NOTHING = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


async def outside(request: HttpRequest, digest: str) -> HttpResponse:
    """A picture, sound or video from outside. Fetched on first view; an empty picture where it cannot be had."""
    if not await _may_see(request):
        return _nothing()
    picture = await OutsidePicture.objects.filter(url_digest=digest).afirst()
    if picture is None:
        return _nothing()
    if needs_fetching(picture, timezone.now()):
        async with _AT_ONCE:
            picture = await fetch_picture(picture, now=timezone.now())
    if picture.kind in (OutsidePicture.Kind.AUDIO, OutsidePicture.Kind.VIDEO):
        return await asyncio.to_thread(_played, picture, request.headers.get("Range", ""))
    content = await asyncio.to_thread(picture_content, picture)
    if picture.kind == OutsidePicture.Kind.FILE:
        return _downloaded(picture, content)
    return _shown(content, "image/webp") if content else _nothing()


def _played(clip: OutsidePicture, asked: str) -> HttpResponse:
    """Sound or a video: whole, or the part a player asks for, so that one can seek in it."""
    size = clip_size(clip)
    if not size:
        return _nothing()
    found = asked_range(asked, size=size) if asked else (0, size - 1)
    if found is None:
        answer = HttpResponse(status=416)
        answer.headers["Content-Range"] = f"bytes */{size}"
        return answer
    start, end = found
    if asked:
        end = min(end, start + PART_BYTES - 1)
    answer = _shown(clip_part(clip, start=start, length=end - start + 1), clip.mime)
    answer.headers["Accept-Ranges"] = "bytes"
    if asked:
        answer.status_code = 206
        answer.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
    return answer


def _downloaded(kept: OutsidePicture, content: bytes | None) -> HttpResponse:
    """Anything else that came with a message: saved, never shown, whatever it calls itself."""
    if content is None:
        raise Http404("This file is not here any more.")
    answer = _shown(content, "application/octet-stream")
    name = kept.name.replace("/", "_").replace("\\", "_") or "attachment"
    header = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = header or "attachment"
    return answer


async def ours(request: HttpRequest, asset_id: int) -> HttpResponse:
    if not await _may_see(request):
        return _nothing()
    held = await Asset.objects.filter(pk=asset_id).afirst()
    content = await asyncio.to_thread(asset_content, held) if held else None
    return _shown(content, held.mime) if held and content else _nothing()


@may("answer")
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Keep a picture to be sent. Answers {"id", "path", "alt", "width", "height"}, or 422 {"error"}."""
    sent = request.FILES.get("picture")
    try:
        if sent is None or (sent.size or 0) > UPLOAD_BYTES:
            raise NotAPicture("Choose a picture of at most 20 MB.")
        asset = store_upload(
            sent.read(),
            alt=request.POST.get("alt", ""),
            by_id=member_of(request).pk,
            now=timezone.now(),
        )
    except NotAPicture as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    path = reverse("asset", args=[asset.pk])
    shown = {"alt": asset.alt, "width": asset.width, "height": asset.height}
    return JsonResponse({"id": asset.pk, "path": path, **shown}, status=201)


async def _may_see(request: HttpRequest) -> bool:
    user = await request.auser()
    return isinstance(user, Member) and can(user, "see")


def _shown(content: bytes, mime: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=mime,
        headers={
            "Cache-Control": "private, max-age=86400",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
        },
    )


def _nothing() -> HttpResponse:
    """404 with one clear point as its picture, so that the initials behind it show."""
    answer = _shown(_NOTHING, "image/png")
    answer.status_code = 404
    answer.headers["Cache-Control"] = "private, max-age=60"
    return answer
