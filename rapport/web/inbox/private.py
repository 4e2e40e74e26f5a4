"""Taking it private, where the network has no private messages: a line with a link, put into the reply."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rapport.converse import actions
from rapport.converse.errors import CannotAnswer
from rapport.web.access import may, member_of
from rapport.web.inbox import pages
from rapport.web.inbox.answering import Written
from rapport.web.inbox.answers import Toast, acted, is_fragment, refused
from rapport.web.inbox.composer import Composer


@may("answer")
@require_POST
def offer(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """A link for whoever the conversation is with, in a sentence that can be changed; sent by a person as any reply."""
    pages.conversation_or_404(request, conversation_id)
    text = Written.in_form(request).text
    try:
        secret = actions.make_private_link(
            conversation_id, by=member_of(request), now=timezone.now()
        )
    except CannotAnswer as error:
        if is_fragment(request):
            return refused(request, str(error))
        composer = Composer(text=text, error=str(error))
        return pages.inbox_page(
            request, conversation_id=conversation_id, composer=composer, status=422
        )
    url = request.build_absolute_uri(reverse("private_form", args=[secret]))
    line = _("Let us go on in private. Only we read what you write here: %(url)s") % {"url": url}
    if not is_fragment(request):
        kept = "\n\n".join(filter(None, [text.rstrip(), line]))
        actions.save_draft(conversation_id, kept, by=member_of(request), now=timezone.now())
        return acted(request, conversation_id)
    body = render_to_string(
        "inbox/undone.html", {"conversation_id": conversation_id, "text": line}, request
    )
    toast = Toast(_("The link works once, for seven days. Send it when you are ready."))
    return acted(request, conversation_id, toast=toast, body=body)
