"""All addresses. The rooms' screens stand in `rapport.web.urls`, sign-in in allauth's."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("rapport.web.signin.account_urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("rapport.web.urls")),
]

if settings.DEMO:
    urlpatterns.insert(0, path("plaza/", include("rapport.plaza.urls")))

handler403 = "rapport.web.shell.views.not_allowed"
handler404 = "rapport.web.shell.views.not_found"
handler500 = "rapport.web.shell.views.broken"
