"""Forms made from what a connector's manifest asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.channels.contract import Manifest, SettingField
from rapport.workspace.models import Brand
from rapport.workspace.queries import own_brands

LONGEST = 2000


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
