"""The pages of the square. Open to whoever sits at this computer, and to nobody else."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from functools import wraps
from random import Random

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from rapport.plaza import actions, avatars, contexts, queries
from rapport.plaza.api.access import number_from
from rapport.plaza.errors import BadCitizen, SquareError
from rapport.plaza.models import Citizen, Event, SquarePost, SquareSetting
from rapport.plaza.queries import Told
from rapport.plaza.streaming import CutOff, crier
from rapport.plaza.world.live import sample_customer_csv

_COOKIE_SECONDS = 30 * 86_400
_PAGE = 40


def on_this_computer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The pages ask for no sign-in, so they are shown over loopback only."""

    @wraps(view)
    def guarded(request: HttpRequest, **parts: str) -> HttpResponse:
        if not _is_loopback(request):
            return HttpResponse("The square is shown on the computer it runs on only.", status=403)
        return view(request, **parts)

    return guarded


@on_this_computer
@require_GET
def timeline(request: HttpRequest) -> HttpResponse:
    """Everything, or with `?view=brand` what concerns the brand; `?before=` goes back in time."""
    return _timeline(request, status=200)


@on_this_computer
@require_GET
def thread(request: HttpRequest, key: str) -> HttpResponse:
    return _thread(request, key, status=200)


@on_this_computer
@require_GET
def citizen(request: HttpRequest, handle: str) -> HttpResponse:
    try:
        found = actions.citizen_with_handle(handle)
    except SquareError as error:
        raise Http404(error.message) from error
    context = contexts.square(request, now=timezone.now(), view="citizen")
    posts = queries.posts_by(found, limit=_PAGE)
    return render(request, "plaza/citizen.html", context | {"citizen": found, "posts": posts})


@on_this_computer
@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """Post as anybody but the brand. Scripts are answered in JSON, forms by the page."""
    said_as, text = request.POST.get("speaker", ""), request.POST.get("text", "")
    reply_to = request.POST.get("reply_to", "")
    now = timezone.now()
    try:
        author = _speaker(said_as)
        origin = SquarePost.Origin.VISITOR
        post = actions.write_post(author, text, now=now, origin=origin, reply_to=reply_to).post
    except SquareError as error:
        return _refused(request, error, text=text, said_as=said_as, reply_to=reply_to)
    if _is_script(request):
        response: HttpResponse = JsonResponse({"key": post.key, "speaker": author.handle})
    else:
        response = HttpResponseRedirect(f"{reverse('plaza:thread', args=[post.key])}#{post.key}")
    response.set_cookie(
        contexts.SPEAKER_COOKIE, author.handle, max_age=_COOKIE_SECONDS, samesite="Lax"
    )
    return response


@on_this_computer
@require_POST
def like(request: HttpRequest, key: str) -> HttpResponse:
    try:
        author = _speaker(contexts.speaker(request) or "a_passer_by")
        likes = actions.like_post(key, by=author, now=timezone.now())
    except SquareError as error:
        raise Http404(error.message) from error
    return JsonResponse({"likes": likes}) if _is_script(request) else _back(request)


