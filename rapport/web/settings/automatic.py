"""What accounts answer by themselves, in private: one page of all, one to write what an account says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.channels.models import Account
from rapport.converse import actions, queries
from rapport.converse.models import AutomaticReply
from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.shell import wording
from rapport.web.signin.forms import show_refusal
from rapport.workspace.errors import InvalidEntry


class AutomaticForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What it says"),
        required=False,
        max_length=2_000,
        help_text=gettext_lazy(
            "In private only, at most once a day to one person. {first_name}, {brand} and {next_opening} are filled in."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    only_closed = forms.BooleanField(
        label=gettext_lazy("Only while we are closed"), required=False, initial=True
    )
    is_on = forms.BooleanField(label=gettext_lazy("Switched on"), required=False)


@may("manage_automatic")
def replies(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    found = queries.accounts_that_may_answer_by_themselves()
    context = {
        "tabs": tabs_for(member_of(request), request.path),
        "lines": [{"account": one, "says": _standing(one, now=now)} for one in found],
    }
    return render(request, "settings/automatic_replies.html", context)


@may("manage_automatic")
def reply(request: HttpRequest, account_id: int) -> HttpResponse:
    account = _account(account_id)
    form = AutomaticForm(request.POST or None, initial=_typed(account))
    if form.is_valid() and _saved(request, account, form):
        return redirect("automatic_replies")
    now = timezone.now()
    context = {
        "tabs": tabs_for(member_of(request), reverse("automatic_replies")),
        "account": account,
        "form": form,
        "standing": _standing(account, now=now),
        "sent": [
            {"answer": one, "when": wording.moment_with_time(one.delivery.created_at, now=now)}
            for one in queries.answered_by_themselves(account.pk)
        ],
    }
    return render(request, "settings/automatic.html", context, status=422 if form.errors else 200)


def _account(account_id: int) -> Account:
    for one in queries.accounts_that_may_answer_by_themselves():
        if one.pk == account_id:
            return one
    raise Http404("No account of that number may answer by itself.")


def _written(account: Account) -> AutomaticReply | None:
    found: AutomaticReply | None = getattr(account, "automatic_reply", None)
    return found


def _typed(account: Account) -> dict[str, Any]:
    written = _written(account)
    if written is None:
        return {"only_closed": True}
    return {"text": written.text, "only_closed": written.only_closed, "is_on": written.is_on}


def _saved(request: HttpRequest, account: Account, form: AutomaticForm) -> bool:
    typed = form.cleaned_data
    try:
        actions.write_automatic_reply(
            account.pk,
            typed["text"],
            is_on=typed["is_on"],
            only_closed=typed["only_closed"],
            by=member_of(request),
            now=timezone.now(),
        )
    except InvalidEntry as refusal:
        show_refusal(form, refusal)
        return False
    messages.info(
        request, _("It speaks from now on.") if typed["is_on"] else _("Saved. It says nothing.")
    )
    return True


def _standing(account: Account, *, now: Any) -> dict[str, str]:
    written = _written(account)
    if written is None:
        return {"words": _("off"), "tone": "neutral", "by": ""}
    by = _("%(who)s, %(when)s") % {
        "who": written.written_by.name if written.written_by else _("somebody who left"),
        "when": wording.moment_with_time(written.written_at, now=now),
    }
    if written.stopped_at is not None:
        return {"words": _("fell silent: it spoke too often"), "tone": "hot", "by": by}
    if not written.is_on:
        return {"words": _("off"), "tone": "neutral", "by": by}
    words = _("while we are closed") if written.only_closed else _("at any time")
    return {"words": words, "tone": "pos", "by": by}
