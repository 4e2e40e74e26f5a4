"""Settings > Morning mail: who gets it, when, whether; and what became of the last ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.shell import wording
from rapport.web.signin.forms import show_refusal
from rapport.workspace import actions, queries
from rapport.workspace.errors import InvalidEntry
from rapport.workspace.models import Member, MorningMail, MorningSetting

LAST_SHOWN = 20
State = MorningMail.State


class MorningForm(forms.Form):
    is_on = forms.BooleanField(label=gettext_lazy("Send the morning mail"), required=False)
    at = forms.TimeField(
        label=gettext_lazy("At"),
        help_text=gettext_lazy(
            "By the organisation’s clock, every day. What could not be sent within two and a half hours is not sent."
        ),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    to_leads = forms.BooleanField(label=gettext_lazy("To leads and owners"), required=False)
    members = forms.ModelMultipleChoiceField(
        label=gettext_lazy("And to"),
        queryset=Member.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["members"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = queries.members()


@dataclass(frozen=True, slots=True)
class SentShown:
    who: str
    day: str
    state: str
    tone: str
    reason: str


@may("manage_clocks")
def morning(request: HttpRequest) -> HttpResponse:
    setting = queries.morning_setting()
    form = MorningForm(request.POST or None, initial=_initial(setting))
    if form.is_valid():
        try:
            actions.set_morning(**form.cleaned_data, by=member_of(request), now=timezone.now())
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Saved."))
            return redirect("settings_morning")
    context = {
        "form": form,
        "tabs": tabs_for(member_of(request), request.path),
        "mail_is_set_up": queries.mail_is_set_up(),
        "gets": queries.morning_recipients(setting),
        "silent": queries.morning_silent(setting),
        "sent": _sent(queries.mornings_sent(limit=LAST_SHOWN), now=timezone.now()),
        "setting": setting,
    }
    return render(request, "morning/settings.html", context, status=422 if form.errors else 200)


@may("see")
@require_POST
def send_now(request: HttpRequest) -> HttpResponse:
    """Today's, to whoever asks."""
    member = member_of(request)
    trouble = actions.send_morning_to(member, now=timezone.now())
    if trouble:
        messages.error(request, trouble)
    else:
        messages.info(request, _("Sent to %(address)s.") % {"address": member.email})
    may_choose = queries.can(member, "manage_clocks")
    return redirect("settings_morning" if may_choose else "morning")


def _initial(setting: MorningSetting) -> dict[str, object]:
    chosen = list(setting.members.all()) if setting.pk else []
    return {
        "is_on": setting.is_on,
        "at": setting.at,
        "to_leads": setting.to_leads,
        "members": chosen,
    }


def _sent(mails: Sequence[MorningMail], *, now: datetime) -> list[SentShown]:
    tones = {State.SENT: "pos", State.FAILED: "hot", State.MISSED: "warn"}
    return [
        SentShown(
            who=one.member.name,
            day=date_format(one.day, "D j M"),
            state=_state(one, now=now),
            tone=tones.get(State(one.state), ""),
            reason=one.reason,
        )
        for one in mails
    ]


def _state(one: MorningMail, *, now: datetime) -> str:
    if one.state == State.SENT and one.sent_at is not None:
        return _("sent %(when)s") % {"when": wording.moment_with_time(one.sent_at, now=now)}
    if one.state == State.WAITING and one.attempts:
        return _("tried again %(when)s") % {"when": wording.due_with_time(one.due_at, now=now)}
    return {
        State.WAITING: _("waits for quiet hours to end"),
        State.SENDING: _("on its way"),
        State.SPARED: _("not wanted any more"),
        State.MISSED: _("not sent, too late"),
        State.FAILED: _("failed"),
    }.get(State(one.state), "")
