from django.apps import AppConfig

from rapport.query.fields import READING
from rapport.query.registry import register


class UnderstandConfig(AppConfig):
    name = "rapport.understand"
    label = "understand"

    def ready(self) -> None:
        register(*READING)
