"""Settings > You: by which ways notices reach a member, and when they keep quiet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.web.access import member_of, member_required
from rapport.web.settings.contexts import tabs_for
from rapport.web.settings.forms import PreferencesForm
from rapport.web.shell import wording
from rapport.web.signin.forms import show_refusal
from rapport.workspace import actions, queries
from rapport.workspace.errors import InvalidEntry
from rapport.workspace.models import Member, NoticeWay


class ServiceForm(forms.Form):
    url = forms.CharField(
        label=gettext_lazy("Address of a service"),
        max_length=500,
        help_text=gettext_lazy(
            "As Apprise writes it: ntfys://topic, tgram://token/chat, slack://…, pover://…, twilio://… for calls "
            "and texts. It is sealed and never shown again."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class QuietForm(forms.Form):
    quiet_from = forms.TimeField(
        label=gettext_lazy("Quiet from"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    quiet_until = forms.TimeField(
        label=gettext_lazy("until"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )


@dataclass(frozen=True, slots=True)
class WayShown:
    id: int
    name: str
    is_mail: bool
    is_on: bool
    trouble: str
    worked: str


@dataclass(frozen=True, slots=True)
class WaysShown:
    lines: Sequence[WayShown]
    mail_is_set_up: bool
    mails_to: str
    mail_is_on: bool


def ways_shown(member: Member, *, now: datetime) -> WaysShown:
    ways = queries.notice_ways(member)
    mail = next((way for way in ways if way.kind == NoticeWay.Kind.MAIL), None)
    return WaysShown(
        lines=[_way(way, now=now) for way in ways],
        mail_is_set_up=queries.mail_is_set_up(),
        mails_to=member.email,
        mail_is_on=mail is None or mail.is_on,
    )


def you_page(
    request: HttpRequest,
    *,
    form: PreferencesForm | None = None,
    service_form: ServiceForm | None = None,
    quiet_form: QuietForm | None = None,
) -> HttpResponse:
    """The page of a member's own settings; a form that could not be taken comes back in its place (422)."""
    member = member_of(request)
    given = [one for one in (form, service_form, quiet_form) if one is not None]
    looks = {"theme": member.theme, "density": member.density}
    quiet = {"quiet_from": member.quiet_from, "quiet_until": member.quiet_until}
    context = {
        "tabs": tabs_for(member, reverse("settings")),
        "form": form or PreferencesForm(initial=looks),
        "service_form": service_form or ServiceForm(),
        "quiet_form": quiet_form or QuietForm(initial=quiet),
        "ways": ways_shown(member, now=timezone.now()),
    }
    status = 422 if any(one.errors for one in given) else 200
    return render(request, "settings/mine.html", context, status=status)


@member_required
@require_POST
def add_service(request: HttpRequest) -> HttpResponse:
    form = ServiceForm(request.POST)
    if form.is_valid():
        try:
            way = actions.add_service(member_of(request), form.cleaned_data["url"])
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("%(name)s is added. Send it a try.") % {"name": way.name})
            return _back()
    return you_page(request, service_form=form)


@member_required
@require_POST
def set_mail(request: HttpRequest) -> HttpResponse:
    on = request.POST.get("mail") == "on"
    actions.set_mail(member_of(request), is_on=on)
    said = _("Notices come by mail from now on.") if on else _("No more mail to you.")
    messages.info(request, said)
    return _back()


@member_required
@require_POST
def set_quiet_hours(request: HttpRequest) -> HttpResponse:
    form = QuietForm(request.POST)
    if form.is_valid():
        begin, end = form.cleaned_data["quiet_from"], form.cleaned_data["quiet_until"]
        try:
            actions.set_quiet_hours(member_of(request), begin=begin, end=end)
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Saved."))
            return _back()
    return you_page(request, quiet_form=form)


@member_required
@require_POST
def remove_way(request: HttpRequest, way_id: int) -> HttpResponse:
    actions.remove_way(member_of(request), way_id)
    messages.info(request, _("Taken away. Nothing goes there any more."))
    return _back()


@member_required
@require_POST
def try_way(request: HttpRequest, way_id: int) -> HttpResponse:
    trouble = actions.try_way(member_of(request), way_id, now=timezone.now())
    if trouble:
        messages.error(request, trouble)
    else:
        messages.info(request, _("Sent. Look whether it is there."))
    return _back()


def _back() -> HttpResponse:
    return redirect(f"{reverse('settings')}#ways")


def _way(way: NoticeWay, *, now: datetime) -> WayShown:
    worked = (
        _("worked %(when)s") % {"when": wording.moment_with_time(way.worked_at, now=now)}
        if way.worked_at
        else _("not used yet")
    )
    return WayShown(
        id=way.pk,
        name=way.name,
        is_mail=way.kind == NoticeWay.Kind.MAIL,
        is_on=way.is_on,
        trouble=way.trouble,
        worked=worked,
    )
