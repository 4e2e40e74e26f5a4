from django.apps import AppConfig

from rapport.query.fields import WORK
from rapport.query.registry import register


class ConverseConfig(AppConfig):
    name = "rapport.converse"
    label = "converse"

    def ready(self) -> None:
        register(*WORK)
