"""Saved views above the list, and the page where they are made, changed and removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.converse import actions
from rapport.converse import queries as converse
from rapport.converse.contract import Tab
from rapport.converse.errors import NoSuchView
from rapport.converse.models import View
from rapport.web.access import may, member_of
from rapport.web.signin.forms import show_refusal
from rapport.workspace.errors import InvalidEntry, NotAllowed
from rapport.workspace.models import Member, Team

FOR_ME, FOR_ALL = "me", "all"


@dataclass(frozen=True, slots=True)
class ViewLink:
    name: str
    url: str
    count: int | None
    is_here: bool


@dataclass(frozen=True, slots=True)
class Offered:
    name: str
    text: str
    says: str


class ViewForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    text = forms.CharField(
        label=gettext_lazy("Shows"),
        help_text=gettext_lazy("A query, as in the find box. It is asked of what is not over."),
        max_length=1_000,
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        choices=[
            (Tab.PRIORITY, gettext_lazy("By priority")),
            (Tab.CLOCK, gettext_lazy("By clock")),
            (Tab.NEWEST, gettext_lazy("Newest first")),
        ],
    )
    share = forms.ChoiceField(label=gettext_lazy("For"))

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        share = self.fields["share"]
        assert isinstance(share, forms.ChoiceField)
        share.choices = [
            (FOR_ME, _("Me")),
            (FOR_ALL, _("Everybody")),
            *((pk, team.name) for pk, team in self.teams.items()),
        ]

    def told(self) -> dict[str, Any]:
        share = self.cleaned_data["share"]
        return {
            "name": self.cleaned_data["name"],
            "text": self.cleaned_data["text"],
            "order": Tab(self.cleaned_data["order"]),
            "is_for_all": share == FOR_ALL,
            "team": self.teams.get(share),
        }


@may("see")
def counted(request: HttpRequest) -> HttpResponse:
    """The views with their numbers: the page asks for them once it stands, and when something changed."""
    views = converse.views_for(member_of(request))
    counts = converse.view_counts(views, now=timezone.now())
    here = request.GET.get("view", "")
    shown = [
        ViewLink(view.name, _list_url(view), counts.get(view.pk), is_here=here == str(view.pk))
        for view in views
    ]
    return render(
        request, "inbox/views_bar.html", {"views": shown, "here": here, "is_counted": True}
    )


@may("see")
def views(request: HttpRequest) -> HttpResponse:
    member = member_of(request)
    begun = {"text": request.GET.get("find", "")[:1_000], "share": FOR_ME, "order": Tab.PRIORITY}
    form = ViewForm(request.POST or None, initial=begun, teams=_teams(member))
    if form.is_valid() and (done := _kept(request, form)):
        return done
    return _page(request, form)


@may("see")
def change(request: HttpRequest, view_id: int) -> HttpResponse:
    member, view = member_of(request), _view_or_404(request, view_id)
    share = FOR_ALL if view.is_for_all else str(view.team_id or FOR_ME)
    now = {"name": view.name, "text": view.text, "order": view.order, "share": share}
    form = ViewForm(request.POST or None, initial=now, teams=_teams(member))
    if form.is_valid() and (done := _kept(request, form, view_id=view_id)):
        return done
    return _page(request, form, view=view)


@may("see")
@require_POST
def remove(request: HttpRequest, view_id: int) -> HttpResponse:
    try:
        view = actions.remove_view(view_id, by=member_of(request), now=timezone.now())
    except NoSuchView as error:
        raise Http404(str(error)) from error
    except NotAllowed as error:
        messages.error(request, str(error))
        return redirect("inbox_views")
    return redirect(f"{reverse('inbox_views')}?removed={view.pk}")


@may("see")
@require_POST
def restore(request: HttpRequest, view_id: int) -> HttpResponse:
    try:
        actions.restore_view(view_id, by=member_of(request))
    except NoSuchView as error:
        raise Http404(str(error)) from error
    except NotAllowed as error:
        messages.error(request, str(error))
    return redirect("inbox_views")


def _kept(
    request: HttpRequest, form: ViewForm, *, view_id: int | None = None
) -> HttpResponse | None:
    try:
        view = actions.keep_view(
            **form.told(), view_id=view_id, by=member_of(request), now=timezone.now()
        )
    except InvalidEntry as refusal:
        show_refusal(form, refusal)
        return None
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return None
    return redirect(_list_url(view))


def _page(request: HttpRequest, form: ViewForm, *, view: View | None = None) -> HttpResponse:
    member = member_of(request)
    found = converse.views_for(member)
    removed = request.GET.get("removed", "")
    names = {one.text for one in found}
    context = {
        "form": form,
        "view": view,
        "views": [(one, _list_url(one), converse.may_change(one, member)) for one in found],
        "offered": [one for one in _offered() if one.text not in names],
        "removed": removed if removed.isascii() and removed.isdigit() else "",
    }
    return render(request, "inbox/views.html", context, status=422 if form.errors else 200)


def _offered() -> list[Offered]:
    """What most teams want to see first."""
    return [
        Offered(
            _("Angry and waiting"),
            "sentiment:negative is:unanswered",
            _("Nobody has answered yet."),
        ),
        Offered(_("Praise without a sign"), "intent:praise is:unanswered", _("A like is enough.")),
        Offered(_("Urgent"), "urgency:>=50 is:unanswered", _("Harm grows soon.")),
        Offered(_("With a picture"), "has:image is:unanswered", _("Nobody has looked at it yet.")),
    ]


def _list_url(view: View) -> str:
    return f"{reverse('inbox')}?view={view.pk}"


def _view_or_404(request: HttpRequest, view_id: int) -> View:
    try:
        return converse.view_for(member_of(request), view_id)
    except NoSuchView as error:
        raise Http404(str(error)) from error


def _teams(member: Member) -> list[Team]:
    return list(member.teams.order_by("name"))
