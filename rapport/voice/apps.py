from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "rapport.voice"
    label = "voice"
