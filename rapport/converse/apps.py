from django.apps import AppConfig


class ConverseConfig(AppConfig):
    name = "rapport.converse"
    label = "converse"
