"""When a colleague reads a reply before it leaves: the rules, in their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from rapport.query.errors import QueryError
from rapport.query.parsing import parse
from rapport.query.words import in_words
from rapport.voice import actions
from rapport.voice import queries as voice
from rapport.voice.models import ApprovalRule
from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.shell import wording
from rapport.web.signin.forms import show_refusal
from rapport.workspace import queries as workspace
from rapport.workspace.errors import InvalidEntry, NotThere
from rapport.workspace.models import Brand, Member


class RuleForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        help_text=gettext_lazy("Writers and approvers see it: “Refunds over the limit”."),
    )
    condition = forms.CharField(
        label=gettext_lazy("Which conversations"),
        required=False,
        max_length=2_000,
        help_text=gettext_lazy(
            "A query such as refund OR lawyer, intent:complaint, followers:>10000. Empty fits every conversation."
        ),
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )
    severity = forms.ChoiceField(
        label=gettext_lazy("What the check says"),
        required=False,
        choices=[
            ("", gettext_lazy("Whatever it says")),
            ("note", gettext_lazy("It says something")),
            ("second", gettext_lazy("It asks to look again, or to wait")),
            ("hold", gettext_lazy("It asks to wait")),
        ],
    )
    public_only = forms.BooleanField(
        label=gettext_lazy("Only what everybody can read"), required=False
    )
    newcomers_until = forms.IntegerField(
        label=gettext_lazy("Only of newcomers, until they have sent"),
        required=False,
        min_value=1,
        help_text=gettext_lazy("So many replies. Empty: of everybody."),
    )
    leads_too = forms.BooleanField(
        label=gettext_lazy("Also of those who may approve themselves"), required=False
    )
    approver = forms.ModelChoiceField(
        label=gettext_lazy("Who reads it"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=gettext_lazy("All who may approve"),
    )
    deputy = forms.ModelChoiceField(
        label=gettext_lazy("Their deputy"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody"),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Somebody else is asked after, minutes"),
        min_value=1,
        help_text=gettext_lazy(
            "First the deputy, then all who may approve. Nothing leaves unread."
        ),
    )
    brand = forms.ModelChoiceField(
        label=gettext_lazy("Brand"),
        queryset=Brand.objects.none(),
        required=False,
        empty_label=gettext_lazy("Every brand"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = workspace.members()
        for name, rows in (("approver", people), ("deputy", people), ("brand", Brand.objects.order_by("name"))):  # fmt: skip
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


@dataclass(frozen=True, slots=True)
class LineShown:
    rule: ApprovalRule
    fits: str
    asked: str
    problem: str
    is_first: bool
    is_last: bool


@may("manage_approvals")
def approvals(request: HttpRequest) -> HttpResponse:
    rules = list(voice.approval_rules())
    lines = [_line(rule, number, len(rules)) for number, rule in enumerate(rules, 1)]
    context = {"tabs": tabs_for(member_of(request), request.path), "lines": lines}
    return render(request, "settings/approvals.html", context)


@may("manage_approvals")
def add(request: HttpRequest) -> HttpResponse:
    begun = ApprovalRule(severity=ApprovalRule.Severity.SECOND)
    form = RuleForm(request.POST or None, initial=_typed(begun))
    if form.is_valid() and _saved(request, form, begun):
        return redirect("settings_approvals")
    return _page(request, form, None)


@may("manage_approvals")
def change(request: HttpRequest, rule_id: int) -> HttpResponse:
    rule = voice.approval_rules().filter(pk=rule_id).first()
    if rule is None:
        raise Http404("This rule is gone. Somebody took it away.")
    form = RuleForm(request.POST or None, initial=_typed(rule))
    if form.is_valid() and _saved(request, form, rule):
        return redirect("settings_approvals")
    return _page(request, form, rule_id)


@may("manage_approvals")
@require_POST
def move(request: HttpRequest, rule_id: int) -> HttpResponse:
    places = 1 if request.POST.get("to") == "down" else -1
    try:
        actions.move_approval_rule(
            rule_id, places=places, by=member_of(request), now=timezone.now()
        )
    except NotThere as error:
        raise Http404(str(error)) from error
    return redirect("settings_approvals")


@may("manage_approvals")
@require_POST
def remove(request: HttpRequest, rule_id: int) -> HttpResponse:
    actions.remove_approval_rule(rule_id, by=member_of(request), now=timezone.now())
    messages.info(request, _("Taken away. What waits by it goes on waiting."))
    return redirect("settings_approvals")


def _typed(rule: ApprovalRule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in RuleForm.base_fields}


def _saved(request: HttpRequest, form: RuleForm, rule: ApprovalRule) -> bool:
    for name, value in form.cleaned_data.items():
        setattr(rule, name, value)
    try:
        actions.keep_approval_rule(rule, by=member_of(request), now=timezone.now())
    except InvalidEntry as refusal:
        show_refusal(form, refusal)
        return False
    except NotThere as error:
        form.add_error(None, str(error))
        return False
    messages.info(request, _("Saved. It holds from the next reply on."))
    return True


def _page(request: HttpRequest, form: RuleForm, rule_id: int | None) -> HttpResponse:
    context = {
        "tabs": tabs_for(member_of(request), request.path),
        "form": form,
        "rule_id": rule_id,
    }
    return render(request, "settings/approval.html", context, status=422 if form.errors else 200)


def _line(rule: ApprovalRule, number: int, count: int) -> LineShown:
    condition, problem = _condition(rule)
    return LineShown(
        rule=rule,
        fits=" · ".join(filter(None, [condition, *_limits(rule)])),
        asked=_asked(rule),
        problem=problem,
        is_first=number == 1,
        is_last=number == count,
    )


def _condition(rule: ApprovalRule) -> tuple[str, str]:
    if not rule.condition:
        return _("Every reply"), ""
    try:
        said = wording.sentence(in_words(parse(rule.condition).tree, translate=_))
        return said.rstrip("."), ""
    except QueryError as error:
        why = _("It fits nothing until this is mended. %(why)s") % {"why": error}
        return rule.condition, why


def _limits(rule: ApprovalRule) -> list[str]:
    said = {
        "note": _("where the check says something"),
        "second": _("where the check asks to look again"),
        "hold": _("where the check asks to wait"),
    }
    found = [said.get(rule.severity, "")]
    if rule.public_only:
        found.append(_("in public"))
    if rule.newcomers_until:
        newcomers = ngettext(
            "of those who have sent fewer than %(n)d reply",
            "of those who have sent fewer than %(n)d replies",
            rule.newcomers_until,
        )
        found.append(newcomers % {"n": rule.newcomers_until})
    if rule.leads_too:
        found.append(_("also of those who may approve"))
    if rule.brand is not None:
        found.append(rule.brand.name)
    return found


def _asked(rule: ApprovalRule) -> str:
    first = _named(rule.approver) if rule.approver else _("All who may approve")
    after = wording.span(rule.minutes)
    if rule.approver is None and rule.deputy is None:
        return _("%(first)s; again after %(after)s") % {"first": first, "after": after}
    if rule.deputy is None:
        return _("%(first)s; all who may approve after %(after)s") % {
            "first": first,
            "after": after,
        }
    said = _("%(first)s; %(deputy)s after %(after)s, then all who may approve")
    return said % {"first": first, "deputy": _named(rule.deputy), "after": after}


def _named(member: Any) -> str:
    if member.is_active:
        return str(member.name)
    return _("%(name)s (left: the next is asked)") % {"name": member.name}
