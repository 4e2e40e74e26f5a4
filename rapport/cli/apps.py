from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "rapport.cli"
    label = "cli"
