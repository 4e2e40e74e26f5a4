"""One after the other: the reply as it would leave, what the check says of it, and three ways on."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.converse import actions
from rapport.converse import queries as converse
from rapport.converse.errors import ConverseError
from rapport.converse.models import Conversation
from rapport.kit.differences import differences
from rapport.voice import queries as voice
from rapport.voice.actions import send_back
from rapport.voice.contract import Finding
from rapport.voice.errors import CannotApprove
from rapport.voice.models import Approval
from rapport.web.access import may, member_of
from rapport.web.approvals.contexts import (
    approval_lists,
    changes,
    next_waiting,
    reasons_shown,
    shown,
)
from rapport.web.asked.contexts import Said, read_along
from rapport.web.inbox.composer import findings_shown, must_ask
from rapport.workspace import queries as workspace

_TURNS_BESIDE = 12


@may("see")
def approvals(request: HttpRequest) -> HttpResponse:
    lists = approval_lists(member_of(request), now=timezone.now())
    may_set = workspace.can(member_of(request), "manage_approvals")
    return render(
        request, "approvals/page.html", {"here": "approvals", "may_set": may_set, **lists}
    )


@may("see")
def one(request: HttpRequest, approval_id: int) -> HttpResponse:
    return _page(request, _or_404(request, approval_id))


@may("see")
@require_POST
def look(request: HttpRequest, approval_id: int) -> HttpResponse:
    """What the check says of the words as they are now, and what changed."""
    asked = _or_404(request, approval_id)
    text = _text(request)
    context = {
        "asked": asked,
        "findings": findings_shown(_check(request, asked, text)),
        "changed": _changed(asked, text),
    }
    return render(request, "approvals/state.html", context)


@may("see")
@require_POST
def approve(request: HttpRequest, approval_id: int) -> HttpResponse:
    asked = _or_404(request, approval_id)
    text, is_meant = _text(request), request.POST.get("as_is") == "1"
    if asked.waits and text.strip() != asked.delivery.text.strip() and not is_meant:
        found = _check(request, asked, text)
        if must_ask(found):
            return _page(request, asked, text=text, findings=found, asks_twice=True)
    try:
        actions.approve_answer(asked.pk, by=member_of(request), now=timezone.now(), text=text)
    except (CannotApprove, ConverseError) as error:
        return _page(request, asked, text=text, error=str(error))
    messages.info(request, _("Approved. It leaves in a moment."))
    return _onward(request, asked)


@may("see")
@require_POST
def back(request: HttpRequest, approval_id: int) -> HttpResponse:
    asked = _or_404(request, approval_id)
    note = request.POST.get("note", "").replace("\0", "")
    if not note.strip():
        words = _("Say in a word what should be different, so that it comes back better.")
        return _page(request, asked, text=_text(request), note_error=words)
    try:
        send_back(asked.pk, by=member_of(request), now=timezone.now(), note=note)
    except CannotApprove as error:
        return _page(request, asked, text=_text(request), note=note, error=str(error))
    messages.info(request, _("Sent back. Nothing left."))
    return _onward(request, asked)


def _onward(request: HttpRequest, asked: Approval) -> HttpResponse:
    following = next_waiting(member_of(request), after=asked.pk)
    return redirect("approval", following) if following else redirect("approvals")


def _or_404(request: HttpRequest, approval_id: int) -> Approval:
    asked = voice.approval(approval_id)
    if asked is None:
        raise Http404("There is no such approval. The person it answered may be erased.")
    return asked


def _text(request: HttpRequest) -> str:
    # As in the Inbox: no database takes a NUL, and networks count line ends.
    return request.POST.get("text", "").replace("\r\n", "\n").replace("\0", "")


def _changed(asked: Approval, text: str) -> Sequence[object]:
    if text.strip() == asked.delivery.text.strip():
        return []
    return differences(asked.delivery.text, text)


def _check(request: HttpRequest, asked: Approval, text: str) -> list[Finding]:
    conversation = converse.conversation_of_delivery(asked.delivery_id)
    if conversation is None:
        return []
    return converse.check_reply(
        conversation,
        text,
        by=member_of(request),
        now=timezone.now(),
        zone=timezone.get_current_timezone_name(),
        privately=asked.delivery.scope == "private",
    )


def _page(
    request: HttpRequest,
    asked: Approval,
    *,
    text: str | None = None,
    findings: list[Finding] | None = None,
    asks_twice: bool = False,
    error: str = "",
    note: str = "",
    note_error: str = "",
) -> HttpResponse:
    member, now = member_of(request), timezone.now()
    # Somebody may have decided meanwhile: the page says what stands now.
    asked = voice.approval(asked.pk) or asked
    said = asked.delivery.text if text is None else text
    conversation = converse.conversation_of_delivery(asked.delivery_id)
    may_decide = asked.waits and voice.may_approve(member, asked)
    if findings is None:
        findings = _check(request, asked, said) if asked.waits else []
    context = {
        "asked": asked,
        "shown": shown(asked, now=now),
        "text": said,
        "findings": findings_shown(findings),
        "changed": _changed(asked, said) if asked.waits else [],
        "changes": changes(asked),
        "conversation": conversation,
        "said": _said(request, conversation, without=asked.delivery_id),
        "may_decide": may_decide,
        "is_own": asked.writer_id == member.pk,
        "reasons": reasons_shown(asked) if asked.waits else [],
        "asks_twice": asks_twice,
        "error": error,
        "note": note,
        "note_error": note_error,
    }
    wrong = error or note_error or asks_twice
    return render(request, "approvals/one.html", context, status=422 if wrong else 200)


def _said(
    request: HttpRequest, conversation: Conversation | None, *, without: int
) -> Sequence[Said]:
    """The conversation so far; the reply itself stands in the box."""
    if conversation is None:
        return []
    now = timezone.now()
    page = converse.conversation_page(member_of(request), conversation.pk, now=now)
    turns = [turn for turn in page.turns if turn.id != f"delivery-{without}"]
    return read_along(turns, now=now)[-_TURNS_BESIDE:]
