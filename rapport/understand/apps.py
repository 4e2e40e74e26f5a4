from django.apps import AppConfig


class UnderstandConfig(AppConfig):
    name = "rapport.understand"
    label = "understand"
