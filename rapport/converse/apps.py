from django.apps import AppConfig

from rapport.query.fields import WORK
from rapport.query.registry import FieldSpec, Kind, Tier, register

CASE = FieldSpec("case", Kind.KEYWORD, Tier.WORK, "case number", example="case:CS-1204")


class ConverseConfig(AppConfig):
    name = "rapport.converse"
    label = "converse"

    def ready(self) -> None:
        register(*WORK, CASE)
