from importlib import import_module

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "rapport.web"
    label = "web"

    def ready(self) -> None:
        """One sentence for an empty field, ours and those of sign-in alike."""
        # The worker writes the morning mail in the words of this face.
        import_module("rapport.web.morning.registering")
        forms.Field.default_error_messages = {"required": _("Please fill this in.")}
