"""The Inbox: one list, one conversation, and what one can do to it.

Whoever does something gets no page back but a word that it is done (`rapport-acted`): the page asks for what
changed, as it does when anybody else did it. Without JavaScript each form leads back to the conversation.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from rapport.converse import actions
from rapport.converse import queries as converse
from rapport.understand.actions import correct, explain
from rapport.understand.errors import NoSuchAnswer
from rapport.web.access import may, member_of
from rapport.web.inbox import answering, pages
from rapport.web.inbox.answers import acted, decision, refused, undone
from rapport.web.inbox.side import telling_words


@may("see")
def inbox(request: HttpRequest, conversation_id: int | None = None) -> HttpResponse:
    return pages.inbox_page(request, conversation_id=conversation_id)


@may("see")
def original(request: HttpRequest, conversation_id: int, message_id: int) -> HttpResponse:
    return pages.original_page(request, conversation_id, message_id)


@may("see")
def rows(request: HttpRequest) -> HttpResponse:
    return pages.rows_page(request)


@may("answer")
@require_POST
def check(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = pages.conversation_or_404(request, conversation_id)
    return answering.checked(request, conversation)


@may("answer")
@require_POST
def of_finding(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = pages.conversation_or_404(request, conversation_id)
    return answering.of_finding(request, conversation)


@may("answer")
@require_POST
def reply(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = pages.conversation_or_404(request, conversation_id)
    return answering.send(request, conversation)


@may("answer")
@require_POST
def acknowledge(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = pages.conversation_or_404(request, conversation_id)
    return answering.acknowledge(request, conversation)


@may("answer")
@require_POST
def claim(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = pages.conversation_or_404(request, conversation_id)
    return answering.claim(request, conversation)


@may("answer")
@require_POST
def release(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    actions.release(conversation_id, by=member_of(request), now=timezone.now())
    return HttpResponse(status=204)


@may("answer")
@require_POST
def draft(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    text = answering.Written.in_form(request).text
    actions.save_draft(conversation_id, text, by=member_of(request), now=timezone.now())
    return HttpResponse(status=204)


@may("assign")
@require_POST
def assign(request: HttpRequest, conversation_id: int) -> HttpResponse:
    pages.conversation_or_404(request, conversation_id)
    to = request.POST.get("to", "")
    colleague = pages.colleague_or_404(request, to) if to else None
    by, now, summary = member_of(request), timezone.now(), request.POST.get("summary", "")
    if colleague is not None and colleague.pk != by.pk:
        actions.hand_over(conversation_id, to=colleague, by=by, now=now, summary=summary)
    else:
        actions.assign(conversation_id, to=colleague, by=by, now=now)
    return acted(request, conversation_id)


@may("note")
@require_POST
def note(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = pages.conversation_or_404(request, conversation_id)
    return answering.keep_note(request, conversation)


@may("resolve")
@require_POST
def reopen(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = pages.conversation_or_404(request, conversation_id)
    return answering.reopen(request, conversation)


@may("see")
@require_GET
def deciding(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """The words that made the mood of their last message, found when somebody first looks and kept from then on."""
    conversation = pages.conversation_or_404(request, conversation_id)
    message = conversation.last_customer_message
    if message is None:
        return HttpResponse()
    explain(message)
    reading = converse.reading_view(message.pk)
    return render(
        request, "inbox/deciding.html", {"reasons": telling_words(reading) if reading else []}
    )


@may("correct")
@require_POST
def mood(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = pages.conversation_or_404(request, conversation_id)
    message, value = conversation.last_customer_message, request.POST.get("sentiment", "")
    if message is None:
        return refused(request, "There is no message left to judge.")
    try:
        correct(message, field="sentiment", value=value, by=member_of(request), now=timezone.now())
    except NoSuchAnswer as error:
        return refused(request, str(error))
    return acted(request, conversation_id)


@may("answer")
@require_POST
def undo(request: HttpRequest, delivery_id: int) -> HttpResponse:
    delivery = pages.answer_or_404(request, delivery_id)
    in_time = actions.undo_send(delivery_id, by=member_of(request), now=timezone.now())
    return undone(request, delivery, in_time=in_time)


@may("answer")
@require_POST
def stands(request: HttpRequest, delivery_id: int) -> HttpResponse:
    delivery = pages.answer_or_404(request, delivery_id)
    decided = actions.decide_it_stands(delivery_id, now=timezone.now())
    return decision(request, delivery, decided=decided)


@may("answer")
@require_POST
def again(request: HttpRequest, delivery_id: int) -> HttpResponse:
    delivery = pages.answer_or_404(request, delivery_id)
    decided = actions.decide_to_send_again(delivery_id, now=timezone.now())
    return decision(request, delivery, decided=decided)
