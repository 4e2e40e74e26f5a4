"""Fetches what a view needs, or answers 404; renders the page, or the part of it that was asked for."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from rapport.channels.models import Delivery
from rapport.converse import queries as converse
from rapport.converse.errors import NoSuchConversation
from rapport.converse.models import Conversation
from rapport.web.access import hours_of, member_of, named_hours_of, organisation_of
from rapport.web.inbox import originals
from rapport.web.inbox.answers import is_fragment
from rapport.web.inbox.composer import Composer, composer_for
from rapport.web.inbox.contexts import Asked, list_shown
from rapport.web.inbox.finding import offers_rendered
from rapport.web.inbox.going_on import going_on_shown
from rapport.web.inbox.opened import opened
from rapport.web.inbox.placing import place_of
from rapport.web.inbox.saved_shown import with_saved
from rapport.web.inbox.side import side_shown
from rapport.web.inbox.together import together_shown
from rapport.web.rota.closed import closed_shown, on_call_words
from rapport.web.shell.context import counts_of
from rapport.workspace import queries as workspace
from rapport.workspace.errors import NotThere
from rapport.workspace.models import Member


def inbox_page(
    request: HttpRequest,
    *,
    conversation_id: int | None = None,
    composer: Composer | None = None,
    status: int = 200,
) -> HttpResponse:
    """The list with at most one conversation open; only the conversation where htmx asks for it.

    `composer`: what came of a form that could not be taken, shown in the same form (422).
    """
    asked = Asked.from_query(request.GET.dict())
    may_act = workspace.can(member_of(request), "assign")
    context: dict[str, object] = {"asked": asked, "may_act": may_act}
    if conversation_id is not None:
        context |= (found_here := _opened(request, conversation_id, asked=asked, composer=composer))
        if (merged_into := found_here["merged_into_id"]) is not None:
            return redirect(asked.url(conversation_id=int(str(merged_into))))
    template = "inbox/page.html"
    if is_fragment(request) and request.headers.get("HX-Target") == "open":
        template += "#open"
    if is_fragment(request) and request.headers.get("HX-Target") == "earlier-link":
        template = "inbox/earlier.html"
    if template == "inbox/page.html":
        context |= {"offers": offers_rendered(), "here": asked.view or ""}
        context["list"] = found = list_shown(
            member_of(request),
            asked=asked,
            counts=counts_of(request),
            now=timezone.now(),
            hours=hours_of(request),
            named=named_hours_of(request),
            open_id=conversation_id,
        )
        if found.search is not None and found.search.wrong is not None and status == 200:
            status = 422
        context |= _closed_list(request, has_open=conversation_id is not None)
    response = render(request, template, context, status=status)
    if status == 422 and request.headers.get("HX-Target") == "items":
        # Only what is wrong is said; the list stays as it was until the query can be read.
        response.headers["HX-Reswap"] = "none"
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _closed_list(request: HttpRequest, *, has_open: bool) -> dict[str, object]:
    """Out of hours the list says when we are back; and who is on call, where no conversation costs statements too."""
    house, now = organisation_of(request), timezone.now()
    closed = closed_shown(hours_of(request), house=house, now=now)
    if closed is None:
        return {}
    on_call = "" if has_open else on_call_words(house=house, now=now)
    return {"closed": closed, "on_call": on_call}


def rows_page(request: HttpRequest) -> HttpResponse:
    """Rows of the list by the ids of their conversations, with the head of the list; absent: not in it (any more)."""
    asked = Asked.from_query(request.GET.dict())
    shown = list_shown(
        member_of(request),
        asked=asked,
        counts=counts_of(request),
        now=timezone.now(),
        hours=hours_of(request),
        named=named_hours_of(request),
        open_id=number(request.GET.get("open", "")),
        only=[pk for one in request.GET.get("ids", "").split(",") if (pk := number(one))],
    )
    return render(request, "inbox/rows.html", {"list": shown, "asked": asked})


def original_page(request: HttpRequest, conversation_id: int, message_id: int) -> HttpResponse:
    try:
        original = converse.original_of(member_of(request), conversation_id, message_id)
    except NoSuchConversation as error:
        raise Http404(str(error)) from error
    shown = originals.shown(original.html, pictures=original.pictures)
    context = {"title": originals.title_of(original.title), "shown": shown}
    return originals.guarded(render(request, "inbox/original.html", context))


def number(text: str) -> int | None:
    """An id somebody wrote into an address; None for anything that cannot be one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def conversation_or_404(request: HttpRequest, conversation_id: int) -> Conversation:
    try:
        return converse.conversation_for(member_of(request), conversation_id)
    except NoSuchConversation as error:
        raise Http404(str(error)) from error


def colleague_or_404(request: HttpRequest, member_id: str) -> Member:
    wanted = number(member_id)
    if wanted is None:
        raise Http404("There is no such member.")
    try:
        return workspace.member_for(member_of(request), wanted)
    except NotThere as error:
        raise Http404(str(error)) from error


def answer_or_404(request: HttpRequest, delivery_id: int) -> Delivery:
    """An answer of ours on its way, with its conversation; only where that may be seen."""
    found = Delivery.objects.select_related("answer").filter(pk=delivery_id, answer__isnull=False)
    delivery = found.first()
    if delivery is None:
        raise Http404("There is no such answer.")
    conversation_or_404(request, delivery.answer.conversation_id)
    return delivery


def _opened(
    request: HttpRequest, conversation_id: int, *, asked: Asked, composer: Composer | None
) -> dict[str, object]:
    member, now, organisation = member_of(request), timezone.now(), organisation_of(request)
    hours = hours_of(request)
    before, found = place_of(request.GET.get("before", "")), place_of(request.GET.get("at", ""))
    try:
        conversation = converse.conversation_page(
            member,
            conversation_id,
            now=now,
            read_only=organisation is not None and organisation.read_only,
            hours=hours,
            before=before,
            found=found,
        )
    except NoSuchConversation as error:
        raise Http404(str(error)) from error
    closed = closed_shown(hours, house=organisation, now=now)
    box = composer_for(
        conversation,
        member,
        given=composer,
        is_note="note" in request.GET,
        say=request.GET.get("say", ""),
        back=closed.line if closed and request.GET.get("say") == "back" else "",
    )
    if "saved" in request.GET and composer is None:
        box = with_saved(request, box, conversation_id)
    return {
        "closed": closed,
        "open": opened(
            conversation,
            member=member,
            asked=asked,
            now=now,
            is_earlier=before is not None,
        ),
        "open_id": conversation.id,
        "merged_into_id": conversation.merged_into_id,
        "side": side_shown(conversation, may_correct=workspace.can(member, "correct"), now=now),
        "composer": box,
        "going_on": going_on_shown(conversation, now=now),
        "together": together_shown(conversation, member, now=now),
    }