@on_this_computer
@require_POST
def pace(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("pace", "")
    if wanted in SquareSetting.Pace.values:
        actions.set_pace(wanted)
    return _controls(request)


@on_this_computer
@require_POST
def pile_on(request: HttpRequest) -> HttpResponse:
    if queries.setting() is not None:
        actions.ask_for_pile_on(now=timezone.now())
    return _controls(request)


@on_this_computer
@require_GET
def controls(request: HttpRequest) -> HttpResponse:
    """The panel that steers the square, by itself."""
    return render(
        request,
        "plaza/controls.html",
        contexts.square(request, now=timezone.now(), view=request.GET.get("view", "")[:20]),
    )


@on_this_computer
@require_GET
def speakers(request: HttpRequest) -> HttpResponse:
    """Whom the visitor may mean, for the field "Speak as"."""
    typed = request.GET.get("typed", "").strip().lstrip("@")[:40].replace("\x00", "")
    found = queries.citizen_choices(typed)
    return JsonResponse(
        {"citizens": [{"handle": one.handle, "name": one.name, "bio": one.bio} for one in found]}
    )


@require_GET
def avatar(request: HttpRequest, handle: str) -> HttpResponse:
    """A face. Fetched by Rapport's picture proxy too, so it is open to whoever reaches the server."""
    found = Citizen.objects.filter(handle__iexact=handle).first()
    if found is None:
        raise Http404("Nobody of that name.")
    is_company = found.side != Citizen.Side.PUBLIC
    picture = avatars.portrait(
        found.name if is_company else found.handle, hue=found.hue, is_company=is_company
    )
    response = HttpResponse(picture, content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


async def live(request: HttpRequest) -> HttpResponseBase:
    """Server-sent events for the page, after `after`: what was posted, liked, removed."""
    if not _is_loopback(request):
        return HttpResponse(status=403)
    try:
        after = number_from(request, "after", default=0, most=2**62)
    except SquareError:
        return HttpResponse(status=400)
    # A browser that comes back says itself how far it had read.
    resumed = request.headers.get("Last-Event-ID", "")
    after = max(after, int(resumed)) if resumed.isascii() and resumed.isdigit() else after
    response = StreamingHttpResponse(_events(after), content_type="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


async def _events(after: int) -> AsyncIterator[bytes]:
    async with crier().listen(after=after) as batches:
        try:
            async for batch in batches:
                if not batch.told:
                    yield b": still here\n\n"
                for one in batch.told:
                    if data := _event(one, now=timezone.now()):
                        yield f"id: {one.sequence}\ndata: {json.dumps(data)}\n\n".encode()
        except CutOff:
            return


def _event(one: Told, *, now: datetime) -> dict[str, object] | None:
    post = one.post
    common: dict[str, object] = {"kind": one.kind, "key": post.key}
    if one.kind == Event.Kind.POSTED and post.removed_at is None:
        return common | {
            "root": post.root_id,
            "parent": post.parent_id,
            "brand": bool(one.concerned),
            "html": contexts.post_html(post, now=now),
        }
    if one.kind == Event.Kind.LIKED:
        return common | {"likes": post.likes}
    return common if one.kind == Event.Kind.REMOVED else None


def _timeline(request: HttpRequest, *, status: int, **extra: object) -> HttpResponse:
    view = "brand" if request.GET.get("view") == "brand" else "all"
    before = _moment(request.GET.get("before", ""))
    context = contexts.square(request, now=timezone.now(), view=view)
    posts = queries.newest_posts(brand_only=view == "brand", before=before, limit=_PAGE + 1)
    shown = posts[:_PAGE]
    context |= {
        "posts": shown,
        "is_past": before is not None,
        "older": shown[-1].at.isoformat() if len(posts) > _PAGE else "",
    }
    return render(request, "plaza/timeline.html", context | extra, status=status)


def _thread(request: HttpRequest, key: str, *, status: int, **extra: object) -> HttpResponse:
    found = queries.posts_with_people().filter(key=key[:60].replace("\x00", "")).first()
    if found is None:
        raise Http404("No such post stands on the square.")
    context = contexts.square(request, now=timezone.now(), view="thread")
    posts = queries.thread_of(found)
    context |= {
        "branches": contexts.flat(contexts.tree(posts)),
        "focus": found,
        "tally": contexts.tally(posts),
    }
    return render(request, "plaza/thread.html", context | extra, status=status)


def _refused(
    request: HttpRequest, error: SquareError, *, text: str, said_as: str, reply_to: str
) -> HttpResponse:
    """The same page with what was typed and what is wrong with it."""
    if _is_script(request):
        return JsonResponse({"error": error.message}, status=422)
    kept: dict[str, object] = {"error": error.message, "typed": text, "speaker": said_as[:40]}
    if reply_to and SquarePost.objects.filter(key=reply_to[:60].replace("\x00", "")).exists():
        return _thread(request, reply_to, status=422, **kept)
    return _timeline(request, status=422, **kept)


def _speaker(typed: str) -> Citizen:
    found = actions.citizen_named(typed)
    if not contexts.may_speak(found):
        raise BadCitizen("brand", f"Only Rapport speaks for {found.name}. Choose somebody else.")
    return found


def _controls(request: HttpRequest) -> HttpResponse:
    if not _is_script(request):
        return _back(request)
    context = contexts.square(request, now=timezone.now(), view=request.POST.get("view", "")[:20])
    return render(request, "plaza/controls.html", context)


def _back(request: HttpRequest) -> HttpResponse:
    came_from = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(came_from, allowed_hosts=None)
    return HttpResponseRedirect(came_from if safe else reverse("plaza:timeline"))


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _is_loopback(request: HttpRequest) -> bool:
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR") or "").is_loopback
    except ValueError:
        return False


def _moment(given: str) -> datetime | None:
    try:
        found = parse_datetime(given.replace(" ", "+"))
    except ValueError:
        return None
    return found if found and found.tzinfo else None


@on_this_computer
@require_GET
def sample(request: HttpRequest) -> HttpResponse:
    """A past to import: customer service threads in the seven columns many exports have."""
    response = HttpResponse(sample_customer_csv(Random(7)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="customer-service.csv"'
    return response
