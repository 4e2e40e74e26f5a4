"""The form behind a private link: no sign-in, no script, used once. Opening it spends nothing: previews open links too."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rapport.converse.actions import take_private_words
from rapport.converse.errors import LinkTooOld, LinkUsed, NoSuchLink, NothingToSay
from rapport.converse.models import PrivateLink
from rapport.converse.queries import private_link
from rapport.web.outside.forms import PrivateForm
from rapport.workspace.retention import rules

# A person opens one link; who asks more often than this from one address is guessing.
TRIES, TRIES_SECONDS = 30, 300


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def private_form(request: HttpRequest, secret: str) -> HttpResponse:
    if _tries_too_often(request):
        said = _("Too many tries. Wait five minutes, then open the link again.")
        return _closed(request, said, status=429)
    link = private_link(secret)
    if link is None:
        return _closed(request, _("There is no such link. It may have been cut off."), status=404)
    if link.used_at is not None:
        return _closed(request, _used(), status=410, link=link)
    if link.expires_at <= timezone.now():
        return _closed(request, _too_old(), status=410, link=link)
    form = PrivateForm(request.POST or None)
    if not form.is_valid():
        return _form(request, form, link)
    try:
        take_private_words(secret, now=timezone.now(), **form.told())
    except NothingToSay:
        form.add_error("text", _("Write what we should know, or tick that it is solved."))
        return _form(request, form, link)
    except LinkUsed:
        return _closed(request, _used(), status=410, link=link)
    except (LinkTooOld, NoSuchLink):
        return _closed(request, _too_old(), status=410, link=link)
    return _guarded(render(request, "outside/thanks.html", _of(link)))


def _form(request: HttpRequest, form: PrivateForm, link: PrivateLink) -> HttpResponse:
    context = _of(link) | {"form": form, "days": _kept_for_days(), "until": link.expires_at}
    status = 422 if form.errors else 200
    return _guarded(render(request, "outside/form.html", context, status=status))


def _closed(
    request: HttpRequest, words: str, *, status: int, link: PrivateLink | None = None
) -> HttpResponse:
    context = (_of(link) if link else {}) | {"words": words}
    return _guarded(render(request, "outside/closed.html", context, status=status))


def _of(link: PrivateLink) -> dict[str, object]:
    """Who we are. Nothing of the conversation: a link may have been passed on."""
    account = link.conversation.account
    return {"brand": account.brand.name, "handle": account.handle}


def _guarded(response: HttpResponse) -> HttpResponse:
    """The address is the key: no other site hears of it, no search engine keeps it."""
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _used() -> str:
    return _("This link was used already. What was sent with it has reached us.")


def _too_old() -> str:
    return _("This link is too old. Answer under our post, and we send you a new one.")


def _kept_for_days() -> int:
    return next((rule.days for rule in rules() if rule.kind == "messages"), 0)


def _tries_too_often(request: HttpRequest) -> bool:
    key = f"private-form:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, timeout=TRIES_SECONDS)
    try:
        return cache.incr(key) > TRIES
    except ValueError:
        return False  # it ran out between the two
