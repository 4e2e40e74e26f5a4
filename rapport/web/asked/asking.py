"""Asking a department about a conversation; letting its answer stand in others about the same."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rapport.converse import actions
from rapport.converse import queries as converse
from rapport.converse.errors import CannotConsult, NothingToSay
from rapport.converse.models import Consultation
from rapport.converse.queries.shielding import is_shielded
from rapport.web.access import may, member_of
from rapport.web.asked.views import asked_or_404
from rapport.web.inbox import pages
from rapport.web.shell.due_times import due_at, due_choices
from rapport.workspace import queries as workspace
from rapport.workspace.models import Team


class AskForm(forms.Form):
    team = forms.ChoiceField(label=gettext_lazy("Department"), widget=forms.RadioSelect)
    question = forms.CharField(
        label=gettext_lazy("What do you want to know?"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("They read the conversation along, and send nothing outside."),
    )
    due = forms.ChoiceField(label=gettext_lazy("You need it by"))

    def __init__(self, teams: list[Team], dues: list[tuple[str, str]], *args: Any) -> None:
        super().__init__(*args)
        team, due = self.fields["team"], self.fields["due"]
        assert isinstance(team, forms.ChoiceField)
        assert isinstance(due, forms.ChoiceField)
        team.widget.attrs["autofocus"] = True
        team.choices = [(str(one.pk), _team_words(one)) for one in teams]
        due.choices = dues


def _team_words(team: Team) -> str:
    people = sum(member.is_active for member in team.members.all())
    if not people:
        return _("%(name)s (nobody is in it)") % {"name": team.name}
    said = ngettext("%(n)d person", "%(n)d people", people) % {"n": people}
    return f"{team.name} ({said})"


@may("consult")
def ask(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = pages.conversation_or_404(request, conversation_id)
    now, teams = timezone.now(), list(workspace.teams())
    form = AskForm(teams, due_choices(now=now), request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        team = next(one for one in teams if str(one.pk) == given["team"])
        due = due_at(given["due"], now=now)
        assert due is not None
        try:
            actions.consult(
                conversation.pk,
                team,
                question=given["question"],
                due_at=due,
                by=member_of(request),
                now=now,
            )
        except CannotConsult as error:
            form.add_error("team", str(error))
        except NothingToSay as error:
            form.add_error("question", str(error))
        else:
            messages.info(
                request, _("%(team)s is asked. You stay the owner.") % {"team": team.name}
            )
            return redirect("inbox_open", conversation.pk)
    last = conversation.last_customer_message
    context = {
        "form": form,
        "teams": teams,
        "conversation": conversation,
        "last": last.text[:400] if last else "",
        "is_shielded": is_shielded(getattr(last, "reading", None)),
        "may_add_teams": workspace.can(member_of(request), "manage_members"),
    }
    return render(request, "asked/ask.html", context, status=422 if form.errors else 200)


@may("consult")
def share(request: HttpRequest, consultation_id: int) -> HttpResponse:
    found = asked_or_404(request, consultation_id)
    if found.state != Consultation.State.ANSWERED:
        return redirect("asked_one", found.pk)
    if request.method == "POST":
        chosen = [int(pk) for pk in request.POST.getlist("to") if pk.isascii() and pk.isdigit()]
        count = actions.share_answer(found.pk, chosen, by=member_of(request), now=timezone.now())
        said = ngettext(
            "It stands in %(n)d more conversation. Nothing was sent.",
            "It stands in %(n)d more conversations. Nothing was sent.",
            count,
        )
        messages.info(request, said % {"n": count})
        return redirect("inbox_open", found.conversation_id)
    context = {"asked": found, "similar": converse.similar_open(found.conversation)}
    return render(request, "asked/share.html", context)
