"""The calls of the interface. Each parses, calls one action or query, answers JSON."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from rapport.plaza import actions, queries
from rapport.plaza.api.access import (
    BadRequest,
    holder_of_key,
    json_body,
    no_key,
    number_from,
    refusal,
    text_field,
    times_from,
    with_key,
)
from rapport.plaza.api.trouble import order_trouble, trouble_for
from rapport.plaza.errors import NoSuchPost, SquareError
from rapport.plaza.models import Citizen, Event, SquarePost
from rapport.plaza.queries import PAGE_LIMIT, Told
from rapport.plaza.streaming import CutOff, crier


@with_key("GET")
def whoami(request: HttpRequest, caller: Citizen) -> HttpResponse:
    return JsonResponse(queries.citizen_as_json(caller, site=settings.RAPPORT_URL))


@with_key("GET", "POST")
def posts(request: HttpRequest, caller: Citizen) -> HttpResponse:
    """GET: a page of `after`, `limit`, `about` ("me": threads that concern the caller), `since` and `until` (when the
    posts were written). POST: write one.
    """
    if request.method == "POST":
        return _write(request, caller)
    after = number_from(request, "after", default=0, most=2**62)
    limit = max(1, number_from(request, "limit", default=PAGE_LIMIT, most=PAGE_LIMIT))
    about = _about(request, caller)
    written = times_from(request, "since", "until")
    told = queries.events_after(after, limit=limit, about=about, written=written)
    return JsonResponse(
        queries.page_as_json(
            told, after=after, more=len(told) == limit, site=settings.RAPPORT_URL, viewer=caller
        )
        | {"total": queries.count_events(about=about)}
    )


@with_key("GET", "DELETE")
def one_post(request: HttpRequest, caller: Citizen, key: str) -> HttpResponse:
    if request.method == "DELETE":
        actions.remove_post(key, by=caller, now=timezone.now())
        return HttpResponse(status=204)
    actions.standing_post(key)
    post = queries.posts_with_people().get(key=key)
    return JsonResponse(queries.post_as_json(post, site=settings.RAPPORT_URL, viewer=caller))


@with_key("GET")
def by_idempotency(request: HttpRequest, caller: Citizen, key: str) -> HttpResponse:
    post = actions.written_before(caller, key)
    if post is None or post.removed_at is not None:
        raise NoSuchPost("no_such_post", "Nothing was posted with that idempotency key.")
    return _one(request, post.key, caller)


@with_key("POST")
def like(request: HttpRequest, caller: Citizen, key: str) -> HttpResponse:
    return JsonResponse(
        {"key": key, "likes": actions.like_post(key, by=caller, now=timezone.now())}
    )


@with_key("GET")
def thread(request: HttpRequest, caller: Citizen, key: str) -> HttpResponse:
    """The whole thread a post stands in, oldest first; removed posts are left out."""
    found = queries.thread_of(actions.standing_post(key))
    site = settings.RAPPORT_URL
    shown = [post for post in found if post.removed_at is None]
    return JsonResponse(
        {"posts": [queries.post_as_json(post, site=site, viewer=caller) for post in shown]}
    )


@with_key("GET")
def citizen(request: HttpRequest, caller: Citizen, handle: str) -> HttpResponse:
    found = actions.citizen_with_handle(handle)
    return JsonResponse(queries.citizen_as_json(found, site=settings.RAPPORT_URL))


@with_key("POST")
def trouble(request: HttpRequest, caller: Citizen) -> HttpResponse:
    """Order trouble; an empty order ends it. See `api.trouble`."""
    order_trouble(json_body(request), now=timezone.now())
    return HttpResponse(status=204)


async def stream(request: HttpRequest) -> HttpResponseBase:
    """Server-sent events after `after` (none: from now on). Each `data` is a page as `posts` gives it."""
    if failure := await sync_to_async(trouble_for)(request):
        return failure
    caller = await sync_to_async(holder_of_key)(request)
    if caller is None:
        return no_key()
    try:
        after = number_from(request, "after", default=-1, most=2**62)
        about = _about(request, caller)
    except SquareError as error:
        return refusal(error)
    pages = _pages(None if after < 0 else after, about, caller, settings.RAPPORT_URL)
    response = StreamingHttpResponse(pages, content_type="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


async def _pages(
    after: int | None, about: Citizen | None, caller: Citizen, site: str
) -> AsyncIterator[bytes]:
    async with crier().listen(after=after) as batches:
        try:
            async for batch in batches:
                told = [one for one in batch.told if _wanted(one, about)]
                page = queries.page_as_json(
                    told, after=batch.upto, more=False, site=site, viewer=caller
                )
                yield f"id: {page['cursor']}\ndata: {json.dumps(page)}\n\n".encode()
        except CutOff:
            return


def _wanted(one: Told, about: Citizen | None) -> bool:
    return one.kind != Event.Kind.LIKED and (about is None or about.pk in one.concerned)


def _write(request: HttpRequest, caller: Citizen) -> HttpResponse:
    body = json_body(request)
    written = actions.write_post(
        caller,
        text_field(body, "text"),
        reply_to=text_field(body, "reply_to", limit=60),
        idempotency_key=text_field(body, "idempotency_key", limit=200) or None,
        now=timezone.now(),
        origin=SquarePost.Origin.API,
    )
    return _one(request, written.post.key, caller, status=201 if written.is_new else 200)


def _one(request: HttpRequest, key: str, caller: Citizen, *, status: int = 200) -> HttpResponse:
    post = queries.posts_with_people().get(key=key)
    found = queries.post_as_json(post, site=settings.RAPPORT_URL, viewer=caller)
    return JsonResponse(found, status=status)


def _about(request: HttpRequest, caller: Citizen) -> Citizen | None:
    asked = request.GET.get("about", "")
    if asked not in ("", "me"):
        raise BadRequest("bad_field", "“about” is left out, or “me”.")
    return caller if asked else None
