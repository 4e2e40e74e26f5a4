"""The reply check: how often it was right, what it rested on, and how sure and how loud it is to be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_POST

from rapport.voice import actions
from rapport.voice import queries as voice
from rapport.voice.contract import FindingKind
from rapport.voice.models import CheckSetting, Objection, Statement
from rapport.web.access import may, member_of
from rapport.web.settings.contexts import tabs_for
from rapport.web.shell import wording
from rapport.web.signin.forms import show_refusal
from rapport.workspace.errors import InvalidEntry
from rapport.workspace.models import Brand

PAGE = 50
ONLY = ("right", "wrong", "neither", "heeded", "sent", "not_so", "open", "exception", "old")


class SettingForm(forms.Form):
    least = forms.IntegerField(
        label=gettext_lazy("Say it from so sure on, in %"),
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("0 says all that the check finds."),
    )
    most = forms.ChoiceField(
        label=gettext_lazy("How loud at most"),
        required=False,
        choices=[
            ("", gettext_lazy("As the check means it")),
            ("second", gettext_lazy("Look again: it does not ask to wait")),
            ("note", gettext_lazy("A note")),
            ("off", gettext_lazy("Nothing: this kind is switched off")),
        ],
    )


class StatementChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Statement) -> str:
        return Truncator(obj.text).chars(90)


class CautionForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("What is going on"),
        max_length=300,
        help_text=gettext_lazy(
            "“The app is down since 9:40; promise no refund before the cause is known.”"
        ),
    )
    brand = forms.ModelChoiceField(
        label=gettext_lazy("Brand"),
        queryset=Brand.objects.order_by("name"),
        required=False,
        empty_label=gettext_lazy("Every brand"),
    )
    statement = StatementChoice(
        label=gettext_lazy("What we say for now"),
        queryset=Statement.objects.none(),
        required=False,
        empty_label=gettext_lazy("No words yet"),
        help_text=gettext_lazy(
            "One key puts them into a reply. They are written beforehand, under Statements, as first words."
        ),
    )
    until = forms.DateTimeField(
        label=gettext_lazy("It ends by itself at"),
        required=False,
        help_text=gettext_lazy("Empty: when somebody lifts it."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.fields["statement"]
        assert isinstance(words, StatementChoice)
        words.queryset = voice.holding_statements()


@dataclass(frozen=True, slots=True)
class KindShown:
    """One kind of finding, with numbers that each open their list."""

    kind: str
    name: str
    url: str
    tally: voice.Tally
    precision: str
    set_to: str


@may("manage_approvals")
def check(request: HttpRequest) -> HttpResponse:
    return _check_page(request, CautionForm())


@may("hold")
@require_POST
def add_caution(request: HttpRequest) -> HttpResponse:
    form, now = CautionForm(request.POST), timezone.now()
    if form.is_valid():
        brand = form.cleaned_data["brand"]
        brands = [brand] if brand else list(Brand.objects.order_by("name"))
        try:
            actions.set_caution(
                [f"brand:{one.pk}" for one in brands],
                reason=form.cleaned_data["reason"],
                statement=form.cleaned_data["statement"],
                until=form.cleaned_data["until"],
                by=member_of(request),
                now=now,
            )
        except InvalidEntry as refusal:
            show_refusal(form, refusal)
        else:
            messages.info(request, _("Said beside every reply from now on."))
            return redirect("settings_check")
    return _check_page(request, form)


@may("hold")
@require_POST
def lift_caution(request: HttpRequest, caution_id: int) -> HttpResponse:
    actions.lift_caution(caution_id, by=member_of(request), now=timezone.now())
    messages.info(request, _("It is said no more."))
    return redirect("settings_check")


def _check_page(request: HttpRequest, form: CautionForm) -> HttpResponse:
    now, settings = timezone.now(), voice.check_settings()
    context = {
        "tabs": tabs_for(member_of(request), reverse("settings_check")),
        "rows": [_kind_shown(tally, settings.get(tally.kind)) for tally in voice.tallies(now=now)],
        "form": form,
        **cautions_shown(now=now),
    }
    return render(request, "settings/check.html", context, status=422 if form.errors else 200)


def cautions_shown(*, now: datetime) -> dict[str, Any]:
    """What stands, with the brands it is about. Two statements."""
    names = {f"brand:{pk}": name for pk, name in Brand.objects.values_list("pk", "name")}
    lines = []
    for one in voice.cautions(now=now):
        about = [names.get(key, key) for key in one.keys]
        ends = _("until %(when)s") % {"when": wording.moment_with_time(one.until, now=now)} if one.until else _("until somebody lifts it")  # fmt: skip
        who = one.placed_by.name if one.placed_by else _("Rapport")
        said = _("%(who)s, %(when)s, %(ends)s") % {
            "who": who,
            "when": wording.moment_with_time(one.placed_at, now=now),
            "ends": ends,
        }
        words = one.statement.text if one.statement else ""
        lines.append(
            {
                "id": one.pk,
                "reason": one.reason,
                "words": words,
                "about": ", ".join(about),
                "said": said,
            }
        )
    return {"cautions": lines}


@may("manage_approvals")
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in voice.KINDS:
        raise Http404("The check knows no such kind of finding.")
    kept = voice.check_settings().get(kind) or CheckSetting(kind=kind)
    form = SettingForm(
        request.POST or None,
        initial={"least": round(kept.least_confidence * 100), "most": kept.most},
    )
    if form.is_valid() and _saved(request, kind, form):
        return redirect("settings_check_kind", kind)
    return _kind_page(request, kind, form, kept)


@may("manage_approvals")
@require_POST
def judge(request: HttpRequest, objection_id: int) -> HttpResponse:
    try:
        judged = actions.judge_objection(
            objection_id,
            verdict=request.POST.get("verdict", ""),
            by=member_of(request),
            now=timezone.now(),
        )
    except InvalidEntry as refusal:
        messages.warning(request, str(refusal))
        return redirect("settings_check")
    only = request.POST.get("only", "")
    back = reverse("settings_check_kind", args=[judged.kind])
    return redirect(
        f"{back}?only={only}#f-{judged.pk}" if only in ONLY else f"{back}#f-{judged.pk}"
    )


def _saved(request: HttpRequest, kind: str, form: SettingForm) -> bool:
    try:
        actions.keep_check_setting(
            kind,
            least_confidence=form.cleaned_data["least"] / 100,
            most=form.cleaned_data["most"],
            by=member_of(request),
            now=timezone.now(),
        )
    except InvalidEntry as refusal:
        show_refusal(form, refusal)
        return False
    messages.info(request, _("Saved. The next check follows it."))
    return True


def _kind_page(
    request: HttpRequest, kind: str, form: SettingForm, kept: CheckSetting
) -> HttpResponse:
    now = timezone.now()
    only = request.GET.get("only", "")
    only = only if only in ONLY else ""
    found = Paginator(voice.objections(kind, now=now, only=only), PAGE)
    page = found.get_page(request.GET.get("page"))
    tally = next(one for one in voice.tallies(now=now) if one.kind == kind)
    context = {
        "tabs": tabs_for(member_of(request), reverse("settings_check")),
        "name": kind_name(kind),
        "kind": kind,
        "says": kind_says(kind),
        "form": form,
        "kept": kept if kept.pk else None,
        "changed": wording.moment_with_time(kept.changed_at, now=now) if kept.pk else "",
        "row": _kind_shown(tally, kept if kept.pk else None),
        "thresholds": voice.thresholds(kind, now=now),
        "only": only,
        "only_name": _only_name(only),
        "page": page,
        "lines": [_line(one, now=now) for one in page],
    }
    status = 422 if form.errors else 200
    return render(request, "settings/check_kind.html", context, status=status)


def _kind_shown(tally: voice.Tally, setting: CheckSetting | None) -> KindShown:
    return KindShown(
        kind=tally.kind,
        name=kind_name(tally.kind),
        url=reverse("settings_check_kind", args=[tally.kind]),
        tally=tally,
        precision=_precision(tally),
        set_to=_set_to(setting),
    )


def _precision(tally: voice.Tally) -> str:
    if not tally.told:
        return _("nothing to tell from yet")
    said = _("%(right)s of %(told)s right") % {"right": tally.right, "told": tally.told}
    if tally.precision is None:
        return _("%(said)s; too few to tell") % {"said": said}
    return _("%(said)s: %(percent)s %%") % {"said": said, "percent": round(tally.precision * 100)}


def _set_to(setting: CheckSetting | None) -> str:
    if setting is None or (not setting.least_confidence and not setting.most):
        return ""
    if setting.most == CheckSetting.Most.OFF:
        return _("switched off")
    said = []
    if setting.least_confidence:
        said.append(_("from %(n)s %% on") % {"n": round(setting.least_confidence * 100)})
    if setting.most:
        loud = {"second": _("look again at most"), "note": _("a note at most")}
        said.append(loud[setting.most])
    return ", ".join(said)


def _line(one: Any, *, now: datetime) -> dict[str, Any]:
    return {
        "one": one,
        "sure": round(one.confidence * 100),
        "became": _became(one),
        "tone": {"right": "ok", "wrong": "warn"}.get(one.outcome, ""),
        "outcome": {
            "right": pgettext("the check", "right"),
            "wrong": pgettext("the check", "wrong"),
            "neither": pgettext("the check", "does not tell"),
        }[one.outcome],
        "when": wording.moment_with_time(one.at, now=now),
    }


def _became(one: Objection) -> str:
    who = one.member.name if one.member else _("Somebody who left")
    if one.state == Objection.State.HEEDED:
        return _("%(who)s changed it before it was sent") % {"who": who}
    if one.state == Objection.State.NOT_SO:
        return _("%(who)s says it is not so") % {"who": who}
    because = wording.objection_reason(one.reason)
    if one.state == Objection.State.OPEN:
        return _("%(who)s has not sent it yet") % {"who": who}
    if not because:
        return _("%(who)s sent it as it was") % {"who": who}
    return _("%(who)s sent it as it was: %(because)s") % {"who": who, "because": because}


def _only_name(only: str) -> str:
    names = {
        "right": _("where the check was right"),
        "wrong": _("where the check was wrong"),
        "neither": _("which do not tell"),
        "heeded": _("changed before they were sent"),
        "sent": _("sent as they were"),
        "not_so": _("said not to be so"),
        "open": _("not sent yet"),
        "exception": _("sent as an exception"),
        "old": _("sent because a statement is out of date"),
    }
    return names.get(only, "")


_NAMES: dict[FindingKind, Callable[[], str]] = {
    "contradiction": lambda: _("Says otherwise than we do"),
    "personal_data": lambda: _("Personal data in public"),
    "placeholder": lambda: _("A gap left in"),
    "robotic": lambda: _("Sounds like a machine"),
    "dismissive": lambda: _("Cold or dismissive"),
    "unanswered": lambda: _("A question left open"),
    "wrong_place": lambda: _("Wrong place"),
    "wrong_moment": lambda: _("Wrong moment"),
    "craft": lambda: _("Craft"),
    "unchecked": lambda: _("Not checked"),
}
_SAYS: dict[FindingKind, Callable[[], str]] = {
    "contradiction": lambda: _(
        "A number, a date, a time, or a yes or no that differs from a statement, or from what somebody was told before."
    ),
    "personal_data": lambda: _(
        "A number, an address or a name of a person where everybody can read it."
    ),
    "placeholder": lambda: _("Words that somebody was to fill in."),
    "robotic": lambda: _(
        "Nearly the same words as we wrote to others, or a saved reply with nothing of this person in it."
    ),
    "dismissive": lambda: _(
        "Brushing off, blaming, no word about what they feel. The reply box does not say it; it speaks in practice and in reports."
    ),
    "unanswered": lambda: _(
        "A question of theirs that the reply does not touch. The reply box does not say it; it speaks in practice and in reports."
    ),
    "wrong_place": lambda: _("An account, health or a matter of law, where everybody reads along."),
    "wrong_moment": lambda: _(
        "Sending is stopped here, they asked for silence, or we only listen in this place."
    ),
    "craft": lambda: _("The language, a link, a picture without words."),
    "unchecked": lambda: _(
        "A language that the check does not read, or a part of it that failed or took too long."
    ),
}


def kind_name(kind: str) -> str:
    return _NAMES[kind]() if kind in _NAMES else kind


def kind_says(kind: str) -> str:
    return _SAYS[kind]() if kind in _SAYS else ""
