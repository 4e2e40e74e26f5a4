from django.apps import AppConfig


class ListenConfig(AppConfig):
    name = "rapport.listen"
    label = "listen"
