"""Acting on a message, reviewing what was done, taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.converse import actions
from rapport.converse import queries as converse
from rapport.converse.errors import (
    CannotModerate,
    NoSuchConversation,
    NoSuchRule,
    ReadsAsCriticism,
)
from rapport.converse.models import Conversation, ModerationAct
from rapport.listen.models import Message
from rapport.web.access import may, member_of
from rapport.web.inbox.answers import Toast, acted, is_fragment, refused
from rapport.web.moderation.contexts import Chosen, act_page, acts_page, asked_in


@may("moderate")
def acts(request: HttpRequest) -> HttpResponse:
    page = acts_page(
        member_of(request),
        asked=asked_in(request.GET.dict()),
        before=request.GET.get("before", ""),
        now=timezone.now(),
    )
    return render(request, "moderation/list.html", {"page": page})


@may("moderate")
def moderate(request: HttpRequest, conversation_id: int, message_id: int) -> HttpResponse:
    conversation, message = _message_or_404(request, conversation_id, message_id)
    if request.method != "POST":
        return _page(request, conversation, message, Chosen())
    chosen = Chosen(
        kind=request.POST.get("kind", ""),
        rule=request.POST.get("rule", ""),
        passage=request.POST.get("passage", "").replace("\0", "")
        or request.POST.get("marked", "").replace("\0", ""),
    )
    try:
        _do(request, conversation, message, chosen)
    except ReadsAsCriticism as question:
        return _page(request, conversation, message, chosen, error=str(question), asks=True)
    except (CannotModerate, NoSuchRule) as refusal:
        return _page(request, conversation, message, chosen, error=str(refusal))
    messages.info(request, _("On its way. It stands on the timeline, and can be taken back there."))
    return redirect("inbox_open", conversation_id)


@may("moderate")
@require_POST
def undo(request: HttpRequest, act_id: int) -> HttpResponse:
    act = converse.moderation_act_for(member_of(request), act_id)
    try:
        actions.undo_moderation(act.pk, by=member_of(request), now=timezone.now())
    except CannotModerate as refusal:
        return _said(request, act, str(refusal), is_refusal=True)
    return _said(request, act, _("Being taken back."))


@may("moderate")
@require_POST
def stands(request: HttpRequest, act_id: int) -> HttpResponse:
    act = converse.moderation_act_for(member_of(request), act_id)
    decided = actions.decide_moderation_stands(act.pk, by=member_of(request), now=timezone.now())
    return _decided(request, act, decided=decided)


@may("moderate")
@require_POST
def again(request: HttpRequest, act_id: int) -> HttpResponse:
    act = converse.moderation_act_for(member_of(request), act_id)
    decided = actions.decide_to_moderate_again(act.pk, by=member_of(request), now=timezone.now())
    return _decided(request, act, decided=decided)


def _decided(request: HttpRequest, act: ModerationAct, *, decided: bool) -> HttpResponse:
    words = _("Noted.") if decided else _("Somebody has decided this already.")
    return _said(request, act, words)


def _do(request: HttpRequest, conversation: Conversation, message: Message, chosen: Chosen) -> None:
    if not chosen.rule.isascii() or not chosen.rule.isdigit() or len(chosen.rule) > 18:
        raise NoSuchRule(_("Choose the published rule that was broken."))
    actions.moderate(
        conversation.pk,
        message_id=message.pk,
        kind=chosen.kind,
        rule_id=int(chosen.rule),
        passage=chosen.passage,
        by=member_of(request),
        now=timezone.now(),
    )


def _page(
    request: HttpRequest,
    conversation: Conversation,
    message: Message,
    chosen: Chosen,
    *,
    error: str = "",
    asks: bool = False,
) -> HttpResponse:
    page = act_page(
        conversation,
        message,
        member=member_of(request),
        chosen=chosen,
        error=error,
        asks_for_words=asks,
        now=timezone.now(),
    )
    return render(request, "moderation/act.html", {"page": page}, status=422 if error else 200)


def _message_or_404(
    request: HttpRequest, conversation_id: int, message_id: int
) -> tuple[Conversation, Message]:
    try:
        conversation = converse.conversation_for(member_of(request), conversation_id)
        return conversation, converse.moderatable_message(conversation, message_id)
    except NoSuchConversation as error:
        raise Http404(str(error)) from error


def _said(
    request: HttpRequest, act: ModerationAct, words: str, *, is_refusal: bool = False
) -> HttpResponse:
    """From the conversation a toast, from the list the list again."""
    if is_fragment(request) and act.conversation_id is not None:
        if is_refusal:
            return refused(request, words)
        return acted(request, act.conversation_id, toast=Toast(words))
    (messages.warning if is_refusal else messages.info)(request, words)
    return redirect("moderation")
