from django.apps import AppConfig

from rapport.query.fields import STREAM
from rapport.query.registry import register


class ListenConfig(AppConfig):
    name = "rapport.listen"
    label = "listen"

    def ready(self) -> None:
        register(*STREAM)
