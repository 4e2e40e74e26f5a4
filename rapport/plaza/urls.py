"""The square's page and its HTTP interface."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

app_name = "plaza"
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", include("rapport.plaza.api.urls")),
]
