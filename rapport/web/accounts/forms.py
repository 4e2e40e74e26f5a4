"""Forms made from what a connector's manifest asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.channels.contract import Manifest, SettingField
from rapport.connectors.webhook.signing import new_secret
from rapport.workspace.models import Brand
from rapport.workspace.queries import own_brands

LONGEST = 2000
# Secrets that nobody has yet: we make one, shown while connecting and never again, to be given to the sender.
MADE_HERE: Mapping[tuple[str, str], Callable[[], str]] = {("webhook", "secret"): new_secret}


class SettingsForm(forms.Form):
    """One field a setting. Secrets are never shown again and never kept by the browser's history."""

    def __init__(self, asked: Iterable[SettingField], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.asked = tuple(asked)
        for setting in self.asked:
            self.fields[f"set_{setting.name}"] = _field(setting)

    @property
    def settings(self) -> Mapping[str, str]:
        return {one.name: self._value(one) for one in self.asked if not one.secret}

    @property
    def secrets(self) -> Mapping[str, str]:
        return {one.name: self._value(one) for one in self.asked if one.secret}

    def _value(self, setting: SettingField) -> str:
        return str(self.cleaned_data[f"set_{setting.name}"]) or setting.default


class ConnectForm(SettingsForm):
    brand = forms.ModelChoiceField(
        label=_("For which brand"), queryset=Brand.objects.none(), empty_label=None
    )

    def __init__(self, manifest: Manifest, *args: object, **kwargs: object) -> None:
        super().__init__(manifest.settings, *args, **kwargs)
        self.made: list[str] = []
        for setting in manifest.settings:
            if make := MADE_HERE.get((manifest.slug, setting.name)):
                self.fields[f"set_{setting.name}"] = _made_field(setting, make)
                self.made.append(f"set_{setting.name}")
        brands = self.fields["brand"]
        assert isinstance(brands, forms.ModelChoiceField)
        brands.queryset = own_brands()
        brands.initial = own_brands().first()


def _field(setting: SettingField) -> forms.CharField:
    widget: forms.Widget = (
        forms.PasswordInput(attrs={"autocomplete": "off"})
        if setting.secret
        else forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    return forms.CharField(
        label=setting.label,
        help_text=setting.help,
        required=setting.required,
        initial=setting.default,
        max_length=LONGEST,
        strip=not setting.secret,
        widget=widget,
    )


def _made_field(setting: SettingField, make: Callable[[], str]) -> forms.CharField:
    """Shown in the open, with a word that this is the only time."""
    field = _field(setting)
    field.widget = forms.TextInput(
        attrs={"autocomplete": "off", "spellcheck": "false", "data-copy-from": ""}
    )
    field.initial = make
    field.help_text = _(
        "Made for you. Copy it and give it to the sender now: it is shown only this once. You can also enter one of your own."
    )
    return field
