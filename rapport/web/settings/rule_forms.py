"""The form of a triage rule, and what was written there as the room takes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.converse.actions import RuleWanted
from rapport.converse.models import Label, TriageRule
from rapport.workspace import queries as workspace
from rapport.workspace.models import Member, Team

When = TriageRule.When
WHEN = [
    (When.OPENED, gettext_lazy("A conversation begins, or begins again")),
    (When.MESSAGE, gettext_lazy("They write to us")),
    (When.ANSWER, gettext_lazy("We answered")),
    (When.WARNING, gettext_lazy("A clock is about to end")),
    (When.BREACH, gettext_lazy("A clock ran out")),
]


class _Ticks(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def __init__(self, queryset: Any, **named: Any) -> None:
        super().__init__(
            queryset=queryset, required=False, widget=forms.CheckboxSelectMultiple, **named
        )

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class RuleForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    when = forms.ChoiceField(label=gettext_lazy("When"), choices=WHEN)
    condition = forms.CharField(
        label=gettext_lazy("If"),
        required=False,
        max_length=2_000,
        help_text=gettext_lazy(
            "A query such as refund OR “money back”, intent:complaint, label:refund, source:mail. Empty holds of every conversation."
        ),
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
    )
    labels = _Ticks(Label.objects.none(), label=gettext_lazy("Put the label"))
    unlabels = _Ticks(Label.objects.none(), label=gettext_lazy("Take the label off"))
    gives = forms.ChoiceField(label=gettext_lazy("Give it to"), required=False)
    takes_over = forms.BooleanField(
        label=gettext_lazy("Also where somebody has it already"), required=False
    )
    tells = _Ticks(Member.objects.none(), label=gettext_lazy("Tell"))
    tells_team = forms.ModelChoiceField(
        label=gettext_lazy("Tell a team"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=gettext_lazy("no team"),
    )
    stops = forms.BooleanField(
        label=gettext_lazy("Ask no rule below it, where it held"), required=False
    )
    is_on = forms.BooleanField(label=gettext_lazy("On"), required=False)
    sure = forms.BooleanField(label=gettext_lazy("It is meant to hold of so many"), required=False)

    def __init__(self, *args: Any, rule: TriageRule | None = None, **named: Any) -> None:
        super().__init__(*args, **named)
        fields: dict[str, Any] = self.fields
        # What it puts already can be seen and taken out, though it was retired since.
        kept = [row["id"] for row in rule.label_rows] if rule else []  # type: ignore[attr-defined]
        offered = Label.objects.filter(retired_at=None) | Label.objects.filter(pk__in=kept)
        fields["labels"].queryset = offered.order_by("key")
        fields["unlabels"].queryset = Label.objects.order_by("key")
        people, teams = list(workspace.members()), list(workspace.teams())
        fields["tells"].queryset = workspace.members()
        fields["tells_team"].queryset = Team.objects.order_by("name")
        fields["tells_team"].label_from_instance = lambda team: team.name
        fields["gives"].choices = [
            ("", _("nobody")),
            (_("Teams"), [(f"team-{team.pk}", team.name) for team in teams]),
            (_("Colleagues"), [(f"member-{one.pk}", one.name) for one in people]),
        ]
        if rule and rule.gives_to and not rule.gives_to.is_active:
            gone = (f"member-{rule.gives_to.pk}", _("%(name)s, who left") % {"name": rule.gives_to.name})  # fmt: skip
            fields["gives"].choices = [*fields["gives"].choices, gone]

    def wanted(self) -> RuleWanted:
        """Of a form that is valid."""
        given = self.cleaned_data
        kind, _dash, pk = given["gives"].partition("-")
        return RuleWanted(
            name=given["name"],
            when=given["when"],
            condition=given["condition"],
            label_ids=[one.pk for one in given["labels"]],
            unlabel_ids=[one.pk for one in given["unlabels"]],
            gives_to=Member.objects.filter(pk=pk).first() if kind == "member" else None,
            gives_team=Team.objects.filter(pk=pk).first() if kind == "team" else None,
            takes_over=given["takes_over"],
            tells=list(given["tells"]),
            tells_team=given["tells_team"],
            stops=given["stops"],
            is_on=given["is_on"],
        )


def typed(rule: TriageRule) -> dict[str, Any]:
    """What stands in the form of a rule that is there; `rule` as `queries.rule_for` loads it."""
    gives = f"member-{rule.gives_to_id}" if rule.gives_to_id else ""
    gives = gives or (f"team-{rule.gives_team_id}" if rule.gives_team_id else "")
    return {
        "name": rule.name,
        "when": rule.when,
        "condition": rule.condition,
        "labels": [row["id"] for row in rule.label_rows],  # type: ignore[attr-defined]
        "unlabels": [row["id"] for row in rule.unlabel_rows],  # type: ignore[attr-defined]
        "gives": gives,
        "takes_over": rule.takes_over,
        "tells": rule.tell_ids,  # type: ignore[attr-defined]
        "tells_team": rule.tells_team_id,
        "stops": rule.stops,
        "is_on": rule.is_on,
    }


FRESH = {"when": When.OPENED, "is_on": True}
