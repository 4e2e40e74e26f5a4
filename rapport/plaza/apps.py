from django.apps import AppConfig


class PlazaConfig(AppConfig):
    name = "rapport.plaza"
    label = "plaza"
