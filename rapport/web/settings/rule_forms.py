"""The form of a triage rule, and what was written there as the room takes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.converse.actions import RuleWanted
from rapport.converse.models import Label, TriageRule
from rapport.workspace import queries as workspace
from rapport.workspace.models import Team

When = TriageRule.When
WHEN = [
    (When.OPENED, gettext_lazy("A conversation begins, or begins again")),
    (When.MESSAGE, gettext_lazy("They write to us")),
    (When.ANSWER, gettext_lazy("We answered")),
    (When.WARNING, gettext_lazy("A clock is about to end")),
    (When.BREACH, gettext_lazy("A clock ran out")),
]


def _ticks(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple
    )


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
    labels = _ticks(gettext_lazy("Put the label"))
    unlabels = _ticks(gettext_lazy("Take the label off"))
    gives = forms.ChoiceField(label=gettext_lazy("Give it to"), required=False)
    takes_over = forms.BooleanField(
        label=gettext_lazy("Also where somebody has it already"), required=False
    )
    tells = _ticks(gettext_lazy("Tell"))
    tells_team = forms.ChoiceField(label=gettext_lazy("Tell a team"), required=False)
    stops = forms.BooleanField(
        label=gettext_lazy("Ask no rule below it, where it held"), required=False
    )
    is_on = forms.BooleanField(label=gettext_lazy("On"), required=False)
    sure = forms.BooleanField(label=gettext_lazy("It is meant to hold of so many"), required=False)

    def __init__(self, *args: Any, rule: TriageRule | None = None, **named: Any) -> None:
        """Three statements, for all there is to choose from."""
        super().__init__(*args, **named)
        fields: dict[str, Any] = self.fields
        labels = list(Label.objects.order_by("key"))
        self._members = {str(one.pk): one for one in workspace.members()}
        self._teams = {str(one.pk): one for one in Team.objects.order_by("name")}
        # What it puts already can be seen and taken out, though it was retired since.
        kept = {row["id"] for row in rule.label_rows} if rule else set()  # type: ignore[attr-defined]
        fields["labels"].choices = [
            (str(one.pk), one.name) for one in labels if one.retired_at is None or one.pk in kept
        ]
        fields["unlabels"].choices = [(str(one.pk), one.name) for one in labels]
        people = [(pk, one.name) for pk, one in self._members.items()]
        teams = [(pk, one.name) for pk, one in self._teams.items()]
        fields["tells"].choices = people
        fields["tells_team"].choices = [("", _("no team")), *teams]
        fields["gives"].choices = [
            ("", _("nobody")),
            (_("Teams"), [(f"team-{pk}", name) for pk, name in teams]),
            (_("Colleagues"), [(f"member-{pk}", name) for pk, name in people]),
        ]
        if rule and rule.gives_to and not rule.gives_to.is_active:
            self._members[str(rule.gives_to.pk)] = rule.gives_to
            left = _("%(name)s, who left") % {"name": rule.gives_to.name}
            fields["gives"].choices += [(f"member-{rule.gives_to.pk}", left)]

    def wanted(self) -> RuleWanted:
        """Of a form that is valid."""
        given = self.cleaned_data
        kind, _dash, pk = given["gives"].partition("-")
        return RuleWanted(
            name=given["name"],
            when=given["when"],
            condition=given["condition"],
            label_ids=[int(one) for one in given["labels"]],
            unlabel_ids=[int(one) for one in given["unlabels"]],
            gives_to=self._members.get(pk) if kind == "member" else None,
            gives_team=self._teams.get(pk) if kind == "team" else None,
            takes_over=given["takes_over"],
            tells=[self._members[one] for one in given["tells"]],
            tells_team=self._teams.get(given["tells_team"]),
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
