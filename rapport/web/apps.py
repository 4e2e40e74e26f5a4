from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "rapport.web"
    label = "web"

    def ready(self) -> None:
        """One sentence for an empty field, ours and those of sign-in alike."""
        forms.Field.default_error_messages = {"required": _("Please fill this in.")}
