"""The square's page and its HTTP interface."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "plaza"
urlpatterns: list[URLPattern | URLResolver] = []
