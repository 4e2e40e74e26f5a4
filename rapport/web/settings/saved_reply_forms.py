"""What is typed about a saved reply: a text for each language, and what is done beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from rapport.converse.queries import offered_labels
from rapport.voice.actions import Macro
from rapport.voice.errors import NameTaken, NoWords, UnknownVariables, VoiceError
from rapport.voice.models import SavedReply
from rapport.workspace.models import Brand, Member
from rapport.workspace.queries import members, own_brands

# Languages as ISO 639-1 names them, in their own names: "Svenska" is found by who speaks it.
LANGUAGES = sorted(
    ((code, known["name_local"].capitalize()) for code, known in LANG_INFO.items() if len(code) == 2 and "name_local" in known),
    key=lambda one: one[1].casefold(),
)  # fmt: skip
NAMES: dict[str, str] = dict(LANGUAGES)
# Empty places for languages to come, beside those that are there.
PLACES_MORE = 1
PLACES_AT_MOST = 12


def language_name(code: str) -> str:
    return NAMES.get(code, code)


class BrandChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Brand) -> str:
        return obj.name


class SavedReplyForm(forms.Form):
    """`language-1`, `text-1`, `language-2`, ...: an empty text takes its language away."""

    brand = BrandChoice(label=_("Brand"), queryset=Brand.objects.none(), empty_label=None)
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("What a colleague would look for: Refund on its way"),
    )
    gives_to = forms.ModelChoiceField(
        label=_("Give the conversation to"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("Nobody else"),
    )
    notes = forms.CharField(
        label=_("Write a note for colleagues"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    labels = forms.MultipleChoiceField(
        label=_("Label it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    snoozes_hours = forms.TypedChoiceField(
        label=_("Snooze it"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("no")),
            ("4", _("for 4 hours")),
            ("24", _("for a day")),
            ("72", _("for three days")),
            ("168", _("for a week")),
        ],
        help_text=_("It comes back then, or when they write. Resolving goes before."),
    )
    resolves = forms.BooleanField(label=_("Resolve it"), required=False)

    def __init__(self, data: Any = None, *, reply: SavedReply | None = None) -> None:
        held = [(t.language, t.text) for t in reply.texts.all()] if reply else []
        super().__init__(data, initial=_initial(reply))
        self.is_new = reply is None
        for name, choices in (("brand", own_brands()), ("gives_to", members())):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = choices
        brand = self.fields["brand"]
        assert isinstance(brand, forms.ModelChoiceField)
        # Read once: a select that must be chosen from asks for its choices twice.
        brand.choices = [(one.pk, one.name) for one in own_brands()]
        labels = self.fields["labels"]
        assert isinstance(labels, forms.MultipleChoiceField)
        labels.choices = [(str(one.pk), one.name) for one in offered_labels()]
        if reply is not None:
            self.fields["brand"].disabled = True
        self.places = min(PLACES_AT_MOST, max(_asked(data), len(held) + PLACES_MORE))
        for place in range(1, self.places + 1):
            language, text = held[place - 1] if place <= len(held) else ("", "")
            self._add_place(place, language=language or ("en" if place == 1 else ""), text=text)

    def _add_place(self, place: int, *, language: str, text: str) -> None:
        self.fields[f"language-{place}"] = forms.ChoiceField(
            label=_("Language"),
            choices=[("", _("Another language")), *LANGUAGES],
            required=False,
            initial=language,
        )
        self.fields[f"text-{place}"] = forms.CharField(
            label=_("Words"),
            max_length=5000,
            required=False,
            initial=text,
            strip=False,
            widget=forms.Textarea(attrs={"rows": 4 if text or place == 1 else 2}),
        )

    def pairs(self) -> Iterator[tuple[BoundField, BoundField]]:
        for place in range(1, self.places + 1):
            yield self[f"language-{place}"], self[f"text-{place}"]

    def clean(self) -> dict[str, Any]:
        given: set[str] = set()
        for place in range(1, self.places + 1):
            language = self.cleaned_data.get(f"language-{place}", "")
            if not self.cleaned_data.get(f"text-{place}", "").strip():
                continue
            if not language:
                self.add_error(f"language-{place}", _("In which language is this?"))
            elif language in given:
                self.add_error(f"language-{place}", _("This language is there twice."))
            given.add(language)
        return self.cleaned_data

    def told(self) -> dict[str, Any]:
        """What the actions take of it."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "texts": {language: text for _place, language, text in self._written()},
            "macro": Macro(
                gives_to=data["gives_to"],
                notes=data["notes"],
                resolves=data["resolves"],
                label_ids=tuple(int(pk) for pk in data["labels"]),
                snoozes_hours=data["snoozes_hours"],
            ),
        }

    def show(self, refusal: VoiceError) -> None:
        """What an action refused, beside the words it speaks of."""
        match refusal:
            case UnknownVariables():
                places = [p for p, language, _t in self._written() if language == refusal.language]
                self.add_error(f"text-{places[0]}" if places else None, str(refusal))
            case NoWords():
                self.add_error("name" if refusal.field == "name" else "text-1", str(refusal))
            case NameTaken():
                self.add_error("name", str(refusal))
            case _:
                self.add_error(None, str(refusal))

    def _written(self) -> Iterator[tuple[int, str, str]]:
        for place in range(1, self.places + 1):
            text = self.cleaned_data.get(f"text-{place}", "").replace("\r\n", "\n")
            if text.strip():
                yield place, self.cleaned_data.get(f"language-{place}", ""), text


def _asked(data: Any) -> int:
    """How many places a sent form has."""
    return sum(1 for name in data or () if name.startswith("text-"))


def _initial(reply: SavedReply | None) -> dict[str, Any]:
    if reply is None:
        return {}
    return {
        "brand": reply.brand_id,
        "name": reply.name,
        "gives_to": reply.gives_to_id,
        "notes": reply.notes,
        "resolves": reply.resolves,
        "labels": [str(pk) for pk in reply.label_ids],
        "snoozes_hours": reply.snoozes_hours or "",
    }
